import { type Accepts, type Bits, keepAll, lowestRank } from './bits.ts';
import { MOST_VISITED, type Scratch } from './scratch.ts';
import type { WordSet } from './word-sets.ts';

/** Records that are looked at one by one; what longer sets have in common is found 32 at a time. */
const MOST_VISITED_ONE_BY_ONE = 16_384;
/** Of the words that very many records have, so many are left out in turn. */
const MOST_LEFT_OUT = 3;
/** Numbers of bits that are looked at together: as many as stay in a processor's nearest cache. */
const BLOCK = 512;
/** Where something has all of a query, what has less than this of it answers nothing. */
const LEAST_SHARE = 0.5;

/**
 * Which records have most of a query, by what its words count for, the shortest names first. Sets in the order of their
 * sizes, until what no set so far has cannot be better than what was found (MaxScore: Turtle and Flood, Query
 * evaluation: strategies and optimizations, 1995).
 */
export class Chooser {
  readonly #sets: readonly WordSet[];
  readonly #scratch: Scratch;
  readonly #accepts: Accepts | undefined;
  readonly #seen: Bits;
  readonly #total: number;
  /** How many records have so much of the query. */
  readonly #counts: Uint32Array;
  #count = 0;
  readonly #most: number;
  readonly #wanted: number;
  /** What some sets have in common, a part of them at a time. */
  readonly #block = new Int32Array(BLOCK);

  /**
   * @param most how many to choose
   * @param wanted so many are enough where something has all of the query
   */
  constructor(
    sets: readonly WordSet[],
    scratch: Scratch,
    accepts: Accepts | undefined,
    { most, wanted }: { readonly most: number; readonly wanted: number },
  ) {
    this.#sets = sets.filter(({ size }) => size > 0).sort((a, b) => a.size - b.size);
    this.#scratch = scratch;
    this.#accepts = accepts;
    this.#most = most;
    this.#wanted = wanted;
    this.#seen = scratch.take();
    this.#total = sum(sets);
    this.#counts = new Uint32Array(this.#total + 1);
  }

  /** @returns ranks */
  choose(): number[] {
    let visited = 0;
    let rest = sum(this.#sets);
    for (const [index, set] of this.#sets.entries()) {
      if (this.#hasEnough(rest)) return this.#best();
      visited += set.size;
      if (visited > MOST_VISITED_ONE_BY_ONE) {
        this.#meet(this.#sets.slice(index));
        break;
      }
      this.#visit(set, this.#sets.slice(index + 1));
      rest -= set.weight;
    }
    return this.#best();
  }

  /** Something has all of the query. */
  get #isWhole(): boolean {
    return (this.#counts[this.#total] ?? 0) > 0;
  }

  /** Whether records that have no more than `weight` of the query are not needed any more. */
  #hasEnough(weight: number): boolean {
    if (this.#isWhole && (weight < LEAST_SHARE * this.#total || this.#count >= this.#wanted)) return true;
    let count = 0;
    for (let level = this.#total; level >= weight; level -= 1) count += this.#counts[level] ?? 0;
    return count >= this.#most;
  }

  /** Each record of a set that no set before has, with what else it has. */
  #visit({ bits, weight }: WordSet, others: readonly WordSet[]): void {
    const seen = this.#seen;
    for (let at = 0; at < bits.length; at += 1) {
      const fresh = (bits[at] ?? 0) & ~(seen[at] ?? 0);
      if (fresh === 0) continue;
      seen[at] = (seen[at] ?? 0) | fresh;
      for (let left = fresh; left !== 0; left &= left - 1) {
        const bit = left & -left;
        let level = weight;
        for (const other of others) if (((other.bits[at] ?? 0) & bit) !== 0) level += other.weight;
        this.#take(lowestRank(at, left), level);
      }
    }
  }

  /** What all of some long sets have, then what all but a light one have; where nothing has all, what each has. */
  #meet(sets: readonly WordSet[]): void {
    const byWeight = sets.toSorted((a, b) => a.weight - b.weight);
    const lightest = sets.length > 1 ? byWeight.slice(0, MOST_LEFT_OUT) : [];
    const allButOne = lightest.map((one) => sets.filter((set) => set !== one));
    const each = sets.length > 2 ? byWeight.toReversed().map((one) => [one]) : [];
    for (const some of [sets, ...allButOne, ...each]) {
      const weight = sum(some);
      if (!this.#hasEnough(weight)) this.#visitCommon(some, weight);
    }
  }

  #visitCommon(sets: readonly WordSet[], weight: number): void {
    const seen = this.#seen;
    const end = this.#count + (this.#isWhole ? this.#wanted : this.#most);
    for (let from = 0; from < seen.length && this.#count < end; from += BLOCK) {
      const common = intersect(sets, from, Math.min(seen.length, from + BLOCK), this.#block);
      for (let at = 0; at < common.length && this.#count < end; at += 1) {
        const fresh = (common[at] ?? 0) & ~(seen[from + at] ?? 0);
        if (fresh === 0) continue;
        seen[from + at] = (seen[from + at] ?? 0) | fresh;
        for (let left = fresh; left !== 0; left &= left - 1) this.#take(lowestRank(from + at, left), weight);
      }
    }
  }

  #take(rank: number, level: number): void {
    if (this.#count === MOST_VISITED || this.#accepts?.(rank) === false) return;
    this.#scratch.ranks[this.#count] = rank;
    this.#scratch.levels[this.#count] = level;
    this.#count += 1;
    this.#counts[level] = (this.#counts[level] ?? 0) + 1;
  }

  /** Those that have most; of equal ones those visited first. */
  #best(): number[] {
    const most = this.#most;
    const { ranks, levels } = this.#scratch;
    const least = this.#leastLevel();
    const better: number[] = [];
    const equal: number[] = [];
    for (let at = 0; at < this.#count; at += 1) {
      const level = levels[at] ?? 0;
      if (level > least) better.push(ranks[at] ?? 0);
      else if (level === least && equal.length < most) equal.push(ranks[at] ?? 0);
    }
    return [...better, ...equal].slice(0, most);
  }

  #leastLevel(): number {
    const lowest = this.#isWhole ? Math.ceil(LEAST_SHARE * this.#total) : 1;
    let level = this.#total;
    for (let count = this.#counts[level] ?? 0; count < this.#most && level > lowest; ) {
      level -= 1;
      count += this.#counts[level] ?? 0;
    }
    return level;
  }
}

/** What all sets have in common in a part of them. */
function intersect(sets: readonly WordSet[], from: number, to: number, into: Bits): Bits {
  const common = into.subarray(0, to - from);
  common.set(sets[0]?.bits.subarray(from, to) ?? []);
  for (let index = 1; index < sets.length; index += 1) {
    const bits = sets[index]?.bits.subarray(from, to);
    if (bits) keepAll(common, bits);
  }
  return common;
}

function sum(sets: readonly WordSet[]): number {
  return sets.reduce((total, { weight }) => total + weight, 0);
}
