import type { Queryable } from '../store/store.ts';
import type { Told } from './corrections.ts';
import type { PlannedRow, SkipReason } from './plan.ts';
import { instantOf, ms, optionalInstant } from './sql.ts';

/** A row that somebody is about to send. */
export interface ClaimedRow {
  readonly id: string;
  readonly subscriptionId: string;
  readonly engagementId: string;
  readonly lead: string;
  readonly start: string;
  readonly dueAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  /** An earlier attempt of which nobody knows whether the message arrived. */
  readonly unknownSince: Temporal.Instant | undefined;
}

/** The rows that are new: each that is owed, and why the others are not. Rows whose key is there are left as they are. */
export async function insertRows(
  db: Queryable,
  rows: readonly PlannedRow[],
  now: Temporal.Instant,
): Promise<{ owed: { id: string; dueAt: Temporal.Instant }[]; skipped: SkipReason[] }> {
  const given = rows.map((row) => ({
    subscription: row.subscriptionId,
    engagement: row.engagementId,
    lead: row.lead,
    start: row.start,
    due: row.dueAt.toString(),
    expires: row.expiresAt.toString(),
    skip: row.skip ?? null,
  }));
  const inserted = await db.query<{ id: string; reason: SkipReason | null; due: number }>(
    `INSERT INTO reminder_ledger
       (subscription_id, engagement_id, lead, start, due_at, expires_at, state, reason, settled_at)
     SELECT g.subscription, g.engagement, g.lead, g.start, g.due, g.expires,
       CASE WHEN g.skip IS NULL THEN 'owed' ELSE 'skipped' END, g.skip,
       CASE WHEN g.skip IS NULL THEN NULL ELSE $2::timestamptz END
     FROM jsonb_to_recordset($1::jsonb) AS g
       (subscription bigint, engagement text, lead text, start text, due timestamptz, expires timestamptz, skip text)
     -- A subscription that was removed since it was read is owed nothing.
     JOIN reminder_subscriptions s ON s.id = g.subscription
     ON CONFLICT DO NOTHING
     RETURNING id::text, reason, ${ms('due_at')} AS due`,
    [JSON.stringify(given), now.toString()],
  );
  return {
    owed: inserted
      .filter(({ reason }) => reason === null)
      .map(({ id, due }) => ({ id, dueAt: instantOf(due) })),
    skipped: inserted.flatMap(({ reason }) => reason ?? []),
  };
}

interface LedgerRow {
  id: string;
  subscription_id: string;
  engagement_id: string;
  lead: string;
  start: string;
  due_at: number;
  expires_at: number;
}

const KEY = 'l.id::text, l.subscription_id::text, l.engagement_id, l.lead, l.start';
const TIMES = `${ms('l.due_at')} AS due_at, ${ms('l.expires_at')} AS expires_at`;

function keyOf(row: LedgerRow) {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    engagementId: row.engagement_id,
    lead: row.lead,
    start: row.start,
    dueAt: instantOf(row.due_at),
    expiresAt: instantOf(row.expires_at),
  };
}

/**
 * Takes rows for one attempt, so that no other worker sends them meanwhile, and notes that an attempt has begun before it
 * begins.
 */
export async function claimRows(
  db: Queryable,
  ids: readonly string[],
  now: Temporal.Instant,
  until: Temporal.Instant,
): Promise<ClaimedRow[]> {
  const rows = await db.query<LedgerRow & { unknown_since: number | null }>(
    `WITH free AS (
       SELECT id, attempted_at FROM reminder_ledger
       WHERE id = ANY($1::bigint[]) AND state = 'owed' AND (leased_until IS NULL OR leased_until <= $2::timestamptz)
       ORDER BY id FOR UPDATE SKIP LOCKED
     )
     UPDATE reminder_ledger l SET attempts = l.attempts + 1, leased_until = $3::timestamptz,
       attempted_at = coalesce(l.attempted_at, $2::timestamptz)
     FROM free WHERE l.id = free.id
     RETURNING ${KEY}, ${TIMES}, ${ms('free.attempted_at')} AS unknown_since`,
    [ids, now.toString(), until.toString()],
  );
  return rows.map((row) => ({ ...keyOf(row), unknownSince: optionalInstant(row.unknown_since) }));
}

/** Of these rows, those that are still owed. */
export async function stillOwed(db: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const sql = `SELECT id::text FROM reminder_ledger WHERE id = ANY($1::bigint[]) AND state = 'owed'`;
  return new Set((await db.query<{ id: string }>(sql, [ids])).map(({ id }) => id));
}

export async function markSent(
  db: Queryable,
  id: string,
  messageId: string,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `UPDATE reminder_ledger SET state = 'sent', message_id = $2, settled_at = $3::timestamptz, leased_until = NULL,
       failing_since = NULL
     WHERE id = $1::bigint AND state = 'owed'`,
    [id, messageId, now.toString()],
  );
}

