import type { When } from '../data/when.ts';
import { type Lead, leadKey, minutesOf } from './leads.ts';
import { hasDay } from './meeting.ts';

/** One reminder of one meeting. */
export interface Slot {
  /** A lead's key; {@link ON_THE_DAY} or {@link WINDOW} where the source gives no hour. */
  readonly lead: string;
  readonly dueAt: Temporal.Instant;
}

/** The lead of the one reminder on the morning of a day without an hour, whatever leads shorter than a day were asked for. */
export const ON_THE_DAY = 'day';
/** The lead of the one reminder of a meeting without a day. */
export const WINDOW = 'window';

/** Where a source gives no hour, a reminder goes out when people begin to work. */
const MORNING = Temporal.PlainTime.from('09:00');

/**
 * The reminders of a meeting, the earliest first.
 *
 * An exact time: one for each lead, counted back on the clock where the meeting is held, so that "1 day before" keeps the
 * hour when the clocks change. A day without an hour: one for each lead of days, at 09:00 in `zone`, and one that
 * morning for all shorter ones. No day: one, the longest lead before the window opens, at 09:00 in `zone`.
 */
export function slotsOf(when: When, leads: readonly Lead[], zone: string): Slot[] {
  if (when.type === 'instant') {
    const { start } = when;
    const slots = leads.map((lead) => ({ lead: leadKey(lead), dueAt: before(start, lead).toInstant() }));
    return slots.sort(byTime);
  }
  const { from } = when;
  if (from === undefined || leads.length === 0) return [];
  const morning = (days: number) =>
    from.subtract({ days }).toZonedDateTime({ timeZone: zone, plainTime: MORNING }).toInstant();
  if (!hasDay(when)) {
    return [{ lead: WINDOW, dueAt: morning(Math.max(...leads.map(wholeDays))) }];
  }
  const slots = new Map<string, Slot>();
  for (const lead of leads) {
    const key = wholeDays(lead) === 0 ? ON_THE_DAY : leadKey(lead);
    slots.set(key, { lead: key, dueAt: morning(wholeDays(lead)) });
  }
  return [...slots.values()].sort(byTime);
}

function before(start: Temporal.ZonedDateTime, { amount, unit }: Lead): Temporal.ZonedDateTime {
  return start.subtract({ [`${unit}s`]: amount });
}

const wholeDays = (lead: Lead) => Math.floor(minutesOf(lead) / (24 * 60));

const byTime = (a: Slot, b: Slot) => Temporal.Instant.compare(a.dueAt, b.dueAt);
