import {
  type Changed,
  type Diff,
  type FieldChange,
  hasChanged,
  type Listed,
  type TotalChange,
  type TypeCounts,
} from '../data/diff.ts';
import { type RecordType, TYPES } from '../data/diff-fields.ts';
import { forEach, runAtOnce, type Steps } from '../data/steps.ts';
import type { Language } from '../i18n/language.ts';
import type { Affected } from '../reminders/affected.ts';
import type { Counts } from '../revisions/ledger.ts';
import type { Preview } from '../revisions/preview.ts';

// What would change, as plain text: for the command line, and for a file under a message.

const COUNTS = {
  source: 'count.source',
  assistance: 'count.assistance',
  item: 'count.item',
  engagement: 'count.meeting',
  program: 'count.program',
  party: 'count.party',
} as const satisfies Record<RecordType, string>;

/** "2 sources, 1 item" */
export function countTypes({ t }: Language, counts: TypeCounts): string {
  return TYPES.filter((type) => counts.has(type))
    .map((type) => t(COUNTS[type], { count: counts.get(type) ?? 0 }))
    .join(', ');
}

/** "sources 1 → 2", for those that differ. */
export function countChanges(
  { t }: Language,
  { before, after }: { readonly before: Counts; readonly after: Counts },
): string[] {
  const keys = ['sources', 'assistance', 'items', 'engagements', 'programs', 'parties'] as const;
  return keys
    .filter((key) => before[key] !== after[key])
    .map((key) => t(`changes.${key}`, { before: before[key], after: after[key] }));
}

/** "announced: $5 million → $11 million" */
export function totalChange(language: Language, { kind, before, after }: TotalChange): string {
  const { t } = language;
  const word = (amount: TotalChange['before']) =>
    amount === undefined ? t('changes.none') : language.amount(amount);
  return `${t(`kinds.${kind}`)}: ${word(before)} → ${word(after)}`;
}

/** "amount: $5 million → $6 million": the field and its values are as in the files. */
export function fieldChange({ t }: Language, { field, before, after }: FieldChange): string {
  const word = (value: string | undefined) => value?.replace(/\s+/g, ' ').trim() || t('changes.nothing');
  return `${field}: ${word(before)} → ${word(after)}`;
}

/** "1 correction at once, 4 reminders more, 2 fewer, in 1 channel" */
export function affectedReminders(
  { t }: Language,
  { corrections, added, dropped, channelIds }: Affected,
): string {
  const parts = [
    corrections > 0 && t('changes.corrections', { count: corrections }),
    added > 0 && t('changes.more', { count: added }),
    dropped > 0 && t('changes.fewer', { count: dropped }),
  ].filter(Boolean);
  if (parts.length === 0) return t('changes.none');
  return t('changes.affected', { reminders: parts.join(', '), count: channelIds.length });
}

/** All of it, line by line. Yields wherever it can be interrupted. */
export function* changesText(language: Language, preview: Preview): Steps<string> {
  const { t } = language;
  const { diff, files } = preview;
  const moved = diff.moved > 0 ? [t('changes.facts', { count: diff.moved })] : [];
  const blocks = [
    ...summaries(language, preview),
    yield* block(t('changes.added'), diff.added, (record) => `+ ${nameOf(record)}`),
    yield* block(t('changes.removed'), diff.removed, (record) => `- ${nameOf(record)}`),
    yield* block(t('changes.changed'), diff.changed, (record) => changeLines(language, record).join('\n  ')),
    yield* block(t('changes.leftOut'), leftOut(language, diff)),
    yield* block(t('changes.elsewhere'), moved),
    yield* block(t('changes.filesAdded'), files.added),
    yield* block(t('changes.filesRemoved'), files.removed),
    yield* block(t('changes.filesChanged'), files.changed),
  ];
  return blocks.filter((text) => text !== '').join('\n\n');
}

/** What comes before what differs one by one. */
function summaries(language: Language, preview: Preview): string[] {
  const { t } = language;
  const { diff, counts, affected, comparedWith, current } = preview;
  const other =
    comparedWith === 0 ? t('changes.comparedNothing') : t('changes.compared', { number: comparedWith });
  const totals = diff.totals.filter(hasChanged).map((total) => totalChange(language, total));
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [t('changes.notLoaded', { number: current.number }), comparedWith === current.number ? [] : [other]],
    [t('preview.counts'), countChanges(language, counts)],
    [t('preview.totals'), totals],
    [t('preview.reminders'), [affectedReminders(language, affected)]],
  ];
  return sections.map(([title, lines]) => runAtOnce(block(title, lines)));
}

/** A title with its lines under it; nothing where there are none. */
function* block<Entry = string>(
  title: string,
  entries: readonly Entry[],
  line: (entry: Entry) => string = String,
): Steps<string> {
  let text = entries.length > 0 ? title : '';
  yield* forEach(entries, (entry) => {
    text += `\n  ${line(entry)}`;
  });
  return text;
}

function leftOut({ t }: Language, { counts, added, removed, changed }: Diff): string[] {
  const all = [counts.added, counts.removed, counts.changed].flatMap((types) => [...types.values()]);
  const listed = added.length + removed.length + changed.length;
  const count = all.reduce((sum, number) => sum + number, 0) - listed;
  return count > 0 ? [t('changes.left', { count })] : [];
}

function nameOf({ type, id, title }: Listed): string {
  return `${type} ${id}: ${title}`;
}

function changeLines(language: Language, record: Changed): string[] {
  return [`~ ${nameOf(record)}`, ...record.changes.map((change) => `    ${fieldChange(language, change)}`)];
}
