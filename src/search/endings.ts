import { keyed, MOST_WORDS, placeOfKey, wordsInOrder } from './keyed-words.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Six letters of five bits tell most words apart; more would not fit a key. */
const LETTERS = 6;
const BITS = 5;

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
    const found: number[] = [];
    for (const word of words) {
      if (word < MOST_WORDS && vocabulary.lengthOf(word) >= FEWEST_LETTERS)
        found.push(keyed(keyOf(vocabulary, word), word));
    }
    return wordsInOrder(found);
  }

  /** Words that may end so, the first `most` of them: of very rare letters some look the same. */
  find(code: string, most: number): number[] {
    const length = Math.min(LETTERS, code.length);
    let low = 0;
    for (let at = 0; at < length; at += 1)
      low = low * 2 ** BITS + (code.charCodeAt(code.length - 1 - at) & 31);
    const free = 2 ** (BITS * (LETTERS - length));
    const keyOfWord = (word: number) => keyOf(this.#vocabulary, word);
    const from = placeOfKey(this.#words, low * free, keyOfWord);
    const to = placeOfKey(this.#words, (low + 1) * free, keyOfWord);
    return [...this.#words.subarray(from, Math.min(to, from + most))];
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
