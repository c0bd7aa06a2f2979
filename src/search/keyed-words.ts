import { firstNotBelow } from './halving.ts';

/** A key of 31 bits and a word's number below this are the 53 bits that a double holds exactly; and numbers sort fast. */
export const MOST_WORDS = 2 ** 22;

/** A word and what it is sorted by. */
export function keyed(key: number, word: number): number {
  return key * MOST_WORDS + word;
}

/** Numbers of words in the order of their keys. */
export function wordsInOrder(words: readonly number[]): Uint32Array<ArrayBuffer> {
  const sorted = Float64Array.from(words).sort();
  const numbers = new Uint32Array(sorted.length);
  for (const [at, word] of sorted.entries()) numbers[at] = word - Math.floor(word / MOST_WORDS) * MOST_WORDS;
  return numbers;
}

/** The place of the first of `words`, which are in the order of their keys, whose key is not below this one. */
export function placeOfKey(words: Uint32Array, key: number, keyOf: (word: number) => number): number {
  return firstNotBelow(0, words.length, (at) => keyOf(words[at] ?? 0) < key);
}
