import { findDetails } from './details.ts';
import {
  type Confidence,
  type Match,
  matchCertain,
  matchDetail,
  matchId,
  matchName,
  type Tier,
} from './match.ts';
import { type Folded, fold, type Range, toOriginal } from './normalize.ts';
import type { Query } from './query.ts';
import type { SearchRecord } from './records.ts';

export interface Hit {
  readonly record: SearchRecord;
  readonly tier: Tier;
  readonly confidence: Confidence;
  /** `id`, `name`, `alias`, or the detail's own field. */
  readonly field: string;
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
  readonly field: string;
  readonly text: Folded;
}

/** A record with its texts folded once. */
export interface Entry {
  readonly record: SearchRecord;
  /** The name, then the aliases. */
  readonly names: readonly Field[];
  readonly details: readonly Field[];
}

export function toEntry(record: SearchRecord): Entry {
  return {
    record,
    names: [
      { field: 'name', text: fold(record.name) },
      ...record.aliases.map((alias) => ({ field: 'alias', text: fold(alias) })),
    ],
    details: record.details.map(({ field, text }) => ({ field, text: fold(text) })),
  };
}

/**
 * How a record answers a query, by the best of its texts.
 *
 * @param isUnfinished the last word is still being typed
 */
export function answer(entry: Entry, query: Query, isUnfinished: boolean): Hit | undefined {
  const hits = entry.names.map((field, index) => {
    const match = matchName(query, field.text, index > 0);
    return match && toHit(entry.record, field, match);
  });
  const best = hits.filter((hit) => hit !== undefined).toSorted((a, b) => a.score - b.score)[0];
  return best ?? answerInDetails(entry, query, isUnfinished);
}

/** The same as far as it is certain. */
export function answerCertain({ record, names }: Entry, query: Query): Hit | undefined {
  const hits = names.map((field, index) => {
    const match = matchCertain(query, field.text, index > 0);
    return match && toHit(record, field, match);
  });
  return hits.filter((hit) => hit !== undefined).toSorted((a, b) => a.score - b.score)[0];
}

export function answerId({ record }: Entry): Hit {
  const text = fold(record.id);
  return toHit(record, { field: 'id', text }, matchId(text));
}

/** A record that nobody asked for by any word. */
export function offer({ record }: Entry): Hit {
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
): Hit | undefined {
  const texts = (fields: readonly Field[]) => fields.map(({ text }) => text);
  const found = findDetails(query, texts(names), texts(details), isUnfinished);
  const field = found && details[found.index];
  return field && toHit(record, field, matchDetail(found.ranges, found.looseness));
}

function toHit(record: SearchRecord, { field, text }: Field, match: Match): Hit {
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
