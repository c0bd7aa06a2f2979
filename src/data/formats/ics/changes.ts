import type { CalendarEvent } from './event.ts';
import type { Original } from './occurrences.ts';
import type { Property } from './property.ts';
import type { CalendarReport } from './report.ts';
import type { Window } from './rule.ts';
import { dateOf, isInside, keyOf, type Moment } from './times.ts';

/**
 * Which meeting of the series a change is about, by its key. One that is of none is a meeting of its own: programs cut a series off and
 * leave its changed meetings standing. Undefined if it is outside of the window.
 */
export function findReplaced(
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
export function findExceptions(
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
export function shifted(moment: Moment, { replaces, start }: CalendarEvent): Moment {
  if (replaces === undefined) return moment;
  const from = replaces.moment;
  if (start.type === 'day') return { type: 'day', date: dateOf(moment).add(dateOf(from).until(start.date)) };
  if (moment.type === 'day' || from.type === 'day')
    return { ...start, wall: dateOf(moment).toPlainDateTime(start.wall.toPlainTime()) };
  // In the zone of the change: where the meeting is held from then on.
  const [was, is] = [moment, from].map(({ wall, zone }) => start.zone.wallOf(zone.at(wall).toInstant()));
  return was && is ? { ...start, wall: was.add(is.until(start.wall)) } : moment;
}
