import { type ParsedEdtf, parse } from 'edtf';
import { ParseError } from '../errors.ts';
import { type DatesWhen, precisionOf } from './when.ts';
import { MONTHS, renderWhen } from './when-render.ts';

export const SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const;
export type Season = (typeof SEASONS)[number];

/**
 * Parts of a year by EDTF's two digits: the first month, how many months, and the name if dates do not say
 * it.
 */
const PARTS: ReadonlyMap<number, readonly [number, number, string?]> = new Map([
  // 21 to 24 name no hemisphere; what we follow happens in the northern one.
  [21, [3, 3, 'spring']],
  [22, [6, 3, 'summer']],
  [23, [9, 3, 'autumn']],
  [24, [12, 3, 'winter']],
  [25, [3, 3, 'spring']],
  [26, [6, 3, 'summer']],
  [27, [9, 3, 'autumn']],
  [28, [12, 3, 'winter']],
  [29, [9, 3, 'southern spring']],
  [30, [12, 3, 'southern summer']],
  [31, [3, 3, 'southern autumn']],
  [32, [6, 3, 'southern winter']],
  // Quarters, quadrimesters and halves.
  [33, [1, 3]],
  [34, [4, 3]],
  [35, [7, 3]],
  [36, [10, 3]],
  [37, [1, 4]],
  [38, [5, 4]],
  [39, [9, 4]],
  [40, [1, 6]],
  [41, [7, 6]],
]);

/**
 * Masks of unknown digits that leave one stretch of days, by how many parts the date has: only digits at its
 * end are unknown.
 */
const ONE_STRETCH: readonly (readonly number[])[] = [
  [0, 8, 12, 14],
  [0, 32, 48, 56, 60, 62],
  [0, 128, 192, 224, 240, 248, 252, 254],
];

const LEVEL = 3;

/** One date of EDTF, with the words that it stands for. */
interface Stretch {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly approximate: boolean;
  readonly name: string | undefined;
}

/**
 * Reads EDTF that stands for one stretch of days: `2014-06-04`, `2014-06~`, `2014-03/..`, `2014-21`, `201X`.
 *
 * Wider than EDTF in that seasons may begin and end an interval. Sets and lists are refused.
 *
 * @throws ParseError
 */
export function parseEdtf(text: string): DatesWhen {
  const [left = '', right, ...more] = text.split('/');
  if (more.length > 0)
    throw new ParseError(`“${text}” has more than two dates; write 2014-03-01/2014-06-04.`);
  return right === undefined ? datesFrom(parseStretch(text)) : parseInterval(left, right);
}

/** Northern seasons by name, approximate. A winter's year is where it begins: 2014 for “winter 2014–15”. */
export function seasonOf(season: Season, year: number): DatesWhen {
  return datesFrom({ ...partOfYear(year, 21 + SEASONS.indexOf(season)), approximate: true });
}

function datesFrom({ from, to, approximate, name }: Stretch): DatesWhen {
  return { type: 'dates', from, to, precision: precisionOf({ from, to }), approximate, says: name };
}

function parseInterval(left: string, right: string): DatesWhen {
  const low = parseEnd(left);
  const high = parseEnd(right);
  if (!low && !high) throw new ParseError(`“${left}/${right}” gives no date; write at least one end.`);
  const from = low?.from;
  const to = high?.to;
  if (from && to && Temporal.PlainDate.compare(from, to) > 0) {
    throw new ParseError(`“${left}/${right}” ends before it begins; write the earlier date first.`);
  }
  const approximate = (low?.approximate ?? false) || (high?.approximate ?? false);
  const dates: DatesWhen = {
    type: 'dates',
    from,
    to,
    precision: precisionOf({ from, to }),
    approximate,
    says: undefined,
  };
  const says = sayInterval(low ?? left, high ?? right);
  return { ...dates, says: says === renderWhen(dates) ? undefined : says };
}

/** Absent for an open (`..`) or unknown (empty) end. */
function parseEnd(text: string): Stretch | undefined {
  return text === '' || text === '..' ? undefined : parseStretch(text);
}

/**
 * Dates do not tell “March to 4 June” from “1 March to 4 June”, so an interval of unlike ends keeps its
 * words.
 */
