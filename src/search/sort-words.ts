import { sortByLetters } from './counting-sort.ts';

/** Words in order. */
export interface SortedWords {
  readonly letters: Uint8Array<ArrayBuffer>;
  /** Where each word starts; one more at the end. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** For a word by its number as given, its place. */
  readonly numbers: Uint32Array<ArrayBuffer>;
}

/** Letters that words are sorted by without a comparison, two at a time. */
const COUNTED = 6;

/** @param starts where each word starts in `letters`; one more at the end */
export function sortWords(letters: Uint8Array, starts: Uint32Array): SortedWords {
  const words = new Words(letters, starts);
  return words.inOrder(words.sortRest(words.sortCounted()));
}

class Words {
  readonly #letters: Uint8Array;
  readonly #starts: Uint32Array;

  constructor(letters: Uint8Array, starts: Uint32Array) {
    this.#letters = letters;
    this.#starts = starts;
  }

  get size(): number {
    return this.#starts.length - 1;
  }

  /** By the letters that are counted. */
  sortCounted(): Uint32Array {
    return sortByLetters(this.size, COUNTED, (word, depth) => this.#codeAt(word, depth));
  }

  /** Sorts, in place, words that have all the letters in common that were counted. */
  sortRest(order: Uint32Array): Uint32Array {
    for (let from = 0; from < order.length; ) {
      let to = from + 1;
      while (to < order.length && this.#isAlike(order[from] ?? 0, order[to] ?? 0)) to += 1;
      if (to > from + 1) order.subarray(from, to).sort((a, b) => this.#compare(a, b));
      from = to;
    }
    return order;
  }

  inOrder(order: Uint32Array): SortedWords {
    const sorted = new Uint8Array(this.#starts[this.size] ?? 0);
    const starts = new Uint32Array(this.size + 1);
    const numbers = new Uint32Array(this.size);
    let length = 0;
    for (const [place, word] of order.entries()) {
      numbers[word] = place;
      for (let at = this.#starts[word] ?? 0; at < (this.#starts[word + 1] ?? 0); at += 1) {
        sorted[length] = this.#letters[at] ?? 0;
        length += 1;
      }
      starts[place + 1] = length;
    }
    return { letters: sorted, starts, numbers };
  }

  #isAlike(a: number, b: number): boolean {
    for (let depth = 0; depth < COUNTED; depth += 1) {
      const letter = this.#codeAt(a, depth);
      if (letter !== this.#codeAt(b, depth)) return false;
      if (letter === 0) return true;
    }
    return true;
  }

  #compare(a: number, b: number): number {
    for (let depth = 0; ; depth += 1) {
      const [one, other] = [this.#codeAt(a, depth), this.#codeAt(b, depth)];
      if (one !== other) return one - other;
      if (one === 0) return 0;
    }
  }

  /** 0 past the end of the word. */
  #codeAt(word: number, depth: number): number {
    const at = (this.#starts[word] ?? 0) + depth;
    return at < (this.#starts[word + 1] ?? 0) ? (this.#letters[at] ?? 0) : 0;
  }
}
