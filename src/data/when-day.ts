import { ParseError } from '../errors.ts';
import type { DatesWhen } from './when.ts';
import { parseEdtf } from './when-edtf.ts';
import { dayOf, exactly, monthOf, type NamedTime, readNamed, yearOf } from './when-named.ts';
import { renderDay } from './when-render.ts';
import { toEnglishDay } from './when-ukrainian.ts';
import { hasTime } from './when-zoned.ts';

interface DayOptions {
  readonly today: Temporal.PlainDate;
  /** Without a year, the latest time that has begun by this day is meant; today if absent. */
  readonly latest?: Temporal.PlainDate;
}

interface ParsedDay {
  readonly when: DatesWhen;
  /** The text gave no year, and one was chosen: the reply has to say so. */
  readonly assumedYear: boolean;
}

const FORMS =
  'Write 2014-06-04, 2014-06, 2014, 4 June 2014, June 2014, early June 2014, spring 2014, ' +
  'today, yesterday or last month.';

const NUMERIC = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/;
const RELATIVE = /^(?:today|yesterday|tomorrow|(?:this|last) (?:week|month|year))$/;

/** A year without a leap day is at most 8 years from one with it. */
const LEAP_GAP = 8;

/**
 * Reads what a person types for a day: `4 June 2014`, `early March`, `last month`, or EDTF.
 *
 * @throws ParseError for text that is not understood, or that may mean two days: “04/06/2014”
 */
export function parseDay(text: string, options: DayOptions): ParsedDay {
  const clean = tidy(text);
  const lower = toEnglishDay(clean)
    .toLowerCase()
    .replace(/^(?:since|until|in|on|from|by|as of) /, '');
  const bare = lower.replace(/^(?:about|around|approximately|circa) /, '');
  const parsed = parseBare(clean, bare, options);
  if (bare === lower || parsed.when.says !== undefined) return parsed;
  return { ...parsed, when: { ...parsed.when, approximate: true } };
}

function tidy(text: string): string {
  return text
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function parseBare(clean: string, bare: string, options: DayOptions): ParsedDay {
  if (RELATIVE.test(bare)) return { when: relative(bare, options.today), assumedYear: false };
  refuseNumeric(bare);
  const named = readNamed(bare, clean);
  if (named) return chooseYear(clean, named, options);
  try {
    return { when: parseEdtf(bare.toUpperCase()), assumedYear: false };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    // A day in digits has its own fault to tell: 30 February. Any other text gets the forms that people type.
    if (!/^\d{4}-\d\d(?:-\d\d)?$/.test(bare)) throw refusal(clean, error);
    throw new ParseError(error.message, { cause: error, reason: { type: 'impossible-day', text: clean } });
  }
}

function refusal(text: string, cause?: Error): ParseError {
  if (text === '') return new ParseError(`The date is empty. ${FORMS}`, { reason: { type: 'no-day' } });
  const isTime = hasTime(text);
  const problem = isTime
    ? 'has a time of day, and only a date is understood here'
    : 'is not understood as a date';
  const reason = { type: isTime ? 'time-of-day' : 'unknown-day', text: cut(text) } as const;
  return new ParseError(`“${cut(text)}” ${problem}. ${FORMS}`, { cause, reason });
}

function cut(text: string): string {
  const most = 60;
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function chooseYear(text: string, { year, of }: NamedTime, { today, latest = today }: DayOptions): ParsedDay {
  const impossible = () =>
    new ParseError(`“${text}”: there is no such day. ${FORMS}`, { reason: { type: 'impossible-day', text } });
  if (year !== undefined) {
    const when = year > 0 ? of(year) : undefined;
    if (!when) throw impossible();
    return { when, assumedYear: false };
  }
  for (let candidate = latest.year; candidate >= latest.year - LEAP_GAP; candidate--) {
    const when = of(candidate);
    if (when?.from && Temporal.PlainDate.compare(when.from, latest) <= 0) return { when, assumedYear: true };
  }
  throw impossible();
}

function relative(text: string, today: Temporal.PlainDate): DatesWhen {
  if (text === 'today') return exactly(today, today);
  if (text === 'yesterday') return relative('today', today.subtract({ days: 1 }));
  if (text === 'tomorrow') return relative('today', today.add({ days: 1 }));
  const [which, unit] = text.split(' ');
  const back = which === 'last' ? 1 : 0;
  if (unit === 'week') {
    const monday = today.subtract({ days: today.dayOfWeek - 1 + 7 * back });
    return exactly(monday, monday.add({ days: 6 }));
  }
  if (unit === 'year') return yearOf(today.year - back);
  const { year, month } = today.with({ day: 1 }).subtract({ months: back });
  return monthOf(year, month);
}

function refuseNumeric(text: string): void {
  const [, first = '', second = '', yearText = ''] = NUMERIC.exec(text) ?? [];
  if (!yearText) return;
  const year = Number(yearText.length === 2 ? `20${yearText}` : yearText);
  const readings = [dayOf(year, Number(second), Number(first)), dayOf(year, Number(first), Number(second))];
  const [only, other] = readings.flatMap((when) => (when?.from ? [when.from] : []));
  if (only === undefined) throw refusal(text);
  const days = other === undefined || only.equals(other) ? [only] : [only, other];
  const problem = days.length > 1 ? 'is read differently in different countries' : 'is not understood';
  const forms = days.map((day) => `${day} (${renderDay(day)})`).join(' or ');
  throw new ParseError(`“${text}” ${problem}; write ${forms}.`, {
    reason: { type: 'numeric-day', text, days },
  });
}
