import type { Fault } from '../../../errors.ts';
import { Pace } from '../../pace.ts';
import { runPaced, type Steps } from '../../steps.ts';
import type { SourceFile } from '../source-file.ts';
import { type Component, ComponentReader } from './components.ts';
import { type CalendarEvent, isPrivate, ListedDates, readEvent } from './event.ts';
import { readLines } from './lines.ts';
import { type Occurrence, occurrencesOf } from './occurrences.ts';
import { readProperties, textOf } from './property.ts';
import { CalendarReport } from './report.ts';
import { groupEvents } from './versions.ts';
import { ZoneRules } from './zone-rules.ts';
import { ZoneBook, type ZoneOptions } from './zones.ts';

export type CalendarOptions = ZoneOptions;

/** What a calendar says. Whole only where there are no faults. */
export interface CalendarReading {
  readonly occurrences: readonly Occurrence[];
  /** What a reader should know of how it was read, in whole sentences. */
  readonly remarks: readonly string[];
  readonly faults: readonly Fault[];
  /** What is odd, and was read as it was probably meant. */
  readonly notes: readonly Fault[];
}

const MOST_OF_ALL = 50_000;

/**
 * Reads an iCalendar file (RFC 5545): its meetings, of what repeats those in the window.
 *
 * @param path of the file, relative to the facts folder
 * @throws DataError for a file that is not text, or too large
 */
export async function readCalendar(
  file: SourceFile,
  path: string,
  options: CalendarOptions,
): Promise<CalendarReading> {
  const report = new CalendarReport(path);
  const components = new ComponentReader(report);
  for await (const lines of readLines(file, path)) components.take(lines);
  const calendars = components.end();
  const { events, hidden } = await readEvents(calendars, options, report);
  const occurrences = await runPaced(findOccurrences(events, options, report));
  return {
    occurrences,
    remarks: renderRemarks(events, hidden, options),
    faults: report.faults,
    notes: report.notes,
  };
}

async function readEvents(
  calendars: readonly Component[],
  options: CalendarOptions,
  report: CalendarReport,
): Promise<{ events: CalendarEvent[]; hidden: number }> {
  const pace = new Pace();
  const events: CalendarEvent[] = [];
  const dates = new ListedDates();
  let hidden = 0;
  for (const calendar of calendars) {
    const properties = readProperties(calendar.lines, 'VCALENDAR', report);
    const zones = calendar.parts.filter(({ name }) => name === 'VTIMEZONE');
    const rules = zones.flatMap((zone) => ZoneRules.read(zone, report) ?? []);
    const reader = {
      zones: new ZoneBook(rules, textOf(properties, 'X-WR-TIMEZONE'), options, report),
      isCancelled: textOf(properties, 'METHOD')?.toUpperCase() === 'CANCEL',
      dates,
      report,
    };
    for (const component of calendar.parts.filter(({ name }) => name === 'VEVENT')) {
      if (isPrivate(component)) hidden += 1;
      else {
        const event = readEvent(component, reader);
        if (event) events.push(event);
      }
      if (pace.isDue) await pace.rest();
    }
  }
  return { events, hidden };
}

function* findOccurrences(
  events: readonly CalendarEvent[],
  { window }: CalendarOptions,
  report: CalendarReport,
): Steps<Occurrence[]> {
  const found: Occurrence[] = [];
  for (const family of groupEvents(events, report)) {
    const occurrences = yield* occurrencesOf(family, window, report);
    for (const each of occurrences) found.push(each);
    const [first] = family.main ? [family.main] : family.changes;
    if (first && occurrences.length === 0) {
      const problem = `none of its meetings is between ${window.from} and ${window.until}`;
      report.note(first, problem, 'to know them, write other days as from and until in calendar.yaml');
    }
    yield;
    if (found.length <= MOST_OF_ALL) continue;
    const problem = `holds more than ${MOST_OF_ALL} meetings between ${window.from} and ${window.until}`;
    report.add(
      { line: 0, what: 'the calendar' },
      problem,
      'write a shorter time in calendar.yaml: calendar: { from: …, until: … }',
    );
    return [];
  }
  return found;
}

function renderRemarks(
  events: readonly CalendarEvent[],
  hidden: number,
  { window: { from, until } }: CalendarOptions,
): string[] {
  const repeats = events.some(({ rules }) => rules.length > 0);
  return [
    ...(repeats ? [`Of what repeats, the meetings from ${from} to ${until} are known.`] : []),
    ...(hidden > 0
      ? [`${hidden === 1 ? 'One event is' : `${hidden} events are`} marked as private and left out.`]
      : []),
  ];
}
