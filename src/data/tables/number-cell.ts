import type { Unit } from '../amount.ts';
import { exponentOf } from '../amount-unit.ts';
import { type CellProblem, problemOf } from './cell-reader.ts';

/** How a table writes its figures: 1,234.56 or 1.234,56. */
export type Decimal = 'point' | 'comma';

const SCALES = { thousand: 3, million: 6, billion: 9 } as const;
export type Scale = keyof typeof SCALES;

/** What a column of figures counts, and how it writes them. */
export interface NumberFormat {
  readonly unit: Unit;
  readonly decimal: Decimal;
  /** The figures are in thousands, millions or billions. */
  readonly scale: Scale | undefined;
}

/** Beyond this nobody states an amount, and the cell is more likely an identifier. */
const MAX_DIGITS = 30;
const FORMS: Readonly<Record<Decimal, RegExp>> = { point: formOf(',', '.'), comma: formOf('.', ',') };
const EXPONENT = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i;

/** Digits in groups of three or in none, all groups divided alike, with a fraction. */
function formOf(group: string, point: string): RegExp {
  const groups = `\\d{1,3}(?:(?<by>[${group} \\u00A0\\u202F'’])\\d{3})(?:\\k<by>\\d{3})*`;
  return new RegExp(`^(?<whole>\\d+|${groups})(?:[${point}](?<fraction>\\d+))?$`);
}

/** Reads a cell that holds a number and nothing else, in the smallest part of its unit: cents, thousandths of things. */
export function readNumber(cell: string, { unit, decimal, scale }: NumberFormat): bigint | CellProblem {
  const { isNegative, digits } = splitSign(cell);
  const groups = FORMS[decimal].exec(digits)?.groups;
  if (groups === undefined) return explain(cell, decimal);
  const whole = (groups.whole ?? '').replace(/\D/g, '');
  const fraction = (groups.fraction ?? '').replace(/0+$/, '');
  if (whole.length + fraction.length > MAX_DIGITS) return explain(cell, decimal);
  const places = exponentOf(unit) + (scale === undefined ? 0 : SCALES[scale]);
  if (fraction.length > places) return tooFine(unit, decimal, fraction.length);
  const minor = BigInt(whole + fraction.padEnd(places, '0'));
  return isNegative ? -minor : minor;
}

/** Below zero: with a minus, or in brackets as bookkeepers write it. */
function splitSign(cell: string): { isNegative: boolean; digits: string } {
  const inBrackets = /^\((.+)\)$/.exec(cell)?.[1];
  if (inBrackets !== undefined) return { isNegative: true, digits: inBrackets.trim() };
  const sign = /^[-−+]/.exec(cell)?.[0];
  return { isNegative: sign !== undefined && sign !== '+', digits: sign ? cell.slice(1).trim() : cell };
}

function explain(cell: string, decimal: Decimal): CellProblem {
  if (EXPONENT.test(cell)) {
    return problemOf(
      'is rounded, as spreadsheets do with long numbers',
      'show the column as whole numbers there, and export the table again',
    );
  }
  const example = decimal === 'point' ? '1,234.56' : '1.234,56';
  return problemOf('is not a number', `write digits alone, such as ${example}, or leave the cell empty`);
}

function tooFine(unit: Unit, decimal: Decimal, digits: number): CellProblem {
  const what = unit.type === 'money' ? unit.currency : 'a number of things';
  const other = decimal === 'point' ? 'comma' : 'point';
  return problemOf(
    `has ${digits} digits behind its decimal ${decimal}, where ${what} has ${exponentOf(unit)}`,
    `round it in the table; if that ${decimal} divides thousands, write \`decimal: ${other}\` under table:`,
  );
}
