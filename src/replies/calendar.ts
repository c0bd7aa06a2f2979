import { createHash } from 'node:crypto';
import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { wordsOf } from '../data/evidence-words.ts';
import type { Engagement } from '../data/facts.ts';
import type { InstantWhen } from '../data/when.ts';
import type { Language } from '../i18n/language.ts';
import { hasDay, type Meeting } from '../reminders/meeting.ts';
import type { View } from './view.ts';

/** A meeting of which no source says how long it takes stands in a calendar for an hour. */
const ASSUMED = { hours: 1 };

/**
 * A calendar file (RFC 5545) with one meeting, in the zone in which it is held. Its UID is the same for every reminder and
 * correction of the meeting, so that a calendar moves or cancels what it has. Undefined where no source gives a date.
 */
export function renderCalendar({ facts, language }: View, { id, ids, record }: Meeting): string | undefined {
  const dates = datesOf(record);
  if (dates === undefined) return undefined;
  const source = facts.getSource(record.sourceId);
  const calendar = ical({
    prodId: `//Tranche//Reminders//${language.code.toUpperCase()}`,
    method: ICalCalendarMethod.PUBLISH,
  });
  // Without a name: a calendar's own zone would be put on time stamps too, which must be in UTC.
  calendar.timezone({
    name: null,
    generator: (zone) => (record.when.type === 'instant' ? renderZone(zone, record.when) : null),
  });
  const isOff = record.status === 'cancelled' || record.status === 'postponed';
  calendar.createEvent({
    id: `${createHash('sha256').update(id).digest('hex').slice(0, 32)}@tranche`,
    // Each record that tells of it is a revision.
    sequence: ids.length - 1 + (isOff ? 1 : 0),
    stamp: new Date(facts.revision.loadedAt.epochMilliseconds),
    summary: record.title,
    description: `${describe(language, record)}${wordsOf(record.evidence)}\n— ${source.title}, ${source.publisher}`,
    status: isOff
      ? ICalEventStatus.CANCELLED
      : hasDay(record.when)
        ? ICalEventStatus.CONFIRMED
        : ICalEventStatus.TENTATIVE,
    ...(record.where !== undefined && { location: record.where }),
    ...((record.url ?? source.url) !== undefined && { url: record.url ?? source.url ?? '' }),
    ...dates,
    // Nobody's whole week is taken because a meeting falls somewhere in it.
    ...(record.when.type === 'dates' && {
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    }),
  });
  return calendar.toString();
}

function describe(language: Language, { when }: Engagement): string {
  if (hasDay(when)) return '';
  return `${language.t('reminder.expected', { when: language.when(when) })}\n\n`;
}

function datesOf({ when }: Engagement) {
  if (when.type === 'instant') {
    const { start, end = start.add(ASSUMED) } = when;
    // An offset is no zone for a calendar: its name would have a colon, and it would not follow any clocks.
    const zone = /^[+-]/.test(start.timeZoneId) ? 'UTC' : start.timeZoneId;
    return { start: start.withTimeZone(zone), end: end.withTimeZone(zone), timezone: zone };
  }
  if (when.from === undefined) return undefined;
  // The end of a whole day is the next one.
  const end = (when.to ?? when.from).add({ days: 1 });
  return { start: when.from, end, allDay: true, floating: true };
}

/** The rules of a zone around one meeting: what the clocks show when it begins, and after their next change. */
function renderZone(zone: string, { start }: InstantWhen): string {
  const local = start.withTimeZone(zone);
  const previous = local.getTimeZoneTransition('previous');
  const next = local.getTimeZoneTransition('next');
  const now = previous === null ? renderObservance(local, undefined) : renderObservance(previous, previous);
  const then = next === null ? [] : renderObservance(next, next);
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...now, ...then, 'END:VTIMEZONE'].join('\r\n');
}

/** @param begins the change of the clocks; it is written as the clocks show it that are about to change */
function renderObservance(
  shown: Temporal.ZonedDateTime,
  begins: Temporal.ZonedDateTime | undefined,
): string[] {
  const before = begins?.subtract({ nanoseconds: 1 }) ?? shown;
  const jump = shown.offsetNanoseconds - before.offsetNanoseconds;
  const start = begins?.toPlainDateTime().subtract({ nanoseconds: jump });
  const type = isSummer(shown) ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${type}`,
    `DTSTART:${(start?.toString({ smallestUnit: 'second' }) ?? '1970-01-01T00:00:00').replace(/[-:]/g, '')}`,
    `TZOFFSETFROM:${before.offset.replace(/:/g, '')}`,
    `TZOFFSETTO:${shown.offset.replace(/:/g, '')}`,
    `END:${type}`,
  ];
}

function isSummer(shown: Temporal.ZonedDateTime): boolean {
  const offsets = [1, 7].map((month) => shown.with({ month, day: 1 }).offsetNanoseconds);
  return shown.offsetNanoseconds > Math.min(...offsets);
}
