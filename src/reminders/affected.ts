import type { Store } from '../store/store.ts';
import { planCorrections } from './corrections.ts';
import type { Known } from './known.ts';
import { outdatedTold } from './ledger.ts';
import { type Meeting, startKey } from './meeting.ts';
import type { PlannedRow, Subscription } from './plan.ts';
import { planInSlices } from './plan-in-slices.ts';
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

/** Asks the planner what would be owed before and after. Writes nothing, and rests now and then: it plans a year. */
export async function findAffected(
  store: Store,
  before: Known,
  after: Known,
  now: Temporal.Instant,
): Promise<Affected> {
  const subscriptions = await allSubscriptions(store);
  const corrections = planCorrections(await outdatedTold(store, after.current), after.meetings, now);
  const [old, fresh] = [
    await planAhead(before, before, subscriptions, now),
    await planAhead(after, before, subscriptions, now),
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
async function planAhead(
  { meetings, matches }: Known,
  before: Known,
  subscriptions: readonly Subscription[],
  now: Temporal.Instant,
): Promise<Map<string, PlannedRow>> {
  const wasKnown = new Set(before.meetings.map(keyOf));
  const rows = planInSlices({
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
  const ahead = new Map<string, PlannedRow>();
  for await (const row of rows) {
    if (row.skip !== undefined || Temporal.Instant.compare(row.dueAt, now) < 0) continue;
    ahead.set([row.subscriptionId, row.engagementId, row.lead, row.start].join(' '), row);
  }
  return ahead;
}

const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);

function keyOf({ id, record }: Meeting): string {
  return `${id} ${startKey(record.when)}`;
}
