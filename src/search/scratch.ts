import { type Bits, bitsLength } from './bits.ts';

/** How many records one query may look at one by one. */
export const MOST_VISITED = 2 ** 17;

/** Memory that every query works in, made once: sets of records, and for each word of the vocabulary which match it is. */
export class Scratch {
  /** Records looked at, and how much of the query each has. */
  readonly ranks = new Uint32Array(MOST_VISITED);
  readonly levels = new Uint16Array(MOST_VISITED);
  /** Which match a word is, counted from 1. Whoever used it last has left it zero. */
  matches = new Uint16Array(0);
  readonly #sets: Bits[] = [];
  #taken = 0;
  #length = 0;

  /** Everything taken before is free again. */
  reserve(records: number, words: number): void {
    this.#taken = 0;
    this.#length = bitsLength(records);
    if (this.matches.length < words) this.matches = new Uint16Array(words);
  }

  /** An empty set of records, until the next `reserve`. */
  take(): Bits {
    let bits = this.#sets[this.#taken];
    if (bits === undefined || bits.length < this.#length) {
      bits = new Int32Array(this.#length);
      this.#sets[this.#taken] = bits;
    }
    this.#taken += 1;
    return bits.subarray(0, this.#length).fill(0);
  }
}
