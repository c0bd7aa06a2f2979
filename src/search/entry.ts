import { findDetails } from './details.ts';
import { type Confidence, type Match, matchDetail, matchId, matchName, type Tier } from './match.ts';
import { type Folded, fold, type Range, toOriginal } from './normalize.ts';
import type { Query } from './query.ts';
import type { DetailField, SearchRecord } from './records.ts';

/** What of a record a text was found in. */
export type HitField = 'id' | 'name' | 'alias' | DetailField;

export interface Hit {
  readonly record: SearchRecord;
  readonly tier: Tier;
  readonly confidence: Confidence;
  /** `id`, `name`, `alias`, or the detail's own field. */
  readonly field: HitField;
  /** The text of the field that matched, as the record has it. */
  readonly matched: string;
  /**
   * What to show bold: UTF-16 offsets into `matched`, ends exclusive, in order, not overlapping. May be
   * empty.
   */
  readonly ranges: readonly Range[];
  /** 0 best .. 1 */
  readonly score: number;
}

interface Field {
  readonly field: HitField;
  readonly text: Folded;
}

/** A record with its texts folded, each once, when it is asked for. */
export class Entry {
  readonly record: SearchRecord;
  readonly #names: (Field | undefined)[] = [];
  #details: readonly Field[] | undefined;

  constructor(record: SearchRecord) {
    this.record = record;
  }

  /** The name, then the aliases. */
  get names(): readonly Field[] {
    return [this.record.name, ...this.record.aliases].map((text, index) => this.#nameAt(index, text));
  }

  /** The name, or an alias counted from 1. */
  nameAt(index: number): Field | undefined {
    const text = index === 0 ? this.record.name : this.record.aliases[index - 1];
    return text === undefined ? undefined : this.#nameAt(index, text);
  }

  get details(): readonly Field[] {
    this.#details ??= this.record.details.map(({ field, text }) => ({ field, text: fold(text) }));
    return this.#details;
  }

  #nameAt(index: number, text: string): Field {
    const known = this.#names[index];
    if (known) return known;
    const field: Field = { field: index === 0 ? 'name' : 'alias', text: fold(text) };
    this.#names[index] = field;
    return field;
  }
}

/** How a record answers a query, by the best of its texts, and what is needed to show it. */
export interface Answer {
  readonly record: SearchRecord;
  readonly field: Field;
  readonly match: Match;
}

/**
 * @param isUnfinished the last word is still being typed
 * @param bestName which of the names, counted as `nameAt` does, is known to answer best
 */
export function answer(
  entry: Entry,
  query: Query,
  isUnfinished: boolean,
  bestName?: number,
): Answer | undefined {
  const known = bestName === undefined ? undefined : entry.nameAt(bestName);
  const match = known && matchName(query, known.text, bestName !== 0);
  if (known && match && match.confidence !== 'guess') return { record: entry.record, field: known, match };
  let best: Answer | undefined;
  for (const [index, field] of entry.names.entries()) {
    const match = matchName(query, field.text, index > 0);
    if (match && (!best || match.score < best.match.score)) best = { record: entry.record, field, match };
  }
  return best ?? answerInDetails(entry, query, isUnfinished);
}

export function answerId({ record }: Entry): Answer {
  const text = fold(record.id);
  return { record, field: { field: 'id', text }, match: matchId(text) };
}

/** A record that nobody asked for by any word. */
export function offer(record: SearchRecord): Hit {
  return {
    record,
    tier: 'prefix',
    confidence: 'guess',
    field: 'name',
    matched: record.name,
    ranges: [],
    score: 1,
  };
}

function answerInDetails(
  { record, names, details }: Entry,
  query: Query,
  isUnfinished: boolean,
): Answer | undefined {
  if (details.length === 0) return undefined;
  const texts = (fields: readonly Field[]) => fields.map(({ text }) => text);
  const found = findDetails(query, texts(names), texts(details), isUnfinished);
  const field = found && details[found.index];
  return field && { record, field, match: matchDetail(found.ranges, found.looseness) };
}

/** Where letters lie in the text as it is written costs more to say than that they match. */
export function toHit({ record, field: { field, text }, match }: Answer): Hit {
  const { tier, confidence, score } = match;
  return {
    record,
    tier,
    confidence,
    field,
    matched: text.original,
    ranges: toOriginal(text, match.ranges),
    score,
  };
}
