import Fuse from 'fuse.js';
import { ParseError } from '../errors.ts';
import type { InstantWhen } from './when.ts';

/** A wall-clock time as written, with what says which instant it is. */
export interface ZonedParts {
  /** `2014-06-04T10:00`, with an offset where the clocks show that time twice */
  readonly start: string;
  readonly zone: string | undefined;
  /** ISO 8601, such as `PT1H30M` */
  readonly duration: string | undefined;
}

const ZONED = /^(?<start>[^[\]/]+?)(?:\[(?<zone>[^\]]*)\])?(?:\/(?<duration>P.*))?$/;
const START = /^(\d{4}-\d\d-\d\d)[T ](\d{1,2}:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?$/;
const FORM = 'write { start: 2014-06-04T10:00, zone: Europe/Kyiv, duration: PT1H30M }';

/** Places that were renamed: `Intl` lists them by the old name only. */
const RENAMED = [
  'Europe/Kyiv',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Yangon',
  'Asia/Ho_Chi_Minh',
  'America/Nuuk',
  'Atlantic/Faroe',
  'America/Argentina/Buenos_Aires',
];

/** Whether this text gives a time of day, and so must say where. */
export function hasTime(text: string): boolean {
  return /\d[T ]\d{1,2}:/i.test(text);
}

/**
 * Reads `2014-06-04T10:00+03:00[Europe/Kyiv]`, with `/PT1H30M` behind it if it says how long.
 *
 * @throws ParseError
 */
export function parseZonedText(text: string): InstantWhen {
  const { start = text, zone, duration } = ZONED.exec(text)?.groups ?? {};
  return parseZoned({ start, zone, duration });
}

/** @throws ParseError that says what to write instead, also for a time that the clocks skip or show twice */
export function parseZoned({ start, zone, duration }: ZonedParts): InstantWhen {
  const [, date, clock, offset] = START.exec(start) ?? [];
  if (!date || !clock) throw new ParseError(`“${start}” is not a date with a time of day; ${FORM}.`);
  if (zone === undefined) {
    throw new ParseError(
      `“${start}” does not say in which time zone; ${FORM} or 2014-06-04T10:00+03:00[Europe/Kyiv].`,
    );
  }
  const zoned = resolveStart(plainTime(date, clock), offset, checkZone(zone));
  return { type: 'instant', start: zoned, end: duration === undefined ? undefined : endOf(zoned, duration) };
}

function plainTime(date: string, clock: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(`${date}T${clock.replace(/^\d:/, '0$&')}`);
  } catch (cause) {
    throw new ParseError(
      `“${date}T${clock}” is not on the calendar or the clock; write it like 2014-06-04T10:00.`,
      { cause },
    );
  }
}

/** Names to offer: every place by its new name and by the one that `Intl` lists. */
export function zoneNames(): string[] {
  return [...RENAMED, 'UTC', ...Intl.supportedValuesOf('timeZone')];
}

/**
 * The zone by its IANA name, in any case.
 *
 * @throws ParseError with the names that come closest
 */
export function checkZone(zone: string): string {
  if (zone === 'UTC') return zone;
  try {
    // Abbreviations such as EST and offsets such as +03:00 do not follow the clocks of any place.
    if (/^\p{L}[^/]*\/./u.test(zone)) return new Temporal.ZonedDateTime(0n, zone).timeZoneId;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const near = nearZones(zone);
  throw new ParseError(`“${zone}” is no time zone that is known; ${zoneAdvice(near)}.`, {
    reason: { type: 'unknown-zone', text: zone, near },
  });
}

function nearZones(zone: string): string[] {
  return new Fuse(zoneNames(), { threshold: 0.4 }).search(zone, { limit: 3 }).map(({ item }) => item);
}

function zoneAdvice(near: readonly string[]): string {
  const example = 'write a place, such as Europe/Kyiv, or UTC';
  return near.length > 0 ? `did you mean ${near.join(' or ')}? Else ${example}` : example;
}

function resolveStart(
  wall: Temporal.PlainDateTime,
  offset: string | undefined,
  zone: string,
): Temporal.ZonedDateTime {
  if (offset === 'Z') return wall.toZonedDateTime('UTC').withTimeZone(zone);
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const second = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  const text = wall.toString({ smallestUnit: 'minute' });
  if (!first.toPlainDateTime().equals(wall)) {
    throw new ParseError(
      `“${text}” never happens in ${zone}: the clocks go forward over it; ` +
        `write a time before or after, such as ${time(second)}.`,
    );
  }
  const candidates = first.equals(second) ? [first] : [first, second];
  const written = candidates.map((one) => `${text}${one.offset}`).join(' or ');
  const matching = offset ? candidates.filter((one) => one.offset === offset) : candidates;
  const [match, other] = matching;
  if (match && !other) return match;
  throw new ParseError(
    match
      ? `“${text}” happens twice in ${zone}, as the clocks go back; write ${written}.`
      : `“${text}${offset}” does not agree with ${zone}; write ${written}.`,
  );
}

function time(zoned: Temporal.ZonedDateTime): string {
  return zoned.toPlainDateTime().toString({ smallestUnit: 'minute' });
}

function endOf(start: Temporal.ZonedDateTime, text: string): Temporal.ZonedDateTime {
  const duration = parseDuration(text);
  if (duration.sign <= 0)
    throw new ParseError(`“${text}” is no length of time; write a duration above zero, such as PT1H30M.`);
  return start.add(duration);
}

function parseDuration(text: string): Temporal.Duration {
  try {
    return Temporal.Duration.from(text);
  } catch (cause) {
    throw new ParseError(`“${text}” is not a duration; write PT1H30M for one hour and a half.`, { cause });
  }
}
