import { closeness, looser, mayBeClose, type Nearness } from './closeness.ts';
import type { Range } from './normalize.ts';
import { isSmallWord } from './small-words.ts';
import { isCyrillic } from './sound.ts';
import { Word } from './word.ts';

/** Some words of a query that may stand for some words of a name. Spans count words, ends exclusive. */
export interface Piece {
  readonly typed: Range;
  readonly named: Range;
  /** 0 the same .. 1 nothing in common. */
  readonly cost: number;
  readonly nearness: Nearness;
  /** Into the text that the name's words stand in. */
  readonly ranges: readonly Range[];
}

/** A word as typed, or two put together. */
interface Typed {
  readonly word: Word;
  readonly span: Range;
  /** Nothing follows it, so that it may be unfinished. */
  readonly isLast: boolean;
}

/** Writing two words as one, or one as two, is hardly a difference. */
const GAP_COST = 0.05;
const INITIALS_COST = 0.3;
const MOST_INITIALS = 6;

/** Every way in which one word of the query, or two, may stand for one word of the name, or for several. */
export function piecesOf(words: readonly Word[], name: readonly Word[]): Piece[] {
  const pieces: Piece[] = [];
  const add = (piece: Piece | undefined) => {
    if (piece) pieces.push(piece);
  };
  for (const [index, word] of words.entries()) {
    const one: Typed = { word, span: [index, index + 1], isLast: index + 1 === words.length };
    const two = together(words, index);
    for (let at = 0; at < name.length; at += 1) {
      add(compare(one, name, [at, at + 1]));
      if (two) add(compare(two, name, [at, at + 1]));
      add(compareJoined(one, name, at));
      add(compareInitials(one, name, at));
    }
  }
  return pieces;
}

/**
 * `gene rators`: the word at `index` with the next. Not with a lone letter, which would pass for a slip in
 * the other.
 */
function together(words: readonly Word[], index: number): Typed | undefined {
  const [first, second] = [words[index], words[index + 1]];
  if (!first || !second || Math.min(first.text.length, second.text.length) < 2) return undefined;
  const word = new Word(first.text + second.text);
  return { word, span: [index, index + 2], isLast: index + 2 === words.length };
}

/** Most words are nothing alike, which their letters tell at once. */
function areStrangers(typed: Word, name: readonly Word[], [at, end]: Range): boolean {
  let letters = 0;
  for (let index = at; index < end; index += 1) letters |= name[index]?.letters ?? 0;
  return !mayBeClose(typed.letters, letters) && isCyrillic(typed.text) === isCyrillic(name[at]?.text ?? '');
}

/** What was typed against one word of a name, or against several as if they were written as one. */
function compare(typed: Typed, name: readonly Word[], named: Range): Piece | undefined {
  const [at, end] = named;
  const first = name[at];
  if (!first || areStrangers(typed.word, name, named)) return undefined;
  const parts = end === at + 1 ? [first] : name.slice(at, end);
  const meant = end === at + 1 ? first : new Word(parts.map(({ text }) => text).join(''));
  const close = closeness(typed.word, meant, typed.isLast);
  if (!close) return undefined;
  const hasOtherGaps = parts.length > 1 || typed.span[1] - typed.span[0] > 1;
  return {
    typed: typed.span,
    named,
    cost: close.cost + (hasOtherGaps ? GAP_COST : 0),
    nearness: hasOtherGaps ? looser(close.nearness, 'part') : close.nearness,
    ranges: lettersOf(parts, close.length),
  };
}

/** `nightvision` for `night vision`: the fewest words, two or three, that are as long as what was typed. */
function compareJoined(typed: Typed, name: readonly Word[], at: number): Piece | undefined {
  const [first, second] = [name[at], name[at + 1]];
  const { length } = typed.word.text;
  if (!first || !second || first.text.length >= length) return undefined;
  const count = first.text.length + second.text.length < length && at + 2 < name.length ? 3 : 2;
  return compare(typed, name, [at, at + count]);
}

/** `EOD` for `explosive ordnance disposal`, `WPUs` for `water purification units`. */
function compareInitials({ word, span }: Typed, name: readonly Word[], at: number): Piece | undefined {
  if (name[at]?.text.charCodeAt(0) !== word.text.charCodeAt(0) || word.text.length > MOST_INITIALS + 1)
    return undefined;
  const found = [word.text, word.text.replace(/s$/, '')]
    .map((initials) => initialsAt(initials, name, at))
    .find((ranges) => ranges !== undefined);
  if (!found) return undefined;
  const end = name.findLastIndex(({ start }) => start === found.at(-1)?.[0]) + 1;
  // Two letters are the initials of many names.
  const nearness = found.length > 2 ? 'near' : 'far';
  return { typed: span, named: [at, end], cost: INITIALS_COST, nearness, ranges: found };
}

/**
 * The first letters of the words from `at` on, if they spell `initials`. A small word may have a letter of
 * its own, or none.
 */
function initialsAt(initials: string, name: readonly Word[], at: number): Range[] | undefined {
  if (initials.length < 2 || initials.length > MOST_INITIALS) return undefined;
  const ranges: Range[] = [];
  for (const word of name.slice(at)) {
    if (word.text[0] === initials[ranges.length]) ranges.push([word.start, word.start + 1]);
    else if (ranges.length === 0 || !isSmallWord(word)) return undefined;
    if (ranges.length === initials.length) return ranges;
  }
  return undefined;
}

/** The first `length` letters of adjacent words, as ranges of the text that they stand in. */
function lettersOf(words: readonly Word[], length: number): Range[] {
  let left = length;
  const ranges: Range[] = [];
  for (const { start, end } of words) {
    const taken = Math.min(left, end - start);
    if (taken > 0) ranges.push([start, start + taken]);
    left -= taken;
  }
  return ranges;
}
