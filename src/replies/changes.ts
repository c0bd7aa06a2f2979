import { renderAmount } from '../data/amount-render.ts';
import { type Changed, type FieldChange, hasChanged, type Listed, type TotalChange } from '../data/diff.ts';
import { type RecordType, TYPES } from '../data/diff-fields.ts';
import type { Affected } from '../reminders/affected.ts';
import type { Counts } from '../revisions/ledger.ts';
import type { Preview } from '../revisions/preview.ts';
import { counted } from './markdown.ts';

// What would change, as plain text: for the command line, and for a file under a message.

/** A file of more lines helps nobody. */
const MOST_LISTED = 20_000;

const NOUNS: Readonly<Record<RecordType, readonly [string, string]>> = {
  source: ['source', 'sources'],
  assistance: ['record of assistance', 'records of assistance'],
  item: ['item', 'items'],
  engagement: ['meeting', 'meetings'],
  program: ['program', 'programs'],
  party: ['party', 'parties'],
};

/** "2 sources, 1 item" */
export function countTypes(records: readonly Listed[]): string {
  const counts = new Map<RecordType, number>();
  for (const { type } of records) counts.set(type, (counts.get(type) ?? 0) + 1);
  return TYPES.filter((type) => counts.has(type))
    .map((type) => counted(counts.get(type) ?? 0, ...NOUNS[type]))
    .join(', ');
}

/** "sources 1 → 2", for those that differ. */
export function countChanges({
  before,
  after,
}: {
  readonly before: Counts;
  readonly after: Counts;
}): string[] {
  const words: readonly (readonly [keyof Counts, string])[] = [
    ['sources', 'sources'],
    ['assistance', 'records of assistance'],
    ['items', 'items'],
    ['engagements', 'meetings'],
    ['programs', 'programs'],
    ['parties', 'parties'],
  ];
  return words
    .filter(([key]) => before[key] !== after[key])
    .map(
      ([key, name]) =>
        `${name} ${before[key].toLocaleString('en-US')} → ${after[key].toLocaleString('en-US')}`,
    );
}

/** "announced: $5 million → $11 million" */
export function totalChange({ kind, before, after }: TotalChange): string {
  const word = (amount: TotalChange['before']) => (amount === undefined ? 'none' : renderAmount(amount));
  return `${kind}: ${word(before)} → ${word(after)}`;
}

/** "amount: $5 million → $6 million" */
export function fieldChange({ field, before, after }: FieldChange): string {
  const word = (value: string | undefined) => value?.replace(/\s+/g, ' ').trim() || 'nothing';
  return `${field}: ${word(before)} → ${word(after)}`;
}

/** "1 correction at once, 4 reminders more, 2 fewer, in 1 channel" */
export function affectedReminders({ corrections, added, dropped, channelIds }: Affected): string {
  const parts = [
    corrections > 0 && `${counted(corrections, 'correction')} at once`,
    added > 0 && `${counted(added, 'reminder')} more`,
    dropped > 0 && `${counted(dropped, 'reminder')} fewer`,
  ].filter(Boolean);
  if (parts.length === 0) return 'none';
  return `${parts.join(', ')}, in ${counted(channelIds.length, 'channel')}`;
}

/** All of it, line by line. */
export function renderChanges({ diff, files, counts, affected, comparedWith, current }: Preview): string {
  const { added, removed, changed, moved, totals } = diff;
  const isOther = comparedWith !== current.number;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [
      `Revision ${current.number} could not be loaded here`,
      isOther ? [`compared with ${comparedWith === 0 ? 'nothing' : `revision ${comparedWith}`}`] : [],
    ],
    ['Counts', countChanges(counts)],
    ['Totals, each dollar once', totals.filter(hasChanged).map(totalChange)],
    ['Reminders', [affectedReminders(affected)]],
    ['Added', added.slice(0, MOST_LISTED).map((record) => `+ ${nameOf(record)}`)],
    ['Removed', removed.slice(0, MOST_LISTED).map((record) => `- ${nameOf(record)}`)],
    ['Changed', changed.slice(0, MOST_LISTED).flatMap(changeLines)],
    ['Left out of this list', leftOut([added, removed, changed])],
    ['In another place of their source, with the same words', moved > 0 ? [counted(moved, 'fact')] : []],
    ['Files added', files.added],
    ['Files removed', files.removed],
    ['Files changed', files.changed],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => `  ${line}`).join('\n')}`)
    .join('\n\n');
}

function leftOut(lists: readonly (readonly Listed[])[]): string[] {
  const more = lists.reduce((sum, { length }) => sum + Math.max(0, length - MOST_LISTED), 0);
  return more > 0 ? [counted(more, 'more record')] : [];
}

function nameOf({ type, id, title }: Listed): string {
  return `${type} ${id}: ${title}`;
}

function changeLines(record: Changed): string[] {
  return [`~ ${nameOf(record)}`, ...record.changes.map((change) => `    ${fieldChange(change)}`)];
}
