import { type APIEmbed, ButtonStyle, ComponentType } from 'discord.js';
import { type Changed, hasChanged, isEmptyDiff, type Listed } from '../data/diff.ts';
import type { DataError } from '../errors.ts';
import { countFaults, renderFaults as renderAll, renderFault } from '../errors.ts';
import {
  affectedReminders,
  countChanges,
  countTypes,
  fieldChange,
  renderChanges,
  totalChange,
} from '../replies/changes.ts';
import { customId } from '../replies/custom-id.ts';
import { COLOR } from '../replies/facts.ts';
import { renderEach, renderLines } from '../replies/fields.ts';
import { counted, literal, truncate } from '../replies/markdown.ts';
import type { Reply, ReplyFile, Row } from '../replies/reply.ts';
import type { Applied } from '../revisions/desk.ts';
import { type How, KEPT_REVISIONS, type KeptRevision } from '../revisions/ledger.ts';
import type { Preview } from '../revisions/preview.ts';

const TITLES: Readonly<Record<Exclude<How, 'start'>, string>> = {
  reload: 'Reload of the folder',
  upload: 'Upload',
  rollback: 'Rollback',
};
/** Lines of each list in the embed; all are in the file. */
const SHOWN = 8;
const LONGEST_VALUE = 120;
/** What a field cuts off, and what a message holds beside the rest. */
const LONGEST_LINE = 320;
const LONGEST_LISTS = 4000;

/** What would change, with a button that applies it. */
export function renderPreview(preview: Preview, remark?: string): Reply {
  const { diff, proposal, current, how, why, counts, affected, comparedWith, content } = preview;
  const totals = diff.totals.filter(hasChanged);
  const isQuiet = isNothing(affected) && isEmptyDiff(diff);
  const fields = [
    ...renderLines('Counts', countChanges(counts), SHOWN),
    ...renderEach('Totals, each dollar once', totals, (total) => literal(totalChange(total)), SHOWN),
    ...(isQuiet ? [] : [{ name: 'Reminders', value: renderAffected(preview) }]),
    // Last: what does not fit into a message falls off at its end, and is in the file.
    ...renderEach(titleOf('Added', diff.added), diff.added, listed, SHOWN),
    ...renderEach(titleOf('Removed', diff.removed), diff.removed, listed, SHOWN),
    ...renderEach(titleOf('Changed', diff.changed), diff.changed, changed, SHOWN),
  ];
  const embed: APIEmbed = {
    color: COLOR,
    title: `${TITLES[how]}: what would change`,
    description: [
      remark,
      comparedWith === current.number
        ? undefined
        : `Compared with revision ${comparedWith}: this process could not load revision ${current.number}.`,
      why && `*${literal(why)}*`,
      verdict(preview),
    ]
      .filter(Boolean)
      .join('\n\n'),
    fields,
    footer: {
      text: `Now: revision ${current.number} (${current.content.slice(0, 8)}) · this: ${content.slice(0, 8)}`,
    },
  };
  return {
    embeds: [embed],
    components: proposal ? [applyRow(proposal.id, content)] : [],
    files: filesOf(preview),
  };
}

function verdict({ diff, proposal, files }: Preview): string {
  if (proposal === undefined) return 'Nothing: these are the files that are served.';
  if (!isEmptyDiff(diff)) return 'Nothing has changed yet.';
  const count = files.added.length + files.removed.length + files.changed.length;
  const moved =
    diff.moved > 0 ? ` ${counted(diff.moved, 'fact')} would stand in another place of their source.` : '';
  return `No fact would change, only ${counted(count, 'file')}.${moved}`;
}

function titleOf(what: string, records: readonly Listed[]): string {
  return `${what}: ${countTypes(records)}`;
}

function listed({ id, title }: Listed): string {
  return `• ${literal(truncate(title, LONGEST_VALUE))} (${literal(id)})`;
}

function changed({ title, changes }: Changed): string {
  const words = changes.map(({ field, before, after }) =>
    literal(fieldChange({ field, before: before && short(before), after: after && short(after) })),
  );
  return `• **${literal(truncate(title, LONGEST_VALUE))}** ${words.join('; ')}`;
}

function short(value: string): string {
  return truncate(value.replace(/\s+/g, ' ').trim(), LONGEST_VALUE);
}

