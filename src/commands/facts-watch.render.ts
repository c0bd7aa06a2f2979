import type { Language } from '../i18n/language.ts';
import type { Reply } from '../replies/reply.ts';
import type { News } from '../revisions/announcer.ts';
import type { Preview } from '../revisions/preview.ts';
import { renderFaults, renderPreview } from './facts.render.ts';

/** What the admins' channel is told of the folder of sources. */
export async function renderNews(language: Language, news: News): Promise<Reply> {
  const { t } = language;
  switch (news.type) {
    case 'faults':
      return renderFaults(language, news.error, t('news.faults'));
    case 'applied': {
      const { components: _buttons, ...reply } = await renderPreview(
        language,
        withoutReason(news.preview),
        t('news.applied', { revision: news.revision, before: news.revision - 1 }),
      );
      return reply;
    }
    case 'proposed': {
      const remark = t(news.isHeldBack ? 'news.heldBack' : 'news.proposed');
      return renderPreview(language, withoutReason(news.preview), remark);
    }
  }
}

/** The remark says it already: the folder has changed. */
function withoutReason(preview: Preview): Preview {
  return { ...preview, why: undefined };
}
