import type { Component } from './components.ts';
import { readPeople } from './people.ts';
import { type Property, readProperties, textOf } from './property.ts';
import { type CalendarReport, type Spot, show } from './report.ts';
import { type Rule, readRule } from './rule.ts';
import { type Moment, readLength, readMoment, readMoments, type TimeReader } from './times.ts';
import type { Zone } from './zones.ts';

/** A `VEVENT`: a meeting, a series of them, or a change of one meeting of a series. */
export interface CalendarEvent {
  readonly uid: string;
  /** Where it begins in the file. */
  readonly line: number;
  /** How messages call it: `event “Weekly call”`. */
  readonly what: string;
  /** Of two with the same UID the greater is the newer. */
  readonly version: readonly [sequence: number, stamp: string];
  readonly start: Moment;
  /** Its days are counted on the clocks of the place, its hours as they pass. */
  readonly length: Temporal.Duration | undefined;
  readonly rules: readonly Rule[];
  readonly extraDates: readonly Moment[];
  /** Dates on which it does not take place, each with the line that says so. */
  readonly exceptions: readonly { readonly moment: Moment; readonly property: Property }[];
  /** The meeting of a series that this one stands for, by when it would have begun. */
  readonly replaces: { readonly moment: Moment; readonly andFollowing: boolean } | undefined;
  readonly isCancelled: boolean;
  readonly title: string | undefined;
  readonly where: string | undefined;
  readonly people: readonly string[];
  readonly url: string | undefined;
  /** Its own lines that say when, where and what. */
  readonly said: readonly string[];
}

/** How many dates and exceptions events list. Counted before they are read: half a million take seconds, and hundreds of megabytes. */
export class ListedDates {
  #count = 0;

