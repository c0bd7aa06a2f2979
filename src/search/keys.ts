import { stem } from '../data/stem.ts';
import { hashText } from './hash.ts';
import { clean } from './normalize.ts';

/** Ids and names are in one table, and an id that is also a word is not that word. */
const ID_SEED = 0x2545f491;

export function idKey(id: string): string {
  return clean(id).toLowerCase();
}

export function hashId(id: string): number {
  return hashText(idKey(id), ID_SEED);
}

/** Of a whole name, whichever number its words are in and wherever its gaps are. */
export function hashName(words: readonly string[]): number {
  return hashText(words.map(stem).join(''));
}
