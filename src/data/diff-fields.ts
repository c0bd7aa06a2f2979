import type { Amount } from './amount.ts';
import { renderAmount } from './amount-render.ts';
import type { FieldChange } from './diff.ts';
import { wordsOf } from './evidence-words.ts';
import type { Assistance, Engagement, Evidence, Facts, Item, Party, Program, Source } from './facts.ts';
import { textChange } from './text-change.ts';
import type { When } from './when.ts';
import { renderDay, renderWhen } from './when-render.ts';

export interface RecordOf {
  readonly source: Source;
  readonly program: Program;
  readonly party: Party;
  readonly assistance: Assistance;
  readonly item: Item;
  readonly engagement: Engagement;
}
export type RecordType = keyof RecordOf;

/** In the order in which changes are told. */
export const TYPES = ['source', 'assistance', 'item', 'engagement', 'program', 'party'] as const;

/** A field by its name, what it holds, and how that reads. */
interface Field<Entry> {
  readonly name: string;
  readonly value: (record: Entry) => unknown;
  readonly words: (record: Entry, facts: Facts) => string | undefined;
  /** Of two that differ, where how each reads would not say in what. */
  readonly change?: (before: Entry, after: Entry) => readonly [string | undefined, string | undefined];
}

function text<Entry, Key extends keyof Entry>(
  name: string,
  key: Key,
  words: (value: NonNullable<Entry[Key]>, facts: Facts) => string,
): Field<Entry> {
  return {
    name,
    value: (record) => record[key],
    words: (record, facts) => {
      const value = record[key];
      return value === undefined || value === null ? undefined : words(value, facts);
    },
  };
}

const asIs = (value: string) => value;
const list = (values: readonly string[]) => values.join(', ');
const party = (id: string, facts: Facts) => facts.findParty(id)?.name ?? id;
const program = (id: string, facts: Facts) => facts.findProgram(id)?.name ?? id;
const money = (amount: Amount) => renderAmount(amount);

/** The source's own words may stay while its days change. */
function time(when: When): string {
  if (when.type === 'instant' || when.says === undefined) return renderWhen(when);
  return `${when.says} (${when.from ?? 'open'} to ${when.to ?? 'open'})`;
}

function evidence<Entry extends { readonly evidence: Evidence }>(): Field<Entry> {
  return {
    name: 'evidence',
    value: (record) => wordsOf(record.evidence),
    words: (record) => wordsOf(record.evidence),
  };
}

/** It may be a book: what is told is where it differs. */
const TEXT_OF_SOURCE: Field<Source> = {
  ...text('text', 'text', asIs),
  change: (before, after) => textChange(before.text, after.text),
};

const FIELDS: { readonly [Type in RecordType]: readonly Field<RecordOf[Type]>[] } = {
  source: [
    text('title', 'title', asIs),
    text('publisher', 'publisher', asIs),
    text('published', 'published', (day) => renderDay(day)),
    text('link', 'url', asIs),
    text('note', 'note', asIs),
    TEXT_OF_SOURCE,
    text('remarks', 'remarks', (remarks) => remarks.join(' ')),
  ],
  program: [text('name', 'name', asIs), text('aliases', 'aliases', list)],
  party: [text('name', 'name', asIs), text('aliases', 'aliases', list), text('part of', 'partOf', party)],
  assistance: [
    text('title', 'title', asIs),
    text('description', 'description', asIs),
    text('kind', 'kind', asIs),
    text('amount', 'amount', money),
    text('when', 'when', time),
    text('from', 'from', party),
    text('to', 'to', party),
    text('through', 'through', party),
    text('program', 'programId', program),
    text('part of', 'partOf', asIs),
    text('subject', 'subject', asIs),
    evidence(),
  ],
  item: [
    text('name', 'name', asIs),
    text('aliases', 'aliases', list),
    text('category', 'category', asIs),
    text('quantity', 'quantity', money),
    text('amount', 'amount', money),
    text('when', 'when', time),
    evidence(),
  ],
  engagement: [
    text('title', 'title', asIs),
    text('when', 'when', time),
    text('status', 'status', asIs),
    text('where', 'where', asIs),
    text('between', 'between', list),
    text('topics', 'topics', list),
    text('subject', 'subject', asIs),
    text('series', 'seriesId', asIs),
    text('link', 'url', asIs),
    evidence(),
  ],
};

/** Whether any field of two records of one id differs. */
export function isChanged<Type extends RecordType>(
  type: Type,
  [before, after]: readonly [RecordOf[Type], RecordOf[Type]],
): boolean {
  return FIELDS[type].some((field) => differs(field, before, after));
}

function differs<Entry>({ value }: Field<Entry>, before: Entry, after: Entry): boolean {
  return !isSame(value(before), value(after));
}

/** What differs between two records of one id. */
export function fieldChanges<Type extends RecordType>(
  type: Type,
  facts: { readonly before: Facts; readonly after: Facts },
  [before, after]: readonly [RecordOf[Type], RecordOf[Type]],
): FieldChange[] {
  const fields: readonly Field<RecordOf[Type]>[] = FIELDS[type];
  return fields
    .filter((field) => differs(field, before, after))
    .map(({ name, words, change }) => {
      const [old, now] = change?.(before, after) ?? [words(before, facts.before), words(after, facts.after)];
      return { field: name, before: old, after: now };
    });
}

/** Whether the same words now stand elsewhere in the source. */
export function hasMoved(before: RecordOf[RecordType], after: RecordOf[RecordType]): boolean {
  if (!('evidence' in before && 'evidence' in after)) return false;
  return !isSame(before.evidence, after.evidence);
}

/** Values of records: text, figures, times, and lists and objects of them. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  // Nothing of a time is a property of its own.
  if (isTemporal(a)) return String(a) === String(b);
  const entries = Object.entries(a);
  return (
    entries.length === Object.keys(b).length &&
    entries.every(([key, value]) => Object.hasOwn(b, key) && isSame(value, Reflect.get(b, key)))
  );
}

function isTemporal(value: object): boolean {
  return Object.prototype.toString.call(value).startsWith('[object Temporal.');
}
