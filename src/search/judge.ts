import Fuse from 'fuse.js';
import type { Range } from './normalize.ts';
import type { Query } from './query.ts';

/** What Fuse makes of one text. Ranges are into the folded text. */
export interface Verdict {
  /** 0 the same .. 1 nothing alike: Fuse's own score, slips by letters typed. */
  readonly score: number;
  readonly ranges: readonly Range[];
}

/** Above a slip in four letters, what Fuse calls alike reads as noise. Fuse's own default is 0.6. */
const THRESHOLD = 0.25;

/** With fewer letters one slip already makes another word, so that only these very letters count, wherever they stand. */
const FEWEST_LETTERS_TO_SLIP = 6;

/**
 * Fuse.js over folded names: it sees a query as one run of letters, and so finds what words hide: a word inside another,
 * a slip across a gap.
 *
 * `ignoreLocation` is needed for whatever stands past the 60th letter of a name: by default Fuse adds a letter's place to
 * its score. Patterns over 32 letters are judged in pieces, of which one is enough to match; hence our own look at the score.
 * https://www.fusejs.io/api/options.html
 */
export class Judge {
  readonly #fuse: Fuse<string>;

  /** @param texts folded, so that Fuse need not fold them again */
  constructor(texts: readonly string[]) {
    this.#fuse = new Fuse(texts, {
      ignoreLocation: true,
      ignoreFieldNorm: true,
      includeMatches: true,
      includeScore: true,
      isCaseSensitive: true,
      shouldSort: false,
      threshold: THRESHOLD,
    });
  }

  /** Verdicts by the index of the text; none for the texts that are not alike. */
  judge(query: Query): ReadonlyMap<number, Verdict> {
    const verdicts = new Map<number, Verdict>();
    if (query.short) return verdicts;
    const threshold = query.letters.length < FEWEST_LETTERS_TO_SLIP ? 0.001 : THRESHOLD;
    for (const { refIndex, score = 1, matches = [] } of this.#fuse.search(query.searched.text))
      if (score <= threshold) verdicts.set(refIndex, { score, ranges: matches.flatMap(rangesOf) });
    return verdicts;
  }
}

/** Fuse's ends are inclusive, and it marks every letter that occurs in the query; a lone one says nothing. */
function rangesOf({ indices }: { indices: readonly (readonly [number, number])[] }): Range[] {
  return indices.filter(([first, last]) => last > first).map(([first, last]) => [first, last + 1]);
}
