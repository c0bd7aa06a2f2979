import { stem } from '../data/stem.ts';
import { isSmallWord } from './small-words.ts';
import type { Word } from './word.ts';

/** Sixteenths of a letter. */
export const FULL = 16;
/** What is left of a letter's worth, by how it was matched. The judge decides; this only orders what it sees. */
export const WORTH = {
  same: 1,
  plural: 0.98,
  beginning: 0.9,
  joined: 0.95,
  slip: 0.75,
  shortSlip: 0.6,
  slipInBeginning: 0.62,
  twoSlips: 0.5,
  sameSound: 0.9,
  sound: 0.5,
  inside: 0.4,
};

/** A long word is not worth many short ones. See align.ts. */
export function weightOf(word: Word): number {
  return isSmallWord(word) ? 0.5 : Math.min(8, Math.max(2, word.text.length));
}

/** The word, its singular and its plurals, as far as they have one stem. */
export function formsOf({ text, stem: singular }: Word): Set<string> {
  const forms = [singular, `${singular}s`, `${singular}es`, `${singular}e`, `${singular.slice(0, -1)}ies`];
  return new Set([text, ...forms.filter((form) => stem(form) === singular)]);
}
