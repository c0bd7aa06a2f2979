import type { CalendarEvent } from './event.ts';
import type { Original } from './occurrences.ts';
import type { Property } from './property.ts';
import type { CalendarReport } from './report.ts';
import type { Window } from './rule.ts';
import { dateOf, isInside, keyOf, type Moment, type TimeMoment, timeAt } from './times.ts';

/** The meetings of a series as it has them, by the key of when they begin. */
export type Originals = Map<string, Original>;

/** What changes are read with. */
export interface ChangeReader {
  readonly main: CalendarEvent | undefined;
  readonly window: Window;
  readonly report: CalendarReport;
}

/**
 * Which meeting of the series each change is about, by its key. One that is of none is a meeting of its own: programs cut a series off
 * and leave its changed meetings standing.
 */
export function findReplaced(
  changes: readonly CalendarEvent[],
  originals: Originals,
  { main, window, report }: ChangeReader,
): Map<string, CalendarEvent> {
  const changed = new Map<string, CalendarEvent>();
  const byDay = groupByDay(originals);
  for (const change of changes) {
    const { replaces, start, what, line } = change;
    if (replaces === undefined) continue;
    const { moment } = replaces;
    const sameDay =
      main && main.start.type !== moment.type ? byDay.get(dateOf(moment).toString()) : undefined;
    const key = sameDay?.length === 1 && sameDay[0] !== undefined ? sameDay[0] : keyOf(moment);
    if (!originals.has(key)) {
      if (main && !isInside(moment, window) && !isInside(start, window)) continue;
      originals.set(key, { moment, isExtra: main !== undefined });
      if (main && isInside(moment, window)) {
        const problem = 'its RECURRENCE-ID is no meeting of the series; it is read as a meeting more';
        report.note(
          { line, what },
          problem,
          'nothing to do, if the series was cut off; else export the calendar again',
        );
      }
    }
    changed.set(key, change);
  }
  return changed;
}

/** The line that takes out each meeting, by key. A day alone takes out all meetings of that day. */
export function findExceptions(
  originals: Originals,
  { main, window, report }: ChangeReader,
): Map<string, Property> {
  const taken = new Map<string, Property>();
  const byDay = groupByDay(originals);
  for (const { moment, property } of main?.exceptions ?? []) {
    const isDay = moment.type === 'day' && main?.start.type === 'time';
    const sameDay = isDay ? (byDay.get(moment.date.toString()) ?? []) : [];
    const keys = isDay ? sameDay : [keyOf(moment)].filter((key) => originals.has(key));
    for (const key of keys) taken.set(key, property);
    if (keys.length > 0 || !isInside(moment, window)) continue;
    const spot = { line: property.line, what: `${main?.what} EXDATE` };
    const problem = `no meeting of the series begins at ${keyOf(moment)}; nothing is taken out`;
    report.note(spot, problem, 'nothing to do, if the series was changed since');
  }
  return taken;
}

function groupByDay(originals: Originals): ReadonlyMap<string, readonly string[]> {
  const days = new Map<string, string[]>();
  for (const [key, { moment }] of originals) {
    const day = dateOf(moment).toString();
    const known = days.get(day);
    if (known) known.push(key);
    else days.set(day, [key]);
  }
  return days;
}

/** When a meeting begins if all from some meeting on were moved: as much earlier or later on the clocks as that one. */
export function shifted(moment: Moment, { replaces, start }: CalendarEvent): Moment {
  if (replaces === undefined) return moment;
  const from = replaces.moment;
  if (start.type === 'day') return { type: 'day', date: dateOf(moment).add(dateOf(from).until(start.date)) };
  if (moment.type === 'day' || from.type === 'day')
    return timeAt(start.zone, dateOf(moment).toPlainDateTime(start.wall.toPlainTime()));
  // In the zone of the change: where the meeting is held from then on.
  const wallOf = ({ at }: TimeMoment) => start.zone.wallOf(at.toInstant());
  return timeAt(start.zone, wallOf(moment).add(wallOf(from).until(start.wall)));
}
