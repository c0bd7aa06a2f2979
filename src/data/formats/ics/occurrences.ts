import { createHash } from 'node:crypto';
import { SLUG, slug } from '../../slug.ts';
import type { CalendarEvent } from './event.ts';
import type { Property } from './property.ts';
import type { CalendarReport } from './report.ts';
import { expand, type Window } from './rule.ts';
import { dateOf, keyOf, type Moment } from './times.ts';
import type { EventFamily } from './versions.ts';

/** One meeting of a calendar. */
export interface Occurrence {
  /** The same while the calendar tells of it, whenever it is moved to: made of the UID and of the day for which it was first planned. */
  readonly id: string;
  /** Common to the meetings of a series. */
  readonly seriesId: string | undefined;
  /** Who says what it is: the series, or the event that changed it. */
  readonly event: CalendarEvent;
  readonly title: string | undefined;
  readonly start: Moment;
  readonly isCancelled: boolean;
  /** The line that takes it out of its series. */
  readonly takenOutBy: Property | undefined;
}

/** A meeting as its series has it, before any change. */
interface Original {
  readonly moment: Moment;
  /** Not by a rule: it was added, or is known only by its change. */
  readonly isExtra: boolean;
}

export const MOST_OF_ONE = 5000;
const LONGEST_UID = 40;
const MIDNIGHT = Temporal.PlainTime.from('00:00');

/** Works on all meetings of a UID. Pauses after each year of a rule, so that whoever runs it can let others have their turn. */
export function* occurrencesOf(
  family: EventFamily,
  window: Window,
  report: CalendarReport,
): Generator<undefined, Occurrence[]> {
  const { main, changes } = family;
  const base = idOf(family.uid);
  const originals = new Map<string, Original>();
  if (main) yield* findOriginals(main, window, originals, report);
  const changed = new Map<string, CalendarEvent>();
  for (const change of changes.filter(({ replaces }) => !replaces?.andFollowing)) {
    const key = findReplaced(change, originals, { window, hasMain: main !== undefined, report });
    if (key !== undefined) changed.set(key, change);
  }
  const taken = main ? findExceptions(main, originals, window, report) : new Map<string, Property>();
  const following = changes.filter(({ replaces }) => replaces?.andFollowing).toSorted(byReplaced);
  const isSeries = main === undefined || changes.length > 0 || main.rules.length + main.extraDates.length > 0;
  const isSingle = main !== undefined && main.rules.length + main.extraDates.length === 0;
  const ids = new Set<string>();
  return [...originals].sort(inOrder).flatMap(([key, original]) => {
    const isMain = isSingle && main !== undefined && key === keyOf(main.start);
    const told = changed.get(key) ?? following.findLast((each) => isFrom(each, original)) ?? main;
    if (told === undefined) return [];
    const exception = changed.has(key) ? undefined : taken.get(key);
    return {
      id: isMain ? base : claim(ids, base, original),
      seriesId: isSeries ? base : undefined,
      event: told,
      title: told.title ?? main?.title,
      start: changed.has(key) ? told.start : shifted(original.moment, told),
      isCancelled: told.isCancelled || main?.isCancelled === true || exception !== undefined,
      takenOutBy: exception,
    };
  });
}

function inOrder([, a]: [string, Original], [, b]: [string, Original]): number {
  return Number(a.isExtra) - Number(b.isExtra) || compareMoments(a.moment, b.moment);
}

function byReplaced(a: CalendarEvent, b: CalendarEvent): number {
  return a.replaces && b.replaces ? compareMoments(a.replaces.moment, b.replaces.moment) : 0;
}

function isFrom({ replaces }: CalendarEvent, { moment }: Original): boolean {
  return replaces !== undefined && compareMoments(replaces.moment, moment) <= 0;
}

