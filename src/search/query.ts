import { chunksOf } from './judge.ts';
import { clean, type Folded, fold, type Word } from './normalize.ts';
import { type Unit, unitsOf } from './pieces.ts';

/**
 * What a search works on, however much was typed: a longer query costs more and says nothing that these do
 * not.
 */
const MAX_QUERY_CHARACTERS = 64;
const MAX_QUERY_WORDS = 8;

/** Enough for any id or whole name; what comes after it is not even looked at. */
const MAX_TYPED_CHARACTERS = 1_024;

/**
 * A character may fold into many letters, `ﷺ` into 18, and a word into many, `M1A2` into 4: twice as many are
 * enough.
 */
const MAX_LETTERS = 2 * MAX_QUERY_CHARACTERS;
const MAX_FOLDED_WORDS = 2 * MAX_QUERY_WORDS;

/** Typing fewer letters than this says too little to be likely about anything. */
const FEWEST_TELLING_LETTERS = 3;

export interface Query {
  /** All that was typed, cleaned: an id or a whole name may be longer than what is searched. */
  readonly typed: Folded;
  /** What is searched. */
  readonly searched: Folded;
  readonly words: readonly Word[];
  readonly units: readonly Unit[];
  /** In which Fuse.js looks for it. */
  readonly chunks: readonly string[];
  readonly cut: boolean;
  /** Fewer than three letters. */
  readonly short: boolean;
}

/** @param raw anything at all */
export function readQuery(raw: string): Query {
  const typed = clean(raw.slice(0, MAX_TYPED_CHARACTERS));
  const beginning = fold(typed.slice(0, endOfSearched(typed)).trimEnd());
  const end = Math.min(MAX_LETTERS, beginning.words[MAX_FOLDED_WORDS - 1]?.end ?? MAX_LETTERS);
  const fits = beginning.text.length <= end;
  const searched = fits ? beginning : fold(beginning.original.slice(0, beginning.ends[end - 1]));
  return {
    typed: searched.original === typed ? searched : fold(typed),
    searched,
    words: searched.words,
    units: unitsOf(searched.words),
    chunks: chunksOf(searched.text),
    cut: searched.original.length < typed.length || raw.length > MAX_TYPED_CHARACTERS,
    short: searched.letters.length < FEWEST_TELLING_LETTERS,
  };
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
