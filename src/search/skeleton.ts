import { hashText } from '../data/hash.ts';
import { decode } from './codes.ts';
import { keyed, MOST_WORDS, placeOfKey, wordsInOrder } from './keyed-words.ts';
import { isCyrillic, skeletonOf, soundOf } from './sound.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A script and six consonants of five bits tell most words apart; more would not fit a key. */
const CONSONANTS = 6;
const BITS = 5;
const FEWEST_CONSONANTS = 2;
const MOST_KEYS = 16_384;
const MOST_LOOKED_AT = 4_096;

interface SkeletonData {
  /** Numbers of words, in the order of their skeletons. */
  readonly skeletons: Uint32Array;
  /** Eight bits of each one's whole sound. */
  readonly sounds: Uint8Array;
}

/** Finds words by their consonants as they sound, whichever script they are in: see sound.ts. */
export class Skeletons {
  readonly #vocabulary: Vocabulary;
  readonly #words: Uint32Array;
  readonly #sounds: Uint8Array;
  /** Halving looks at the same few words first, whatever is sought. */
  readonly #keys = new Map<number, number>();

  constructor(vocabulary: Vocabulary, { skeletons, sounds }: SkeletonData) {
    this.#vocabulary = vocabulary;
    this.#words = skeletons;
    this.#sounds = sounds;
  }

  /** @param words those worth finding */
  static build(vocabulary: Vocabulary, words: Iterable<number>): SkeletonData {
    const found: number[] = [];
    const soundOfWord = new Uint8Array(Math.min(MOST_WORDS, vocabulary.size));
    for (const word of words) {
      if (word >= MOST_WORDS) continue;
      const code = vocabulary.textOf(word);
      const sound = isHeard(code) ? soundOf(decode(code)) : '';
      const key = keyOfSound(sound, code);
      if (key > 0) found.push(keyed(key, word));
      soundOfWord[word] = markOf(sound);
    }
    const skeletons = wordsInOrder(found);
    return { skeletons, sounds: Uint8Array.from(skeletons, (word) => soundOfWord[word] ?? 0) };
  }

  /**
   * Words of the other script that have the consonants of `word`, or begin with them, `most` of them: first those that may
   * have its vowels too.
   */
  find(word: string, isUnfinished: boolean, most: number): number[] {
    if (this.#words.length === 0) return [];
    const sound = soundOf(word);
    const skeleton = skeletonOf(sound);
    if (skeleton.length < FEWEST_CONSONANTS) return [];
    const low = packed(skeleton, !isCyrillic(word));
    const free = BITS * Math.max(0, CONSONANTS - skeleton.length);
    const keyOfWord = (other: number) => this.#keyOf(other);
    const from = placeOfKey(this.#words, low, keyOfWord);
    const to = placeOfKey(this.#words, isUnfinished ? low + 2 ** free : low + 1, keyOfWord);
    const end = Math.min(to, from + MOST_LOOKED_AT);
    const mark = markOf(sound);
    const [same, others]: [number[], number[]] = [[], []];
    for (let at = from; at < end && same.length < most; at += 1) {
      const isSame = this.#sounds[at] === mark;
      if (isSame) same.push(this.#words[at] ?? 0);
      else if (others.length < most) others.push(this.#words[at] ?? 0);
    }
    return [...same, ...others].slice(0, most);
  }

  #keyOf(word: number): number {
    const known = this.#keys.get(word);
    if (known !== undefined) return known;
    const key = keyOf(this.#vocabulary.textOf(word));
    if (this.#keys.size < MOST_KEYS) this.#keys.set(word, key);
    return key;
  }
}

/** Not numbers, nor words of hardly a letter. */
function isHeard(code: string): boolean {
  const first = code.charCodeAt(0);
  return code.length >= 3 && first >= 0x61 && first < 0xb0;
}

function keyOf(code: string): number {
  return isHeard(code) ? keyOfSound(soundOf(decode(code)), code) : 0;
}

/** 0 for what has hardly a consonant. */
function keyOfSound(sound: string, code: string): number {
  const skeleton = skeletonOf(sound);
  return skeleton.length < FEWEST_CONSONANTS ? 0 : packed(skeleton, code.charCodeAt(0) > 127);
}

/** Tells most sounds apart. */
function markOf(sound: string): number {
  return hashText(sound) & 255;
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
