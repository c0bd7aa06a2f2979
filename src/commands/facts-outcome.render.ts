import type { Language } from '../i18n/language.ts';
import { COLOR } from '../replies/facts.ts';
import { code } from '../replies/markdown.ts';
import type { Reply } from '../replies/reply.ts';
import type { Applied } from '../revisions/desk.ts';
import { KEPT_REVISIONS, type KeptRevision } from '../revisions/ledger.ts';
import { renderPreview } from './facts.render.ts';

/** What became of a press on “Apply”. */
export async function renderApplied(language: Language, outcome: Applied): Promise<Reply> {
  const { t } = language;
  switch (outcome.type) {
    case 'applied': {
      const { revision } = outcome;
      const key = outcome.isServedHere ? 'applied.here' : 'applied.notHere';
      return plain(t('applied.title', { revision }), t(key, { before: revision - 1 }));
    }
    case 'already':
      return plain(t('applied.already'), t('applied.alreadyIs', { revision: outcome.revision }));
    case 'changed': {
      const key = outcome.reason === 'folder' ? 'preview.folderChanged' : 'preview.revisionChanged';
      return renderPreview(language, outcome.preview, t(key));
    }
  }
}

export function renderCancelled({ t }: Language, wasThere: boolean): Reply {
  return wasThere
    ? plain(t('applied.cancelled'), t('applied.cancelledIs'))
    : plain(t('applied.nothing'), t('applied.nothingIs'));
}

export function renderPinned({ t }: Language, number: number, isPinned: boolean): Reply {
  return isPinned
    ? plain(t('applied.pinned', { number }), t('applied.pinnedIs'))
    : plain(t('applied.unpinned', { number }), t('applied.unpinnedIs', { kept: KEPT_REVISIONS }));
}

export function renderExport(
  { t }: Language,
  { number, content }: KeptRevision,
  format: 'zip' | 'csv',
  data: Uint8Array<ArrayBuffer>,
): Reply {
  const what = t(format === 'zip' ? 'applied.exportZip' : 'applied.exportCsv');
  const hash = t('applied.hash', { hash: code(content) });
  const name = `facts-revision-${number}.${format}`;
  return {
    ...plain(t('applied.export', { number }), `${what}\n\n${hash}`),
    files: [{ name, data, description: t('applied.exportFile', { number }) }],
  };
}

function plain(title: string, description: string): Reply {
  return { embeds: [{ color: COLOR, title, description }] };
}
