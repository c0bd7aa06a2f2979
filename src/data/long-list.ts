import { forEach, type Steps } from './steps.ts';

/** Values in one piece of a list. */
const PIECE = 4096;

/** A list that grows piece by piece: an array of a million is copied whole wherever it is full, which stops the thread. */
export class LongList<T> implements Iterable<T> {
  readonly #pieces: T[][] = [];
  #last: T[] = [];

  static of<T>(first: T): LongList<T> {
    const list = new LongList<T>();
    list.push(first);
    return list;
  }

  push(value: T): void {
    if (this.#last.length === 0) this.#pieces.push(this.#last);
    this.#last.push(value);
    if (this.#last.length === PIECE) this.#last = [];
  }

  get length(): number {
    const last = this.#pieces.at(-1);
    return last === undefined ? 0 : (this.#pieces.length - 1) * PIECE + last.length;
  }

  at(place: number): T | undefined {
    return this.#pieces[Math.floor(place / PIECE)]?.[place % PIECE];
  }

  /** As an array, as long as it will be from the start. */
  *joined(): Steps<T[]> {
    const joined = new Array<T>(this.length);
    yield* forEach(this, (value, place) => {
      joined[place] = value;
    });
    return joined;
  }

  *[Symbol.iterator](): Generator<T> {
    for (const piece of this.#pieces) yield* piece;
  }
}
