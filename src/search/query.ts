import { clean, type Folded, fold, type Word } from './normalize.ts';

/**
 * What a search works on, however much was typed: a longer query costs more and says nothing that these do
 * not.
 */
export const MAX_QUERY_CHARACTERS = 64;
export const MAX_QUERY_WORDS = 8;

/** Enough for any id or whole name; what comes after it is not even looked at. */
const MAX_TYPED_CHARACTERS = 1_024;

/**
 * A character may fold into many letters, `ﷺ` into 18, and a word into many, `M1A2` into 4: twice as many are
 * enough.
 */
const MAX_LETTERS = 2 * MAX_QUERY_CHARACTERS;
const MAX_FOLDED_WORDS = 2 * MAX_QUERY_WORDS;

/** Words that carry no meaning of their own: a name that lacks them is still the name that was meant. */
const SMALL_WORDS = new Set('a an and at by for from in of on or the to with'.split(' '));

/** Typing fewer letters than this says too little to be likely about anything. */
const FEWEST_TELLING_LETTERS = 3;

export interface Query {
  /** All that was typed, cleaned: an id or a whole name may be longer than what is searched. */
  readonly typed: Folded;
  /** What is searched. */
  readonly searched: Folded;
  readonly words: readonly Word[];
  /** Without spaces, for comparing words that are written together or apart. */
  readonly letters: string;
  readonly cut: boolean;
  /** Fewer than three letters. */
  readonly short: boolean;
}

/** @param raw anything at all */
export function readQuery(raw: string): Query {
  const typed = clean(raw.slice(0, MAX_TYPED_CHARACTERS));
  const beginning = fold(typed.slice(0, endOfSearched(typed)).trimEnd());
  const end = Math.min(MAX_LETTERS, beginning.words[MAX_FOLDED_WORDS - 1]?.end ?? MAX_LETTERS);
  const searched = fold(beginning.original.slice(0, beginning.ends[end - 1]));
  const letters = searched.text.replaceAll(' ', '');
  return {
    typed: fold(typed),
    searched,
    words: searched.words,
    letters,
    cut: searched.original.length < typed.length || raw.length > MAX_TYPED_CHARACTERS,
    short: letters.length < FEWEST_TELLING_LETTERS,
  };
}

export function isSmallWord(word: Word): boolean {
  return SMALL_WORDS.has(word.text);
}

function endOfSearched(typed: string): number {
  const words = [...typed.matchAll(/\S+/gu)];
  const lastWord = words[MAX_QUERY_WORDS - 1];
  const end = Math.min(
    typed.length,
    MAX_QUERY_CHARACTERS,
    lastWord ? lastWord.index + lastWord[0].length : Infinity,
  );
  const splitsPair = (typed.codePointAt(end - 1) ?? 0) > 0xffff;
  return splitsPair ? end - 1 : end;
}
