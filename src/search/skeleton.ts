import { decode } from './codes.ts';
import { skeletonOf, soundOf } from './sound.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Six consonants of five bits tell most words apart; more would not fit 32 bits. */
const CONSONANTS = 6;
const BITS = 5;
const FEWEST_CONSONANTS = 2;

/** Finds words by their consonants as they sound, whichever script they are in: see sound.ts. */
export class Skeletons {
  readonly #vocabulary: Vocabulary;
  readonly #words: Uint32Array;

  /** @param words their numbers, in the order of their skeletons */
  constructor(vocabulary: Vocabulary, words: Uint32Array) {
    this.#vocabulary = vocabulary;
    this.#words = words;
  }

  /** @param words those worth finding */
  static build(vocabulary: Vocabulary, words: Iterable<number>): Uint32Array<ArrayBuffer> {
    const keys: number[] = [];
    for (const word of words) {
      const key = keyOf(vocabulary.textOf(word));
      // 30 bits of a key and 23 of a word are what a double holds exactly, and numbers sort fast.
      if (key > 0) keys.push(key * 2 ** 23 + word);
    }
    const sorted = Float64Array.from(keys).sort();
    return Uint32Array.from(sorted, (key) => key % 2 ** 23);
  }

  /** Words that have the consonants of `word`, or begin with them, the first `most` of them. */
  find(word: string, isUnfinished: boolean, most: number): number[] {
    const skeleton = skeletonOf(soundOf(word));
    if (skeleton.length < FEWEST_CONSONANTS) return [];
    const low = packed(skeleton);
    const free = BITS * Math.max(0, CONSONANTS - skeleton.length);
    const high = isUnfinished ? low + 2 ** free : low + 1;
    const from = this.#firstNotBelow(low);
    return [...this.#words.subarray(from, Math.min(from + most, this.#firstNotBelow(high)))];
  }

  #firstNotBelow(key: number): number {
    let [low, high] = [0, this.#words.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keyOf(this.#vocabulary.textOf(this.#words[middle] ?? 0)) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** 0 for what is no word to be heard: numbers, and words of hardly a consonant. */
function keyOf(code: string): number {
  const first = code.charCodeAt(0);
  if (code.length < 3 || first < 0x61 || first >= 0xb0) return 0;
  const skeleton = skeletonOf(soundOf(decode(code)));
  return skeleton.length < FEWEST_CONSONANTS ? 0 : packed(skeleton);
}

function packed(skeleton: string): number {
  let key = 0;
  for (let index = 0; index < CONSONANTS; index += 1)
    key = key * 2 ** BITS + (index < skeleton.length ? numberOf(skeleton, index) : 0);
  return key;
}

/** Small letters 1 to 26, then the four sounds that need a letter of their own. */
function numberOf(skeleton: string, index: number): number {
  const place = 'JSCZ'.indexOf(skeleton.charAt(index));
  return place < 0 ? skeleton.charCodeAt(index) & 31 : 27 + place;
}
