/**
 * A time as its source gives it.
 *
 * `dates`: whole days, both ends included; an end that is absent is unknown or still open.
 * `instant`: a wall-clock time in an IANA zone.
 */
export type When = DatesWhen | InstantWhen;

export interface DatesWhen {
  readonly type: 'dates';
  readonly from: Temporal.PlainDate | undefined;
  readonly to: Temporal.PlainDate | undefined;
  /** How finely the source speaks: `range` for anything that is not one day, one month or one year. */
  readonly precision: 'day' | 'month' | 'year' | 'range';
  /** The source, or EDTF's `~`/`?`/`%`, says that the dates are not exact. */
  readonly approximate: boolean;
  /**
   * The source's own wording, or what its notation says and dates cannot: "spring 2014", "since March 2014".
   */
  readonly says: string | undefined;
}

export interface InstantWhen {
  readonly type: 'instant';
  readonly start: Temporal.ZonedDateTime;
  readonly end: Temporal.ZonedDateTime | undefined;
}

/** Whole days, both ends included; an absent end is open. */
export interface Period {
  readonly from: Temporal.PlainDate | undefined;
  readonly to: Temporal.PlainDate | undefined;
}

const { compare } = Temporal.PlainDate;

/** How finely two dates speak when nothing more is said of them. */
export function precisionOf({ from, to }: Period): DatesWhen['precision'] {
  if (!from || !to) return 'range';
  if (from.equals(to)) return 'day';
  if (from.day !== 1 || from.year !== to.year || to.day !== to.daysInMonth) return 'range';
  if (from.month === to.month) return 'month';
  return from.month === 1 && to.month === 12 ? 'year' : 'range';
}

/**
 * The days on which it happens. A meeting that ends at midnight does not touch the next day.
 *
 * @param zone where to look at an instant from; its own zone if absent
 */
export function datesOf(when: When, zone?: string): Period {
  if (when.type === 'dates') return { from: when.from, to: when.to };
  const start = zone ? when.start.withTimeZone(zone) : when.start;
  const last = when.end?.subtract({ nanoseconds: 1 }).withTimeZone(start.timeZoneId) ?? start;
  return { from: start.toPlainDate(), to: last.toPlainDate() };
}

/**
 * Whether it happens inside a period: all of it, some of it, or none.
 *
 * @param zone where to look at an instant from; its own zone if absent
 */
export function overlap(when: When, period: Period, zone?: string): 'within' | 'partly' | 'none' {
  const { from, to } = datesOf(when, zone);
  if (isAfter(period.from, period.to) || isAfter(from, period.to) || isAfter(period.from, to)) return 'none';
  const startsInside = !period.from || (from !== undefined && compare(from, period.from) >= 0);
  const endsInside = !period.to || (to !== undefined && compare(to, period.to) <= 0);
  return startsInside && endsInside ? 'within' : 'partly';
}

/**
 * By start, then by end; an open start is first, an open end last. Zero where both are the same.
 *
 * Instants compare as instants. A day counts from midnight to midnight in UTC, so that the order is the same
 * for everybody.
 */
export function compareWhen(a: When, b: When): number {
  const [startA, endA] = spanOf(a);
  const [startB, endB] = spanOf(b);
  return compareNumbers(startA, startB) || compareNumbers(endA, endB);
}

/**
 * Whether all of it is past. Days are over when the last has ended in `zone`; an open end never is.
 * A meeting with no stated end is over when its day has ended where it is held.
 */
export function isOver(when: When, now: Temporal.Instant, zone: string): boolean {
  if (when.type === 'instant') return !isBefore(now, when.end ?? when.start.add({ days: 1 }).startOfDay());
  return when.to !== undefined && !isBefore(now, startOfDay(when.to.add({ days: 1 }), zone));
}

/** Whether any of it has begun. Days begin at their first midnight in `zone`; an open start has. */
export function hasStarted(when: When, now: Temporal.Instant, zone: string): boolean {
  if (when.type === 'instant') return !isBefore(now, when.start);
  return !when.from || !isBefore(now, startOfDay(when.from, zone));
}

/** Seconds since 1970 of its start, as a Discord timestamp (`<t:…:F>`) takes them. */
export function epochSeconds(when: InstantWhen): number {
  return Math.floor(when.start.epochMilliseconds / 1000);
}

/** Milliseconds since 1970; the end is not included. */
function spanOf(when: When): readonly [number, number] {
  if (when.type === 'instant') {
    return [when.start.epochMilliseconds, (when.end ?? when.start).epochMilliseconds];
  }
  const start = when.from ? startOfDay(when.from, 'UTC').epochMilliseconds : Number.NEGATIVE_INFINITY;
  const end = when.to
    ? startOfDay(when.to.add({ days: 1 }), 'UTC').epochMilliseconds
    : Number.POSITIVE_INFINITY;
  return [start, end];
}

function startOfDay(date: Temporal.PlainDate, zone: string): Temporal.ZonedDateTime {
  return date.toZonedDateTime(zone);
}

function isBefore(now: Temporal.Instant, time: Temporal.ZonedDateTime): boolean {
  return Temporal.Instant.compare(now, time.toInstant()) < 0;
}

function isAfter(a: Temporal.PlainDate | undefined, b: Temporal.PlainDate | undefined): boolean {
  return a !== undefined && b !== undefined && compare(a, b) > 0;
}

function compareNumbers(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
