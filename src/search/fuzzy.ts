import type { Endings } from './endings.ts';
import { countSlips } from './slips.ts';
import type { Vocabulary, WordRange } from './vocabulary.ts';

/** Words that may be meant by a misspelled one. */
interface NearWords extends WordRange {
  readonly slips: number;
  /** They only begin like it. */
  readonly isBeginning: boolean;
}

const MOST_ENDING = 4_096;

/**
 * Walks the vocabulary as if it were a tree of letters, one slip allowed on the way: the automaton of Schulz and
 * Mihov, Fast string correction with Levenshtein automata, 2002, with the sorted words as its tree. What has used its
 * slip is looked up by halving.
 *
 * Two slips, which a long word may have, are looked for where the first half has one of them at most, and where the second
 * half has none: words that begin or end so are compared whole.
 */
export class NearWalk {
  readonly found: NearWords[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #code: string;
  readonly #isUnfinished: boolean;

  /**
   * @param code as typed
   * @param isUnfinished words that go on after it count too
   */
  constructor(vocabulary: Vocabulary, code: string, isUnfinished: boolean) {
    this.#vocabulary = vocabulary;
    this.#code = code;
    this.#isUnfinished = isUnfinished;
  }

  /** Finds words one slip away. What is typed right is not among them. */
  walkOne(): void {
    this.#walk(this.#vocabulary.all, 0, 0, (range, depth, at) => this.#finish(range, depth, at));
  }

  /** Finds words two slips away, at most `most` of them. */
  walkTwo(endings: Endings, most: number): void {
    const half = this.#code.slice(0, (this.#code.length + 1) >> 1);
    const seen = new Set<number>();
    const compare = (range: WordRange) => this.#compareWhole(range, seen, most);
    const { all } = this.#vocabulary;
    compare(this.#vocabulary.startingWith(half));
    const walk = new NearWalk(this.#vocabulary, half, true);
    walk.#walk(all, 0, 0, (range, depth, at) => compare(this.#vocabulary.narrow(range, depth, half, at)));
    // Both slips in the first half: the second is as typed.
    for (const word of endings.find(this.#code.slice(half.length), MOST_ENDING))
      compare({ from: word, to: word + 1 });
  }

  #compareWhole({ from, to }: WordRange, seen: Set<number>, most: number): void {
    for (let word = from; word < to && seen.size < most; word += 1) {
      if (Math.abs(this.#vocabulary.lengthOf(word) - this.#code.length) > 2 || seen.has(word)) continue;
      const { whole } = countSlips(this.#code, this.#vocabulary.textOf(word), 2);
      if (whole > 2) continue;
      seen.add(word);
      this.found.push({ from: word, to: word + 1, slips: whole, isBeginning: false });
    }
  }

  /**
   * Makes every slip at every place. `range` has in common `depth` letters, which are those before `at` of what
   * was typed.
   */
  #walk(
    range: WordRange,
    depth: number,
    at: number,
    slipped: (range: WordRange, depth: number, at: number) => void,
  ): void {
    if (range.from === range.to || at > this.#code.length) return;
    const vocabulary = this.#vocabulary;
    const isAtEnd = at === this.#code.length;
    if (!isAtEnd) slipped(range, depth, at + 1);
    if (!isAtEnd || !this.#isUnfinished) this.#walkLetters(range, depth, at, slipped);
    if (isAtEnd) return;
    const next = vocabulary.narrow(range, depth, this.#code.charAt(at), 0);
    if (at + 1 < this.#code.length) {
      const swapped = this.#code.charAt(at + 1) + this.#code.charAt(at);
      slipped(vocabulary.narrow(range, depth, swapped, 0), depth + 2, at + 2);
    }
    this.#walk(next, depth + 1, at + 1, slipped);
  }

  /** Any other letter in place of the one at `at`, or before it. */
  #walkLetters(
    range: WordRange,
    depth: number,
    at: number,
    slipped: (range: WordRange, depth: number, at: number) => void,
  ): void {
    const vocabulary = this.#vocabulary;
    const typed = this.#code.charCodeAt(at);
    for (let { from } = range; from < range.to; ) {
      const to = vocabulary.endOfLetter({ from, to: range.to }, depth);
      const letter = vocabulary.codeAt(from, depth);
      if (letter !== 0 && letter !== typed) {
        const child = { from, to };
        slipped(child, depth + 1, at);
        if (at < this.#code.length) slipped(child, depth + 1, at + 1);
      }
      from = to;
    }
  }

  /** What comes after the slip must be as typed. */
  #finish(range: WordRange, depth: number, at: number): void {
    const rest = this.#vocabulary.narrow(range, depth, this.#code, at);
    if (rest.from === rest.to) return;
    const length = depth + this.#code.length - at;
    const isWhole = this.#vocabulary.lengthOf(rest.from) === length;
    if (isWhole) this.found.push({ from: rest.from, to: rest.from + 1, slips: 1, isBeginning: false });
    const from = isWhole ? rest.from + 1 : rest.from;
    if (this.#isUnfinished && from < rest.to)
      this.found.push({ from, to: rest.to, slips: 1, isBeginning: true });
  }
}
