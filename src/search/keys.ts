import { hashText, mix } from '../data/hash.ts';
import { stem } from '../data/stem.ts';
import { clean } from './normalize.ts';

const BASE = 0x01000193;

/** Ids and names are in one table, and an id that is also a word is not that word. */
const ID_SEED = 0x2545f491;

/** As nearly all ids are. */
const IS_CLEAN = /^[!-~]*$/;

export function idKey(id: string): string {
  return (IS_CLEAN.test(id) ? id : clean(id)).toLowerCase();
}

export function hashId(id: string): number {
  return hashText(idKey(id), ID_SEED);
}

/** What some letters add to the hash of a name, wherever they stand in it (a polynomial: Karp and Rabin, 1987). */
export interface LettersHash {
  readonly hash: number;
  /** What the letters before are multiplied by. */
  readonly power: number;
}

export const NO_LETTERS: LettersHash = { hash: 0, power: 1 };

/** @param code of a word, as codes.ts has it */
export function hashStem(code: string): LettersHash {
  let [hash, power] = [0, 1];
  const letters = stem(code);
  for (let at = 0; at < letters.length; at += 1) {
    hash = (Math.imul(hash, BASE) + letters.charCodeAt(at) + 1) | 0;
    power = Math.imul(power, BASE);
  }
  return { hash, power };
}

export function joinHashes(before: LettersHash, after: LettersHash): LettersHash {
  return {
    hash: (Math.imul(before.hash, after.power) + after.hash) | 0,
    power: Math.imul(before.power, after.power),
  };
}

/** Of a whole name, whichever number its words are in and wherever its gaps are. */
export function hashName(stems: LettersHash): number {
  return mix(stems.hash);
}
