import { encode } from './codes.ts';
import { MOST_INITIALS } from './initials.ts';
import { type Postings, sizeOf } from './postings.ts';
import type { Query } from './query.ts';
import type { Scratch } from './scratch.ts';
import type { Segment } from './segment.ts';
import { findShortcut } from './shortcuts.ts';
import { TextScorer } from './text-score.ts';
import { FULL, type WordMatch, WordMatcher, weightOf } from './word-matches.ts';

/** Bytes of postings that one query may read. */
const MOST_READ = 450_000;
/** What is read of a longer list even so: its beginning, the shortest names. */
const LEAST_READ = 2_048;
/** The same where a record is called just what was typed. */
const MOST_READ_BESIDE = 10_000;
/** Records whose names are scored, and how many where a list was too long to read. */
const MOST_SCORED = 512;
const MOST_TOLD = 1_024;
const MOST_SCORED_UNREAD = 2_048;
/** Letters of the query that a word must be worth, in sixteenths, for what has it to be all that is looked at. */
const TELLING_GAIN = 5 * FULL * 0.95;
/** Where a filter leaves too few of what was read, records that pass it are scored one by one. */
const MOST_FILTERED = 20_000;
const MOST_WITH_INITIALS = 64;
/** As much as the judge thinks of them: more than of a slip in another abbreviation. Two letters begin many names. */
const INITIALS_WORTH = 0.95;
const TWO_INITIALS_WORTH = 0.6;

/** Units above any of the words': a query has 16 words at most. */
const INITIALS_UNIT = 200;

type Accepts = ((rank: number) => boolean) | undefined;

/** Records that may answer a query by a name, the most promising first, from one segment. */
export class Gatherer {
  readonly #segment: Segment;
  readonly #query: Query;
  readonly #scratch: Scratch;
  readonly #accepts: Accepts;
  readonly #matches: readonly WordMatch[];
  /** What the initials of its name are worth to a record, of 1. */
  readonly #initials = new Map<number, number>();
  /** What has the rarer words: scored whatever else has more of the common ones. */
  #told: readonly number[] = [];
  #isTruncated = false;

  constructor(segment: Segment, query: Query, scratch: Scratch, accepts: Accepts) {
    this.#segment = segment;
    this.#query = query;
    this.#scratch = scratch;
    this.#accepts = accepts;
    scratch.reserve(segment.size, segment.vocabulary.size);
    this.#matches = WordMatcher.match(query, segment);
  }

