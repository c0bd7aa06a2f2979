import { decode } from './codes.ts';
import { isCyrillic, skeletonOf, soundOf } from './sound.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Six consonants of five bits tell most words apart; more would not fit 32 bits. */
const CONSONANTS = 6;
const BITS = 5;
const FEWEST_CONSONANTS = 2;
const MOST_KEYS = 2_048;

/** A script, six consonants and a word of these are the 53 bits that a double holds exactly; and numbers sort fast. */
const MOST_WORDS = 2 ** 22;

/** Finds words by their consonants as they sound, whichever script they are in: see sound.ts. */
export class Skeletons {
  readonly #vocabulary: Vocabulary;
  readonly #words: Uint32Array;
  /** Halving looks at the same few words first, whatever is sought. */
  readonly #keys = new Map<number, number>();

  /** @param words their numbers, in the order of their skeletons */
  constructor(vocabulary: Vocabulary, words: Uint32Array) {
    this.#vocabulary = vocabulary;
    this.#words = words;
  }

  /** @param words those worth finding */
  static build(vocabulary: Vocabulary, words: Iterable<number>): Uint32Array<ArrayBuffer> {
    const keys: number[] = [];
    for (const word of words) {
      const key = word < MOST_WORDS ? keyOf(vocabulary.textOf(word)) : 0;
      if (key > 0) keys.push(key * MOST_WORDS + word);
    }
    const sorted = Float64Array.from(keys).sort();
    return Uint32Array.from(sorted, (key) => key % MOST_WORDS);
  }

  /** Words of the other script that have the consonants of `word`, or begin with them, the first `most` of them. */
  find(word: string, isUnfinished: boolean, most: number): number[] {
    if (this.#words.length === 0) return [];
    const skeleton = skeletonOf(soundOf(word));
    if (skeleton.length < FEWEST_CONSONANTS) return [];
    const low = packed(skeleton, !isCyrillic(word));
    const free = BITS * Math.max(0, CONSONANTS - skeleton.length);
    const end = isUnfinished ? low + 2 ** free : low + 1;
    const found: number[] = [];
    for (let at = this.#firstNotBelow(low); at < this.#words.length && found.length < most; at += 1) {
      const other = this.#words[at] ?? 0;
      if (this.#keyOf(other) >= end) break;
      found.push(other);
    }
    return found;
  }

  #keyOf(word: number): number {
    const known = this.#keys.get(word);
    if (known !== undefined) return known;
    const key = keyOf(this.#vocabulary.textOf(word));
    if (this.#keys.size < MOST_KEYS) this.#keys.set(word, key);
    return key;
  }

  #firstNotBelow(key: number): number {
    let [low, high] = [0, this.#words.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#keyOf(this.#words[middle] ?? 0) < key) low = middle + 1;
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
  return skeleton.length < FEWEST_CONSONANTS ? 0 : packed(skeleton, first > 127);
}

/** Latin words stand before Cyrillic ones. */
function packed(skeleton: string, isOfCyrillic: boolean): number {
  let key = isOfCyrillic ? 1 : 0;
  for (let at = 0; at < CONSONANTS; at += 1)
    key = key * 2 ** BITS + (at < skeleton.length ? numberOf(skeleton, at) : 0);
  return key;
}

/** Small letters 1 to 26, then the four sounds that need a letter of their own. */
function numberOf(skeleton: string, index: number): number {
  const place = 'JSCZ'.indexOf(skeleton.charAt(index));
  return place < 0 ? skeleton.charCodeAt(index) & 31 : 27 + place;
}
