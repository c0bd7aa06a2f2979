import type { Amount } from '../amount.ts';
import type { Assistance } from '../facts.ts';
import type { Entry } from './breakdown.ts';
import type { Cell, Figure } from './count.ts';
import type { Thing } from './nesting.ts';

const NONE: readonly never[] = Object.freeze([]);

/**
 * A fact that stands alone, states an amount and prices no items, as counted and as told: so it is with nearly every row of a
 * table. A total of a million has this of each and nothing else.
 */
export class PlainCell implements Cell, Entry {
  readonly assistance: Assistance;

  /** @param assistance states an amount */
  constructor(assistance: Assistance) {
    this.assistance = assistance;
  }

  /** Read again: of a million rows the amounts would be most of what a total keeps. */
  get amount(): Amount {
    const { amount } = this.assistance;
    if (amount === undefined) throw new Error(`${this.assistance.id} states no amount.`);
    return amount;
  }

  get kind() {
    return this.assistance.kind;
  }

  get thing(): Thing {
    return { members: [this.assistance], circular: false, alone: true };
  }

  get figures(): readonly [Figure] {
    return [this];
  }

  get fromItems(): false {
    return false;
  }

  get exceeds(): false {
    return false;
  }

  get remaining(): undefined {
    return undefined;
  }

  get within(): undefined {
    return undefined;
  }

  get silent(): readonly never[] {
    return NONE;
  }

  get sameAs(): readonly never[] {
    return NONE;
  }

  get disagreement(): readonly never[] {
    return NONE;
  }

  get circular(): readonly never[] {
    return NONE;
  }

  get pricedItems(): readonly never[] {
    return NONE;
  }

  get parts(): readonly never[] {
    return NONE;
  }

  get itemized(): readonly never[] {
    return NONE;
  }

  get elsewhere(): readonly never[] {
    return NONE;
  }
}