  /** @returns why so many more are not read */
  refuse(count: number): string | undefined {
    if (count > MOST_DATES) return `has more than ${MOST_DATES} dates and exceptions`;
    this.#count += count;
    if (this.#count <= MOST_DATES_OF_ALL) return undefined;
    return `is behind the first ${MOST_DATES_OF_ALL} dates and exceptions of the calendar`;
  }
}

/** What an event is read with: it is one of a calendar. */
export interface EventReader extends TimeReader {
  /** Of all events. */
  readonly dates: ListedDates;
  /** The calendar says that all in it are cancelled: `METHOD:CANCEL`. */
  readonly isCancelled: boolean;
}

const SAID = new Set([
  ...['SUMMARY', 'RECURRENCE-ID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'LOCATION', 'STATUS'],
]);
const LONGEST_TITLE = 250;
const MOST_DATES = 20_000;
const MOST_DATES_OF_ALL = 100_000;
const MOST_RULES = 10;
const PRIVATE = new Set(['PRIVATE', 'CONFIDENTIAL']);

/** Whether an event is one that its writer does not want to be shown to others. */
export function isPrivate({ lines }: Component): boolean {
  const written = lines.map(({ text }) => /^CLASS(?:;[^:]*)?:(.*)$/i.exec(text)?.[1]?.trim().toUpperCase());
  return written.some((each) => each !== undefined && PRIVATE.has(each));
}

/** Undefined, and faults, where it cannot be understood. */
export function readEvent(component: Component, reader: EventReader): CalendarEvent | undefined {
  const { report } = reader;
  const before = report.faults.length;
  const properties = readProperties(component.lines, 'event', report);
  const title = textOf(properties, 'SUMMARY')?.replace(/\s+/g, ' ').slice(0, LONGEST_TITLE);
  const what = `event ${show(title ?? textOf(properties, 'UID') ?? 'without a name')}`;
  const spotOf = ({ line, name }: Property): Spot => ({ line, what: `${what} ${name}` });
  const spot = { line: component.line, what };
  const uid =
    textOf(properties, 'UID') ??
    report.add(spot, 'UID is missing', 'give the event one of its own that stays: it is known by it');
  const find = only(properties, spotOf, report);
  const times = readTimes(find, { ...reader, spot, spotOf, properties });
  if (uid === undefined || times === undefined || report.faults.length > before) return undefined;
  const sequence = Number.parseInt(textOf(properties, 'SEQUENCE') ?? '0', 10) || 0;
  const stamp = textOf(properties, 'DTSTAMP') ?? textOf(properties, 'LAST-MODIFIED') ?? '';
  return {
    ...{ uid, line: component.line, what, version: [sequence, stamp], ...times },
    isCancelled: reader.isCancelled || textOf(properties, 'STATUS')?.toUpperCase() === 'CANCELLED',
    title,
    where: textOf(properties, 'LOCATION')?.replace(/\s+/g, ' '),
    people: readPeople(properties),
    url: readUrl(find('URL'), spotOf, report),
    said: properties.filter(({ name, value }) => SAID.has(name) && value !== '').map(({ text }) => text),
  };
}

type Finder = (name: string) => Property | undefined;
type SpotOf = (property: Property) => Spot;

/** Finds a line that an event may have once. Two that differ are a fault: nobody knows which holds. */
function only(properties: readonly Property[], spotOf: SpotOf, report: CalendarReport): Finder {
  return (name) => {
    const [first, ...others] = properties.filter((each) => each.name === name);
    const other = others.find(({ text }) => text !== first?.text);
    if (other)
      report.add(spotOf(other), 'stands in the event twice, with different values', 'keep one of them');
    return first;
  };
}

type EventTimes = Pick<
  CalendarEvent,
  'start' | 'length' | 'rules' | 'extraDates' | 'exceptions' | 'replaces'
>;

interface EventTimeReader extends EventReader {
  /** Of the event itself. */
  readonly spot: Spot;
  readonly spotOf: SpotOf;
  readonly properties: readonly Property[];
}

function readTimes(find: Finder, reader: EventTimeReader): EventTimes | undefined {
  const { spot, spotOf, properties, report } = reader;
  const first = find('DTSTART');
  if (first === undefined) {
    return report.add(spot, 'DTSTART is missing', 'write when it begins, or remove the event');
  }
  const start = readMoment(reader, first, spotOf(first));
  if (start === undefined) return undefined;
  const tooMany = reader.dates.refuse(countDates(properties));
  if (tooMany !== undefined) return report.add(spot, tooMany, 'export a shorter time');
  const zone = start.type === 'time' ? start.zone : undefined;
  const list = (wanted: string) =>
    properties.flatMap((property) => {
      if (property.name !== wanted) return [];
      return readMoments(reader, property, spotOf(property), zone).map((moment) => ({ moment, property }));
    });
  const [extras, exceptions] = [list('RDATE'), list('EXDATE')];
  const replaces = readReplaced(find('RECURRENCE-ID'), reader, start);
  return {
    ...{ start, exceptions, replaces, extraDates: extras.map(({ moment }) => moment) },
    rules: replaces ? refuseRules(reader, replaces) : readRules(reader, zone ?? reader.zones.utc),
    length: readEnd(start, find, reader),
  };
}

function countDates(properties: readonly Property[]): number {
  const lists = properties.filter(({ name }) => name === 'RDATE' || name === 'EXDATE');
  return lists.reduce((count, { value }) => count + value.split(',').length, 0);
}

function readRules({ spot, spotOf, properties, report }: EventTimeReader, zone: Zone): Rule[] {
  for (const each of properties.filter(({ name }) => name === 'EXRULE')) {
    report.add(spotOf(each), 'a rule of exceptions is not understood', 'list the dates as EXDATE');
  }
  const written = properties
    .filter(({ name }) => name === 'RRULE')
    .map((rule) => [rule.value, rule] as const);
  const distinct = [...new Map(written).values()];
  if (distinct.length > MOST_RULES) report.add(spot, `has more than ${MOST_RULES} rules`, 'write one RRULE');
  const wallOf = (instant: Temporal.Instant) => zone.wallOf(instant);
  return distinct.slice(0, MOST_RULES).flatMap((rule) => readRule(rule, spotOf(rule), report, wallOf) ?? []);
}

/** One changed meeting does not repeat, though programs copy the rule of its series. All that follow could repeat otherwise. */
function refuseRules(
  { spotOf, properties, report }: EventTimeReader,
  { andFollowing }: NonNullable<CalendarEvent['replaces']>,
): Rule[] {
  const rule = properties.find(({ name }) => name === 'RRULE');
  if (rule && andFollowing) {
    const remedy = 'end the series there, and write the rest as an event with a UID of its own';
    report.add(spotOf(rule), 'a change of all that follow has a rule of its own', remedy);
  } else if (rule) report.note(spotOf(rule), 'a changed meeting has a rule', 'nothing to do: it is left out');
  return [];
}

function readEnd(start: Moment, find: Finder, reader: EventTimeReader): Temporal.Duration | undefined {
  const { spotOf, report } = reader;
  const [written, duration] = [find('DTEND'), find('DURATION')];
  if (written === undefined) return duration && readLength(duration, spotOf(duration), report);
  const end = readMoment(reader, written, spotOf(written), start.type === 'time' ? start.zone : undefined);
  if (end === undefined) return undefined;
  const length = lengthBetween(start, end);
  const problem =
    length === undefined
      ? 'is a day, where DTSTART is a time, or the other way round'
      : 'ends before it begins';
  if (length && length.sign >= 0) return length;
  return report.add(spotOf(written), `${show(written.value)} ${problem}`, 'correct DTSTART or DTEND');
}

/** The time that passes, which all meetings of a series share: https://www.rfc-editor.org/rfc/rfc5545#section-3.8.5.3 */
function lengthBetween(start: Moment, end: Moment): Temporal.Duration | undefined {
  if (start.type === 'day' && end.type === 'day') return start.date.until(end.date);
  if (start.type === 'day' || end.type === 'day') return undefined;
  return start.at.toInstant().until(end.at.toInstant());
}

function readReplaced(
  property: Property | undefined,
  reader: EventTimeReader,
  start: Moment,
): CalendarEvent['replaces'] {
  if (property === undefined) return undefined;
  const spot = reader.spotOf(property);
  const moment = readMoment(reader, property, spot, start.type === 'time' ? start.zone : undefined);
  const range = property.params.get('RANGE')?.toUpperCase();
  if (range !== undefined && range !== 'THISANDFUTURE') {
    return reader.report.add(
      spot,
      `RANGE=${range} is not understood`,
      'write THISANDFUTURE, or leave it out',
    );
  }
  return moment && { moment, andFollowing: range !== undefined };
}

function readUrl(property: Property | undefined, spotOf: SpotOf, report: CalendarReport): string | undefined {
  if (property === undefined || property.value === '') return undefined;
  if (/^https?:\/\//i.test(property.value) && URL.canParse(property.value))
    return new URL(property.value).href;
  report.note(
    spotOf(property),
    `${show(property.value)} is not a web address`,
    'nothing to do: it is left out',
  );
  return undefined;
}
