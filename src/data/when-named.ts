import { ParseError } from '../errors.ts';
import { type DatesWhen, precisionOf } from './when.ts';
import { SEASONS, type Season, seasonOf } from './when-edtf.ts';
import { MONTHS } from './when-render.ts';

/** Makes the time meant for a year, or undefined where that year has none (29 February). */
type OfYear = (year: number) => DatesWhen | undefined;

/** A day, month, part of a month or season by its name, with its year if the text gives one. */
export interface NamedTime {
  readonly year: number | undefined;
  readonly of: OfYear;
}

/** In full, in its first three letters, or “sept”. */
const MONTH_NAMES = MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`.toLowerCase());
const MONTH = String.raw`(?<month>${MONTH_NAMES.join('|')}|sept)\.?`;
const DAY = String.raw`(?:the )?(?<day>\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?:,? (?:of )?(?<year>\d{4}))?`;
const MONTH_FORMS = [
  `${DAY} (?:of )?${MONTH}${YEAR}`,
  `${MONTH} ${DAY}${YEAR}`,
  `(?:(?<part>early|mid|late)[ -])?${MONTH}${YEAR}`,
].map((form) => new RegExp(`^${form}$`));
const SEASON =
  /^(?:(?<season>spring|summer|autumn|fall|winter))(?:,? (?:of )?(?<year>\d{4})(?:[-/](?<next>\d{2}|\d{4}))?)?$/;
/** The first and last day of a part of a month; 31 stands for its last. */
const THIRDS: Readonly<Record<string, readonly [number, number]>> = {
  early: [1, 10],
  mid: [11, 20],
  late: [21, 31],
};

/**
 * Reads “4 June 2014”, “early March”, “spring 2014” in lower case.
 *
 * @param typed as its author wrote it, to be quoted
 * @throws ParseError for a season that may be one of two years
 */
export function readNamed(text: string, typed: string): NamedTime | undefined {
  return readMonth(text) ?? readSeason(text, typed);
}

function readMonth(text: string): NamedTime | undefined {
  const groups = firstGroups(MONTH_FORMS, text);
  if (!groups?.month) return undefined;
  const month =
    MONTHS.findIndex((name) => name.toLowerCase().startsWith(groups.month?.slice(0, 3) ?? '')) + 1;
  const { day, part } = groups;
  const year = groups.year === undefined ? undefined : Number(groups.year);
  if (part) return { year, of: (chosen) => thirdOf(chosen, month, part) };
  return { year, of: (chosen) => (day ? dayOf(chosen, month, Number(day)) : monthOf(chosen, month)) };
}

function readSeason(text: string, typed: string): NamedTime | undefined {
  const groups = SEASON.exec(text)?.groups;
  const name = groups?.season === 'fall' ? 'autumn' : groups?.season;
  const season = SEASONS.find((one) => one === name);
  if (!groups || !season) return undefined;
  const year = groups.year === undefined ? undefined : Number(groups.year);
  checkYears(typed, season, year, groups.next);
  return { year, of: (chosen) => seasonOf(season, chosen) };
}

/** “winter 2014” is the one that began then or the one that ended then. */
function checkYears(typed: string, season: Season, year: number | undefined, next: string | undefined): void {
  const isWinter = season === 'winter';
  if (year === undefined || (!isWinter && next === undefined)) return;
  if (isWinter && (next === short(year + 1) || next === String(year + 1))) return;
  if (isWinter) {
    const forms = [`winter ${year - 1}-${short(year)}`, `winter ${year}-${short(year + 1)}`];
    throw new ParseError(`“${typed}” may be one of two winters; write ${forms.join(' or ')}.`, {
      reason: { type: 'winter', text: typed, forms },
    });
  }
  const form = `${season} ${year}`;
  throw new ParseError(`“${typed}” is one season with two years; write ${form}.`, {
    reason: { type: 'one-season', text: typed, form },
  });
}

/** The last two digits of a year. */
function short(year: number): string {
  return String(year % 100).padStart(2, '0');
}

/** Undefined where the month has no such day. */
export function dayOf(year: number, month: number, day: number): DatesWhen | undefined {
  try {
    const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
    return exactly(date, date);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export function monthOf(year: number, month: number): DatesWhen {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return exactly(first, first.with({ day: first.daysInMonth }));
}

export function yearOf(year: number): DatesWhen {
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  return exactly(first, first.with({ month: 12, day: 31 }));
}

function thirdOf(year: number, month: number, part: string): DatesWhen {
  const [from, to] = THIRDS[part] ?? [1, 31];
  const first = Temporal.PlainDate.from({ year, month, day: from });
  const dates = exactly(first, first.with({ day: to }));
  return {
    ...dates,
    approximate: true,
    says: `${part}${part === 'mid' ? '-' : ' '}${MONTHS[month - 1]} ${year}`,
  };
}

/** Dates as they stand, with nothing more said of them. */
export function exactly(from: Temporal.PlainDate, to: Temporal.PlainDate): DatesWhen {
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
