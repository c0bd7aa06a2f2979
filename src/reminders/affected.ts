import type { Store } from '../store/store.ts';
import { planCorrections } from './corrections.ts';
import { outdatedTold } from './ledger.ts';
import { type Meeting, startKey } from './meeting.ts';
import { type PlannedRow, planReminders, type Subscription } from './plan.ts';
import type { Known } from './reminders.ts';
import { allSubscriptions } from './subscriptions.ts';

/** What other facts would do to reminders. */
export interface Affected {
  /** Messages that would tell a channel at once that something it was told is no longer so. */
  readonly corrections: number;
  /** Reminders that would be sent, and would not be now. */
  readonly added: number;
  /** Reminders that would no longer be sent. */
  readonly dropped: number;
  /** Ids of the channels that any of these is for. */
  readonly channelIds: readonly string[];
}

/** Reminders further away are not counted: what comes by then will have changed again. */
const LOOKED_AHEAD = { hours: 24 * 365 };

/** Asks the planner what would be owed before and after. Writes nothing. */
export async function findAffected(
  store: Store,
  before: Known,
  after: Known,
  now: Temporal.Instant,
): Promise<Affected> {
  const subscriptions = await allSubscriptions(store);
  const corrections = planCorrections(await outdatedTold(store, after.current), after.meetings, now);
  const [old, fresh] = [
    planAhead(before, before, subscriptions, now),
    planAhead(after, before, subscriptions, now),
  ];
  const rowsOf = (one: ReadonlyMap<string, PlannedRow>, other: ReadonlyMap<string, PlannedRow>) =>
    [...one].filter(([key]) => !other.has(key)).map(([, row]) => row);
  const [added, dropped] = [rowsOf(fresh, old), rowsOf(old, fresh)];
  const touched = new Set([...corrections, ...added, ...dropped].map(({ subscriptionId }) => subscriptionId));
  const channelIds = subscriptions.filter(({ id }) => touched.has(id)).map(({ channelId }) => channelId);
  return {
    corrections: corrections.length,
    added: added.length,
    dropped: dropped.length,
    channelIds: [...new Set(channelIds)],
  };
}

/** What is still to be sent, by the key of its row. */
function planAhead(
  { meetings, matches }: Known,
  before: Known,
  subscriptions: readonly Subscription[],
  now: Temporal.Instant,
): Map<string, PlannedRow> {
  const wasKnown = new Set(before.meetings.map(keyOf));
  const rows = planReminders({
    meetings,
    matches,
    subscriptions: subscriptions.filter(({ pausedBy }) => pausedBy === undefined),
    // What becomes known now is told at once, where its reminders were due before.
    firstSeen: (meeting) => (wasKnown.has(keyOf(meeting)) ? EPOCH : now),
    wasTold: () => false,
    now,
    planned: undefined,
    until: now.add(LOOKED_AHEAD),
  });
  const ahead = [...rows].filter(
    ({ skip, dueAt }) => skip === undefined && Temporal.Instant.compare(dueAt, now) >= 0,
  );
  return new Map(
    ahead.map((row) => [[row.subscriptionId, row.engagementId, row.lead, row.start].join(' '), row]),
  );
}

const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);

function keyOf({ id, record }: Meeting): string {
  return `${id} ${startKey(record.when)}`;
}
