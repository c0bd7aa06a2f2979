import { TEXT_START, WORD } from './index-data.ts';
import { type Postings, sizeOf } from './postings.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The beginnings that have too many records to look through while somebody types: those of up to three letters. */
const LONGEST = 3;

/** Bytes of postings from which on the best records of a beginning are kept ready. */
const FEWEST_BYTES = 2048;

/** Kept of those whose name begins so, and of those in which another word does. */
const NAMES_KEPT = 48;
const WORDS_KEPT = 24;

export interface Shortcuts {
  /** Letters of a beginning, a byte each, ascending. */
  readonly shortcutKeys: Uint32Array;
  readonly shortcutStarts: Uint32Array;
  readonly shortcutRanks: Uint32Array;
}

/** @param code one letter to three */
function shortcutKey(code: string): number {
  let key = 0;
  for (let at = 0; at < LONGEST; at += 1) key = key * 256 + (at < code.length ? code.charCodeAt(at) : 0);
  return key;
}

/** Ranks of the best records of this beginning, if they were kept. */
export function findShortcut(shortcuts: Shortcuts, code: string): Uint32Array | undefined {
  if (code.length > LONGEST) return undefined;
  const at = shortcuts.shortcutKeys.indexOf(shortcutKey(code));
  if (at < 0) return undefined;
  return shortcuts.shortcutRanks.subarray(shortcuts.shortcutStarts[at], shortcuts.shortcutStarts[at + 1]);
}

/** Records come by rank, so that the first that have a beginning are the best: the shortest names. */
export function buildShortcuts(
  words: Vocabulary,
  names: Postings,
  texts: Uint32Array,
  textStarts: Uint32Array,
): Shortcuts {
  const keys = longBeginnings(words, names);
  const slots = new Map(keys.map((key, slot) => [key, slot]));
  const slotsOfWord = slotsByWord(words, slots);
  const named = new Kept(keys.length, slotsOfWord, NAMES_KEPT);
  const others = new Kept(keys.length, slotsOfWord, WORDS_KEPT);
  for (let rank = 0; rank + 1 < textStarts.length; rank += 1) {
    const end = textStarts[rank + 1] ?? 0;
    for (let at = textStarts[rank] ?? 0; at < end; at += 1) {
      const word = texts[at] ?? 0;
      const kept = (word & TEXT_START) !== 0 ? named : others;
      kept.add(word & WORD, rank);
    }
  }
  const lists = keys.map((_, slot) => [...new Set([...named.ranksOf(slot), ...others.ranksOf(slot)])]);
  const shortcutStarts = new Uint32Array(keys.length + 1);
  for (const [slot, list] of lists.entries())
    shortcutStarts[slot + 1] = (shortcutStarts[slot] ?? 0) + list.length;
  return {
    shortcutKeys: Uint32Array.from(keys),
    shortcutStarts,
    shortcutRanks: Uint32Array.from(lists.flat()),
  };
}

/** The first ranks that come with each beginning. */
class Kept {
  readonly #lists: number[][];
  readonly #slotsOfWord: Int32Array;
  readonly #most: number;
  /** Whether nothing more is kept for any beginning of a word, which soon is so of most: there are millions to ask. */
  readonly #isFull: Uint8Array;

  constructor(count: number, slotsOfWord: Int32Array, most: number) {
    this.#lists = Array.from({ length: count }, () => []);
    this.#slotsOfWord = slotsOfWord;
    this.#most = most;
    this.#isFull = new Uint8Array(slotsOfWord.length / LONGEST);
  }

  add(word: number, rank: number): void {
    if (this.#isFull[word] === 1) return;
    this.#isFull[word] = 1;
    for (let length = 0; length < LONGEST; length += 1) {
      const list = this.#lists[this.#slotsOfWord[word * LONGEST + length] ?? -1];
      if (!list || list.length === this.#most) continue;
      if (list.at(-1) !== rank) list.push(rank);
      this.#isFull[word] = 0;
    }
  }

  ranksOf(slot: number): readonly number[] {
    return this.#lists[slot] ?? [];
  }
}

function longBeginnings(words: Vocabulary, names: Postings): number[] {
  const keys = new Set<number>();
  for (let length = 1; length <= LONGEST; length += 1) {
    for (let from = 0; from < words.size; ) {
      const code = words.textOf(from).slice(0, length);
      if (code.length < length) {
        from += 1;
        continue;
      }
      const { to } = words.startingWith(code);
      if (sizeOf(names, { from, to }) >= FEWEST_BYTES) keys.add(shortcutKey(code));
      from = to;
    }
  }
  return [...keys].sort((a, b) => a - b);
}

/** For each word the slots of its beginnings, -1 where nothing is kept. */
function slotsByWord(words: Vocabulary, slots: ReadonlyMap<number, number>): Int32Array {
  const slotsOfWord = new Int32Array(words.size * LONGEST).fill(-1);
  for (let word = 0; word < words.size; word += 1) {
    const length = Math.min(LONGEST, words.lengthOf(word));
    let key = 0;
    for (let at = 0; at < length; at += 1) {
      key += words.codeAt(word, at) * 256 ** (LONGEST - 1 - at);
      slotsOfWord[word * LONGEST + at] = slots.get(key) ?? -1;
    }
  }
  return slotsOfWord;
}
