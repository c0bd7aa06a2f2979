/** Numbers that are the same for the same seed: mulberry32 (Ettinger, 2017). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 up to 1, exclusive. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** 0 up to `end`, exclusive. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new Error('Nothing to pick from.');
    return one;
  }

  /** Of the first ones of a list often, of the last ones seldom: as words are (Zipf). */
  pickSkewed<T>(list: readonly T[]): T {
    const at = Math.floor(list.length ** this.next()) - 1;
    const one = list[Math.min(at, list.length - 1)];
    if (one === undefined) throw new Error('Nothing to pick from.');
    return one;
  }
}
