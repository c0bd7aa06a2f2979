import type { When } from '../data/when.ts';
import { type Slot, slotsOf } from './due.ts';
import { type Lead, LONGEST_WEEKS, minutesOf } from './leads.ts';
import { endOfUse, type Meeting, startKey } from './meeting.ts';

/** Why a reminder was not sent. Worded in `replies/`. */
export type SkipReason =
  /** The meeting had begun before it could be sent. */
  | 'began'
  /** The subscription was paused by its admin. */
  | 'paused'
  /** Discord refuses messages to the channel for good. */
  | 'refused'
  /** The meeting moved or was cancelled before it went out. */
  | 'changed'
  /** The meeting is no longer among the facts. */
  | 'gone'
  /** The meeting became known later than the reminder was due; a later reminder or a correction told of it. */
  | 'announced-later';

/** A channel that wants to be reminded. */
export interface Subscription {
  readonly id: string;
  readonly serverId: string;
  readonly channelId: string;
  /** The longest first; at least one. */
  readonly leads: readonly Lead[];
  /** Words that a meeting must fit; empty for all meetings. */
  readonly search: string;
  readonly roleId: string | undefined;
  /** Shows upcoming meetings as the server's scheduled events too. */
  readonly mirror: boolean;
  /** The server's IANA zone, for days without an hour. */
  readonly zone: string;
  /** The server's, when it was made or last changed, as Discord names it: what is sent is in that language. */
  readonly locale: string;
  /** Reminders due before are not owed: it was made, or changed, then. */
  readonly activeSince: Temporal.Instant;
  readonly pausedBy: 'admin' | 'discord' | undefined;
  /** Why Discord refused, such as "Missing Access (50001)". */
  readonly pausedReason: string | undefined;
  readonly pausedAt: Temporal.Instant | undefined;
}

/** A row of the ledger to be. Its key is (subscription, engagement, lead, start). */
export interface PlannedRow {
  readonly subscriptionId: string;
  readonly engagementId: string;
  readonly lead: string;
  readonly start: string;
  readonly dueAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  /** Absent: it is owed. */
  readonly skip: SkipReason | undefined;
}

/** What has been planned before: all that was due up to `until`, for those who were subscribed at `at`. */
export interface Planned {
  readonly at: Temporal.Instant;
  readonly until: Temporal.Instant;
  /** Of servers, by their ids, as they were then. */
  readonly zones: ReadonlyMap<string, string>;
}

export interface PlanInput {
  readonly meetings: readonly Meeting[];
  readonly subscriptions: readonly Subscription[];
  /** The ids of the meetings that a search text means. */
  readonly matches: (search: string) => ReadonlySet<string>;
  /** When a meeting was first known to be at its present time. */
  readonly firstSeen: (meeting: Meeting) => Temporal.Instant;
  /** Whether a channel has been told another time of this meeting, and so gets a correction of this one. */
  readonly wasTold: (subscriptionId: string, meetingId: string) => boolean;
  readonly now: Temporal.Instant;
  readonly planned: Planned | undefined;
  /** Plans what is due up to here. */
  readonly until: Temporal.Instant;
}

/** A subscription may be saved so long after the time that it was given: a plan made in between has not seen it. */
const SLOW_SAVE = { minutes: 1 };
const MINUTE_MS = 60 * 1000;
/** For clocks that change between a reminder and its meeting. */
const DAY_MS = 24 * 60 * MINUTE_MS;
/** How long after its start a meeting may still leave a row that says why nobody was reminded. */
const REMEMBERED = { hours: 7 * 24 };

/** Subscriptions with the same answer to "when". */
interface Group {
  readonly first: Subscription;
  readonly all: readonly Subscription[];
  /** Those that the plan before may not have seen. */
  readonly unseen: readonly Subscription[];
}

/**
 * What is owed to which channel, meeting by meeting. Pure: the same rows, by their keys, however time is cut into plans; a
 * store drops those that it has.
 */
export function* planReminders(input: PlanInput): Generator<Iterable<PlannedRow>> {
  const groups = groupsOf(input);
  for (const meeting of input.meetings) yield planMeeting(input, meeting, groups);
}

function groupsOf({ subscriptions, planned }: Pick<PlanInput, 'subscriptions' | 'planned'>): Group[] {
  const since = planned?.at.subtract(SLOW_SAVE);
  // In another zone a day without an hour is due at another time, which may be past.
  const isUnseen = ({ activeSince, serverId, zone }: Subscription) =>
    since === undefined || isAtOrBefore(since, activeSince) || planned?.zones.get(serverId) !== zone;
  return [...Map.groupBy(subscriptions, groupKey).values()].flatMap((all) => {
    const [first] = all;
    return first === undefined ? [] : [{ first, all, unseen: all.filter(isUnseen) }];
  });
}

/** What is owed of one meeting. */
function* planMeeting(input: PlanInput, meeting: Meeting, groups: readonly Group[]): Generator<PlannedRow> {
  const { when, status } = meeting.record;
  if (status !== 'planned' || !isWithinReach(when, input)) return;
  const oldest = input.now.subtract(REMEMBERED);
  for (const { first, all, unseen } of groups) {
    if (!fits(input, first, meeting)) continue;
    const expiresAt = endOfUse(when, first.zone);
    if (isAtOrBefore(expiresAt, oldest)) continue;
    const timed = timeSlots(slotsOf(when, first.leads, first.zone), input.firstSeen(meeting));
    for (const slot of timed) {
      if (!isAtOrBefore(slot.at, input.until) || !isBefore(slot.at, expiresAt)) continue;
      const isPlanned = input.planned !== undefined && isAtOrBefore(slot.at, input.planned.until);
      for (const subscription of isPlanned ? unseen : all) {
        yield* rowOf(input, { meeting, subscription, slot, expiresAt });
      }
    }
  }
}