function renderAffected({ affected }: Preview): string {
  const channels = affected.channelIds.slice(0, 10).map((id) => `<#${id}>`);
  const more = affected.channelIds.length - channels.length;
  const words = affectedReminders(affected);
  if (channels.length === 0) return `${words[0]?.toUpperCase()}${words.slice(1)} affected`;
  return `${words}: ${channels.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function isNothing({ corrections, added, dropped }: Preview['affected']): boolean {
  return corrections + added + dropped === 0;
}

/** The whole of it, where the embed cannot hold it. */
function filesOf(preview: Preview): ReplyFile[] {
  const { added, removed, changed: others } = preview.diff;
  const [first, second] = [[...added.slice(0, SHOWN), ...removed.slice(0, SHOWN)], others.slice(0, SHOWN)];
  const lines = [...first.map(listed), ...second.map(changed)];
  const isLong =
    [added, removed, others].some(({ length }) => length > SHOWN) ||
    lines.some((line) => line.includes('…') || line.length > LONGEST_LINE) ||
    lines.join('').length > LONGEST_LISTS;
  if (!isLong) return [];
  return [textFile('changes.txt', renderChanges(preview), 'Everything that would change')];
}

function textFile(name: string, text: string, description: string): ReplyFile {
  return { name, data: Buffer.from(`${text}\n`), description };
}

/** The hash of what was shown is in the button: nothing else is applied by it. */
function applyRow(id: number, content: string): Row {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Success,
        label: 'Apply',
        custom_id: customId('facts', 'apply', String(id), content),
      },
      {
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        label: 'Cancel',
        custom_id: customId('facts', 'cancel', String(id), content.slice(0, 8)),
      },
    ],
  };
}

/** What became of a press on “Apply”. */
export function renderApplied(outcome: Applied): Reply {
  switch (outcome.type) {
    case 'applied':
      return plain(
        `Revision ${outcome.revision} is served`,
        outcome.isServedHere
          ? `Every process serves it within seconds; \`/facts status\` shows which. \`/facts rollback revision: ${outcome.revision - 1}\` goes back.`
          : `It is current, but this process could not load it and serves on what it had. \`/facts status\` says why; \`/facts rollback revision: ${outcome.revision - 1}\` goes back.`,
      );
    case 'already':
      return plain('Applied already', `This is revision ${outcome.revision}. Nothing more was changed.`);
    case 'changed':
      return renderPreview(
        outcome.preview,
        outcome.reason === 'folder'
          ? '**Not applied: the folder has changed since that preview.** This is what would change now.'
          : '**Not applied: another revision is served by now.** This is what would change to it.',
      );
  }
}

export function renderCancelled(wasThere: boolean): Reply {
  return wasThere
    ? plain('Cancelled', 'Nothing has changed.')
    : plain('Nothing to cancel', 'It was applied, or cancelled before. `/facts history` says which.');
}

export function renderPinned(number: number, isPinned: boolean): Reply {
  return isPinned
    ? plain(`Revision ${number} is pinned`, 'It is kept until you unpin it.')
    : plain(
        `Revision ${number} is not pinned any more`,
        `It is kept as long as it is one of the last ${KEPT_REVISIONS}.`,
      );
}

export function renderExport(
  { number, content }: KeptRevision,
  format: 'zip' | 'csv',
  data: Uint8Array<ArrayBuffer>,
): Reply {
  const what =
    format === 'zip'
      ? 'Unpacked, it is a folder for `FACTS_DIR`. Its `README.md` lists every file with its SHA-256.'
      : 'Every fact with its evidence and the SHA-256 of the file that it stands in. Cells that a spreadsheet would take for formulas begin with an apostrophe.';
  const name = `facts-revision-${number}.${format}`;
  return {
    ...plain(`Export of revision ${number}`, `${what}\n\nHash of all files: \`${content}\``),
    files: [{ name, data, description: `The facts of revision ${number}` }],
  };
}

/** What could not be loaded: each fault with its place and what to do. What is served stays. */
export function renderFaults({ faults }: DataError, remark?: string): Reply {
  const lines = faults.map((fault) => `• ${literal(truncate(renderFault(fault), 300))}`);
  const embed: APIEmbed = {
    color: COLOR,
    title: `Not loaded: ${counted(countFaults(faults), 'fault')}`,
    description: [remark, 'What is served has not changed. Mend these and try again.']
      .filter(Boolean)
      .join('\n\n'),
    fields: renderLines('Faults', lines, SHOWN),
  };
  const isLong = faults.length > SHOWN || faults.some((fault) => renderFault(fault).length > 300);
  return { embeds: [embed], files: isLong ? [textFile('faults.txt', renderAll(faults), 'Every fault')] : [] };
}

function plain(title: string, description: string): Reply {
  return { embeds: [{ color: COLOR, title, description }] };
}
