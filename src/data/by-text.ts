import { forEach, type Steps } from './steps.ts';
import { TextTable } from './text-table.ts';

const NONE = -1;

/** Records that share a text, in their order: counted, and given one by one, since they may be a million. */
export interface Sharing<T> extends Iterable<T> {
  readonly length: number;
}

/** Records by a text that each has: an id of its own, or a name that it shares with others. */
export class ByText<T> {
  readonly #records: readonly T[];
  readonly #textOf: (record: T) => string;
  readonly #firsts: TextTable;
  /** Of each record the place of the next one with its text. */
  readonly #next: Int32Array;

  static *of<T>(records: readonly T[], textOf: (record: T) => string): Steps<ByText<T>> {
    const byText = new ByText(records, textOf);
    // From the last to the first: each goes before those that have its text already.
    yield* forEach(records, (_, place) => byText.#put(records.length - 1 - place));
    return byText;
  }

  private constructor(records: readonly T[], textOf: (record: T) => string) {
    this.#records = records;
    this.#textOf = textOf;
    this.#firsts = new TextTable((place) => this.#textAt(place), records.length);
    this.#next = new Int32Array(records.length);
  }

  /** The place of the first that has it. */
  placeOf(text: string): number | undefined {
    return this.#firsts.find(text);
  }

  find(text: string): T | undefined {
    const place = this.placeOf(text);
    return place === undefined ? undefined : this.#records[place];
  }

  all(text: string): Sharing<T> {
    const first = this.placeOf(text) ?? NONE;
    const length = this.#countFrom(first);
    return { length, [Symbol.iterator]: () => this.#walk(first) };
  }

  /** A million are counted in some milliseconds. */
  #countFrom(first: number): number {
    let count = 0;
    for (let place = first; place !== NONE; place = this.#next[place] ?? NONE) count += 1;
    return count;
  }

  *#walk(first: number): Generator<T> {
    for (let place = first; place !== NONE; place = this.#next[place] ?? NONE) {
      const record = this.#records[place];
      if (record !== undefined) yield record;
    }
  }

  #put(place: number): void {
    this.#next[place] = this.#firsts.put(this.#textAt(place), place) ?? NONE;
  }

  #textAt(place: number): string {
    const record = this.#records[place];
    return record === undefined ? '' : this.#textOf(record);
  }
}
