import { encode } from './codes.ts';
import type { Postings } from './postings.ts';
import type { Query } from './query.ts';
import type { Scratch } from './scratch.ts';
import type { Segment } from './segment.ts';
import { isSmallWord } from './small-words.ts';
import type { WordRange } from './vocabulary.ts';
import { formsOf } from './word-matches.ts';

/** Bytes of postings that are read for one word. */
const MOST_READ = 40_000;
/** A shorter beginning of a word finds no detail: see details.ts. */
const FEWEST_LETTERS_OF_BEGINNING = 3;

/**
 * Records that have every word of a query somewhere, names and details together: ranks, the first `most` of them.
 *
 * @param isUnfinished the last word is still being typed
 */
export function gatherDetails(
  segment: Segment,
  query: Query,
  scratch: Scratch,
  accepts: ((rank: number) => boolean) | undefined,
  isUnfinished: boolean,
  most: number,
): number[] {
  const wanted = query.words.filter((word) => !isSmallWord(word));
  const units = wanted
    .map((word, at) => {
      const isBeginning = isUnfinished && at + 1 === wanted.length;
      const ranges = rangesOf(segment, word, isBeginning);
      return { ranges, size: ranges.reduce((sum, range) => sum + sizesOf(segment, range), 0) };
    })
    .sort((a, b) => a.size - b.size);
  if (units.length === 0 || units.some(({ size }) => size === 0)) return [];
  scratch.reserve(segment.size, segment.vocabulary.size);
  try {
    let count = 0;
    for (const { ranges } of units) {
      for (const range of ranges)
        for (const postings of [segment.names, segment.details]) mark(postings, range, count, scratch);
      count += 1;
      // So few can be judged as they are, whatever else they have.
      if (count === 1 && scratch.touchedCount <= most) break;
    }
    return complete(scratch, count, accepts, most);
  } finally {
    scratch.clear();
  }
}

function rangesOf({ vocabulary }: Segment, word: Query['words'][number], isBeginning: boolean): WordRange[] {
  const code = encode(word.text);
  if (isBeginning && code.length >= FEWEST_LETTERS_OF_BEGINNING) return [vocabulary.startingWith(code)];
  return [...formsOf(word)].flatMap((form) => {
    const found = vocabulary.find(encode(form));
    return found === undefined ? [] : [{ from: found, to: found + 1 }];
  });
}

function sizesOf({ names, details }: Segment, { from, to }: WordRange): number {
  return [names, details].reduce((sum, { starts }) => sum + (starts[to] ?? 0) - (starts[from] ?? 0), 0);
}

/** A record's score counts the words found so far; whoever missed one is out. */
function mark({ bytes, starts }: Postings, range: WordRange, index: number, scratch: Scratch): void {
  let left = MOST_READ;
  for (let word = range.from; word < range.to && left > 0; word += 1) {
    const start = starts[word] ?? 0;
    const end = Math.min(starts[word + 1] ?? 0, start + left);
    left -= end - start + 1;
    let rank = -1;
    for (let at = start; at < end; ) {
      let byte = bytes[at] ?? 0;
      let gap = byte & 127;
      at += 1;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at] ?? 0;
        gap |= (byte & 127) << shift;
        at += 1;
      }
      rank += gap + 1;
      if (index === 0 || scratch.scores[rank] === index) scratch.gain(rank, index + 1, 1);
    }
  }
}

function complete(
  { touched, touchedCount, scores }: Scratch,
  count: number,
  accepts: ((rank: number) => boolean) | undefined,
  most: number,
): number[] {
  const ranks: number[] = [];
  for (let at = 0; at < touchedCount && ranks.length < most; at += 1) {
    const rank = touched[at] ?? 0;
    if (scores[rank] === count && (accepts?.(rank) ?? true)) ranks.push(rank);
  }
  return ranks;
}
