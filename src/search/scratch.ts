/**
 * Memory that every query works in, made once: a score for each record, and for each word of the vocabulary which match
 * it is. Whoever used it last has left it zero.
 */
export class Scratch {
  scores = new Uint16Array(0);
  /** The unit of the query, counted from 1, that added to the score last. */
  units = new Uint8Array(0);
  /** Ranks whose score is not zero. */
  readonly touched = new Uint32Array(MOST_TOUCHED);
  touchedCount = 0;
  /** Only records that have gained before gain more. */
  isClosed = false;
  matches = new Uint16Array(0);
  /** How many records have each score; whoever uses it clears it first. */
  readonly counts = new Uint32Array(4096);

  reserve(records: number, words: number): void {
    if (this.scores.length < records) {
      this.scores = new Uint16Array(records);
      this.units = new Uint8Array(records);
    }
    if (this.matches.length < words) this.matches = new Uint16Array(words);
  }

  /** A record gains once a unit of the query, however many words of that unit it has. */
  gain(rank: number, unit: number, gain: number): void {
    const score = this.scores[rank] ?? 0;
    if (score === 0) {
      if (this.isClosed || this.touchedCount === MOST_TOUCHED) return;
      this.touched[this.touchedCount] = rank;
      this.touchedCount += 1;
    } else if (this.units[rank] === unit) return;
    this.scores[rank] = score + gain;
    this.units[rank] = unit;
  }

  clear(): void {
    for (let at = 0; at < this.touchedCount; at += 1) {
      const rank = this.touched[at] ?? 0;
      this.scores[rank] = 0;
      this.units[rank] = 0;
    }
    this.touchedCount = 0;
  }
}

/** How many records one query may look at. */
export const MOST_TOUCHED = 2 ** 18;
