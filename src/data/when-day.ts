import { ParseError } from '../errors.ts';
import { type DatesWhen, precisionOf } from './when.ts';
import { parseEdtf, SEASONS, type Season, seasonOf } from './when-edtf.ts';
import { MONTHS, renderDay } from './when-render.ts';

export interface DayOptions {
  readonly today: Temporal.PlainDate;
  /** Without a year, the latest time that has begun by this day is meant; today if absent. */
  readonly latest?: Temporal.PlainDate;
}

export interface ParsedDay {
  readonly when: DatesWhen;
  /** The text gave no year, and one was chosen: the reply has to say so. */
  readonly assumedYear: boolean;
}

/** Makes the time meant for a year, or undefined where that year has none (29 February). */
type OfYear = (year: number) => DatesWhen | undefined;

const FORMS =
  'Write 2014-06-04, 2014-06, 2014, 4 June 2014, June 2014, early June 2014, spring 2014, today, yesterday or last month.';

const MONTH = String.raw`(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const DAY = String.raw`(?:the )?(?<day>\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?:,? (?:of )?(?<year>\d{4}))?`;
const MONTH_FORMS = [
  `${DAY} (?:of )?${MONTH}${YEAR}`,
  `${MONTH} ${DAY}${YEAR}`,
  `(?:(?<part>early|mid|late)[ -])?${MONTH}${YEAR}`,
].map((form) => new RegExp(`^${form}$`));
const SEASON =
  /^(?:(?<season>spring|summer|autumn|fall|winter))(?:,? (?:of )?(?<year>\d{4})(?:[-/](?<next>\d{2}|\d{4}))?)?$/;
const NUMERIC = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/;
const RELATIVE = /^(?:today|yesterday|tomorrow|(?:this|last) (?:week|month|year))$/;

/** The first and last day of a part of a month; 31 stands for its last. */
const THIRDS: Readonly<Record<string, readonly [number, number]>> = {
  early: [1, 10],
  mid: [11, 20],
  late: [21, 31],
};

/** A year without a leap day is at most 8 years from one with it. */
const LEAP_GAP = 8;

/**
 * Reads what a person types for a day: `4 June 2014`, `early March`, `last month`, or EDTF.
 *
 * @throws ParseError for text that is not understood, or that may mean two days: “04/06/2014”
 */
export function parseDay(text: string, options: DayOptions): ParsedDay {
  const clean = text
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  const lower = clean.toLowerCase().replace(/^(?:since|until|in|on|from|by|as of) /, '');
  if (RELATIVE.test(lower)) return { when: relative(lower, options.today), assumedYear: false };
  refuseNumeric(lower);
  const found = readMonth(lower) ?? readSeason(lower);
  if (found) return chooseYear(clean, found, options);
  try {
    return { when: parseEdtf(clean), assumedYear: false };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    // A date in digits has its own fault to tell; any other text gets the list.
    if (/^\d{4}-\d/.test(clean)) throw error;
    throw new ParseError(`“${clean}” is not understood as a date. ${FORMS}`, { cause: error });
  }
}

interface Found {
  readonly year: number | undefined;
  readonly of: OfYear;
}

function readMonth(text: string): Found | undefined {
  const groups = firstGroups(MONTH_FORMS, text);
  if (!groups?.month) return undefined;
  const month =
    MONTHS.findIndex((name) => name.toLowerCase().startsWith(groups.month?.slice(0, 3) ?? '')) + 1;
  const { day, part } = groups;
  const year = groups.year === undefined ? undefined : Number(groups.year);
  if (part) return { year, of: (of) => thirdOf(of, month, part) };
  return { year, of: (of) => (day ? dayOf(of, month, Number(day)) : monthOf(of, month)) };
}

function readSeason(text: string): Found | undefined {
  const groups = SEASON.exec(text)?.groups;
  const name = groups?.season === 'fall' ? 'autumn' : groups?.season;
  const season = SEASONS.find((one) => one === name);
  if (!groups || !season) return undefined;
  const year = groups.year === undefined ? undefined : Number(groups.year);
  checkYears(text, season, year, groups.next);
  return { year, of: (of) => seasonOf(season, of) };
}

/** “winter 2014” is the one that began then or the one that ended then. */
function checkYears(text: string, season: Season, year: number | undefined, next: string | undefined): void {
  if (year === undefined) return;
  const isNext =
    next !== undefined &&
    Number(next) % 100 === (year + 1) % 100 &&
    (next.length < 4 || Number(next) === year + 1);
  if (season !== 'winter' && next === undefined) return;
  if (season === 'winter' && isNext) return;
  const short = (of: number): string => String(of % 100).padStart(2, '0');
  throw new ParseError(
    season === 'winter'
      ? `“${text}” may be one of two winters; write winter ${year - 1}-${short(year)} or winter ${year}-${short(year + 1)}.`
      : `“${text}” is one season with two years; write ${season} ${year}.`,
  );
}

function chooseYear(text: string, { year, of }: Found, { today, latest = today }: DayOptions): ParsedDay {
  const impossible = `“${text}”: there is no such day. ${FORMS}`;
  if (year !== undefined) {
    const when = year > 0 ? of(year) : undefined;
    if (!when) throw new ParseError(impossible);
    return { when, assumedYear: false };
  }
  for (let candidate = latest.year; candidate >= latest.year - LEAP_GAP; candidate--) {
    const when = of(candidate);
    if (when?.from && Temporal.PlainDate.compare(when.from, latest) <= 0) return { when, assumedYear: true };
  }
  throw new ParseError(impossible);
}

function relative(text: string, today: Temporal.PlainDate): DatesWhen {
  if (text === 'today') return exact(today, today);
  if (text === 'yesterday') return relative('today', today.subtract({ days: 1 }));
  if (text === 'tomorrow') return relative('today', today.add({ days: 1 }));
  const [which, unit] = text.split(' ');
  const back = which === 'last' ? 1 : 0;
  if (unit === 'week') {
    const monday = today.subtract({ days: today.dayOfWeek - 1 + 7 * back });
    return exact(monday, monday.add({ days: 6 }));
  }
  if (unit === 'year')
    return exact(
      Temporal.PlainDate.from({ year: today.year - back, month: 1, day: 1 }),
      Temporal.PlainDate.from({ year: today.year - back, month: 12, day: 31 }),
    );
  const { year, month } = today.with({ day: 1 }).subtract({ months: back });
  return monthOf(year, month);
}

function refuseNumeric(text: string): void {
  const [, first = '', second = '', yearText = ''] = NUMERIC.exec(text) ?? [];
  if (!yearText) return;
  const year = Number(yearText.length === 2 ? `20${yearText}` : yearText);
  const readings = [dayOf(year, Number(second), Number(first)), dayOf(year, Number(first), Number(second))];
  const days = [
    ...new Set(readings.flatMap((when) => (when?.from ? `${when.from} (${renderDay(when.from)})` : []))),
  ];
  if (days.length === 0) throw new ParseError(`“${text}” is not understood as a date. ${FORMS}`);
  throw new ParseError(`“${text}” is read differently in different countries; write ${days.join(' or ')}.`);
}

function dayOf(year: number, month: number, day: number): DatesWhen | undefined {
  try {
    const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
    return exact(date, date);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function monthOf(year: number, month: number): DatesWhen {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return exact(first, first.with({ day: first.daysInMonth }));
}

function thirdOf(year: number, month: number, part: string): DatesWhen {
  const [from, to] = THIRDS[part] ?? [1, 31];
  const first = Temporal.PlainDate.from({ year, month, day: from });
  const dates = exact(first, first.with({ day: to }));
  return {
    ...dates,
    approximate: true,
    says: `${part}${part === 'mid' ? '-' : ' '}${MONTHS[month - 1]} ${year}`,
  };
}

function exact(from: Temporal.PlainDate, to: Temporal.PlainDate): DatesWhen {
  return {
    type: 'dates',
    from,
    to,
    precision: precisionOf({ from, to }),
    approximate: false,
    says: undefined,
  };
}

function firstGroups(forms: readonly RegExp[], text: string): Record<string, string | undefined> | undefined {
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    if (groups) return groups;
  }
  return undefined;
}
