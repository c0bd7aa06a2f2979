import { basename } from 'node:path';
import type { Engagement, EventEvidence } from '../../records.ts';
import type { When } from '../../when.ts';
import type { CalendarEvent } from './event.ts';
import type { Occurrence } from './occurrences.ts';
import type { Moment } from './times.ts';

const UNTITLED = 'Meeting without a title';

// All meetings of a series rest on the same event.
const evidences = new WeakMap<CalendarEvent, EventEvidence>();

/**
 * A meeting as a fact. A calendar says what is planned, and what is off; that a meeting was held it does not say.
 *
 * @param path of the calendar, relative to the facts folder
 */
export function engagementOf(occurrence: Occurrence, sourceId: string, path: string): Engagement {
  const { id, seriesId, event, title, start, isCancelled } = occurrence;
  return {
    id: `${sourceId}/${id}`,
    sourceId,
    title: title ?? UNTITLED,
    when: whenOf(start, event.length),
    status: isCancelled ? 'cancelled' : 'planned',
    where: event.where,
    between: event.people,
    topics: [],
    subject: undefined,
    seriesId: seriesId === undefined ? undefined : `${sourceId}/${seriesId}`,
    url: event.url,
    evidence: evidenceOf(occurrence, basename(path)),
  };
}

function evidenceOf({ event, takenOutBy }: Occurrence, file: string): EventEvidence {
  const { uid, line, said } = event;
  if (takenOutBy) {
    const own = [...said, takenOutBy.text];
    return { type: 'event', file, uid, line: takenOutBy.line, lines: own };
  }
  const known = evidences.get(event) ?? { type: 'event' as const, file, uid, line, lines: said };
  evidences.set(event, known);
  return known;
}

function whenOf(start: Moment, length: Temporal.Duration | undefined): When {
  if (start.type === 'day') {
    // The end of a calendar's days is the day after: https://www.rfc-editor.org/rfc/rfc5545#section-3.6.1
    const days = length?.total({ unit: 'days', relativeTo: start.date }) ?? 1;
    const to = start.date.add({ days: Math.max(1, Math.floor(days)) - 1 });
    // A month that is taken up whole is still so many days, each announced.
    const precision = to.equals(start.date) ? 'day' : 'range';
    return { type: 'dates', from: start.date, to, precision, approximate: false, says: undefined };
  }
  // Of no length: no end is known.
  const end = length === undefined || length.blank ? undefined : start.at.add(length);
  return { type: 'instant', start: start.at, end };
}
