import type { Vocabulary } from './vocabulary.ts';

/** Six letters of five bits, and a word's number: the 53 bits that a double holds exactly; and numbers sort fast. */
const LETTERS = 6;
const BITS = 5;
const MOST_WORDS = 2 ** 22;

/** Shorter words do not have two slips: see word-matches.ts. */
const FEWEST_LETTERS = 6;

/** Finds words by their last letters. */
export class Endings {
  readonly #vocabulary: Vocabulary;
  readonly #words: Uint32Array;

  /** @param words their numbers, in the order of their last letters, the last one first */
  constructor(vocabulary: Vocabulary, words: Uint32Array) {
    this.#vocabulary = vocabulary;
    this.#words = words;
  }

  /** @param words those worth finding */
  static build(vocabulary: Vocabulary, words: Iterable<number>): Uint32Array<ArrayBuffer> {
    const keys: number[] = [];
    for (const word of words) {
      if (word < MOST_WORDS && vocabulary.lengthOf(word) >= FEWEST_LETTERS)
        keys.push(keyOf(vocabulary, word) * MOST_WORDS + word);
    }
    return Uint32Array.from(Float64Array.from(keys).sort(), (key) => key % MOST_WORDS);
  }

  /** Words that may end so, the first `most` of them: of very rare letters some look the same. */
  find(code: string, most: number): number[] {
    const length = Math.min(LETTERS, code.length);
    let low = 0;
    for (let at = 0; at < length; at += 1)
      low = low * 2 ** BITS + (code.charCodeAt(code.length - 1 - at) & 31);
    const free = 2 ** (BITS * (LETTERS - length));
    const from = this.#firstNotBelow(low * free);
    const to = this.#firstNotBelow((low + 1) * free);
    return [...this.#words.subarray(from, Math.min(to, from + most))];
  }

  #firstNotBelow(key: number): number {
    let [low, high] = [0, this.#words.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keyOf(this.#vocabulary, this.#words[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The last letters, the last one first. */
function keyOf(vocabulary: Vocabulary, word: number): number {
  const length = vocabulary.lengthOf(word);
  let key = 0;
  for (let at = 1; at <= LETTERS; at += 1)
    key = key * 2 ** BITS + (at <= length ? vocabulary.codeAt(word, length - at) & 31 : 0);
  return key;
}
