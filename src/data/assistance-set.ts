import type { Assistance, Facts } from './facts.ts';
import { keepMarked } from './lists-in-steps.ts';
import { forEach, type Steps } from './steps.ts';

/** Some of the facts, marked by their places: a `Set` of a million is copied whole wherever it is full. */
export class AssistanceSet {
  readonly #facts: Facts;
  readonly #marks: Uint8Array;

  /** Those of several lists. */
  static *of(facts: Facts, lists: Iterable<readonly Assistance[]>): Steps<AssistanceSet> {
    const set = new AssistanceSet(facts);
    for (const list of lists) yield* forEach(list, (record) => set.add(record));
    return set;
  }

  constructor(facts: Facts) {
    this.#facts = facts;
    this.#marks = new Uint8Array(facts.assistance.length);
  }

  /** @throws Error if it is not among the facts */
  add(record: Assistance): void {
    this.#marks[this.#facts.placeOf(record)] = 1;
  }

  has(record: Assistance): boolean {
    return this.#marks[this.#facts.placeOf(record)] === 1;
  }

  /** Each once, in the order of the facts. */
  list(): Steps<readonly Assistance[]> {
    return keepMarked(this.#facts.assistance, this.#marks);
  }
}
