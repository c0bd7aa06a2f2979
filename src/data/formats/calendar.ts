import { DataError, ParseError } from '../../errors.ts';
import { MEGABYTE } from '../byte-size.ts';
import { type CalendarSettings, calendarFile } from '../calendar-schema.ts';
import { Pace } from '../pace.ts';
import { halvesOf } from '../parse-fault.ts';
import type { Reading } from '../read-records.ts';
import type { Engagement } from '../records.ts';
import { checkZone } from '../when-zoned.ts';
import { type Format, NOTHING, type SourceRecords } from './format.ts';
import { engagementOf } from './ics/engagement.ts';
import { LARGEST_CALENDAR } from './ics/lines.ts';
import type { Occurrence } from './ics/occurrences.ts';
import { type CalendarOptions, readCalendar } from './ics/read-calendar.ts';
import type { Moment } from './ics/times.ts';
import type { SourceFile } from './source-file.ts';

/** Back and ahead, of what repeats: a rule may have no end. In whole months, so that a load tomorrow knows the same meetings. */
const HORIZON = { years: 2 };
const LONGEST_WINDOW = { years: 20 };

/** A calendar as programs export it (iCalendar). Each of its meetings is a fact, and its event the evidence. */
export const calendar: Format = {
  head: 'calendar.yaml',
  schema: calendarFile,
  largestHead: 1,
  bodies: ['calendar.ics'],
  largestBody: LARGEST_CALENDAR / MEGABYTE,
  similar: /^(?:calendar\.(?:ya?ml|json)|.*\.(?:ics|ical|ifb|icalendar))$/i,

  async openBody(file, path) {
    return { faults: [], readRecords: (reading) => readEngagements(file, path, reading) };
  },
};

async function readEngagements(file: SourceFile, path: string, reading: Reading): Promise<SourceRecords> {
  const { source } = reading;
  const head = calendarFile.safeParse(source.value).data;
  const options = head && readOptions(head.calendar ?? {}, reading);
  // Of a calendar.yaml that is wrong itself, nobody knows what it says of the times.
  if (options === undefined || source.report.faults.length > 0) return NOTHING;
  try {
    const found = await readCalendar(file, path, options);
    const engagements = await makeEngagements(found.occurrences, source.id, path);
    return { ...NOTHING, engagements, remarks: found.remarks, faults: found.faults, notes: found.notes };
  } catch (error) {
    if (error instanceof DataError) return { ...NOTHING, faults: error.faults };
    throw error;
  }
}

/** Earliest first, so that whoever sorts them with others has little to do. */
async function makeEngagements(
  occurrences: readonly Occurrence[],
  sourceId: string,
  path: string,
): Promise<Engagement[]> {
  const pace = new Pace();
  const made: { readonly begins: number; readonly engagement: Engagement }[] = [];
  for (const occurrence of occurrences) {
    const engagement = engagementOf(occurrence, sourceId, path);
    made.push({ begins: beginningOf(occurrence.start), engagement });
    if (pace.isDue) await pace.rest();
  }
  return made.sort((a, b) => a.begins - b.begins).map(({ engagement }) => engagement);
}

/** Milliseconds since 1970; of a day its midnight in UTC. */
function beginningOf(start: Moment): number {
  return start.type === 'time'
    ? start.at.epochMilliseconds
    : start.date.toZonedDateTime('UTC').epochMilliseconds;
}

/** Undefined, and faults, where what `calendar.yaml` asks for is not possible. */
function readOptions(settings: CalendarSettings, { source, today }: Reading): CalendarOptions | undefined {
  const { report } = source;
  const placeOf = (written: string, key: readonly string[]) => {
    try {
      return checkZone(written);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      report.add(['calendar', ...key], ...halvesOf(error.message));
      return undefined;
    }
  };
  const zone = settings.zone === undefined ? undefined : placeOf(settings.zone, ['zone']);
  const zones = Object.entries(settings.zones ?? {}).map(
    ([name, place]) => [name, placeOf(place, ['zones', name])] as const,
  );
  const dayOf = (written: string | undefined) =>
    written === undefined ? undefined : Temporal.PlainDate.from(written);
  const from = dayOf(settings.from) ?? today.subtract(HORIZON).with({ day: 1 });
  const until = dayOf(settings.until) ?? today.add(HORIZON).with({ day: 31 });
  const { compare } = Temporal.PlainDate;
  if (compare(from, until) > 0) {
    report.add(['calendar'], `from (${from}) is after until (${until})`, 'write the earlier day as from');
  } else if (compare(from.add(LONGEST_WINDOW), until) < 0) {
    const years = `more than ${LONGEST_WINDOW.years} years lie between ${from} and ${until}`;
    report.add(['calendar'], years, 'write a shorter time: every meeting in it is kept');
  }
  if (report.faults.length > 0) return undefined;
  const known = new Map(
    zones.flatMap(([name, place]) => (place === undefined ? [] : [[name, place] as const])),
  );
  return { zone, zones: known, window: { from, until } };
}
