import type { Accepts } from './bits.ts';
import { Chooser } from './choose.ts';
import { encode } from './codes.ts';
import { MOST_INITIALS } from './initials.ts';
import type { Query } from './query.ts';
import type { Scratch } from './scratch.ts';
import type { Segment } from './segment.ts';
import { TextScorer } from './text-score.ts';
import { WordMatcher } from './word-matches.ts';
import { WordSets } from './word-sets.ts';
import { weightOf } from './word-worth.ts';

/** Records whose names are scored, and how many where a list was too long to read. */
const MOST_SCORED = 512;
const MOST_SCORED_CUT = 2_048;
/** Where a filter leaves too few of what was read, records that pass it are scored one by one. */
const MOST_FILTERED = 8_192;
const MOST_WITH_INITIALS = 64;
/** As much as the judge thinks of them: more than of a slip in another abbreviation. Two letters begin many names. */
const INITIALS_WORTH = 0.95;
const TWO_INITIALS_WORTH = 0.6;
/** Beside something that has all of the query, what scores less is no answer, and of what lacks a word a few are enough. */
const LEAST_SCORE = 0.42;
const LESSER_SCORE = 0.85;
const MOST_LESSER = 8;
/** Scores are told apart to that many parts of one. */
const STEPS = 10_000;
/** Above the highest rank. With the steps of a score these are less than the 53 bits that a double holds exactly. */
const RANKS = 2 ** 32;

interface Found {
  readonly promising: readonly Promising[];
  /** The best has something for every word. */
  readonly isWhole: boolean;
}

const NOTHING: Found = { promising: [], isWhole: false };

/** A record that may answer. */
export interface Promising {
  readonly rank: number;
  /** Which of its names answers best: 0 the name, then the aliases. */
  readonly text?: number;
}

/** Records that may answer a query by a name, the most promising first, from one segment. */
export class Gatherer {
  readonly #segment: Segment;
  readonly #query: Query;
  readonly #scratch: Scratch;
  readonly #accepts: Accepts | undefined;
  readonly #sets: WordSets;
  readonly #matcher: WordMatcher;
  /** What the initials of its name are worth to a record, of 1. */
  readonly #initials = new Map<number, number>();

  constructor(segment: Segment, query: Query, scratch: Scratch, accepts: Accepts | undefined) {
    this.#segment = segment;
    this.#query = query;
    this.#scratch = scratch;
    this.#accepts = accepts;
    scratch.reserve(segment.size, segment.vocabulary.size);
    this.#sets = new WordSets(segment, query, scratch, accepts);
    this.#matcher = new WordMatcher(query, segment);
  }

  /**
   * As it was typed; if that is no name's words, with what strange words may be meant for; then with what any of them may; then
   * with what is further away.
   *
   * @returns about `wanted` of them
   */
  gather(wanted: number): Promising[] {
    const whole = this.#segment.withName(this.#query).filter((rank) => this.#accepts?.(rank) ?? true);
    const matcher = this.#matcher;
    this.#addInitials();
    const isPutOff = whole.length === 0 && matcher.hasStranger;
    let found = this.#take(0, wanted, isPutOff);
    if (isPutOff) {
      const known = matcher.matches.length;
      matcher.matchStrangers();
      found = this.#take(known, wanted, false);
    }
    for (const look of [() => matcher.matchRest(), () => matcher.matchFar()]) {
      if (found.isWhole || whole.length > 0) break;
      const before = matcher.matches.length;
      look();
      if (matcher.matches.length > before) found = this.#take(before, wanted, false);
    }
    const rest = found.promising.filter(({ rank }) => !whole.includes(rank));
    return [...whole.map((rank) => ({ rank })), ...rest];
  }

  /**
   * @param from matches that are new
   * @param isOnlyRead there is more to come in any case
   */
  #take(from: number, wanted: number, isOnlyRead: boolean): Found {
    const { matches } = this.#matcher;
    this.#sets.add(matches.slice(from));
    if (isOnlyRead) return NOTHING;
    const scorer = new TextScorer(this.#segment.data, this.#query, matches, this.#scratch.matches);
    try {
      return this.#best(scorer, wanted);
    } finally {
      scorer.close();
    }
  }

  #best(scorer: TextScorer, wanted: number): Found {
    const { sets, isCut } = this.#sets;
    const limits = isCut
      ? { most: Math.max(MOST_SCORED_CUT, wanted), wanted: MOST_SCORED_CUT }
      : { most: Math.max(MOST_SCORED, wanted), wanted };
    const chosen = new Chooser(sets, this.#scratch, this.#accepts, limits).choose();
    const ranks = new Set([...this.#initials.keys(), ...chosen]);
    if (isCut && this.#accepts && ranks.size < wanted) for (const rank of this.#filtered()) ranks.add(rank);
    // One number says the score and, of equal ones, the lower rank: numbers are sorted as they are.
    const keys = Float64Array.from(ranks, (rank) => {
      const score = Math.max(0, scorer.score(rank), this.#scoreInitials(scorer, rank));
      return Math.round(score * STEPS) * RANKS + (RANKS - 1 - rank);
    }).sort();
    const best = keys.at(-1);
    if (best === undefined) return NOTHING;
    const rankOf = (key: number) => RANKS - 1 - (key % RANKS);
    const isOneWord = this.#query.words.length === 1;
    const isWhole = (isOneWord && this.#initials.has(rankOf(best))) || scorer.hasAll(rankOf(best));
    const top = keys.subarray(Math.max(0, keys.length - wanted)).reverse();
    const least = isWhole ? LEAST_SCORE : 1 / STEPS;
    const enough = isWhole ? top.findIndex((key) => key < LESSER_SCORE * STEPS * RANKS) : -1;
    const promising = Array.from(enough < 0 ? top : top.subarray(0, enough + MOST_LESSER))
      .filter((key) => key >= least * STEPS * RANKS)
      .map((key) => this.#promise(scorer, rankOf(key)));
    return { promising, isWhole };
  }

  /** Initials are those of the name: what an alias has does not count besides. */
  #scoreInitials(scorer: TextScorer, rank: number): number {
    const initials = this.#initials.get(rank);
    return initials === undefined ? 0 : initials + Math.max(0, scorer.scoreName(rank));
  }

  #promise(scorer: TextScorer, rank: number): Promising {
    if (this.#initials.has(rank)) return { rank };
    scorer.score(rank);
    return { rank, text: scorer.bestText };
  }

  #addInitials(): void {
    const { words } = this.#query;
    const total = words.reduce((sum, word) => sum + weightOf(word), 0);
    for (const [at, word] of words.entries()) {
      if (word.hasNumber || word.text.length < 2 || word.text.length > MOST_INITIALS + 1) continue;
      const worth = word.text.length > 2 ? INITIALS_WORTH : TWO_INITIALS_WORTH;
      const code = encode(word.text);
      for (const letters of new Set([code, code.replace(/s$/, '')])) {
        for (const rank of this.#segment.initials.find(letters, MOST_WITH_INITIALS, this.#accepts)) {
          this.#initials.set(rank, (worth * weightOf(word)) / total);
          this.#sets.addRank(at, rank);
        }
      }
    }
  }

  /** The first that the filter accepts. */
  #filtered(): number[] {
    const ranks: number[] = [];
    for (let rank = 0; rank < this.#segment.size && ranks.length < MOST_FILTERED; rank += 1)
      if (this.#accepts?.(rank)) ranks.push(rank);
    return ranks;
  }
}
