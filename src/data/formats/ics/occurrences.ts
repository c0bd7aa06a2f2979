import { ParseError } from '../../../errors.ts';
import type { Steps } from '../../steps.ts';
import { findExceptions, findReplaced, type Originals, shifted } from './changes.ts';
import type { CalendarEvent } from './event.ts';
import { claimId, idOf } from './occurrence-id.ts';
import type { Property } from './property.ts';
import type { CalendarReport } from './report.ts';
import { expand, type Rule, type Window } from './rule.ts';
import { isInside, keyOf, type Moment, timeAt } from './times.ts';
import { type EventFamily, MOST_OF_ONE } from './versions.ts';

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
export interface Original {
  readonly moment: Moment;
  /** Not by a rule: it was added, or is known only by its change. */
  readonly isExtra: boolean;
}

const SHORTER = 'write a shorter time in calendar.yaml: calendar: { from: …, until: … }';

/** Works on all meetings of a UID. Pauses after each year of a rule, so that whoever runs it can let others have their turn. */
export function* occurrencesOf(
  family: EventFamily,
  window: Window,
  report: CalendarReport,
): Steps<Occurrence[]> {
  const { main, changes } = family;
  for (const { title, line, what } of main ? [main] : changes) {
    if (title === undefined) report.note({ line, what }, 'SUMMARY is missing', 'give it a title');
  }
  const originals: Originals = new Map();
  if (main) yield* findOriginals(main, window, originals, report);
  const reader = { main, window, report };
  const changed = findReplaced(
    changes.filter(({ replaces }) => !replaces?.andFollowing),
    originals,
    reader,
  );
  const taken = findExceptions(originals, reader);
  const following = findFollowing(changes);
  const identify = identifierOf(family);
  return [...originals].sort(inOrder).flatMap(([key, original]) => {
    const change = changed.get(key);
    const event = change ?? following.findLast(([from]) => from <= key)?.[1] ?? main;
    if (event === undefined) return [];
    const takenOutBy = change ? undefined : taken.get(key);
    const isCancelled = event.isCancelled || main?.isCancelled === true || takenOutBy !== undefined;
    const start = change ? change.start : shifted(original.moment, event);
    return {
      ...identify(key, original),
      event,
      title: event.title ?? main?.title,
      start,
      isCancelled,
      takenOutBy,
    };
  });
}

/** Those of rules first, then by their beginning. */
function inOrder([keyA, a]: [string, Original], [keyB, b]: [string, Original]): number {
  return Number(a.isExtra) - Number(b.isExtra) || (keyA < keyB ? -1 : 1);
}

/** Those that move all meetings from some time on, by that time. */
function findFollowing(changes: readonly CalendarEvent[]): [from: string, event: CalendarEvent][] {
  return changes
    .flatMap((event): [string, CalendarEvent][] => {
      const { replaces } = event;
      return replaces?.andFollowing ? [[keyOf(replaces.moment), event]] : [];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** An event that does not repeat keeps its id wherever it is moved to: no date is in it. */
function identifierOf({
  main,
  changes,
  uid,
}: EventFamily): (key: string, original: Original) => Pick<Occurrence, 'id' | 'seriesId'> {
  const base = idOf(uid);
  const repeats = main === undefined || main.rules.length + main.extraDates.length > 0;
  const only = main === undefined || repeats ? undefined : keyOf(main.start);
  const seriesId = repeats || changes.length > 0 ? base : undefined;
  const ids = new Set<string>();
  return (key, { moment, isExtra }) => ({
    id: key === only ? base : claimId(ids, base, moment, isExtra),
    seriesId,
  });
}

function* findOriginals(
  main: CalendarEvent,
  window: Window,
  originals: Originals,
  report: CalendarReport,
): Steps<void> {
  const { start, rules, extraDates, line, what } = main;
  const add = (moment: Moment, isExtra: boolean) => {
    const key = keyOf(moment);
    if (!originals.has(key)) originals.set(key, { moment, isExtra });
  };
  if (rules.length + extraDates.length === 0 || isInside(start, window)) add(start, false);
  try {
    for (const year of rules.values().flatMap((rule) => repeated(start, rule, window))) {
      for (const moment of year) add(moment, false);
      yield;
      if (originals.size > MOST_OF_ONE) break;
    }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    report.add({ line, what: `${what} RRULE` }, error.message, 'list its dates as RDATE');
  }
  for (const each of extraDates.filter((one) => isInside(one, window))) add(each, true);
  if (originals.size <= MOST_OF_ONE) return;
  const problem = `begins more than ${MOST_OF_ONE} times between ${window.from} and ${window.until}`;
  report.add({ line, what }, problem, SHORTER);
}

/** Year by year. */
function* repeated(start: Moment, rule: Rule, window: Window): Generator<Moment[]> {
  const isDay = start.type === 'day';
  const wall = isDay ? start.date.toPlainDateTime() : start.wall;
  for (const year of expand(rule, wall, window)) {
    yield year.map((each) => (isDay ? { type: 'day', date: each.toPlainDate() } : timeAt(start.zone, each)));
  }
}
