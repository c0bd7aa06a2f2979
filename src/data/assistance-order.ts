import type { ByText } from './by-text.ts';
import { keepMarked } from './lists-in-steps.ts';
import { missing } from './missing.ts';
import type { Assistance } from './records.ts';
import { forEach, type Steps } from './steps.ts';
import { RowFact } from './tables/row-fact.ts';

/** More are marked instead. */
const MOST_SORTED = 1_000;
/** More are looked for by their ids: a `Map` of a million is copied whole wherever it is full. */
const MOST_KNOWN = 50_000;

/** Where each assistance stands among all. It is asked of each of a million, so that it asks no table of ids if it can help it. */
export class AssistanceOrder {
  readonly #all: readonly Assistance[];
  readonly #byId: ByText<Assistance>;
  /** Of each source the place of the first. The rows of its table follow in their order. */
  readonly #firsts = new Map<string, number>();
  readonly #known = new Map<Assistance, number>();

  /** @param all those of each source together, in its order */
  static *of(all: readonly Assistance[], byId: ByText<Assistance>): Steps<AssistanceOrder> {
    const order = new AssistanceOrder(all, byId);
    yield* forEach(all, (record, place) => order.#note(record, place));
    return order;
  }

  private constructor(all: readonly Assistance[], byId: ByText<Assistance>) {
    this.#all = all;
    this.#byId = byId;
  }

  /**
   * One that has its id stands for it.
   *
   * @throws Error if it is not among them
   */
  placeOf(record: Assistance): number {
    if (record instanceof RowFact) {
      const place = (this.#firsts.get(record.sourceId) ?? 0) + record.place;
      if (this.#all[place] === record) return place;
    }
    return this.#known.get(record) ?? this.#byId.placeOf(record.id) ?? missing('assistance', record.id);
  }

  /** Each once, in their order. Yields wherever it can be interrupted. */
  *sort(records: readonly Assistance[]): Steps<readonly Assistance[]> {
    if (records === this.#all) return records;
    if (records.length <= MOST_SORTED) return this.sortFew(records);
    const isIn = new Uint8Array(this.#all.length);
    let [last, areSorted] = [-1, true];
    yield* forEach(records, (record) => {
      const place = this.#all[last + 1] === record ? last + 1 : this.placeOf(record);
      areSorted &&= place > last;
      isIn[place] = 1;
      last = place;
    });
    return areSorted ? records : yield* keepMarked(this.#all, isIn);
  }

  /** Each once, in their order. */
  sortFew(records: readonly Assistance[]): Assistance[] {
    const places = new Set(records.map((record) => this.placeOf(record)));
    return [...places].sort((a, b) => a - b).flatMap((place) => this.#all[place] ?? []);
  }

  #note(record: Assistance, place: number): void {
    if (!this.#firsts.has(record.sourceId)) this.#firsts.set(record.sourceId, place);
    if (!(record instanceof RowFact) && this.#known.size < MOST_KNOWN) this.#known.set(record, place);
  }
}
