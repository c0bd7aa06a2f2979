import { addAll, addRank, type Bits, bitsLength } from './bits.ts';
import type { WordRange } from './vocabulary.ts';

/**
 * Which records have a word: their ranks in ascending order, as gaps of seven bits a byte (variable byte code;
 * Scholer and others, Compression of inverted indexes for fast query evaluation, 2002). Two bytes a posting where
 * an array would take four. A word that many records have is kept as bits: more room, and nothing to decode.
 */
export interface Postings {
  readonly bytes: Uint8Array;
  /** Where each word's bytes start; one more at the end. */
  readonly starts: Uint32Array;
  /** Ascending numbers of the words that are kept as bits, and have no bytes. */
  readonly common: Uint32Array;
  /** Their bits, one word's after the other's. */
  readonly commonBits: Bits;
  /** Of how many records. */
  readonly size: number;
}

/** A common word is in one of so many records, or more: its bits take four times as much as its bytes, or less. */
const RECORDS_A_COMMON_WORD = 32;

/** @param starts where each word's ranks start in `ranks`; one more at the end. Each word's ranks ascend and may repeat. */
export function packPostings(starts: Uint32Array, ranks: Uint32Array, size: number): Postings {
  let bytes = new Uint8Array(Math.max(1024, ranks.length * 2));
  const packedStarts = new Uint32Array(starts.length);
  const common: number[] = [];
  const commonBits: Bits[] = [];
  let length = 0;
  for (let word = 0; word + 1 < starts.length; word += 1) {
    packedStarts[word] = length;
    const own = ranks.subarray(starts[word], starts[word + 1]);
    if (length + own.length * 5 > bytes.length) bytes = enlarge(bytes, own.length * 5);
    const end = writeGaps(own, bytes, length);
    if (end - length <= size / RECORDS_A_COMMON_WORD) length = end;
    else {
      common.push(word);
      commonBits.push(bitsOf(own, size));
    }
  }
  packedStarts[starts.length - 1] = length;
  return {
    bytes: bytes.slice(0, length),
    starts: packedStarts,
    common: Uint32Array.from(common),
    commonBits: joined(commonBits),
    size,
  };
}

/** @returns where the gaps end in `bytes` */
function writeGaps(ranks: Uint32Array, bytes: Uint8Array, start: number): number {
  let at = start;
  let last = -1;
  for (const rank of ranks) {
    if (rank === last) continue;
    let gap = rank - last - 1;
    for (; gap > 127; gap >>>= 7) {
      bytes[at] = (gap & 127) | 128;
      at += 1;
    }
    bytes[at] = gap;
    at += 1;
    last = rank;
  }
  return at;
}

function bitsOf(ranks: Uint32Array, size: number): Bits {
  const bits = new Int32Array(bitsLength(size));
  for (const rank of ranks) addRank(bits, rank);
  return bits;
}

function joined(list: readonly Bits[]): Bits {
  const all = new Int32Array(list.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const bits of list) {
    all.set(bits, at);
    at += bits.length;
  }
  return all;
}

function enlarge(bytes: Uint8Array, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2 + needed);
  larger.set(bytes);
  return larger;
}

/** The bytes of some adjacent words together: a word that is kept as bits may have eight times as many postings. */
export function sizeOf({ starts, common, commonBits }: Postings, { from, to }: WordRange): number {
  let size = (starts[to] ?? 0) - (starts[from] ?? 0);
  for (let slot = 0; slot < common.length; slot += 1) {
    const word = common[slot] ?? 0;
    if (word >= from && word < to) size += commonBits.byteLength / common.length;
  }
  return size;
}

/** What it costs to read them, in bytes to decode: bits cost next to nothing. */
export function costOf({ starts }: Postings, { from, to }: WordRange): number {
  return (starts[to] ?? 0) - (starts[from] ?? 0);
}

/**
 * Adds every record that has one of these words to a set.
 *
 * @param isEmpty there is nothing in the set yet, which a copy is faster for
 */
export function addPostings(postings: Postings, range: WordRange, bits: Bits, isEmpty = false): void {
  const { common, commonBits, size } = postings;
  const length = bitsLength(size);
  let isFirst = isEmpty;
  for (let slot = 0; slot < common.length; slot += 1) {
    const word = common[slot] ?? 0;
    if (word < range.from || word >= range.to) continue;
    const others = commonBits.subarray(slot * length, (slot + 1) * length);
    if (isFirst) bits.set(others);
    else addAll(bits, others);
    isFirst = false;
  }
  for (let word = range.from; word < range.to; word += 1) addWord(postings, word, bits);
}

function addWord({ bytes, starts }: Postings, word: number, bits: Bits): void {
  const end = starts[word + 1] ?? 0;
  let rank = -1;
  for (let at = starts[word] ?? 0; at < end; ) {
    let byte = bytes[at] ?? 0;
    let gap = byte & 127;
    at += 1;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at] ?? 0;
      gap |= (byte & 127) << shift;
      at += 1;
    }
    rank += gap + 1;
    addRank(bits, rank);
  }
}

/**
 * Sorts words by record into records by word, in one pass over counted places.
 *
 * @param words of every record, in the order of the records, the number of a word in its low 31 bits
 * @param ends where each record's words end
 */
export function invert(
  words: Uint32Array,
  ends: Uint32Array,
  wordCount: number,
): { starts: Uint32Array; ranks: Uint32Array } {
  const starts = new Uint32Array(wordCount + 2);
  for (const word of words) {
    const slot = (word & 0x7fffffff) + 2;
    starts[slot] = (starts[slot] ?? 0) + 1;
  }
  for (let word = 2; word < starts.length; word += 1)
    starts[word] = (starts[word] ?? 0) + (starts[word - 1] ?? 0);
  const ranks = new Uint32Array(words.length);
  let at = 0;
  for (let rank = 0; rank < ends.length; rank += 1) {
    const end = ends[rank] ?? 0;
    for (; at < end; at += 1) {
      const slot = ((words[at] ?? 0) & 0x7fffffff) + 1;
      const place = starts[slot] ?? 0;
      ranks[place] = rank;
      starts[slot] = place + 1;
    }
  }
  return { starts: starts.subarray(0, wordCount + 1), ranks };
}
