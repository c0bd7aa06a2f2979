import type { Facts } from '../data/facts.ts';
import { type Answer, answer, answerId, type Entry, type Hit, offer, toHit } from './entry.ts';
import { accepts, type Filter } from './facets.ts';
import { idKey } from './keys.ts';
import type { Confidence, Tier } from './match.ts';
import type { Range } from './normalize.ts';
import { type Query, readQuery } from './query.ts';
import { RECORD_TYPES, type RecordList, type RecordType, recordsOf, type SearchRecord } from './records.ts';
import { type Candidate, LongShelf, MOST_JUDGED, type Shelf, ShortShelf } from './shelf.ts';

export type { Confidence, Filter, Hit, Range, RecordList, RecordType, SearchRecord, Tier };

export interface Found {
  /** Best first; each record once. */
  readonly hits: readonly Hit[];
  /** What was searched: cleaned and, where `cut`, only the beginning of what was typed. */
  readonly query: string;
  /** More was typed than 64 characters or 8 words, and the rest was not looked at. */
  readonly cut: boolean;
}

export interface FindOptions extends Filter {
  /** The most hits to return; 100 where absent, 25 for suggestions. */
  readonly limit?: number | undefined;
}

const MOST_HITS = 100;

/**
 * As many choices as Discord takes: https://discord.com/developers/docs/interactions/receiving-and-responding
 */
const MOST_SUGGESTIONS = 25;

/**
 * How many records of an index the judge sees for how many that are wanted: what the index thinks of them is close to what
 * he does, and costs a hundredth. As many again, where only details have what was asked for.
 */
const JUDGED_AT_LEAST = 32;
const JUDGED_PER_HIT = 1.2;

/** What answers questions: a search, or something that asks it. */
export type Searcher = Pick<Search, 'find' | 'suggest'>;

/**
 * Finds records by what people type: whole names and ids first, then words, then what Fuse.js finds alike.
 * Immutable. Few records are all judged; of many, those that an index hands over.
 */
export class Search {
  readonly #shelves: readonly Shelf[];

  static build(facts: Facts): Search {
    return Search.of(recordsOf(facts));
  }

  /** Indexes on this thread, which takes a second for 100,000 records. See background.ts for many. */
  static of(records: readonly SearchRecord[], { judgeUpTo = MOST_JUDGED } = {}): Search {
    return new Search([records.length > judgeUpTo ? LongShelf.build(records) : new ShortShelf(records)]);
  }

  /** @param shelves records that answer equally well stand in this order */
  constructor(shelves: readonly Shelf[]) {
    this.#shelves = shelves;
  }

  /**
   * The same with some records changed, which costs as much as indexing those few: what is there stays, and what is no
   * longer so is passed over. `isDueForRebuild` says when so much has changed that one index of all is better.
   *
   * @param removed ids that are gone; an id among `added` replaces the record that has it, and stands last
   */
  with({ added = [], removed = [] }: Changes): Search {
    const ids = [...removed, ...added.map(({ id }) => id)];
    const [base, ...changed] = this.#shelves;
    if (!base) return Search.of(added);
    const goneIds = new Set(ids.map(idKey));
    const kept = changed
      .flatMap((shelf) => [...recordsIn(shelf)])
      .filter(({ id }) => !goneIds.has(idKey(id)));
    const few = [...kept, ...added];
    const shelf = few.length > MOST_JUDGED ? LongShelf.build(few) : new ShortShelf(few);
    return new Search([base.without(ids), shelf]);
  }

  /** Every record, in order. */
  *records(): Generator<SearchRecord> {
    for (const shelf of this.#shelves) yield* recordsIn(shelf);
  }

  get isDueForRebuild(): boolean {
    const [base, ...changed] = this.#shelves;
    const size = changed.reduce((sum, shelf) => sum + shelf.size, 0);
    return base !== undefined && size > Math.max(MOST_JUDGED, base.size / 10);
  }

  /** Any text is a query. One that nothing answers to has no hits, and so has an empty one. */
  find(query: string, { limit = MOST_HITS, ...filter }: FindOptions = {}): Found {
    const read = readQuery(query);
    const hits = this.#answers({ query: read, filter, isUnfinished: false, limit });
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
    if (read.typed.original === '') return this.#offers(filter, limit);
    return this.#answers({ query: read, filter, isUnfinished: true, limit });
  }

  #answers(question: Question): Hit[] {
    const { query, filter, limit } = question;
    const called = this.#shelves.map((shelf) =>
      shelf.withId(query.typed.original).filter(({ entry }) => accepts(filter, entry.record)),
    );
    // Nobody types a path but to mean the one record that has it.
    if (query.typed.original.includes('/') && called.some(({ length }) => length > 0))
      return called.flat().map(({ entry }) => toHit(answerId(entry)));
    return this.#shelves
      .flatMap((shelf, index) => answersOf(shelf, question, called[index] ?? []))
      .sort((a, b) => a.match.score - b.match.score)
      .slice(0, limit)
      .map(toHit);
  }

  /** One of each type in turn, so that a short list shows what there is to ask for. */
  #offers(filter: Filter, limit: number): Hit[] {
    const first = this.#shelves.flatMap((shelf) => shelf.first(filter));
    const byType = Map.groupBy(first, ({ type }) => type);
    const lists = RECORD_TYPES.map((type) => byType.get(type) ?? []);
    const longest = Math.max(...lists.map(({ length }) => length));
    const turns = Array.from({ length: longest }, (_, turn) =>
      lists.flatMap((list) => list.slice(turn, turn + 1)),
    );
    return turns.flat().slice(0, limit).map(offer);
  }
}

/** What changed since a search was built. */
export interface Changes {
  readonly added?: readonly SearchRecord[];
  readonly removed?: readonly string[];
}

function* recordsIn({ records, gone }: Shelf): Generator<SearchRecord> {
  for (let place = 0; place < records.length; place += 1) {
    const record = gone.has(place) ? undefined : records.at(place);
    if (record) yield record;
  }
}

interface Question {
  readonly query: Query;
  readonly filter: Filter;
  /** The last word is still being typed. */
  readonly isUnfinished: boolean;
  readonly limit: number;
}

/** @param called what has the query as its id */
function answersOf(shelf: Shelf, question: Question, called: readonly Candidate[]): Answer[] {
  const { query, filter, isUnfinished, limit } = question;
  const most = Math.ceil(Math.max(JUDGED_AT_LEAST, limit * JUDGED_PER_HIT));
  const answers = new Map<number, Answer>();
  let isCertain = false;
  const judge = (candidates: readonly Candidate[]) => {
    for (const { place, entry, text } of candidates) {
      const found = answers.has(place) ? undefined : answer(entry, query, isUnfinished, text);
      if (found) answers.set(place, found);
      isCertain ||= found?.match.confidence === 'certain';
    }
  };
  for (const { place, entry } of called) if (!isNamed(entry, query)) answers.set(place, answerId(entry));
  judge(shelf.named(query, filter, most));
  // What stands in a name comes before all that stands in a detail, and who typed a name has what was asked for.
  if (answers.size < limit && !isCertain) judge(shelf.detailed(query, filter, most, isUnfinished));
  return [...answers].sort(([a], [b]) => a - b).map(([, found]) => found);
}

/** An id that is only a plainer way to write the name, as `ukraine` is, answers as the name. */
function isNamed(entry: Entry, { typed }: Query): boolean {
  return entry.nameAt(0)?.text.text === typed.text;
}
