import { ParseError } from '../../errors.ts';
import type { DatesWhen, When } from '../when.ts';
import { dayOf, exactly, monthOf, yearOf } from '../when-named.ts';
import { parseWhen } from '../when-parse.ts';
import { MONTHS, renderWhen } from '../when-render.ts';
import { type CellProblem, problemOf } from './cell-reader.ts';

/** Makes the time of a cell that is written so; undefined where it is not, or where there is no such day. */
export type DateFormat = (cell: string) => DatesWhen | undefined;

const SHORT = MONTHS.map((month) => month.slice(0, 3)).join('|');
const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<short>\\d{2})',
  MMMM: `(?<name>${MONTHS.join('|')})`,
  MMM: `(?<name>(?:${SHORT}|Sept))`,
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
};
const TOKEN = /YYYY|YY|MMMM|MMM|MM|M|DD|D/g;
/** Two digits are of this century below it, of the last from it on, as POSIX has it. */
const PIVOT = 69;

const FISCAL_YEAR = 'us fiscal year';
const FISCAL = /^(?:FY ?)?(\d{4})$/i;
/** The quarter between a fiscal year that began in July and the next, which began in October. */
const TRANSITION = /^(?:FY ?)?1976 ?TQ$/i;
const TRANSITION_YEAR = 1976;

/** The form that a name such as `D-MMM-YY` stands for; undefined for what is no such name. */
export function findDateFormat(name: string): DateFormat | undefined {
  const clean = name.trim().replace(/\s+/g, ' ');
  if (clean.toLowerCase() === FISCAL_YEAR) return readFiscalYear;
  const used = clean.match(TOKEN) ?? [];
  const kinds = new Set(used.map((token) => token.charAt(0)));
  const hasLetters = /\p{L}|\d/u.test(clean.replace(TOKEN, ''));
  if (hasLetters || kinds.size < used.length || !kinds.has('Y') || (kinds.has('D') && !kinds.has('M'))) {
    return undefined;
  }
  // Odd pieces are tokens, even ones what stands between them.
  const pieces = clean.split(/(YYYY|YY|MMMM|MMM|MM|M|DD|D)/);
  const pattern = new RegExp(
    `^${pieces.map((piece) => TOKENS[piece] ?? RegExp.escape(piece)).join('')}$`,
    'i',
  );
  return (cell) => readParts(pattern.exec(cell)?.groups);
}

function readParts(groups: Record<string, string | undefined> | undefined): DatesWhen | undefined {
  if (groups === undefined) return undefined;
  const year = groups.year === undefined ? fullYear(Number(groups.short)) : Number(groups.year);
  if (year < 1) return undefined;
  const month = groups.name === undefined ? groups.month && Number(groups.month) : monthNamed(groups.name);
  if (!month) return groups.month === undefined ? yearOf(year) : undefined;
  if (month > MONTHS.length) return undefined;
  return groups.day === undefined ? monthOf(year, month) : dayOf(year, month, Number(groups.day));
}

function fullYear(short: number): number {
  return short < PIVOT ? 2000 + short : 1900 + short;
}

function monthNamed(name: string): number {
  const start = name.slice(0, 3).toLowerCase();
  return MONTHS.findIndex((month) => month.toLowerCase().startsWith(start)) + 1;
}

/** From 1 October before it to 30 September; until 1976 from 1 July to 30 June. */
function readFiscalYear(cell: string): DatesWhen | undefined {
  if (TRANSITION.test(cell)) {
    const quarter = exactly(dayIn(TRANSITION_YEAR, 7, 1), dayIn(TRANSITION_YEAR, 9, 30));
    return { ...quarter, says: 'the transition quarter of 1976' };
  }
  const year = Number(FISCAL.exec(cell)?.[1] ?? 0);
  if (year < 2) return undefined;
  const [first, last] =
    year > TRANSITION_YEAR
      ? [dayIn(year - 1, 10, 1), dayIn(year, 9, 30)]
      : [dayIn(year - 1, 7, 1), dayIn(year, 6, 30)];
  return { ...exactly(first, last), says: `fiscal year ${year}` };
}

function dayIn(year: number, month: number, day: number): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year, month, day });
}

/** Reads a cell that is written in one of some forms; in none, as `facts.yaml` has times. */
export function readDate(cell: string, formats: ReadonlyMap<string, DateFormat>): When | CellProblem {
  if (formats.size === 0) return readWhen(cell);
  const found = new Map<string, DatesWhen>();
  for (const format of formats.values()) {
    const when = format(cell);
    if (when) found.set(renderWhen(when), when);
  }
  const [when, other] = found.values();
  const names = [...formats.keys()].join(' or ');
  if (when === undefined) {
    return problemOf(`is not a date as ${names}`, 'correct it, or name its form under formats:');
  }
  if (other === undefined) return when;
  return problemOf(`may be ${[...found.keys()].join(' or ')}`, 'keep one of the forms under formats:');
}

function readWhen(cell: string): When | CellProblem {
  try {
    return parseWhen(cell);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return problemOf(
      'is not a time as in facts.yaml',
      'name the form of the column under formats:, such as [D-MMM-YY, M/D/YYYY]',
    );
  }
}
