import { fold } from './fold.ts';
import { stem } from './stem.ts';

/** In so many names that they make no two things one. */
const MEANINGLESS = new Set(
  'a an and as at by for from in into of on or other per the their to with new various additional'.split(' '),
);
const NOT_ASCII = /[^\p{ASCII}]/u;
/** How much of a word's end other languages may change with its case. */
const LONGEST_ENDING = 3;

/**
 * Whether a text has at least one meaningful word of a name, whatever the case and the English plural: "T-72 tanks" is named by
 * "40 tanks" and by "refurbished T-72s", not by "armor".
 */
export function isNamedIn(name: string, text: string): boolean {
  const named = wordsOf(name);
  const words = wordsOf(text);
  const known = new Set(words);
  if (
    named.some(
      (word) => known.has(word) || (NOT_ASCII.test(word) && words.some((other) => isInflected(word, other))),
    )
  )
    return true;
  // Languages that write no spaces have no words here.
  return NOT_ASCII.test(name) && plain(text).includes(plain(name));
}

/** With "t72" for "T-72", and both parts of "night-vision". */
function wordsOf(text: string): string[] {
  const words = plain(text)
    .split(' ')
    .flatMap((word) => [word, ...word.split(/[-/]/).filter((part) => part.length > 2)])
    .map((word) => word.replace(/[^\p{L}\p{M}\p{N}]/gu, '').replace(/(?<=\d)s$/, ''))
    .filter((word) => /\p{L}/u.test(word));
  return words.map(stem).filter((word) => !MEANINGLESS.has(word));
}

function isInflected(word: string, other: string): boolean {
  const length = Math.max(word.length, other.length) - LONGEST_ENDING;
  return length >= LONGEST_ENDING && word.slice(0, length) === other.slice(0, length);
}

function plain(text: string): string {
  return fold(text).text.toLowerCase().trim();
}
