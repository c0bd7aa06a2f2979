import { firstNotBelow } from './halving.ts';

/** Words that begin alike stand next to each other: a range of their numbers, the end exclusive. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

/** A megabyte has the letters of 130,000 words, and takes a quarter of a millisecond. */
const MOST_LETTERS_READ = 2 ** 20;

/** Every word of the names and other texts once, in order, as codes (see codes.ts). A word's place is its number. */
export class Vocabulary {
  readonly size: number;
  readonly #letters: Buffer;
  readonly #starts: Uint32Array;

  /** @param starts where each word starts in `letters`; one more at the end */
  constructor(letters: Uint8Array, starts: Uint32Array) {
    this.#letters = Buffer.from(letters.buffer, letters.byteOffset, letters.byteLength);
    this.#starts = starts;
    this.size = starts.length - 1;
  }

  lengthOf(word: number): number {
    return (this.#starts[word + 1] ?? 0) - (this.#starts[word] ?? 0);
  }

  /** As codes. */
  textOf(word: number): string {
    return this.#letters.toString('latin1', this.#starts[word], this.#starts[word + 1]);
  }

  /** 0 past the end of the word. */
  codeAt(word: number, depth: number): number {
    const at = (this.#starts[word] ?? 0) + depth;
    return at < (this.#starts[word + 1] ?? 0) ? (this.#letters[at] ?? 0) : 0;
  }

  get all(): WordRange {
    return { from: 0, to: this.size };
  }

  /** The number of this very word. */
  find(code: string): number | undefined {
    const { from, to } = this.startingWith(code);
    return from < to && this.lengthOf(from) === code.length ? from : undefined;
  }

  /** This very word as a range; an empty one where there is none. */
  rangeOf(code: string): WordRange {
    const word = this.find(code);
    return word === undefined ? { from: 0, to: 0 } : { from: word, to: word + 1 };
  }

  startingWith(code: string): WordRange {
    return this.narrow(this.all, 0, code, 0);
  }

  /** Of words that have `depth` letters in common, those that go on with `code` from its place `at`. */
  narrow(range: WordRange, depth: number, code: string, at: number): WordRange {
    let { from, to } = range;
    for (let next = at; next < code.length && from < to; next += 1) {
      const letter = code.charCodeAt(next);
      const place = depth + next - at;
      // Where one word is left there is nothing to halve.
      if (from + 1 === to) {
        if (this.codeAt(from, place) !== letter) return { from, to: from };
        continue;
      }
      from = this.#firstNotBelow(from, to, place, letter);
      to = this.#firstNotBelow(from, to, place, letter + 1);
    }
    return { from, to };
  }

  /** Of words that have `depth` letters in common, where those end that have the same next letter as the first. */
  endOfLetter({ from, to }: WordRange, depth: number): number {
    const letter = this.codeAt(from, depth) + 1;
    let step = 1;
    while (from + step < to && this.codeAt(from + step, depth) < letter) step *= 2;
    return this.#firstNotBelow(from + (step >> 1), Math.min(to, from + step), depth, letter);
  }

  /** The words in which these codes stand anywhere, the first of them in the first megabyte: all letters are looked at. */
  containing(code: string, most: number): number[] {
    const words: number[] = [];
    const letters = this.#letters.subarray(0, MOST_LETTERS_READ);
    for (let at = 0; words.length < most; ) {
      const found = letters.indexOf(code, at, 'latin1');
      if (found < 0) return words;
      const word = this.#wordAt(found);
      const end = this.#starts[word + 1] ?? 0;
      if (found + code.length <= end) words.push(word);
      at = found + code.length <= end ? end : found + 1;
    }
    return words;
  }

  #wordAt(letter: number): number {
    return firstNotBelow(1, this.size, (word) => (this.#starts[word] ?? 0) <= letter) - 1;
  }

  #firstNotBelow(from: number, to: number, depth: number, letter: number): number {
    return firstNotBelow(from, to, (word) => this.codeAt(word, depth) < letter);
  }
}