export async function markSkipped(
  db: Queryable,
  id: string,
  reason: SkipReason,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `UPDATE reminder_ledger SET state = 'skipped', reason = $2, settled_at = $3::timestamptz, leased_until = NULL
     WHERE id = $1::bigint AND state = 'owed'`,
    [id, reason, now.toString()],
  );
}

/** @param mayHaveArrived whether the message may be in the channel all the same */
export async function markFailed(
  db: Queryable,
  id: string,
  { error, mayHaveArrived, now }: { error: string; mayHaveArrived: boolean; now: Temporal.Instant },
): Promise<void> {
  await db.query(
    `UPDATE reminder_ledger SET leased_until = NULL, last_error = $2, failing_since = coalesce(failing_since, $3::timestamptz),
       attempted_at = CASE WHEN $4::boolean THEN attempted_at END
     WHERE id = $1::bigint AND state = 'owed'`,
    [id, error, now.toString(), mayHaveArrived],
  );
}

/** Rows that have been owed for long and that nobody has: their job may be lost. The longest owed first. */
export async function forgottenRows(
  db: Queryable,
  dueBefore: Temporal.Instant,
  limit: number,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT id::text FROM reminder_ledger
     WHERE state = 'owed' AND due_at < $1::timestamptz AND (leased_until IS NULL OR leased_until < $1::timestamptz)
     ORDER BY due_at LIMIT $2`,
    [dueBefore.toString(), limit],
  );
  return rows.map(({ id }) => id);
}

/**
 * What channels were last told of meetings, where that differs from what is so now.
 *
 * @param current each record's present state, as `stateOf` gives it
 */
export async function outdatedTold(
  db: Queryable,
  current: readonly { readonly engagementId: string; readonly meetingId: string; readonly state: string }[],
): Promise<Told[]> {
  if (current.length === 0) return [];
  const rows = await db.query<LedgerRow & { zone: string | null }>(
    `WITH current AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS c ("engagementId" text, "meetingId" text, state text)
     ), last AS (
       SELECT DISTINCT ON (l.subscription_id, c."meetingId") l.*, c.state AS state_now
       FROM reminder_ledger l JOIN current c ON c."engagementId" = l.engagement_id
       WHERE l.state = 'sent'
       ORDER BY l.subscription_id, c."meetingId", l.settled_at DESC, l.id DESC
     )
     SELECT ${KEY}, ${TIMES}, v.zone
     FROM last l JOIN reminder_subscriptions s ON s.id = l.subscription_id AND s.paused_by IS NULL
     LEFT JOIN reminder_servers v USING (server_id)
     WHERE l.start <> l.state_now`,
    [JSON.stringify(current)],
  );
  return rows.map((row) => {
    const { id: ledgerId, subscriptionId, engagementId, start: state, expiresAt } = keyOf(row);
    return { ledgerId, subscriptionId, engagementId, state, expiresAt, zone: row.zone ?? 'UTC' };
  });
}

/** What the row that a correction names had told. */
export async function toldBy(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const sql = 'SELECT id::text, start FROM reminder_ledger WHERE id = ANY($1::bigint[])';
  const rows = ids.length === 0 ? [] : await db.query<{ id: string; start: string }>(sql, [ids]);
  return new Map(rows.map(({ id, start }) => [id, start]));
}

/** Notes the times at which meetings are known to be from now on, and says since when each has been. */
export async function seeMeetings(
  db: Queryable,
  meetings: readonly { readonly id: string; readonly start: string }[],
  now: Temporal.Instant,
): Promise<Map<string, Temporal.Instant>> {
  const seen = new Map<string, Temporal.Instant>();
  if (meetings.length === 0) return seen;
  const given = JSON.stringify(meetings);
  const list = `jsonb_to_recordset($1::jsonb) AS g (id text, start text)`;
  await db.query(
    `INSERT INTO reminder_meetings (engagement_id, start, first_seen_at)
     SELECT DISTINCT g.id, g.start, $2::timestamptz FROM ${list} ON CONFLICT DO NOTHING`,
    [given, now.toString()],
  );
  const rows = await db.query<{ id: string; start: string; at: number }>(
    `SELECT m.engagement_id AS id, m.start, ${ms('m.first_seen_at')} AS at
     FROM reminder_meetings m JOIN ${list} ON m.engagement_id = g.id AND m.start = g.start`,
    [given],
  );
  for (const { id, start, at } of rows) seen.set(`${id} ${start}`, instantOf(at));
  return seen;
}

/** Owes again what Discord refused, where its meeting is still ahead: of each meeting the last. The tick wakes who sends it. */
export async function reviveRefused(
  db: Queryable,
  subscriptionId: string,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `UPDATE reminder_ledger SET state = 'owed', reason = NULL, settled_at = NULL, attempted_at = NULL
     WHERE id IN (
       SELECT DISTINCT ON (engagement_id) id FROM reminder_ledger
       WHERE subscription_id = $1::bigint AND state = 'skipped' AND reason = 'refused' AND expires_at > $2::timestamptz
       ORDER BY engagement_id, due_at DESC, id DESC
     )`,
    [subscriptionId, now.toString()],
  );
}