function* findOriginals(
  main: CalendarEvent,
  window: Window,
  originals: Map<string, Original>,
  report: CalendarReport,
): Generator<undefined> {
  const { start, rules, extraDates } = main;
  const add = (moment: Moment, isExtra: boolean) => {
    const key = keyOf(moment);
    if (!originals.has(key)) originals.set(key, { moment, isExtra });
  };
  const isSingle = rules.length + extraDates.length === 0;
  if (isSingle || isInside(start, window)) add(start, false);
  const wall = start.type === 'day' ? start.date.toPlainDateTime(MIDNIGHT) : start.wall;
  for (const rule of rules) {
    try {
      for (const year of expand(rule, wall, window)) {
        for (const each of year)
          add(
            start.type === 'day' ? { type: 'day', date: each.toPlainDate() } : { ...start, wall: each },
            false,
          );
        yield;
        if (originals.size > MOST_OF_ONE) return tooMany(main, window, report);
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // rrule-temporal counts its steps and gives up, rather than go on for hours.
      report.add(
        { line: main.line, what: `${main.what} RRULE` },
        `cannot be worked out: ${error.message}`,
        'list its dates as RDATE',
      );
    }
  }
  for (const each of extraDates.filter((one) => isInside(one, window))) add(each, true);
  if (originals.size > MOST_OF_ONE) tooMany(main, window, report);
}

function tooMany({ line, what }: CalendarEvent, { from, until }: Window, report: CalendarReport): void {
  const problem = `begins more than ${MOST_OF_ONE} times between ${from} and ${until}`;
  report.add(
    { line, what },
    problem,
    'write a shorter time in calendar.yaml: calendar: { from: …, until: … }',
  );
}

/**
 * Which meeting of the series a change is about, by its key. One that is of none is a meeting of its own: programs cut a series off and
 * leave its changed meetings standing. Undefined if it is outside of the window.
 */
function findReplaced(
  { replaces, start, what, line }: CalendarEvent,
  originals: Map<string, Original>,
  { window, hasMain, report }: { window: Window; hasMain: boolean; report: CalendarReport },
): string | undefined {
  if (replaces === undefined) return undefined;
  const { moment } = replaces;
  const key = keyOf(moment);
  if (originals.has(key)) return key;
  const sameDay = originals
    .entries()
    .filter(([, each]) => each.moment.type !== moment.type && dateOf(each.moment).equals(dateOf(moment)));
  const [only, other] = [...sameDay];
  if (only && !other) return only[0];
  if (hasMain && !isInside(moment, window) && !isInside(start, window)) return undefined;
  if (hasMain && isInside(moment, window)) {
    const problem = 'its RECURRENCE-ID is no meeting of the series; it is read as a meeting more';
    report.note(
      { line, what },
      problem,
      'nothing, if the series was cut off; else export the calendar again',
    );
  }
  originals.set(key, { moment, isExtra: hasMain });
  return key;
}

/** The line that takes out each meeting, by key. A day alone takes out all meetings of that day. */
function findExceptions(
  { exceptions, start, what }: CalendarEvent,
  originals: ReadonlyMap<string, Original>,
  window: Window,
  report: CalendarReport,
): Map<string, Property> {
  const taken = new Map<string, Property>();
  const byDay = Map.groupBy(originals.keys(), (key) =>
    dateOf(originals.get(key)?.moment ?? start).toString(),
  );
  for (const { moment, property } of exceptions) {
    const isDay = moment.type === 'day' && start.type === 'time';
    const keys = isDay
      ? (byDay.get(moment.date.toString()) ?? [])
      : [keyOf(moment)].filter((key) => originals.has(key));
    for (const key of keys) taken.set(key, property);
    if (keys.length > 0 || !isInside(moment, window)) continue;
    const problem = `no meeting of the series begins at ${keyOf(moment)}; nothing is taken out`;
    report.note(
      { line: property.line, what: `${what} EXDATE` },
      problem,
      'nothing, if the series was changed since',
    );
  }
  return taken;
}

/** When a meeting begins if all from some meeting on were moved: as much earlier or later on the clocks as that one. */
function shifted(moment: Moment, { replaces, start }: CalendarEvent): Moment {
  if (replaces === undefined) return moment;
  const from = replaces.moment;
  if (start.type === 'day') return { type: 'day', date: dateOf(moment).add(dateOf(from).until(start.date)) };
  if (moment.type === 'day' || from.type === 'day')
    return { ...start, wall: dateOf(moment).toPlainDateTime(start.wall.toPlainTime()) };
  // In the zone of the change: where the meeting is held from then on.
  const [was, is] = [moment, from].map(({ wall, zone }) => start.zone.wallOf(zone.at(wall).toInstant()));
  return was && is ? { ...start, wall: was.add(is.until(start.wall)) } : moment;
}

export function isInside(moment: Moment, { from, until }: Window): boolean {
  const date = dateOf(moment);
  return Temporal.PlainDate.compare(from, date) <= 0 && Temporal.PlainDate.compare(date, until) <= 0;
}

function compareMoments(a: Moment, b: Moment): number {
  if (a.type === 'time' && b.type === 'time') {
    return Temporal.ZonedDateTime.compare(a.zone.at(a.wall), b.zone.at(b.wall));
  }
  return Temporal.PlainDate.compare(dateOf(a), dateOf(b));
}

/** Of the UID what can be part of an id, with a hash where that is not all of it. */
function idOf(uid: string): string {
  if (uid.length <= LONGEST_UID && SLUG.test(uid)) return uid;
  const hash = createHash('sha256').update(uid).digest('hex').slice(0, 8);
  return [
    slug(uid)
      .slice(0, LONGEST_UID - 9)
      .replace(/-$/, ''),
    hash,
  ]
    .filter((part) => part !== '')
    .join('-');
}

/**
 * By the day: then an hour that changes for the whole series changes no id. A second meeting of a day, or one that no rule makes,
 * is told apart by its hour.
 */
function claim(ids: Set<string>, base: string, { moment, isExtra }: Original): string {
  const day = `${base}-${dateOf(moment)}`;
  const hour =
    moment.type === 'day'
      ? ''
      : `-${moment.wall.toPlainTime().toString({ smallestUnit: 'minute' }).replace(':', '')}`;
  const candidates = [...(isExtra && hour !== '' ? [] : [day]), ...(hour === '' ? [] : [`${day}${hour}`])];
  let id = candidates.find((each) => !ids.has(each));
  for (let number = 2; id === undefined; number++) {
    const numbered = `${day}${hour}-${number}`;
    if (!ids.has(numbered)) id = numbered;
  }
  ids.add(id);
  return id;
}
