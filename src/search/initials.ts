import type { Accepts } from './bits.ts';
import { sortByLetters } from './counting-sort.ts';
import { Growing } from './grow.ts';
import { firstNotBelow } from './halving.ts';
import { type IndexData, TEXT_START, WORD } from './index-data.ts';
import { SMALL_WORDS } from './small-words.ts';
import type { Vocabulary } from './vocabulary.ts';

/** `NVG` for night vision goggles: more letters than this are hardly typed for the words they begin. */
export const MOST_INITIALS = 6;

/** Names that have the same first initials and are asked whether a filter accepts them. */
const MOST_ASKED = 4_096;

/** Marks a rank that stands where its name's small words have letters of their own: `BOS` for a bag of sand. */
const WITH_SMALL_WORDS = 0x80000000;
const RANK = 0x7fffffff;

const NO_WORDS: ReadonlySet<number> = new Set();

/**
 * Ranks in the order of their names' initials, small words left out, and once more with these where a name has some: sorted
 * letter by letter from the last (radix).
 */
export function initialsOrder(
  words: Vocabulary,
  texts: Uint32Array,
  textStarts: Uint32Array,
): Uint32Array<ArrayBuffer> {
  const initials = new Initials(words, { texts, textStarts, initials: new Uint32Array(0) });
  const entries = initials.entries();
  const letters = new Uint8Array(entries.length * MOST_INITIALS);
  for (const [place, entry] of entries.entries()) initials.write(entry, letters, place * MOST_INITIALS);
  const codeAt = (place: number, depth: number) => letters[place * MOST_INITIALS + depth] ?? 0;
  return sortByLetters(entries.length, MOST_INITIALS, codeAt).map((place) => entries[place] ?? 0);
}

/** Finds names by the first letters of their words. */
export class Initials {
  readonly #words: Vocabulary;
  readonly #data: Pick<IndexData, 'texts' | 'textStarts' | 'initials'>;
  readonly #small: ReadonlySet<number>;
  readonly #buffer = new Uint8Array(MOST_INITIALS);

  constructor(words: Vocabulary, data: Pick<IndexData, 'texts' | 'textStarts' | 'initials'>) {
    this.#words = words;
    this.#data = data;
    this.#small = smallWords(words);
  }

  /** Ranks of names whose words begin with these letters, the best `most` of those that stand first and are accepted. */
  find(code: string, most: number, accepts?: Accepts): number[] {
    if (code.length < 2 || code.length > MOST_INITIALS) return [];
    const from = this.#firstNotBelow(code);
    const exact = this.#firstNotBelow(`${code}\u0001`);
    const to = this.#firstNotBelow(`${code}\u00ff`);
    // Those that have no other word first; of each kind, the shortest names.
    const found = [...this.#first(from, exact, most, accepts), ...this.#first(exact, to, most, accepts)];
    return [...new Set(found)];
  }

  #first(from: number, to: number, most: number, accepts?: Accepts): number[] {
    const ranks: number[] = [];
    const end = Math.min(to, from + MOST_ASKED);
    for (let at = from; at < end && ranks.length < most; at += 1) {
      const rank = (this.#data.initials[at] ?? 0) & RANK;
      if (accepts?.(rank) ?? true) ranks.push(rank);
    }
    return ranks;
  }

  /** Every rank, and once more marked where its name has small words. */
  entries(): Uint32Array {
    const entries = new Growing();
    const { texts, textStarts } = this.#data;
    for (let rank = 0; rank + 1 < textStarts.length; rank += 1) {
      entries.push(rank);
      const start = textStarts[rank] ?? 0;
      const end = Math.min(textStarts[rank + 1] ?? 0, start + MOST_INITIALS);
      for (let at = start; at < end; at += 1) {
        const word = texts[at] ?? 0;
        if (at > start && (word & TEXT_START) !== 0) break;
        if (!this.#small.has(word & WORD)) continue;
        entries.push(rank | WITH_SMALL_WORDS);
        break;
      }
    }
    return entries.numbers;
  }

  /** The initials of an entry's name, into `letters`, which is zero before, from `start` on. */
  write(entry: number, letters: Uint8Array, start: number): void {
    const { texts, textStarts } = this.#data;
    const rank = entry & RANK;
    const left = (entry & WITH_SMALL_WORDS) === 0 ? this.#small : NO_WORDS;
    const first = textStarts[rank] ?? 0;
    const end = textStarts[rank + 1] ?? 0;
    let count = 0;
    for (let at = first; at < end && count < MOST_INITIALS; at += 1) {
      const word = texts[at] ?? 0;
      if (at > first && (word & TEXT_START) !== 0) return;
      if (left.has(word & WORD)) continue;
      letters[start + count] = this.#words.codeAt(word & WORD, 0);
      count += 1;
    }
  }

  #firstNotBelow(code: string): number {
    const { initials } = this.#data;
    return firstNotBelow(0, initials.length, (at) => this.#compare(initials[at] ?? 0, code) < 0);
  }

  #compare(entry: number, code: string): number {
    this.#buffer.fill(0);
    this.write(entry, this.#buffer, 0);
    for (let at = 0; at < MOST_INITIALS; at += 1) {
      const difference = (this.#buffer[at] ?? 0) - (at < code.length ? code.charCodeAt(at) : 0);
      if (difference !== 0) return difference;
    }
    return code.length > MOST_INITIALS ? -1 : 0;
  }
}

function smallWords(words: Vocabulary): Set<number> {
  return new Set([...SMALL_WORDS].map((text) => words.find(text)).filter((word) => word !== undefined));
}
