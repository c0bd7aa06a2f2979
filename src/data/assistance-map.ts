import { AssistanceSet } from './assistance-set.ts';
import type { Assistance, Facts } from './facts.ts';

/** Facts with neighbouring places are kept together. */
const PIECE = 64;

/** What is known of some of the facts, in pieces by their places: a `Map` of a million is copied whole wherever it is full. */
export class AssistanceMap<Value> {
  readonly #facts: Facts;
  readonly #pieces = new Map<number, (Value | undefined)[]>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  get(record: Assistance): Value | undefined {
    const place = this.#facts.placeOf(record);
    return this.#pieces.get(Math.floor(place / PIECE))?.[place % PIECE];
  }

  set(record: Assistance, value: Value | undefined): void {
    const place = this.#facts.placeOf(record);
    const number = Math.floor(place / PIECE);
    const piece = this.#pieces.get(number) ?? new Array<Value | undefined>(PIECE);
    this.#pieces.set(number, piece);
    piece[place % PIECE] = value;
  }
}

/** So many are no more than a set is made for. */
const FEW = 1_000;

/** Facts that were met: of few a set, of many marks. */
export class MetAssistance {
  readonly #facts: Facts;
  readonly #few = new Set<Assistance>();
  #many: AssistanceSet | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** @returns whether it is met for the first time */
  meet(record: Assistance): boolean {
    const met = this.#many ?? this.#few;
    if (met.has(record)) return false;
    met.add(record);
    if (this.#many === undefined && this.#few.size === FEW) {
      this.#many = new AssistanceSet(this.#facts);
      for (const one of this.#few) this.#many.add(one);
    }
    return true;
  }
}
