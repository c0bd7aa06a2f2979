import type { Amount, Unit } from '../amount.ts';
import { isExact } from '../amount.ts';
import { type Column, NumberColumn, SharedColumn } from './column.ts';

/** Amounts of one column of a table, all of money or all of things. Nearly all are one exact figure, and that is kept as a number. */
export class KeptAmounts implements Column<Amount | undefined> {
  readonly #figures = NumberColumn.of64Bits();
  /** What a figure counts; else the whole amount: “up to $150 million”, or more than 64 bits can say. */
  readonly #others = new SharedColumn<Unit | Amount>();
  readonly #units = new Map<string, Unit>();

  push(amount: Amount | undefined): void {
    const figure = amount && isExact(amount) ? amount.low.minor : undefined;
    if (amount === undefined || figure === undefined || BigInt.asIntN(64, figure) !== figure) {
      this.#figures.push(0n);
      this.#others.push(amount);
    } else {
      this.#figures.push(figure);
      this.#others.push(this.#shared(amount.unit));
    }
  }

  at(place: number): Amount | undefined {
    const other = this.#others.at(place);
    if (other === undefined || 'unit' in other) return other;
    const bound = { minor: this.#figures.at(place), open: false, about: false };
    return { unit: other, low: bound, high: bound };
  }

  #shared(unit: Unit): Unit {
    const name = unit.type === 'money' ? unit.currency : unit.noun;
    const known = this.#units.get(name) ?? unit;
    this.#units.set(name, known);
    return known;
  }
}
