import { type Amount, assertSameUnit, type Bound } from './amount.ts';

/** Adds amounts one by one as `addAmounts` does, without an amount for each step on the way. */
export class AmountSum {
  readonly #first: Amount;
  readonly #low: RunningBound;
  /** Absent where one of them has no known end. */
  #high: RunningBound | undefined;

  constructor(first: Amount) {
    this.#first = first;
    this.#low = { ...first.low };
    this.#high = first.high && { ...first.high };
  }

  /** @throws RangeError if it counts something else */
  add({ unit, low, high }: Amount): void {
    if (unit !== this.#first.unit) assertSameUnit({ unit }, this.#first);
    addTo(this.#low, low);
    if (high === undefined) this.#high = undefined;
    else if (this.#high !== undefined) addTo(this.#high, high);
  }

  get amount(): Amount {
    const { unit } = this.#first;
    return { unit, low: { ...this.#low }, high: this.#high && { ...this.#high } };
  }
}

type RunningBound = { -readonly [Key in keyof Bound]: Bound[Key] };

function addTo(sum: RunningBound, { minor, open, about }: Bound): void {
  sum.minor += minor;
  sum.open ||= open;
  sum.about ||= about;
}
