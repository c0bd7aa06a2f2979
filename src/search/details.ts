import type { Folded, Range, Word } from './normalize.ts';
import type { Query } from './query.ts';
import { isSmallWord } from './small-words.ts';

export interface DetailMatch {
  /** Index of the text that says most of what was typed. */
  readonly index: number;
  /** Into that text, folded. */
  readonly ranges: readonly Range[];
  /** 0 all words stand in that text as typed .. 1 hardly any does. */
  readonly looseness: number;
}

/**
 * Finds the words of a query in the weaker texts of a record: all of them, whole, somewhere in the record,
 * its names included. No slip is forgiven here: long texts have a word that is like any other.
 *
 * @param names the record's name and aliases, which may have some of the words but are not what is found
 * @param isUnfinished the last word is still being typed, so that its beginning is enough
 */
export function findDetails(
  query: Query,
  names: readonly Folded[],
  details: readonly Folded[],
  isUnfinished: boolean,
): DetailMatch | undefined {
  const wanted = query.words.filter((word) => !isSmallWord(word));
  if (wanted.length === 0) return undefined;
  const last = isUnfinished ? wanted.at(-1) : undefined;
  const stands = (word: Word, { words }: Folded) =>
    words.filter(({ text, stem }) => stem === word.stem || (word === last && isBeginning(word.text, text)));
  const texts = [...names, ...details];
  if (!wanted.every((word) => texts.some((text) => stands(word, text).length > 0))) return undefined;
  const found = details.map((text) => wanted.map((word) => stands(word, text)));
  const counts = found.map((places) => places.filter(({ length }) => length > 0).length);
  const most = Math.max(0, ...counts);
  if (most === 0) return undefined;
  const index = counts.indexOf(most);
  const places = found[index] ?? [];
  const missing = 1 - most / wanted.length;
  return {
    index,
    ranges: places.flat().map(({ start, end }): Range => [start, end]),
    looseness: 0.6 * missing + 0.2 * (isPhrase(places) ? 0 : 1) + 0.2 * (index / details.length),
  };
}

function isBeginning(typed: string, word: string): boolean {
  return typed.length > 2 && word.startsWith(typed);
}

/** Each word begins, somewhere, right after the one before it. */
function isPhrase(places: readonly (readonly Word[])[]): boolean {
  return places.every(
    (words, index) =>
      index === 0 ||
      words.some(({ start }) => (places[index - 1] ?? []).some(({ end }) => end + 1 === start)),
  );
}
