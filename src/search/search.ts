import type { Facts } from '../data/facts.ts';
import { answer, answerId, Entry, type Hit, offer, toHit } from './entry.ts';
import type { Confidence, Tier } from './match.ts';
import { clean, type Range } from './normalize.ts';
import { type Query, readQuery } from './query.ts';
import { RECORD_TYPES, type RecordType, recordsOf, type SearchRecord } from './records.ts';

export type { Confidence, Hit, Range, RecordType, SearchRecord, Tier };

export interface Found {
  /** Best first; each record once. */
  readonly hits: readonly Hit[];
  /** What was searched: cleaned and, where `cut`, only the beginning of what was typed. */
  readonly query: string;
  /** More was typed than 64 characters or 8 words, and the rest was not looked at. */
  readonly cut: boolean;
}

export interface FindOptions {
  /** Only records of these types; all where absent. */
  readonly types?: readonly RecordType[] | undefined;
  /** The most hits to return; 100 where absent, 25 for suggestions. */
  readonly limit?: number | undefined;
  /** Only records that this accepts. */
  readonly accept?: ((record: SearchRecord) => boolean) | undefined;
}

const MOST_HITS = 100;

/**
 * As many choices as Discord takes: https://discord.com/developers/docs/interactions/receiving-and-responding
 */
const MOST_SUGGESTIONS = 25;

/**
 * Finds records by what people type: whole names and ids first, then words, then what Fuse.js finds alike.
 * Immutable.
 */
export class Search {
  readonly #entries: readonly Entry[];
  readonly #byId: ReadonlyMap<string, readonly Entry[]>;

  static build(facts: Facts): Search {
    return new Search(recordsOf(facts));
  }

  static of(records: readonly SearchRecord[]): Search {
    return new Search(records);
  }

  private constructor(records: readonly SearchRecord[]) {
    this.#entries = records.map((record) => new Entry(record));
    this.#byId = Map.groupBy(this.#entries, ({ record }) => idKey(record.id));
  }

  /** Any text is a query. One that nothing answers to has no hits, and so has an empty one. */
  find(query: string, { limit = MOST_HITS, ...filter }: FindOptions = {}): Found {
    const read = readQuery(query);
    const hits = this.#answers(read, filter, false, limit);
    // A name or id longer than a query may be is still compared whole: then nothing of it was left out.
    const isCut = read.cut && hits[0]?.confidence !== 'certain';
    return { hits, query: (isCut ? read.searched : read.typed).original, cut: isCut };
  }

  /**
   * For a field that somebody types in: the last word may be unfinished, and an empty field offers some of
   * each type.
   */
  suggest(query: string, { limit = MOST_SUGGESTIONS, ...filter }: FindOptions = {}): readonly Hit[] {
    const read = readQuery(query);
    const isEmpty = read.typed.original === '';
    return isEmpty ? this.#offers(filter).slice(0, limit) : this.#answers(read, filter, true, limit);
  }

  #answers(query: Query, filter: FindOptions, isUnfinished: boolean, limit: number): Hit[] {
    const accepts = acceptor(filter);
    const called = (this.#byId.get(idKey(query.typed.original)) ?? []).filter(accepts);
    // Nobody types a path but to mean the one record that has it.
    if (called.length > 0 && query.typed.original.includes('/'))
      return called.map((entry) => toHit(answerId(entry)));
    const hits = this.#entries
      .filter(accepts)
      .map((entry) =>
        called.includes(entry) && !isNamed(entry, query)
          ? answerId(entry)
          : answer(entry, query, isUnfinished),
      );
    return hits
      .filter((hit) => hit !== undefined)
      .sort((a, b) => a.match.score - b.match.score)
      .slice(0, limit)
      .map(toHit);
  }

  /** One of each type in turn, so that a short list shows what there is to ask for. */
  #offers(filter: FindOptions): Hit[] {
    const accepts = acceptor(filter);
    const byType = Map.groupBy(this.#entries.filter(accepts), ({ record }) => record.type);
    const lists = RECORD_TYPES.map((type) => byType.get(type) ?? []);
    const longest = Math.max(...lists.map(({ length }) => length));
    const turns = Array.from({ length: longest }, (_, turn) =>
      lists.flatMap((list) => list.slice(turn, turn + 1)),
    );
    return turns.flat().map(({ record }) => offer(record));
  }
}

function idKey(id: string): string {
  return clean(id).toLowerCase();
}

/** An id that is only a plainer way to write the name, as `ukraine` is, answers as the name. */
function isNamed({ names }: Entry, { typed }: Query): boolean {
  return names[0]?.text.text === typed.text;
}

function acceptor({ types, accept }: FindOptions): (entry: Entry) => boolean {
  return ({ record }) => (types?.includes(record.type) ?? true) && (accept?.(record) ?? true);
}
