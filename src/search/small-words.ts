import type { Word } from './word.ts';

/** Words that carry no meaning of their own: a name that lacks them is still the name that was meant. */
export const SMALL_WORDS: ReadonlySet<string> = new Set(
  'a an and at by for from in of on or the to with'.split(' '),
);

export function isSmallWord({ text }: Pick<Word, 'text'>): boolean {
  return text.length < 5 && SMALL_WORDS.has(text);
}
