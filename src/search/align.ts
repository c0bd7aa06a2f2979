import { closeness, NEARNESS, type Nearness } from './closeness.ts';
import { type Folded, type Range, type Word, wordAt } from './normalize.ts';
import { isSmallWord, type Query } from './query.ts';

/** How the words of a query lie on the words of a name, in whatever order. */
export interface Alignment {
  /** 0 every word is there .. 1 none is. */
  readonly cost: number;
  /** The share of what was typed that the name has, by letters. */
  readonly covered: number;
  /** Every word that means something was found. */
  readonly isComplete: boolean;
  /** That of the loosest match. */
  readonly nearness: Nearness;
  /** The share of the name's letters that the query does not account for. */
  readonly rest: number;
  /** 0 the words follow each other as typed .. 1 none follows the one before it. */
  readonly looseness: number;
  /** Into the folded name. */
  readonly ranges: readonly Range[];
}

/** Some words of the query that stand for some words of the name; spans count words, ends exclusive. */
interface Piece {
  readonly typed: Range;
  readonly named: Range;
  readonly cost: number;
  readonly nearness: Nearness;
  readonly ranges: readonly Range[];
}

const JOIN_COST = 0.05;
const INITIALS_COST = 0.3;
const MOST_INITIALS = 6;

export function align(query: Query, name: Folded): Alignment | undefined {
  const pieces = choose(query.words.flatMap((_, index) => piecesAt(query, index, name)));
  if (pieces.length === 0) return undefined;
  const weights = query.words.map(weight);
  const all = sum(weights);
  const found = sum(pieces.map(({ typed }) => sum(weights.slice(...typed))));
  const slack = sum(pieces.map(({ typed, cost }) => cost * sum(weights.slice(...typed))));
  const matchedLetters = sum(pieces.flatMap(({ ranges }) => ranges.map(([start, end]) => end - start)));
  return {
    cost: (all - found + slack) / all,
    covered: found / all,
    isComplete: isComplete(query.words, pieces),
    nearness: pieces.map(({ nearness }) => nearness).reduce(looser),
    rest: Math.max(0, 1 - matchedLetters / name.text.length),
    looseness: looseness(pieces),
    ranges: pieces.flatMap(({ ranges }) => ranges),
  };
}

/** The cheapest pieces, no word used twice, in the order of the query. */
function choose(pieces: readonly Piece[]): Piece[] {
  const size = ({ typed, named }: Piece) => typed[1] - typed[0] + named[1] - named[0];
  const apart = (a: Range, b: Range) => a[1] <= b[0] || b[1] <= a[0];
  const chosen: Piece[] = [];
  for (const piece of pieces.toSorted((a, b) => a.cost - b.cost || size(b) - size(a)))
    if (chosen.every(({ typed, named }) => apart(typed, piece.typed) && apart(named, piece.named)))
      chosen.push(piece);
  return chosen.sort((a, b) => a.typed[0] - b.typed[0]);
}

/** Everything that the typed word at `index`, alone or with the next, may stand for. */
function piecesAt(query: Query, index: number, { words }: Folded): Piece[] {
  const typed = query.words[index];
  const next = query.words[index + 1];
  if (!typed) return [];
  const isLast = index === query.words.length - 1;
  const pair = next && wordAt(typed.text + next.text);
  const found: (Piece | undefined)[] = [];
  for (let at = 0; at < words.length; at += 1) {
    found.push(piece(typed, [index, index + 1], words, [at, at + 1], isLast));
    found.push(joined(typed, index, words, at, isLast));
    if (pair && Math.min(typed.text.length, next.text.length) > 1)
      found.push(piece(pair, [index, index + 2], words, [at, at + 1], index + 2 === query.words.length));
    found.push(initials(typed, index, words, at));
  }
  return found.filter((one) => one !== undefined);
}

/** `typed` against one word, or several written as one. */
function piece(
  typed: Word,
  span: Range,
  words: readonly Word[],
  named: Range,
  isLast: boolean,
): Piece | undefined {
  const parts = words.slice(...named);
  const [first] = parts;
  if (!first) return undefined;
  const isSplit = span[1] - span[0] > 1 || parts.length > 1;
  const close = closeness(
    typed,
    parts.length > 1 ? wordAt(parts.map(({ text }) => text).join('')) : first,
    isLast,
  );
  if (!close) return undefined;
  return {
    typed: span,
    named,
    cost: close.cost + (isSplit ? JOIN_COST : 0),
    nearness: isSplit ? looser(close.nearness, 'part') : close.nearness,
    ranges: lettersOf(parts, close.length),
  };
}

/** `nightvision` for `night vision`: the fewest words, two or three, that are as long as what was typed. */
function joined(
  typed: Word,
  index: number,
  words: readonly Word[],
  at: number,
  isLast: boolean,
): Piece | undefined {
  const first = words[at];
  const second = words[at + 1];
  if (!first || !second || first.text.length >= typed.text.length) return undefined;
  const count = first.text.length + second.text.length < typed.text.length && at + 2 < words.length ? 3 : 2;
  return piece(typed, [index, index + 1], words, [at, at + count], isLast);
}

/** `EOD` for `explosive ordnance disposal`; small words may have a letter or none, as in `MRE`. */
function initials({ stem }: Word, index: number, words: readonly Word[], at: number): Piece | undefined {
  if (stem.length < 2 || stem.length > MOST_INITIALS) return undefined;
  const ranges: Range[] = [];
  for (let end = at; end < words.length; end += 1) {
    const word = words[end];
    if (!word) return undefined;
    if (word.text[0] === stem[ranges.length]) ranges.push([word.start, word.start + 1]);
    else if (ranges.length === 0 || !isSmallWord(word)) return undefined;
    if (ranges.length === stem.length) {
      const nearness = stem.length > 2 ? 'near' : 'far';
      return { typed: [index, index + 1], named: [at, end + 1], cost: INITIALS_COST, nearness, ranges };
    }
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

/** By letters, for that is what was typed; a long word is not worth many short ones. */
function weight(word: Word): number {
  return isSmallWord(word) ? 0.5 : Math.min(8, Math.max(2, word.text.length));
}

function isComplete(words: readonly Word[], pieces: readonly Piece[]): boolean {
  const hasMeaning = words.some((word) => !isSmallWord(word));
  return words.every(
    (word, index) =>
      (hasMeaning && isSmallWord(word)) || pieces.some(({ typed }) => typed[0] <= index && index < typed[1]),
  );
}

function looseness(pieces: readonly Piece[]): number {
  const gaps = pieces.filter((one, index) => index > 0 && pieces[index - 1]?.named[1] !== one.named[0]);
  return gaps.length / pieces.length;
}

function looser(a: Nearness, b: Nearness): Nearness {
  return NEARNESS.indexOf(a) > NEARNESS.indexOf(b) ? a : b;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