function sayInterval(low: Stretch | string, high: Stretch | string): string | undefined {
  if (typeof low === 'string' && typeof high === 'string') return undefined;
  if (typeof low === 'string') {
    return low === '..' ? `until ${sayStretch(high)}` : `an unknown date to ${sayStretch(high)}`;
  }
  if (typeof high === 'string') {
    return high === '..' ? `since ${sayStretch(low)}` : `${sayStretch(low)} to an unknown date`;
  }
  const isAlike =
    precisionOf(low) === precisionOf(high) && low.approximate === high.approximate && !low.name && !high.name;
  return isAlike ? undefined : `${sayStretch(low)} to ${sayStretch(high)}`;
}

function sayStretch(stretch: Stretch | string): string {
  return typeof stretch === 'string' ? '' : renderWhen(datesFrom(stretch));
}

function parseStretch(text: string): Stretch {
  const parsed = tryParse(text);
  if (!parsed) throw new ParseError(explainText(text));
  const approximate = Boolean(parsed.uncertain) || Boolean(parsed.approximate);
  const mask = parsed.unspecified ?? 0;
  const [year = 0, second = 0] = parsed.values.map(Number);
  const isSeason = parsed.type === 'Season' && mask === 0;
  const isStretch = parsed.type === 'Date' && ONE_STRETCH[parsed.values.length - 1]?.includes(mask);
  if (year < 1 || !(isSeason || isStretch)) {
    throw new ParseError(
      `“${text}” does not stand for one stretch of days; write { from: 2014-03-01, to: 2014-06-04 }.`,
    );
  }
  if (!isSeason) return { ...datesOfDigits(parsed, mask), approximate, name: undefined };
  const part = partOfYear(year, second);
  return { ...part, approximate: approximate || part.name !== undefined };
}

function tryParse(text: string): ParsedEdtf | undefined {
  try {
    return parse(text, { level: LEVEL });
  } catch {
    // The package's messages speak of its grammar; ours are made from the text.
    return undefined;
  }
}

function explainText(text: string): string {
  const [, , monthText, dayText] = /^(\d{4})-(\d\d)(?:-(\d\d))?[~?%]?$/.exec(text) ?? [];
  const month = MONTHS[Number(monthText) - 1];
  const forms = 'Write 2014-06-04, 2014-06, 2014, 2014-06~ or 2014-03/2014-06-04.';
  if (monthText && !month && Number(monthText) < 21)
    return `“${text}”: there is no month ${Number(monthText)}. ${forms}`;
  if (month && dayText)
    return `“${text}”: there is no ${Number(dayText)} ${month} ${text.slice(0, 4)}. ${forms}`;
  return `“${text}” is not a date that is understood. ${forms}`;
}

/** The first and the last day that known digits leave open. */
function datesOfDigits(
  { values }: ParsedEdtf,
  mask: number,
): { from: Temporal.PlainDate; to: Temporal.PlainDate } {
  const [year = 0, monthIndex = 0, day = 1] = values.map(Number);
  const years = { 8: 10, 12: 100, 14: 1000 }[mask & 14] ?? 1;
  const month = monthIndex + 1;
  const isMonthOpen = values.length < 2 || (mask & 48) === 48;
  const isDayOpen = values.length < 3 || (mask & 192) === 192;
  const lastMonth = isMonthOpen ? 12 : mask & 32 ? lastOf(month, 12) : month;
  const end = { year: year + years - 1, month: lastMonth };
  const lastDay = isDayOpen ? 31 : mask & 128 ? lastOf(day, 31) : day;
  return {
    from: Temporal.PlainDate.from({ year, month, day }),
    // A day past the month's last becomes its last.
    to: Temporal.PlainDate.from({ ...end, day: lastDay }, { overflow: 'constrain' }),
  };
}

/** The last number with the same first of two digits: 1 to 9, 10 to 19. */
function lastOf(first: number, most: number): number {
  return Math.min(first - (first % 10) + 9, most);
}

function partOfYear(
  year: number,
  code: number,
): { from: Temporal.PlainDate; to: Temporal.PlainDate; name: string | undefined } {
  const [month, count, season] = PARTS.get(code) ?? [1, 12];
  const from = Temporal.PlainDate.from({ year, month, day: 1 });
  const to = from.add({ months: count }).subtract({ days: 1 });
  const years = to.year === year ? `${year}` : `${year}–${String(to.year % 100).padStart(2, '0')}`;
  return { from, to, name: season && `${season} ${years}` };
}
