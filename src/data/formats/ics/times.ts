import type { Property } from './property.ts';
import { type CalendarReport, type Spot, show } from './report.ts';
import type { Window } from './rule.ts';
import type { Zone, ZoneBook } from './zones.ts';

/** When something begins or ends: a day, or a time on the clocks of a zone. */
export type Moment = DayMoment | TimeMoment;

export interface DayMoment {
  readonly type: 'day';
  readonly date: Temporal.PlainDate;
}

export interface TimeMoment {
  readonly type: 'time';
  readonly wall: Temporal.PlainDateTime;
  readonly zone: Zone;
  /** The same. Worked out once: it costs more than all else that is done with a meeting. */
  readonly at: Temporal.ZonedDateTime;
}

export function timeAt(zone: Zone, wall: Temporal.PlainDateTime): TimeMoment {
  return { type: 'time', wall, zone, at: zone.at(wall) };
}

const TIME = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/i;
const FORMS = 'write 20260320 for a day, 20260320T100000 for a time, 20260320T100000Z for one in UTC';
const DURATION_FORM = 'write PT1H30M for one hour and a half, P1D for a day';

/** How the lines of one event are read: with the zones of its calendar. */
export interface TimeReader {
  readonly zones: ZoneBook;
  readonly report: CalendarReport;
}

/**
 * Reads the one time of a line.
 *
 * @param floating the zone of a time without one; the calendar's own if absent
 */
export function readMoment(
  { zones, report }: TimeReader,
  { params, type, value }: Property,
  spot: Spot,
  floating?: Zone,
): Moment | undefined {
  const plain = parseTime(value);
  if (plain === undefined) return report.add(spot, `${show(value)} is not a time that is understood`, FORMS);
  if (plain instanceof Temporal.PlainDate) {
    // Apple wrote it so.
    if (type !== 'DATE')
      report.note(spot, `${show(value)} is a day without VALUE=DATE`, 'nothing to do: it is read as a day');
    return { type: 'day', date: plain };
  }
  if (type === 'DATE') return { type: 'day', date: plain.wall.toPlainDate() };
  const zone = plain.isUtc ? zones.utc : zones.find(params.get('TZID'), spot, floating);
  return zone && timeAt(zone, plain.wall);
}

/** Reads all times of a line: `EXDATE` and `RDATE` may list them. Of a period only its beginning. */
export function readMoments(reader: TimeReader, property: Property, spot: Spot, floating?: Zone): Moment[] {
  if (property.value === '') return [];
  return property.value.split(',').flatMap((written) => {
    const value = written.trim().replace(/\/.*$/, '');
    return readMoment(reader, { ...property, value }, spot, floating) ?? [];
  });
}

/** The day that the clocks there show. */
export function dateOf(moment: Moment): Temporal.PlainDate {
  return moment.type === 'day' ? moment.date : moment.wall.toPlainDate();
}

/** The same for the same beginning, in whichever zone it is written. */
export function keyOf(moment: Moment): string {
  return moment.type === 'day' ? moment.date.toString() : moment.at.toInstant().toString();
}

/** Whether it begins on a day of the window. */
export function isInside(moment: Moment, { from, until }: Window): boolean {
  const date = dateOf(moment);
  return Temporal.PlainDate.compare(from, date) <= 0 && Temporal.PlainDate.compare(date, until) <= 0;
}

/** ISO 8601, a week in days. Undefined where it is none, or not above zero. */
export function readLength(
  property: Property,
  spot: Spot,
  report: CalendarReport,
): Temporal.Duration | undefined {
  const duration = parseDuration(property.value);
  if (duration === undefined)
    return report.add(spot, `${show(property.value)} is not a duration`, DURATION_FORM);
  if (duration.sign < 0) return report.add(spot, `${show(property.value)} is below zero`, DURATION_FORM);
  return duration;
}

function parseDuration(text: string): Temporal.Duration | undefined {
  if (!/^[+-]?P(?:\d{1,6}W|(?:\d{1,6}D)?(?:T(?:\d{1,7}[HMS])+)?)$/i.test(text)) return undefined;
  return orUndefined(() => Temporal.Duration.from(text));
}

/** A day, or what the clocks show, as the file writes it. Undefined for what is neither. */
export function parseTime(
  text: string,
): Temporal.PlainDate | { wall: Temporal.PlainDateTime; isUtc: boolean } | undefined {
  const [, year, month, day, hour, minute, second, utc] = TIME.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return orUndefined(() => Temporal.PlainDate.from(date));
  return orUndefined(() => ({
    wall: Temporal.PlainDateTime.from(`${date}T${hour}:${minute}:${second}`),
    isUtc: utc !== undefined,
  }));
}

function orUndefined<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
