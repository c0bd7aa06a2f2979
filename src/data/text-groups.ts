import { LongList } from './long-list.ts';
import { forEach, type Steps } from './steps.ts';
import { TextTable } from './text-table.ts';

/** Records that have a text in common, in their order: what a `Map` of lists is, of a million different texts too. */
export class TextGroups<T> {
  readonly #keyOf: (record: T) => string | undefined;
  readonly #groups = new LongList<T[]>();
  readonly #places: TextTable;

  /** @param keyOf what has none is in no group */
  static *of<T>(records: readonly T[], keyOf: (record: T) => string | undefined): Steps<TextGroups<T>> {
    const groups = new TextGroups(keyOf, records.length);
    yield* forEach(records, (record) => groups.#put(record));
    yield* forEach(groups.#groups, (group) => Object.freeze(group));
    return groups;
  }

  private constructor(keyOf: (record: T) => string | undefined, expected: number) {
    this.#keyOf = keyOf;
    this.#places = new TextTable((place) => this.#keyAt(place), expected);
  }

  get(key: string): readonly T[] | undefined {
    if (this.#groups.length === 0) return undefined;
    const place = this.#places.find(key);
    return place === undefined ? undefined : this.#groups.at(place);
  }

  #put(record: T): void {
    const key = this.#keyOf(record);
    if (key === undefined) return;
    const place = this.#places.find(key);
    const group = place === undefined ? undefined : this.#groups.at(place);
    if (group !== undefined) {
      group.push(record);
      return;
    }
    this.#groups.push([record]);
    this.#places.put(key, this.#groups.length - 1);
  }

  #keyAt(place: number): string {
    const first = this.#groups.at(place)?.[0];
    return (first && this.#keyOf(first)) ?? '';
  }
}
