/**
 * A set of records: a bit for each rank, 32 to a number. A million take 125 kilobytes, and where two sets meet is found
 * 32 records at a time (bitmap indexes: O'Neil and Quass, Improved query performance with variant indexes, 1997).
 */
export type Bits = Int32Array;

/** Whether a filter lets the record of this rank through; all are let through where there is none. */
export type Accepts = (rank: number) => boolean;

/** How many numbers hold the bits of so many records. */
export function bitsLength(records: number): number {
  return Math.ceil(records / 32);
}

export function addRank(bits: Bits, rank: number): void {
  const at = rank >>> 5;
  bits[at] = (bits[at] ?? 0) | (1 << (rank & 31));
}

export function addAll(bits: Bits, others: Bits): void {
  for (let at = 0; at < others.length; at += 1) bits[at] = (bits[at] ?? 0) | (others[at] ?? 0);
}

/** Leaves only what is in both. */
export function keepAll(bits: Bits, others: Bits): void {
  for (let at = 0; at < bits.length; at += 1) bits[at] = (bits[at] ?? 0) & (others[at] ?? 0);
}

/** The lowest rank of those whose bits are set in the number at `at`. */
export function lowestRank(at: number, bits: number): number {
  return at * 32 + 31 - Math.clz32(bits & -bits);
}

/** The lowest ranks of a set, at most `most` of those accepted. */
export function firstRanks(bits: Bits, most: number, accepts?: Accepts): number[] {
  const ranks: number[] = [];
  for (let at = 0; at < bits.length && ranks.length < most; at += 1) {
    for (let left = bits[at] ?? 0; left !== 0 && ranks.length < most; left &= left - 1) {
      const rank = lowestRank(at, left);
      if (accepts?.(rank) ?? true) ranks.push(rank);
    }
  }
  return ranks;
}
