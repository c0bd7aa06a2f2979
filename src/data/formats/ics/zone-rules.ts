import type { Component } from './components.ts';
import { type Property, readProperties, textOf } from './property.ts';
import { type CalendarReport, show } from './report.ts';
import { expand, type Rule, readRule } from './rule.ts';
import { parseTime } from './times.ts';
import type { Zone } from './zones.ts';

/** Clocks that change by a rule do so every year: so far back is its last change. */
const YEARS_BACK = 2;
const MINUTE_MS = 60_000;

/** A change of the clocks, as a `STANDARD` or a `DAYLIGHT` tells it. */
interface Observance {
  /** As the clocks show it that are about to change. */
  readonly start: Temporal.PlainDateTime;
  readonly before: number;
  readonly after: number;
  readonly rules: readonly Rule[];
  readonly dates: readonly Temporal.PlainDateTime[];
}

/** The time on the clocks at which they change, and their offsets before and after: all in milliseconds, the time as if it were UTC. */
interface Change {
  readonly wall: number;
  readonly before: number;
  readonly after: number;
}

/**
 * A zone that is known by its own rules only: a `VTIMEZONE`. Times in it are given with their offset, since the place is not known.
 *
 * https://www.rfc-editor.org/rfc/rfc5545#section-3.6.5
 */
export class ZoneRules implements Zone {
  readonly name: string;
  /** The place that its writer had in mind. */
  readonly place: string | undefined;
  readonly #observances: readonly Observance[];
  readonly #changes = new Map<number, readonly Change[]>();

  private constructor(name: string, place: string | undefined, observances: readonly Observance[]) {
    this.name = name;
    this.place = place;
    this.#observances = observances;
  }

  /** Undefined, and a fault, where its rules cannot be understood. */
  static read(component: Component, report: CalendarReport): ZoneRules | undefined {
    const properties = readProperties(component.lines, 'VTIMEZONE', report);
    const name = textOf(properties, 'TZID');
    const spot = { line: component.line, what: 'VTIMEZONE' };
    if (!name) return report.add(spot, 'TZID is missing', 'name the zone as its events do');
    const observances = component.parts.map((part) => readObservance(part, name, report));
    const readable = observances.filter((one) => one !== undefined);
    if (readable.length < observances.length) return undefined;
    if (readable.length === 0) {
      return report.add(
        spot,
        `${show(name)} has no STANDARD and no DAYLIGHT`,
        'export the calendar again, or name the zone by its place',
      );
    }
    return new ZoneRules(name, textOf(properties, 'X-LIC-LOCATION'), readable);
  }

  at(wall: Temporal.PlainDateTime): Temporal.ZonedDateTime {
    const offset = this.#offsetAt(wall);
    return Temporal.Instant.fromEpochMilliseconds(millisecondsOf(wall) - offset).toZonedDateTimeISO(
      nameOffset(offset),
    );
  }

  wallOf(instant: Temporal.Instant): Temporal.PlainDateTime {
    const utc = instant.toZonedDateTimeISO('UTC').toPlainDateTime();
    const changes = this.#changesAround(utc.year);
    const last = changes.findLast(({ wall, before }) => wall - before <= instant.epochMilliseconds);
    return utc.add({ milliseconds: last?.after ?? changes[0]?.before ?? 0 });
  }

  /** Of a time that is shown twice the first; one that is skipped as if the clocks had not changed. */
  #offsetAt(wall: Temporal.PlainDateTime): number {
    const changes = this.#changesAround(wall.year);
    const time = millisecondsOf(wall);
    const last = changes.findLast(
      (change) => change.wall + Math.max(0, change.after - change.before) <= time,
    );
    return last?.after ?? changes[0]?.before ?? 0;
  }

  /** Those that matter in that year, in order. */
  #changesAround(year: number): readonly Change[] {
    const known = this.#changes.get(year);
    if (known) return known;
    const changes = this.#observances.flatMap((one) => changesOf(one, year)).sort((a, b) => a.wall - b.wall);
    this.#changes.set(year, changes);
    return changes;
  }
}

/** The first, those of lists, and of each rule the last ones before the end of the year. */
function changesOf({ start, before, after, rules, dates }: Observance, year: number): Change[] {
  const repeated = rules.flatMap((rule) => {
    const from = Math.min(year, rule.until?.year ?? year) - YEARS_BACK;
    const window = {
      from: new Temporal.PlainDate(from, 1, 1),
      until: new Temporal.PlainDate(year + 1, 12, 31),
    };
    return [...expand(rule, start, window)].flat();
  });
  return [start, ...dates, ...repeated].map((wall) => ({ wall: millisecondsOf(wall), before, after }));
}

/** As if the clocks showed UTC. */
function millisecondsOf(wall: Temporal.PlainDateTime): number {
  return wall.toZonedDateTime('UTC').epochMilliseconds;
}

function readObservance(component: Component, zone: string, report: CalendarReport): Observance | undefined {
  const owner = `VTIMEZONE ${show(zone)} ${component.name}`;
  const properties = readProperties(component.lines, owner, report);
  const find = (name: string) => properties.find((one) => one.name === name);
  const spot = { line: component.line, what: owner };
  const start = parseWall(find('DTSTART')?.value);
  const [before, after] = [parseOffset(find('TZOFFSETFROM')?.value), parseOffset(find('TZOFFSETTO')?.value)];
  if (start === undefined || before === undefined || after === undefined) {
    return report.add(
      spot,
      'DTSTART, TZOFFSETFROM or TZOFFSETTO is missing or not understood',
      'export the calendar again',
    );
  }
  const written = properties.filter(({ name }) => name === 'RRULE');
  // The end of a rule is in UTC.
  const wallOf = (instant: Temporal.Instant) =>
    instant.toZonedDateTimeISO('UTC').toPlainDateTime().add({ milliseconds: before });
  const rules = written.map((rule) =>
    readRule(rule, { line: rule.line, what: `${owner} RRULE` }, report, wallOf),
  );
  const readable = rules.filter((rule) => rule !== undefined);
  if (readable.length < rules.length) return undefined;
  if (readable.some(({ parts }) => parts.freq !== 'YEARLY' || (parts.interval ?? 1) > 1)) {
    return report.add(
      spot,
      'RRULE does not repeat yearly, as clocks do',
      'name the zone by its place, such as Europe/Kyiv',
    );
  }
  return { start, before, after, rules: readable, dates: datesOf(properties) };
}

function datesOf(properties: readonly Property[]): Temporal.PlainDateTime[] {
  const lists = properties.filter(({ name }) => name === 'RDATE').flatMap(({ value }) => value.split(','));
  return lists.flatMap((value) => parseWall(value) ?? []);
}

function parseWall(text: string | undefined): Temporal.PlainDateTime | undefined {
  const time = parseTime(text?.trim() ?? '');
  return time instanceof Temporal.PlainDate ? undefined : time?.wall;
}

/** `+0530` in milliseconds. */
function parseOffset(text: string | undefined): number | undefined {
  const [, sign, hours, minutes, seconds = '0'] =
    /^([+-])(\d\d):?([0-5]\d):?([0-5]\d)?$/.exec(text?.trim() ?? '') ?? [];
  if (sign === undefined || Number(hours) > 23) return undefined;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return (sign === '-' ? -total : total) * 1000;
}

/** `+05:30`; UTC for the offset of some place in the past that has seconds. */
function nameOffset(offset: number): string {
  if (offset % MINUTE_MS !== 0) return 'UTC';
  const minutes = Math.abs(offset) / MINUTE_MS;
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
