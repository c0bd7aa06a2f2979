import { type Accepts, addAll, addRank, type Bits, keepAll } from './bits.ts';
import { encode } from './codes.ts';
import { firstNotBelow } from './halving.ts';
import { addPostings, costOf, sizeOf } from './postings.ts';
import type { Query } from './query.ts';
import type { Scratch } from './scratch.ts';
import type { Segment } from './segment.ts';
import { findShortcut } from './shortcuts.ts';
import type { WordRange } from './vocabulary.ts';
import type { WordMatch } from './word-matches.ts';
import { weightOf } from './word-worth.ts';

/** Bytes of postings that one query may decode, and how short a list is to be read even so. */
const MOST_READ = 450_000;
const SHORT_LIST = 1_024;
/** Of the best records of a beginning, a filter must leave so many, or they will not do. */
const SHARE_LEFT = 0.5;

/** The records that have something in a name that may stand for one word of a query. */
export interface WordSet {
  readonly bits: Bits;
  /** Twice the letters that the word counts for. */
  readonly weight: number;
  /** Bytes of postings, which says about how many records there are. */
  size: number;
}

/** A set of records for each word of a query, filled as more and more is thought to stand for it. */
export class WordSets {
  readonly sets: readonly WordSet[];
  /** A list was too long to read: not all records of a word are in its set. */
  isCut = false;
  readonly #segment: Segment;
  readonly #query: Query;
  readonly #scratch: Scratch;
  readonly #accepts: Accepts | undefined;
  #left = MOST_READ;

  constructor(segment: Segment, query: Query, scratch: Scratch, accepts: Accepts | undefined) {
    this.#segment = segment;
    this.#query = query;
    this.#scratch = scratch;
    this.#accepts = accepts;
    this.sets = query.words.map((word) => ({ bits: scratch.take(), weight: 2 * weightOf(word), size: 0 }));
  }

  /** The words of the fewest records first, and of each word what stands for it best, as far as there is time to read. */
  add(matches: readonly WordMatch[]): void {
    const { names } = this.#segment;
    const byWord = [...Map.groupBy(matches, ({ at }) => at).values()].map((all) => {
      const wide = all.filter(({ from, to }) => to > from + 1);
      const list = all.filter((match) => !wide.some((other) => isInside(match, other)));
      return {
        list: list.toSorted((a, b) => b.gain - a.gain),
        cost: list.reduce((sum, match) => sum + costOf(names, match), 0),
      };
    });
    for (const { list } of byWord.sort((a, b) => a.cost - b.cost)) for (const match of list) this.#add(match);
  }

  addRank(at: number, rank: number): void {
    const set = this.sets[at];
    if (!set) return;
    addRank(set.bits, rank);
    set.size += 1;
  }

  #add(match: WordMatch): void {
    const { at, span, isPart, beside } = match;
    if (isPart && beside === undefined) return;
    const [first, second] = [this.sets[at], span > 1 ? this.sets[at + 1] : undefined];
    if (!first) return;
    if (beside === undefined && !second) {
      this.#read(match, first, at);
      return;
    }
    const both: WordSet = { bits: this.#scratch.take(), weight: 0, size: 0 };
    this.#read(match, both, at);
    if (beside) this.#keep(both, beside, at);
    for (const set of [first, second]) {
      if (!set) continue;
      addAll(set.bits, both.bits);
      set.size += both.size;
    }
  }

  #keep(set: WordSet, ranges: readonly WordRange[], at: number): void {
    const other: WordSet = { bits: this.#scratch.take(), weight: 0, size: 0 };
    for (const range of ranges) this.#read(range, other, at);
    keepAll(set.bits, other.bits);
    set.size = Math.min(set.size, other.size);
  }

  #read(range: WordRange, set: WordSet, at: number): void {
    const { names } = this.#segment;
    const cost = costOf(names, range);
    if (cost <= Math.max(this.#left, SHORT_LIST)) {
      addPostings(names, range, set.bits, set.size === 0);
      set.size += sizeOf(names, range);
      this.#left = Math.max(0, this.#left - cost);
      return;
    }
    this.isCut = true;
    const kept = this.#shortcut(range, at);
    if (!kept) this.#readSome(range, set);
    for (const rank of kept ?? []) addRank(set.bits, rank);
    set.size += kept?.length ?? 0;
  }

  /** The best records of a beginning, where a filter leaves enough of them. */
  #shortcut(range: WordRange, at: number): Uint32Array | undefined {
    const typed = encode(this.#query.words[at]?.text ?? '');
    const isBeginning =
      range.to > range.from + 1 && this.#segment.vocabulary.textOf(range.from).startsWith(typed);
    const best = isBeginning ? findShortcut(this.#segment.data, typed) : undefined;
    const left = best?.filter((rank) => this.#accepts?.(rank) ?? true);
    return best && left && left.length >= best.length * SHARE_LEFT ? left : undefined;
  }

  /** As many words of a range as there is time for. */
  #readSome({ from, to }: WordRange, set: WordSet): void {
    const { names } = this.#segment;
    const isInTime = (end: number) => costOf(names, { from, to: end }) <= this.#left;
    const some = { from, to: firstNotBelow(from, to + 1, isInTime) - 1 };
    addPostings(names, some, set.bits);
    set.size += sizeOf(names, some);
    this.#left = 0;
  }
}

/** What is read with a longer range of the same word need not be read by itself. */
function isInside(match: WordMatch, other: WordMatch): boolean {
  const isSame = match.span === other.span && !match.isPart && !other.isPart;
  const isWithin = other.from <= match.from && match.to <= other.to;
  return isSame && isWithin && other.to - other.from > match.to - match.from;
}
