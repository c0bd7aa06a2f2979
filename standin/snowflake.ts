const DISCORD_EPOCH = 1_420_070_400_000;
const INCREMENT_BITS = 22n;

/** Makes Discord ids: ever larger, with the time of their making in the high bits. */
export class Snowflakes {
  readonly #now: () => number;
  #last = 0n;

  constructor(now: () => number) {
    this.#now = now;
  }

  next(): string {
    const atLeast = BigInt(Math.floor(this.#now()) - DISCORD_EPOCH) << INCREMENT_BITS;
    this.#last = atLeast > this.#last ? atLeast : this.#last + 1n;
    return this.#last.toString();
  }

  /** As if made a millisecond later at least: servers that are made at one go are on different shards then. */
  nextApart(): string {
    const atLeast = ((this.#last >> INCREMENT_BITS) + 1n) << INCREMENT_BITS;
    const next = BigInt(this.next());
    this.#last = next > atLeast ? next : atLeast;
    return this.#last.toString();
  }
}

/** Orders two ids by age; plain text order is wrong where their lengths differ. */
export function compareIds(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : Number(difference > 0n);
}
