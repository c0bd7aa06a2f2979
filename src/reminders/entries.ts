import type { Queryable } from '../store/store.ts';
import { isCorrection } from './corrections.ts';
import { instantOf, ms, optionalInstant } from './sql.ts';

/** What became of one reminder, for `/remind list` and `npm run reminders`. */
export interface Entry {
  readonly subscriptionId: string;
  readonly engagementId: string;
  readonly isCorrection: boolean;
  readonly dueAt: Temporal.Instant;
  readonly state: 'owed' | 'sent' | 'skipped';
  /** Why it was skipped. */
  readonly reason: string | undefined;
  readonly settledAt: Temporal.Instant | undefined;
  readonly failingSince: Temporal.Instant | undefined;
  /** Why the last attempt failed. */
  readonly lastError: string | undefined;
}

interface Row {
  subscription_id: string;
  engagement_id: string;
  lead: string;
  state: Entry['state'];
  reason: string | null;
  due_at: number;
  settled_at: number | null;
  failing_since: number | null;
  last_error: string | null;
}

/** The last entries of each of these subscriptions, the newest first. What is not due yet, and has not failed, is no entry. */
export async function lastEntries(
  db: Queryable,
  subscriptionIds: readonly string[],
  { now, each }: { now: Temporal.Instant; each: number },
): Promise<Entry[]> {
  const rows = await db.query<Row>(
    `SELECT l.* FROM unnest($1::bigint[]) AS wanted (id) CROSS JOIN LATERAL (
       SELECT subscription_id::text, engagement_id, lead, state, reason, ${ms('due_at')} AS due_at,
         ${ms('settled_at')} AS settled_at, ${ms('failing_since')} AS failing_since, last_error
       FROM reminder_ledger
       WHERE subscription_id = wanted.id AND (state <> 'owed' OR due_at <= $2::timestamptz)
       ORDER BY reminder_ledger.settled_at DESC NULLS FIRST, reminder_ledger.id DESC LIMIT $3
     ) l`,
    [subscriptionIds, now.toString(), each],
  );
  return rows.map((row) => ({
    subscriptionId: row.subscription_id,
    engagementId: row.engagement_id,
    isCorrection: isCorrection(row),
    dueAt: instantOf(row.due_at),
    state: row.state,
    reason: row.reason ?? undefined,
    settledAt: optionalInstant(row.settled_at),
    failingSince: optionalInstant(row.failing_since),
    lastError: row.last_error ?? undefined,
  }));
}
