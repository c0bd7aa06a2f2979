import { type Accepts, type Bits, firstRanks, keepAll } from './bits.ts';
import { encode } from './codes.ts';
import { addPostings, costOf, sizeOf } from './postings.ts';
import type { Query } from './query.ts';
import type { Scratch } from './scratch.ts';
import type { Segment } from './segment.ts';
import { isSmallWord } from './small-words.ts';
import type { WordRange } from './vocabulary.ts';
import { formsOf } from './word-worth.ts';

/** Bytes of postings that one query may decode; what more there is of a word is not asked for. */
const MOST_READ = 300_000;
/** A shorter beginning of a word finds no detail: see details.ts. */
const FEWEST_LETTERS_OF_BEGINNING = 3;

export interface Wanted {
  readonly accepts: Accepts | undefined;
  /** The last word is still being typed. */
  readonly isUnfinished: boolean;
  /** So many records. */
  readonly most: number;
}

/** Records that have every word of a query somewhere, names and details together: ranks, the first of them. */
export function gatherDetails(
  segment: Segment,
  query: Query,
  scratch: Scratch,
  { accepts, isUnfinished, most }: Wanted,
): number[] {
  const wanted = query.words.filter((word) => !isSmallWord(word));
  const words = wanted
    .map((word, at) => {
      const ranges = rangesOf(segment, word, isUnfinished && at + 1 === wanted.length);
      return { ranges, size: sumOf(segment, ranges, sizeOf), cost: sumOf(segment, ranges, costOf) };
    })
    .sort((a, b) => a.size - b.size);
  if (words.length === 0 || words.some(({ size }) => size === 0)) return [];
  scratch.reserve(segment.size, segment.vocabulary.size);
  let left = MOST_READ;
  let all: Bits | undefined;
  for (const { ranges, cost } of words) {
    left -= cost;
    if (left < 0) break;
    const bits = scratch.take();
    for (const range of ranges) {
      addPostings(segment.names, range, bits);
      addPostings(segment.details, range, bits);
    }
    if (all) keepAll(all, bits);
    all ??= bits;
    // So few can be judged as they are, whatever else they have.
    if (firstRanks(all, most + 1).length <= most) break;
  }
  return all ? firstRanks(all, most, accepts) : [];
}

function rangesOf({ vocabulary }: Segment, word: Query['words'][number], isBeginning: boolean): WordRange[] {
  const code = encode(word.text);
  if (isBeginning && code.length >= FEWEST_LETTERS_OF_BEGINNING) return [vocabulary.startingWith(code)];
  return [...formsOf(word)].flatMap((form) => {
    const found = vocabulary.find(encode(form));
    return found === undefined ? [] : [{ from: found, to: found + 1 }];
  });
}

function sumOf({ names, details }: Segment, ranges: readonly WordRange[], of: typeof sizeOf): number {
  return ranges.reduce((sum, range) => sum + of(names, range) + of(details, range), 0);
}
