import { type Changed, type FieldChange, hasChanged, type Listed, type TotalChange } from '../data/diff.ts';
import { type RecordType, TYPES } from '../data/diff-fields.ts';
import type { Language } from '../i18n/language.ts';
import type { Affected } from '../reminders/affected.ts';
import type { Counts } from '../revisions/ledger.ts';
import type { Preview } from '../revisions/preview.ts';

// What would change, as plain text: for the command line, and for a file under a message.

/** A file of more lines helps nobody. */
const MOST_LISTED = 20_000;

const COUNTS = {
  source: 'count.source',
  assistance: 'count.assistance',
  item: 'count.item',
  engagement: 'count.meeting',
  program: 'count.program',
  party: 'count.party',
} as const satisfies Record<RecordType, string>;

/** "2 sources, 1 item" */
export function countTypes({ t }: Language, records: readonly Listed[]): string {
  const counts = new Map<RecordType, number>();
  for (const { type } of records) counts.set(type, (counts.get(type) ?? 0) + 1);
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

/** All of it, line by line. */
export function renderChanges(language: Language, preview: Preview): string {
  const { t } = language;
  const { diff, files, counts, affected, comparedWith, current } = preview;
  const { added, removed, changed, moved, totals } = diff;
  const isOther = comparedWith !== current.number;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [
      t('changes.notLoaded', { number: current.number }),
      isOther
        ? [
            comparedWith === 0
              ? t('changes.comparedNothing')
              : t('changes.compared', { number: comparedWith }),
          ]
        : [],
    ],
    [t('preview.counts'), countChanges(language, counts)],
    [t('preview.totals'), totals.filter(hasChanged).map((total) => totalChange(language, total))],
    [t('preview.reminders'), [affectedReminders(language, affected)]],
    [t('changes.added'), added.slice(0, MOST_LISTED).map((record) => `+ ${nameOf(record)}`)],
    [t('changes.removed'), removed.slice(0, MOST_LISTED).map((record) => `- ${nameOf(record)}`)],
    [t('changes.changed'), changed.slice(0, MOST_LISTED).flatMap((record) => changeLines(language, record))],
    [t('changes.leftOut'), leftOut(language, [added, removed, changed])],
    [t('changes.elsewhere'), moved > 0 ? [t('changes.facts', { count: moved })] : []],
    [t('changes.filesAdded'), files.added],
    [t('changes.filesRemoved'), files.removed],
    [t('changes.filesChanged'), files.changed],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => `  ${line}`).join('\n')}`)
    .join('\n\n');
}

function leftOut({ t }: Language, lists: readonly (readonly Listed[])[]): string[] {
  const more = lists.reduce((sum, { length }) => sum + Math.max(0, length - MOST_LISTED), 0);
  return more > 0 ? [t('changes.left', { count: more })] : [];
}

function nameOf({ type, id, title }: Listed): string {
  return `${type} ${id}: ${title}`;
}

function changeLines(language: Language, record: Changed): string[] {
  return [`~ ${nameOf(record)}`, ...record.changes.map((change) => `    ${fieldChange(language, change)}`)];
}
