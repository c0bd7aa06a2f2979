import type { Queryable } from '../store/store.ts';
import { type Lead, leadKey, parseLeadKey } from './leads.ts';
import type { Subscription } from './plan.ts';
import { instantOf, ms, optionalInstant } from './sql.ts';

/** A server that has not said otherwise. */
const DEFAULT_ZONE = 'UTC';
/** Subscriptions of one server; beyond, a slip in a script could flood it. */
export const MOST_SUBSCRIPTIONS = 50;

interface Row {
  id: string;
  server_id: string;
  channel_id: string;
  leads: string[];
  search: string;
  role_id: string | null;
  mirror: boolean;
  zone: string | null;
  locale: string;
  active_since: number;
  paused_by: 'admin' | 'discord' | null;
  paused_reason: string | null;
  paused_at: number | null;
}

const COLUMNS = `s.id::text, s.server_id, s.channel_id, s.leads, s.search, s.role_id, s.mirror, v.zone, s.locale,
  ${ms('s.active_since')} AS active_since, s.paused_by, s.paused_reason, ${ms('s.paused_at')} AS paused_at`;
const FROM = 'reminder_subscriptions s LEFT JOIN reminder_servers v USING (server_id)';

function toSubscription(row: Row): Subscription {
  return {
    id: row.id,
    serverId: row.server_id,
    channelId: row.channel_id,
    leads: row.leads.map(parseLeadKey),
    search: row.search,
    roleId: row.role_id ?? undefined,
    mirror: row.mirror,
    zone: row.zone ?? DEFAULT_ZONE,
    locale: row.locale,
    activeSince: instantOf(row.active_since),
    pausedBy: row.paused_by ?? undefined,
    pausedReason: row.paused_reason ?? undefined,
    pausedAt: optionalInstant(row.paused_at),
  };
}

export async function allSubscriptions(db: Queryable): Promise<Subscription[]> {
  const rows = await db.query<Row>(`SELECT ${COLUMNS} FROM ${FROM} ORDER BY s.id`);
  return rows.map(toSubscription);
}

export async function subscriptionsOf(db: Queryable, serverId: string): Promise<Subscription[]> {
  const sql = `SELECT ${COLUMNS} FROM ${FROM} WHERE s.server_id = $1 ORDER BY s.id`;
  return (await db.query<Row>(sql, [serverId])).map(toSubscription);
}

export async function subscriptionsById(db: Queryable, ids: readonly string[]): Promise<Subscription[]> {
  const sql = `SELECT ${COLUMNS} FROM ${FROM} WHERE s.id = ANY($1::bigint[])`;
  return (await db.query<Row>(sql, [ids])).map(toSubscription);
}

export interface NewSubscription {
  readonly serverId: string;
  readonly channelId: string;
  readonly leads: readonly Lead[];
  readonly search: string;
  readonly roleId: string | undefined;
  readonly mirror: boolean;
  readonly createdBy: string;
  readonly locale: string;
}

/** Makes a subscription, or changes the one of that channel and search; either is active from now on. */
export async function saveSubscription(
  db: Queryable,
  given: NewSubscription,
  now: Temporal.Instant,
): Promise<{ id: string; isNew: boolean }> {
  const [row] = await db.query<{ id: string; is_new: boolean }>(
    `INSERT INTO reminder_subscriptions AS s
       (server_id, channel_id, leads, search, role_id, mirror, created_by, created_at, active_since, locale)
     VALUES ($1, $2, $3::text[], $4, $5, $6, $7, $8::timestamptz, $8::timestamptz, $9)
     ON CONFLICT (channel_id, search) DO UPDATE SET
       leads = excluded.leads, role_id = excluded.role_id, mirror = excluded.mirror, active_since = excluded.active_since,
       locale = excluded.locale,
       paused_by = NULL, paused_reason = NULL, paused_at = NULL
     RETURNING s.id::text, xmax = 0 AS is_new`,
    [
      given.serverId,
      given.channelId,
      given.leads.map(leadKey),
      given.search,
      given.roleId ?? null,
      given.mirror,
      given.createdBy,
      now.toString(),
      given.locale,
    ],
  );
  if (row === undefined) throw new Error('An upsert returned no row.');
  return { id: row.id, isNew: row.is_new };
}

/** Removes those of a server that are named, or all of it. The ledger of a subscription goes with it. */
export async function removeSubscriptions(
  db: Queryable,
  serverId: string,
  ids: readonly string[] | 'all',
): Promise<number> {
  const rows = await db.query(
    `DELETE FROM reminder_subscriptions WHERE server_id = $1 AND ($2::bigint[] IS NULL OR id = ANY($2::bigint[]))
     RETURNING id`,
    [serverId, ids === 'all' ? null : ids],
  );
  return rows.length;
}

export interface Pause {
  readonly by: 'admin' | 'discord';
  readonly reason: string | undefined;
}

/** Pauses one that is not paused. */
export async function pauseSubscription(
  db: Queryable,
  id: string,
  { by, reason }: Pause,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await db.query(
    `UPDATE reminder_subscriptions SET paused_by = $2, paused_reason = $3, paused_at = $4::timestamptz
     WHERE id = $1::bigint AND paused_by IS NULL RETURNING id`,
    [id, by, reason ?? null, now.toString()],
  );
  return rows.length > 0;
}

/** What was due while it was paused is not owed. */
export async function resumeSubscription(db: Queryable, id: string, now: Temporal.Instant): Promise<boolean> {
  const rows = await db.query(
    `UPDATE reminder_subscriptions SET paused_by = NULL, paused_reason = NULL, paused_at = NULL, active_since = $2::timestamptz
     WHERE id = $1::bigint AND paused_by IS NOT NULL RETURNING id`,
    [id, now.toString()],
  );
  return rows.length > 0;
}

export async function zoneOf(db: Queryable, serverId: string): Promise<string> {
  const sql = 'SELECT zone FROM reminder_servers WHERE server_id = $1';
  const [row] = await db.query<{ zone: string }>(sql, [serverId]);
  return row?.zone ?? DEFAULT_ZONE;
}

/** Days without an hour are due at another time from now on; what is past by the new zone, and was not sent, is late. */
export async function setZone(db: Queryable, serverId: string, zone: string): Promise<void> {
  await db.query(
    `INSERT INTO reminder_servers (server_id, zone) VALUES ($1, $2)
     ON CONFLICT (server_id) DO UPDATE SET zone = excluded.zone`,
    [serverId, zone],
  );
}
