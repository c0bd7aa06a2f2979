/**
 * Which records have a word: their ranks in ascending order, as gaps of seven bits a byte (variable byte code;
 * Scholer and others, Compression of inverted indexes for fast query evaluation, 2002). Two bytes a posting where
 * an array would take four.
 */
export interface Postings {
  readonly bytes: Uint8Array;
  /** Where each word's bytes start; one more at the end. */
  readonly starts: Uint32Array;
}

/** @param starts where each word's ranks start in `ranks`; one more at the end. Each word's ranks ascend and may repeat. */
export function packPostings(starts: Uint32Array, ranks: Uint32Array): Postings {
  let bytes = new Uint8Array(Math.max(1024, ranks.length * 2));
  const packedStarts = new Uint32Array(starts.length);
  let length = 0;
  for (let word = 0; word + 1 < starts.length; word += 1) {
    packedStarts[word] = length;
    let last = -1;
    const end = starts[word + 1] ?? 0;
    for (let at = starts[word] ?? 0; at < end; at += 1) {
      const rank = ranks[at] ?? 0;
      if (rank === last) continue;
      if (length + 5 > bytes.length) bytes = enlarge(bytes);
      let gap = rank - last - 1;
      for (; gap > 127; gap >>>= 7) {
        bytes[length] = (gap & 127) | 128;
        length += 1;
      }
      bytes[length] = gap;
      length += 1;
      last = rank;
    }
  }
  packedStarts[starts.length - 1] = length;
  return { bytes: bytes.slice(0, length), starts: packedStarts };
}

function enlarge(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}

/** The bytes of some adjacent words together: hardly more than their postings. */
export function sizeOf({ starts }: Postings, from: number, to: number): number {
  return (starts[to] ?? 0) - (starts[from] ?? 0);
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
