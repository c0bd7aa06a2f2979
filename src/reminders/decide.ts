import { type Meeting, stateOf } from './meeting.ts';
import { type SkipReason, type Subscription, skipOf } from './plan.ts';

/** What a row of the ledger says of itself, as far as a decision needs it. */
export interface OwedRow {
  readonly start: string;
  readonly dueAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
}

export type Decision =
  | { readonly type: 'send'; readonly isLate: boolean }
  | { readonly type: 'skip'; readonly reason: SkipReason };

/** A reminder that goes out later than this after it was due says so. */
const LATE_AFTER = { minutes: 1 };

/**
 * Whether what was owed when it was planned is still right to send now: facts and subscription may have changed since.
 *
 * @param meeting as the facts have it now; absent if they do not
 */
export function decide(
  row: OwedRow,
  meeting: Meeting | undefined,
  { pausedBy }: Pick<Subscription, 'pausedBy'>,
  now: Temporal.Instant,
): Decision {
  if (meeting === undefined) return { type: 'skip', reason: 'gone' };
  if (stateOf(meeting.record) !== row.start) return { type: 'skip', reason: 'changed' };
  const hasBegun = meeting.record.status === 'held' || Temporal.Instant.compare(row.expiresAt, now) <= 0;
  const reason = skipOf(pausedBy, hasBegun);
  if (reason !== undefined) return { type: 'skip', reason };
  return { type: 'send', isLate: Temporal.Instant.compare(row.dueAt.add(LATE_AFTER), now) < 0 };
}
