import { endOfUse, hasDay, type Meeting, stateOf } from './meeting.ts';
import type { PlannedRow } from './plan.ts';

/** The last thing that a channel was told of a meeting. */
export interface Told {
  readonly ledgerId: string;
  readonly subscriptionId: string;
  readonly engagementId: string;
  /** As {@link stateOf} gives it. */
  readonly state: string;
  readonly expiresAt: Temporal.Instant;
  readonly zone: string;
}

/** The lead of a correction names what it corrects: each thing that was told is corrected once. */
const AFTER = 'after:';

export function isCorrection({ lead }: Pick<PlannedRow, 'lead'>): boolean {
  return lead.startsWith(AFTER);
}

/**
 * One correction for each channel that was told what is no longer so. What is over, as it was told and as it is now, is
 * left alone. Pure.
 */
export function planCorrections(
  told: readonly Told[],
  meetings: readonly Meeting[],
  now: Temporal.Instant,
): PlannedRow[] {
  const byRecord = new Map(meetings.flatMap((meeting) => meeting.ids.map((id) => [id, meeting] as const)));
  return told.flatMap(({ ledgerId, subscriptionId, engagementId, state, expiresAt, zone }) => {
    const meeting = byRecord.get(engagementId);
    if (meeting === undefined || meeting.record.status === 'held' || stateOf(meeting.record) === state)
      return [];
    const until = later(expiresAt, expiryOf(meeting, zone));
    if (Temporal.Instant.compare(until, now) <= 0) return [];
    return {
      subscriptionId,
      engagementId: meeting.id,
      lead: `${AFTER}${ledgerId}`,
      start: stateOf(meeting.record),
      dueAt: now,
      expiresAt: until,
      skip: undefined,
    };
  });
}

function expiryOf({ record }: Meeting, zone: string): Temporal.Instant {
  return endOfUse(record.when, zone);
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a;
}

/** What became of a meeting that a channel had been told of. */
export type Change = 'cancelled' | 'postponed' | 'announced' | 'moved' | 'on-again';

/** @param told the state that the channel was told, as {@link stateOf} gives it */
export function changeOf(told: string, { record }: Meeting): Change {
  const state = stateOf(record);
  if (state === 'cancelled' || state === 'postponed') return state;
  if (told === 'cancelled' || told === 'postponed') return 'on-again';
  const hadDay = !told.includes('/') || told.split('/')[0] === told.split('/')[1];
  return !hadDay && hasDay(record.when) ? 'announced' : 'moved';
}
