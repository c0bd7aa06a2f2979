import { ParseError } from '../../errors.ts';
import type { Amount, Unit } from '../amount.ts';
import { parseAmount } from '../amount-parse.ts';
import { isCurrency } from '../amount-unit.ts';
import { halvesOf } from '../parse-fault.ts';
import { type CellProblem, problemOf } from './cell-reader.ts';
import { type NumberFormat, readNumber } from './number-cell.ts';

/** How the cells of a column give amounts. */
export interface AmountFormat extends Pick<NumberFormat, 'decimal' | 'scale'> {
  readonly type: Unit['type'];
  /** Figures below zero are money taken back. */
  readonly mayBeNegative: boolean;
  /** `readUnit`, or what keeps what that gave: rows share it. */
  readonly unitOf: (name: string, type: Unit['type']) => Unit | CellProblem;
}

const MISPLACED: Readonly<Record<Unit['type'], CellProblem>> = {
  money: problemOf(
    'counts things, where money belongs',
    'write `currency:` for the column, or move it to quantity:',
  ),
  things: problemOf('is money, where a number of things belongs', 'move the column to amount:'),
};

/**
 * Reads a cell: a figure alone, in a unit that is given, or an amount in words.
 *
 * @param unit a currency's code or what is counted; empty where the cell says it itself: “up to $150 million”
 */
export function readAmountCell(cell: string, unit: string, format: AmountFormat): Amount | CellProblem {
  const { type, mayBeNegative } = format;
  if (unit === '') return readWorded(cell, type);
  const counted = format.unitOf(unit, type);
  if ('problem' in counted) return counted;
  const minor = readNumber(cell, { ...format, unit: counted });
  if (typeof minor !== 'bigint') return minor;
  if (minor < 0n && !mayBeNegative) return belowZero(type);
  const bound = { minor, open: false, about: false };
  return { unit: counted, low: bound, high: bound };
}

export function readUnit(name: string, type: Unit['type']): Unit | CellProblem {
  if (type === 'things') return { type, noun: name };
  if (isCurrency(name)) return { type, currency: name };
  return problemOf(`is in “${name}”, which is no currency`, 'write the code of the currency, such as USD');
}

function belowZero(type: Unit['type']): CellProblem {
  const remedy =
    type === 'money'
      ? 'if it is money taken back, write `negative: taken back` for the column; else correct the cell'
      : 'correct the cell';
  return problemOf('is below zero', remedy);
}

function readWorded(cell: string, type: Unit['type']): Amount | CellProblem {
  try {
    const amount = parseAmount(cell);
    return amount.unit.type === type ? amount : MISPLACED[type];
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return problemOf(...halvesOf(error.message.replace(/^“[^”]*”:? /, '')));
  }
}