  /** Ranks, `most` of them. */
  gather(wanted: number): number[] {
    const { data } = this.#segment;
    const whole = this.#segment.withName(this.#query).filter((rank) => this.#accepts?.(rank) ?? true);
    const scorer = new TextScorer(data, this.#query, this.#matches, this.#scratch.matches);
    try {
      // Who typed a whole name is answered already; the rest is what else there is.
      this.#read(whole.length > 0 ? MOST_READ_BESIDE : MOST_READ);
      this.#readInitials();
      const most = this.#isTruncated ? MOST_SCORED_UNREAD : MOST_SCORED;
      const ranks = new Set([...this.#told, ...this.#select(most)]);
      const scored = [...ranks].map((rank) => this.#score(scorer, rank));
      if (this.#isTruncated && this.#accepts && scored.length < wanted)
        scored.push(...this.#filtered(scorer));
      const best = scored.sort((a, b) => b.score - a.score || a.rank - b.rank);
      return [...new Set([...whole, ...best.slice(0, wanted).map(({ rank }) => rank)])];
    } finally {
      scorer.close();
      this.#scratch.clear();
    }
  }

  /**
   * The rarest units first. Once a long word is found as it was typed, the lists of more common ones only add to the records
   * that have it, but for the best of each; where few have it, all of these are scored and no list need say more of them.
   */
  #read(mostRead: number): void {
    const units = [...Map.groupBy(this.#matches, ({ unit }) => unit).values()].map((matches) => ({
      matches: matches.sort((a, b) => b.gain - a.gain),
      size: matches.reduce((sum, { from, to }) => sum + sizeOf(this.#segment.names, from, to), 0),
    }));
    let left = mostRead;
    let isTold = false;
    for (const { matches, size } of units.sort((a, b) => a.size - b.size)) {
      this.#isTruncated ||= size > left;
      const isTooLong = size > left && this.#scratch.touchedCount > 0;
      // What rarer words found would drown in the beginnings of longer lists.
      if (isTooLong && this.#told.length === 0) this.#told = this.#select(MOST_TOLD);
      const isEnough = isTooLong || this.#told.length > 0;
      for (const match of matches) {
        if (isTold || isEnough) left -= this.#readMatch(match, LEAST_READ);
        if (isEnough) continue;
        this.#scratch.isClosed = isTold;
        left -= this.#readMatch(match, Math.max(LEAST_READ, left));
        this.#scratch.isClosed = false;
      }
      if (!isTold && matches.some((match) => this.#isTelling(match))) {
        isTold = true;
        const { touched, touchedCount } = this.#scratch;
        if (touchedCount <= MOST_TOLD)
          this.#told = [...touched.subarray(0, touchedCount)].filter((rank) => this.#accepts?.(rank) ?? true);
      }
    }
  }

  #isTelling({ at, span, gain, isPart }: WordMatch): boolean {
    const word = this.#query.words[at];
    return (
      word !== undefined &&
      span === 1 &&
      !isPart &&
      gain >= TELLING_GAIN &&
      gain >= 0.97 * FULL * weightOf(word)
    );
  }

  #readMatch(match: WordMatch, most: number): number {
    const { names, vocabulary, data } = this.#segment;
    const size = sizeOf(names, match.from, match.to);
    const begun = size > LEAST_READ && match.to > match.from + 1 ? vocabulary.textOf(match.from) : '';
    const typed = encode(this.#query.words[match.at]?.text ?? '');
    const kept = begun.startsWith(typed) && begun !== '' ? findShortcut(data, typed) : undefined;
    if (kept && !this.#accepts) {
      this.#isTruncated = true;
      for (const rank of kept) this.#scratch.gain(rank, match.unit, match.gain);
      return kept.length;
    }
    return readRanks(names, match, most, this.#scratch);
  }

  #readInitials(): void {
    const { words } = this.#query;
    const total = words.reduce((sum, word) => sum + weightOf(word), 0);
    for (const [at, word] of words.entries()) {
      if (word.hasNumber || word.text.length < 2 || word.text.length > MOST_INITIALS + 1) continue;
      const worth = word.text.length > 2 ? INITIALS_WORTH : TWO_INITIALS_WORTH;
      for (const letters of new Set([word.text, word.text.replace(/s$/, '')])) {
        for (const rank of this.#segment.initials.find(encode(letters), MOST_WITH_INITIALS)) {
          this.#initials.set(rank, (worth * weightOf(word)) / total);
          this.#scratch.gain(rank, INITIALS_UNIT + at, Math.round(worth * FULL * weightOf(word)));
        }
      }
    }
  }

  /** Those with the highest scores; of equal ones those read first, which are the shortest names. */
  #select(most: number): number[] {
    const { touched, touchedCount, scores } = this.#scratch;
    const accepts = this.#accepts;
    const { counts } = this.#scratch;
    counts.fill(0);
    for (let at = 0; at < touchedCount; at += 1) {
      const rank = touched[at] ?? 0;
      if (accepts && !accepts(rank)) continue;
      const score = Math.min(4095, scores[rank] ?? 0);
      counts[score] = (counts[score] ?? 0) + 1;
    }
    let least = 4095;
    for (let sum = counts[least] ?? 0; sum < most && least > 1; sum += counts[least] ?? 0) least -= 1;
    const [better, equal]: [number[], number[]] = [[], []];
    for (let at = 0; at < touchedCount; at += 1) {
      const rank = touched[at] ?? 0;
      const score = scores[rank] ?? 0;
      if (score < least || (accepts && !accepts(rank))) continue;
      if (score > least) better.push(rank);
      else if (equal.length < most) equal.push(rank);
    }
    return [...better, ...equal].slice(0, most);
  }

  #score(scorer: TextScorer, rank: number): { rank: number; score: number } {
    return { rank, score: Math.max(0, scorer.score(rank)) + (this.#initials.get(rank) ?? 0) };
  }

  #filtered(scorer: TextScorer): { rank: number; score: number }[] {
    const found: { rank: number; score: number }[] = [];
    let left = MOST_FILTERED;
    for (let rank = 0; rank < this.#segment.size && left > 0; rank += 1) {
      if (!this.#accepts?.(rank)) continue;
      left -= 1;
      const scored = this.#score(scorer, rank);
      if (scored.score > 0) found.push(scored);
    }
    return found;
  }
}

/**
 * Adds the gain of a match to every record that has one of its words.
 *
 * @returns how many bytes were read
 */
function readRanks({ bytes, starts }: Postings, match: WordMatch, most: number, scratch: Scratch): number {
  const { scores, isClosed } = scratch;
  let read = 0;
  for (let word = match.from; word < match.to && read < most; word += 1) {
    const start = starts[word] ?? 0;
    const end = Math.min(starts[word + 1] ?? 0, start + most - read);
    read += end - start + 1;
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
      if (!isClosed || scores[rank] !== 0) scratch.gain(rank, match.unit, match.gain);
    }
  }
  return read;
}
