import Fuse from 'fuse.js';
import type { Folded, Range } from './normalize.ts';
import type { Query } from './query.ts';
import { countSlipsInside } from './slips.ts';

/** What Fuse.js makes of a text. */
export interface Verdict {
  /** 0 the same .. 1 nothing alike: slips by letters typed. */
  readonly score: number;
  /** Into the folded text. */
  readonly ranges: readonly Range[];
}

/** Above one slip in four letters, what Fuse calls alike reads as noise. Fuse's own default is 0.6. */
const THRESHOLD = 0.25;

/**
 * Among fewer letters one slip makes another word, so that only these very letters count, wherever they
 * stand.
 */
const FEWEST_LETTERS_TO_SLIP = 6;

/** The score that Fuse gives to the very letters of a query inside a longer text. */
const CONTAINED = 0.001;

/** Fuse reads a longer pattern in chunks of this length, the last two of which may overlap. */
const CHUNK = 32;

/**
 * Fuse.js sees a query as one run of letters, and so finds what words hide: a word inside another, slips
 * across gaps.
 *
 * `ignoreLocation`, for by default a match far from the start of a text scores as none at all. Of a long
 * pattern one chunk that matches is enough for Fuse, whatever the score of them all; hence our own look at
 * it.
 * https://www.fusejs.io/api/options.html
 */
export function judge(query: Query, name: Folded): Verdict | undefined {
  const pattern = query.searched.text;
  if (query.short || !mayBeAlike(query, name.text)) return undefined;
  const { isMatch, score, indices } = Fuse.match(pattern, name.text, {
    ignoreLocation: true,
    includeMatches: true,
    isCaseSensitive: true,
    threshold: THRESHOLD,
  });
  const threshold = pattern.length < FEWEST_LETTERS_TO_SLIP ? CONTAINED : THRESHOLD;
  if (!isMatch || score > threshold) return undefined;
  // Fuse's ends are inclusive, and it marks every letter that both texts have; a lone one says nothing.
  const runs = (indices ?? []).filter(([first, last]) => last > first);
  return { score, ranges: runs.map(([first, last]) => [first, last + 1]) };
}

/** Whether Fuse could find them alike at all, for asking it costs a hundred times as much. */
function mayBeAlike({ chunks, searched }: Query, text: string): boolean {
  if (searched.text.length < FEWEST_LETTERS_TO_SLIP) return text.includes(searched.text);
  return chunks.some((chunk) => countSlipsInside(chunk, text) <= THRESHOLD * chunk.length);
}

/** As Fuse cuts it: the last chunk is as long as the others, and overlaps the one before. */
export function chunksOf(pattern: string): string[] {
  const { length } = pattern;
  return Array.from({ length: Math.ceil(length / CHUNK) }, (_, index) => {
    const start = Math.max(0, Math.min(index * CHUNK, length - CHUNK));
    return pattern.slice(start, start + CHUNK);
  });
}