/** A day is nowhere longer ahead or behind than this. */
const DAY_OF_ZONES = { hours: 48 };
const LONGEST_LEAD_DAYS = LONGEST_WEEKS * 7;

/** Not so long over, or so far ahead, that no lead in no zone could matter: most meetings are, and need no closer look. */
function isWithinReach(when: When, { now, until }: PlanInput): boolean {
  const { from, to } = when.type === 'instant' ? daysOf(when.start) : when;
  const last = to ?? from?.add({ months: 1 });
  if (from === undefined || last === undefined) return false;
  const oldest = now.subtract(REMEMBERED).subtract(DAY_OF_ZONES).epochMilliseconds;
  const farthest = until.add(DAY_OF_ZONES).epochMilliseconds + LONGEST_LEAD_DAYS * DAY_MS;
  return utcMs(last) >= oldest && utcMs(from) <= farthest;
}

function daysOf(start: Temporal.ZonedDateTime): { from: Temporal.PlainDate; to: Temporal.PlainDate } {
  const day = start.toPlainDate();
  return { from: day, to: day };
}

function utcMs({ year, month, day }: Temporal.PlainDate): number {
  return Date.UTC(year, month - 1, day);
}

/** A meeting that fits what a subscription asks for. */
export function fits(
  { matches }: Pick<PlanInput, 'matches'>,
  { search }: Subscription,
  { id }: Meeting,
): boolean {
  return search === '' || matches(search).has(id);
}

function groupKey({ leads, zone, search }: Subscription): string {
  return JSON.stringify([leads, zone, search]);
}

interface TimedSlot extends Slot {
  /** When it is owed: when it is due, or when the meeting became known, if that is later. */
  readonly at: Temporal.Instant;
  readonly missed: 'no' | 'told-by-a-later' | 'last';
}

/** Of the reminders that were due before anybody knew of the meeting, the last one is owed at once, and the others never. */
function timeSlots(slots: readonly Slot[], seen: Temporal.Instant): TimedSlot[] {
  const missed = slots.filter(({ dueAt }) => isBefore(dueAt, seen));
  const last = missed.at(-1);
  return slots.map((slot) => {
    if (!isBefore(slot.dueAt, seen)) return { ...slot, at: slot.dueAt, missed: 'no' };
    return { ...slot, at: seen, missed: slot === last ? 'last' : 'told-by-a-later' };
  });
}

interface Candidate {
  readonly meeting: Meeting;
  readonly subscription: Subscription;
  readonly slot: TimedSlot;
  readonly expiresAt: Temporal.Instant;
}

function* rowOf(
  { now, wasTold }: PlanInput,
  { meeting, subscription, slot: { lead, at, missed }, expiresAt }: Candidate,
): Generator<PlannedRow> {
  const { id: subscriptionId, activeSince, pausedBy } = subscription;
  if (isAtOrBefore(at, activeSince)) return;
  const isTold = missed === 'told-by-a-later' || (missed === 'last' && wasTold(subscriptionId, meeting.id));
  const skip = isTold ? 'announced-later' : skipOf(pausedBy, isAtOrBefore(expiresAt, now));
  const start = startKey(meeting.record.when);
  yield { subscriptionId, engagementId: meeting.id, lead, start, dueAt: at, expiresAt, skip };
}

/** Why a reminder of a paused subscription, or of a meeting that has begun, is not sent. */
export function skipOf(pausedBy: Subscription['pausedBy'], hasBegun: boolean): SkipReason | undefined {
  if (pausedBy !== undefined) return pausedBy === 'admin' ? 'paused' : 'refused';
  return hasBegun ? 'began' : undefined;
}

function longestLeadMs({ leads: [longest] }: Subscription): number {
  return (longest ? minutesOf(longest) * MINUTE_MS : 0) + DAY_MS;
}

/** Whether it surely has no reminder between these: a calendar tells of years. */
function isFar(
  { record: { when } }: Meeting,
  longestLead: number,
  from: Temporal.Instant,
  until: Temporal.Instant | undefined,
): boolean {
  if (when.type !== 'instant') return false;
  const start = when.start.epochMilliseconds;
  const isLater = until !== undefined && start - longestLead > until.epochMilliseconds;
  return isLater || start <= from.epochMilliseconds;
}

/**
 * The next reminder of a subscription, for `/remind list`.
 *
 * @param after strictly later than this
 */
export function nextReminder(
  input: Pick<PlanInput, 'meetings' | 'matches'>,
  subscription: Subscription,
  after: Temporal.Instant,
): { readonly meeting: Meeting; readonly slot: Slot } | undefined {
  let next: ReturnType<typeof nextReminder>;
  const longest = longestLeadMs(subscription);
  for (const meeting of input.meetings) {
    const { when, status } = meeting.record;
    if (status !== 'planned' || isFar(meeting, longest, after, next?.slot.dueAt)) continue;
    if (!fits(input, subscription, meeting)) continue;
    for (const slot of slotsOf(when, subscription.leads, subscription.zone)) {
      if (isBefore(after, slot.dueAt) && (!next || isBefore(slot.dueAt, next.slot.dueAt)))
        next = { meeting, slot };
    }
  }
  return next;
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}

function isAtOrBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) <= 0;
}
