import { closeness, looser, mayBeClose, type Nearness } from './closeness.ts';
import type { Folded, Range } from './normalize.ts';
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
export interface Unit {
  readonly word: Word;
  readonly span: Range;
  /** Nothing follows it, so that it may be unfinished. */
  readonly isLast: boolean;
}

/** Writing two words as one, or one as two, is hardly a difference. */
const GAP_COST = 0.05;
const INITIALS_COST = 0.3;
const MOST_INITIALS = 6;

/** Every word as typed, and every two that follow each other as one: `gene rators`. */
export function unitsOf(words: readonly Word[]): Unit[] {
  return words.flatMap((word, index) => {
    const one: Unit = { word, span: [index, index + 1], isLast: index + 1 === words.length };
    const next = words[index + 1];
    // Not with a lone letter, which would pass for a slip in the other.
    if (!next || Math.min(word.text.length, next.text.length) < 2) return [one];
    const both = new Word(word.text + next.text);
    return [one, { word: both, span: [index, index + 2], isLast: index + 2 === words.length }];
  });
}

/** Every way in which one unit of a query may stand for one word of the name, or for several. */
export function piecesOf(units: readonly Unit[], name: Folded): Piece[] {
  const pieces: Piece[] = [];
  for (const unit of units) {
    if (areStrangers(unit.word, name)) continue;
    for (let at = 0; at < name.words.length; at += 1) collect(unit, name.words, at, pieces);
  }
  return pieces;
}

function collect(unit: Unit, name: readonly Word[], at: number, pieces: Piece[]): void {
  const one = compare(unit, name, [at, at + 1]);
  if (one) pieces.push(one);
  if (unit.span[1] - unit.span[0] > 1) return;
  const joined = compareJoined(unit, name, at);
  if (joined) pieces.push(joined);
  const initials = compareInitials(unit, name, at);
  if (initials) pieces.push(initials);
}

/** Most names have nothing of a word, which their letters tell at once. */
function areStrangers(word: Word, name: Folded): boolean {
  const isOtherScript = isCyrillic(word.text) ? name.hasOtherScript : name.hasCyrillic;
  // The `s` of initials in the plural is none of the name's letters.
  return !isOtherScript && !mayBeClose(word, name.mask | S_BIT);
}

const S_BIT = 1 << ('s'.charCodeAt(0) & 31);

/** What was typed against one word of a name, or against several as if they were written as one. */
function compare(unit: Unit, name: readonly Word[], named: Range): Piece | undefined {
  const [at, end] = named;
  const first = name[at];
  if (!first) return undefined;
  const parts = end === at + 1 ? [first] : name.slice(at, end);
  const meant = end === at + 1 ? first : new Word(parts.map(({ text }) => text).join(''));
  const close = closeness(unit.word, meant, unit.isLast);
  if (!close) return undefined;
  const hasOtherGaps = parts.length > 1 || unit.span[1] - unit.span[0] > 1;
  return {
    typed: unit.span,
    named,
    cost: close.cost + (hasOtherGaps ? GAP_COST : 0),
    nearness: hasOtherGaps ? looser(close.nearness, 'part') : close.nearness,
    ranges: lettersOf(parts, close.length),
  };
}

/** `nightvision` for `night vision`: the fewest words, two or three, that are as long as what was typed. */
function compareJoined(unit: Unit, name: readonly Word[], at: number): Piece | undefined {
  const [first, second] = [name[at], name[at + 1]];
  const { length } = unit.word.text;
  if (!first || !second || first.text.length >= length) return undefined;
  if (isCyrillic(unit.word.text) === isCyrillic(first.text) && !mayBeClose(unit.word, lettersFrom(name, at)))
    return undefined;
  const count = first.text.length + second.text.length < length && at + 2 < name.length ? 3 : 2;
  return compare(unit, name, [at, at + count]);
}

/** The letters of three words from `at` on, as bits. */
function lettersFrom(name: readonly Word[], at: number): number {
  return (name[at]?.letters ?? 0) | (name[at + 1]?.letters ?? 0) | (name[at + 2]?.letters ?? 0);
}

/** `EOD` for `explosive ordnance disposal`, `WPUs` for `water purification units`. */
function compareInitials({ word, span }: Unit, name: readonly Word[], at: number): Piece | undefined {
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
