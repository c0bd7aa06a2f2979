import dayjs from 'dayjs';
import type { DatesWhen, InstantWhen, When } from './when.ts';

/** “January” to “December”: asked for once, since dayjs takes ten times as long for a date as it takes to put one together. */
export const MONTHS = Array.from({ length: 12 }, (_, month) => dayjs(new Date(2000, month)).format('MMMM'));

/**
 * Words a time in English: “4 June 2014”, “about June 2014”, “since 1 March 2014”. The source's own wording
 * wins.
 */
export function renderWhen(when: When): string {
  if (when.type === 'instant') return renderInstant(when);
  if (when.says !== undefined) return when.says;
  const about = when.approximate ? 'about ' : '';
  if (when.from && when.to) return about + renderPeriod(when.from, when.to);
  if (when.from) return `since ${about}${renderDay(when.from)}`;
  return when.to ? `until ${about}${renderDay(when.to)}` : 'at an unknown time';
}

/** “4 June 2014” */
export function renderDay(date: Temporal.PlainDate): string {
  return `${date.day} ${renderMonth(date)}`;
}

/** “June 2014” */
export function renderMonth(date: Temporal.PlainDate): string {
  return `${MONTHS[date.month - 1]} ${date.year}`;
}

/**
 * Writes a time in the notation of facts.yaml, which `parseWhen` reads: EDTF for dates, ISO 8601 with zone
 * and duration for instants. `says` is not part of it.
 */
export function formatWhen(when: When): string {
  if (when.type === 'instant') {
    const start = when.start.toString({ smallestUnit: 'second' });
    return when.end ? `${start}/${when.start.until(when.end, { largestUnit: 'hour' })}` : start;
  }
  const mark = when.approximate ? '~' : '';
  if (when.precision === 'range') return `${formatEnd(when.from, mark)}/${formatEnd(when.to, mark)}`;
  const lengths: Record<Exclude<DatesWhen['precision'], 'range'>, number> = { day: 10, month: 7, year: 4 };
  return `${when.from?.toString().slice(0, lengths[when.precision])}${mark}`;
}

function formatEnd(date: Temporal.PlainDate | undefined, mark: string): string {
  return date ? `${date}${mark}` : '..';
}

function renderPeriod(from: Temporal.PlainDate, to: Temporal.PlainDate): string {
  if (from.equals(to)) return renderDay(from);
  const isWholeMonths = from.day === 1 && to.day === to.daysInMonth;
  if (isWholeMonths && from.month === 1 && to.month === 12) return join(`${from.year}`, `${to.year}`);
  const sameYear = from.year === to.year;
  if (isWholeMonths) return join(cutYear(renderMonth(from), sameYear), renderMonth(to));
  if (sameYear && from.month === to.month) return `${from.day}–${renderDay(to)}`;
  return join(cutYear(renderDay(from), sameYear), renderDay(to));
}

/** A dash without spaces joins single words only. */
function join(from: string, to: string): string {
  if (from === to || to.startsWith(`${from} `)) return to;
  return from.includes(' ') ? `${from} – ${to}` : `${from}–${to}`;
}

function cutYear(text: string, sameYear: boolean): string {
  return sameYear ? text.replace(/ \d+$/, '') : text;
}

/** What a language says in a time of day. */
export interface InstantWords {
  readonly day: (date: Temporal.PlainDate) => string;
  /** Between two offsets from UTC. */
  readonly to: string;
}

/** “4 June 2014, 10:00–11:30 (Europe/Kyiv)” */
export function renderInstant(
  { start, end }: InstantWhen,
  { day, to: until }: InstantWords = { day: renderDay, to: ' to ' },
): string {
  const isUnclear = isRepeated(start) || (end !== undefined && isRepeated(end));
  const place = isUnclear ? `(${start.timeZoneId}, ${offsets(start, end, until)})` : `(${start.timeZoneId})`;
  const from = `${day(start.toPlainDate())}, ${clock(start)}`;
  if (!end) return `${from} ${place}`;
  const sameDay = start.toPlainDate().equals(end.toPlainDate());
  const to = sameDay ? `–${clock(end)}` : ` – ${day(end.toPlainDate())}, ${clock(end)}`;
  return `${from}${to} ${place}`;
}

function clock(time: Temporal.ZonedDateTime): string {
  const plain = time.toPlainTime();
  return plain.toString({ smallestUnit: plain.second === 0 ? 'minute' : 'second' });
}

/** Whether the clocks show this time twice that day, so that the time alone does not tell. */
function isRepeated(time: Temporal.ZonedDateTime): boolean {
  const plain = time.toPlainDateTime();
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    plain.toZonedDateTime(time.timeZoneId, { disambiguation }),
  );
  return earlier !== undefined && later !== undefined && !earlier.equals(later);
}

function offsets(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime | undefined, to: string): string {
  const both = end && end.offset !== start.offset ? [start.offset, end.offset] : [start.offset];
  return both.map((offset) => `UTC${offset}`).join(to);
}
