import { looser, type Nearness } from './closeness.ts';
import type { Folded, Range, Word } from './normalize.ts';
import { type Piece, piecesOf } from './pieces.ts';
import type { Query } from './query.ts';
import { isSmallWord } from './small-words.ts';

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

/** Undefined where no word of the query stands for any word of the name. */
export function align(query: Query, name: Folded): Alignment | undefined {
  const pieces = choose(piecesOf(query.units, name));
  if (pieces.length === 0) return undefined;
  const weights = query.words.map(weight);
  const all = sum(weights);
  const found = sum(pieces.map(({ typed }) => sum(weights.slice(...typed))));
  const slack = sum(pieces.map(({ typed, cost }) => cost * sum(weights.slice(...typed))));
  const ranges = pieces.flatMap((piece) => piece.ranges);
  return {
    cost: (all - found + slack) / all,
    covered: found / all,
    isComplete: isComplete(query.words, pieces),
    nearness: pieces.map(({ nearness }) => nearness).reduce(looser),
    rest: 1 - sum(ranges.map(([start, end]) => end - start)) / name.text.length,
    looseness: looseness(pieces),
    ranges,
  };
}

/** The cheapest pieces by what they account for, no word used twice, in the order of the query. */
function choose(pieces: readonly Piece[]): Piece[] {
  const price = ({ typed, cost }: Piece) => cost / (typed[1] - typed[0]);
  const size = ({ named }: Piece) => named[1] - named[0];
  const areApart = (a: Range, b: Range) => a[1] <= b[0] || b[1] <= a[0];
  const chosen: Piece[] = [];
  for (const piece of pieces.toSorted((a, b) => price(a) - price(b) || size(b) - size(a))) {
    const isFree = chosen.every(
      ({ typed, named }) => areApart(typed, piece.typed) && areApart(named, piece.named),
    );
    if (isFree) chosen.push(piece);
  }
  return chosen.sort((a, b) => a.typed[0] - b.typed[0]);
}

/** By letters, for that is what was typed; but a long word is not worth many short ones. */
function weight(word: Word): number {
  return isSmallWord(word) ? 0.5 : Math.min(8, Math.max(2, word.text.length));
}

function isComplete(words: readonly Word[], pieces: readonly Piece[]): boolean {
  const hasMeaning = words.some((word) => !isSmallWord(word));
  const isFound = (index: number) => pieces.some(({ typed }) => typed[0] <= index && index < typed[1]);
  return words.every((word, index) => isFound(index) || (hasMeaning && isSmallWord(word)));
}

function looseness(pieces: readonly Piece[]): number {
  const gaps = pieces.filter((piece, index) => index > 0 && pieces[index - 1]?.named[1] !== piece.named[0]);
  return gaps.length / pieces.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
