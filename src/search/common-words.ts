import { type Postings, sizeOf } from './postings.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Bytes of postings that make a word common, and how many words are kept as such. */
const FEWEST_BYTES = 64;
const FEWEST_LETTERS = 4;
const MOST = 2_048;

/** The words that most names have, those of most names first. */
export function commonWords(vocabulary: Vocabulary, postings: Postings): Uint32Array<ArrayBuffer> {
  const words: { number: number; size: number }[] = [];
  for (let number = 0; number < vocabulary.size; number += 1) {
    const size = sizeOf(postings, { from: number, to: number + 1 });
    if (size >= FEWEST_BYTES && vocabulary.lengthOf(number) >= FEWEST_LETTERS) words.push({ number, size });
  }
  const most = words.sort((a, b) => b.size - a.size).slice(0, MOST);
  return Uint32Array.from(most, ({ number }) => number);
}
