import { type IndexData, TEXT_START, WORD } from './index-data.ts';
import type { Query } from './query.ts';
import type { WordMatch } from './word-matches.ts';
import { FULL, weightOf } from './word-worth.ts';

/** Ranges of more words are compared, not marked word by word. */
const MOST_MARKED = 4096;
const MOST_MATCHES = 65_535;
/** A small word may be missing. */
const LEAST_WEIGHT = FULL;
/** Of a word's worth: more than one of its parts. */
const LEAST_GAIN = 0.45;

/**
 * How well the names of a record answer a query, from the numbers of their words alone. Near enough to what the judge will
 * say to choose whom he sees: what is covered of the query counts most, then what else the name says, the order of the
 * words, and whether the name begins or ends with them.
 */
export class TextScorer {
  readonly #data: IndexData;
  readonly #matches: readonly WordMatch[];
  /** For a word, which match it is, counted from 1. Not ours: `close` clears it. */
  readonly #matchOf: Uint16Array;
  readonly #long: readonly WordMatch[];
  readonly #weights: Float64Array;
  readonly #total: number;
  readonly #gains: Float64Array;
  /** Which text of the record scored last is its best: 0 its name, then its aliases. */
  bestText = 0;

  constructor(data: IndexData, { words }: Query, matches: readonly WordMatch[], matchOf: Uint16Array) {
    this.#data = data;
    // The best of what a word may stand for is marked last.
    this.#matches = matches.toSorted((a, b) => a.gain - b.gain).slice(-MOST_MATCHES);
    this.#matchOf = matchOf;
    this.#long = this.#matches.filter(isLong).toReversed();
    this.#weights = Float64Array.from(words, (word) => weightOf(word) * FULL);
    this.#total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    this.#gains = new Float64Array(words.length);
    for (const [index, match] of this.#matches.entries())
      if (!isLong(match)) matchOf.fill(index + 1, match.from, match.to);
  }

  close(): void {
    for (const match of this.#matches) if (!isLong(match)) this.#matchOf.fill(0, match.from, match.to);
  }

  /** About 1 for the name itself .. 0 or less for one that has nothing of the query. */
  score(rank: number): number {
    const { textStarts } = this.#data;
    const end = textStarts[rank + 1] ?? 0;
    let best = -1;
    let text = 0;
    for (let start = textStarts[rank] ?? 0; start < end; ) {
      const next = this.#endOfText(start, end);
      const score = this.#scoreText(start, next) - (text > 0 ? 0.03 : 0);
      if (score > best) {
        best = score;
        this.bestText = text;
      }
      text += 1;
      start = next;
    }
    return best;
  }

  /** As `score`, of its name alone. */
  scoreName(rank: number): number {
    const { textStarts } = this.#data;
    const [start = 0, end = 0] = [textStarts[rank], textStarts[rank + 1]];
    return start < end ? this.#scoreText(start, this.#endOfText(start, end)) : -1;
  }

  /** Whether one of a record's names has something for every word that means something. */
  hasAll(rank: number): boolean {
    const { textStarts } = this.#data;
    const end = textStarts[rank + 1] ?? 0;
    for (let start = textStarts[rank] ?? 0; start < end; ) {
      const next = this.#endOfText(start, end);
      if (this.#scoreText(start, next) > 0 && this.#isEachFound()) return true;
      start = next;
    }
    return false;
  }

  #endOfText(start: number, end: number): number {
    let next = start + 1;
    while (next < end && (this.#data.texts[next] ?? 0) < TEXT_START) next += 1;
    return next;
  }

  #isEachFound(): boolean {
    return this.#weights.every(
      (weight, at) => weight < LEAST_WEIGHT || (this.#gains[at] ?? 0) >= LEAST_GAIN * weight,
    );
  }

  #scoreText(start: number, end: number): number {
    this.#gains.fill(0);
    let matched = 0;
    let inOrder = 0;
    let expected = -1;
    let begins = 0;
    let ends = 0;
    for (let at = start; at < end; at += 1) {
      const match = this.#matchAt(at);
      if (match === undefined) {
        expected = -1;
        continue;
      }
      matched += 1;
      this.#credit(match);
      if (match.at === expected) inOrder += 1;
      if (at === start && match.at === 0) begins = 0.03;
      if (at === end - 1 && match.at + match.span === this.#weights.length) ends = 0.04;
      expected = match.at + (match.isPart ? 0 : match.span);
    }
    if (matched === 0) return -1;
    const covered = this.#covered() / this.#total;
    const rest = 1 - matched / (end - start);
    return covered - 0.1 * rest + 0.05 * (inOrder / matched) + begins + ends;
  }

  #matchAt(at: number): WordMatch | undefined {
    const word = (this.#data.texts[at] ?? 0) & WORD;
    const index = this.#matchOf[word] ?? 0;
    if (index > 0) return this.#matches[index - 1];
    for (const match of this.#long) if (word >= match.from && word < match.to) return match;
    return undefined;
  }

  #credit({ at, span, gain, isPart }: WordMatch): void {
    const before = this.#gains[at] ?? 0;
    if (span > 1) {
      // What two words are worth together belongs to each by its letters.
      const both = (this.#weights[at] ?? 0) + (this.#weights[at + 1] ?? 0);
      for (const one of [at, at + 1])
        this.#gains[one] = Math.max(this.#gains[one] ?? 0, (gain * (this.#weights[one] ?? 0)) / both);
      return;
    }
    this.#gains[at] = isPart ? Math.min(this.#weights[at] ?? 0, before + gain) : Math.max(before, gain);
  }

  #covered(): number {
    let sum = 0;
    for (const gain of this.#gains) sum += gain;
    return sum;
  }
}

function isLong({ from, to }: WordMatch): boolean {
  return to - from > MOST_MARKED;
}
