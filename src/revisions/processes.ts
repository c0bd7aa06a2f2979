import type { Queryable } from '../store/store.ts';
import { toKept } from './audit.ts';

/** One process of the bot, and what it answers from. */
export interface Process {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: Temporal.Instant;
  /** How long ago it last said so, in seconds. */
  readonly silentFor: number;
  readonly revision: number;
  /** A newer revision that it could not load, and why. */
  readonly failed: { readonly revision: number; readonly reason: string } | undefined;
}

export type Sighting = Omit<Process, 'silentFor'>;

/** One that has not been seen for longer is gone. */
const FORGOTTEN_AFTER = '15 minutes';

/** Says what this process serves, and forgets those that say nothing any more. */
export async function seeProcess(db: Queryable, seen: Sighting): Promise<void> {
  const { id, host, pid, startedAt, revision, failed } = seen;
  await db.query(
    `INSERT INTO fact_processes (id, host, pid, started_at, revision, failed_revision, failure)
     VALUES ($1, $2, $3, $4::timestamptz, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET seen_at = now(), revision = excluded.revision,
       failed_revision = excluded.failed_revision, failure = excluded.failure`,
    [id, host, pid, startedAt, revision, failed?.revision, failed && toKept(failed.reason)],
  );
  await db.query(`DELETE FROM fact_processes WHERE seen_at < now() - interval '${FORGOTTEN_AFTER}'`);
}

export async function forgetProcess(db: Queryable, id: string): Promise<void> {
  await db.query('DELETE FROM fact_processes WHERE id = $1', [id]);
}

/** In the order in which they were started. */
export async function listProcesses(db: Queryable): Promise<Process[]> {
  const rows = await db.query<{
    id: string;
    host: string;
    pid: number;
    started_at: Date;
    silent: number;
    revision: number;
    failed_revision: number | null;
    failure: string | null;
  }>(
    `SELECT id, host, pid, started_at, extract(epoch FROM now() - seen_at)::float8 AS silent, revision,
       failed_revision, failure
     FROM fact_processes ORDER BY started_at, id`,
  );
  return rows.map(({ id, host, pid, started_at, silent, revision, failed_revision, failure }) => ({
    ...{ id, host, pid, revision, startedAt: started_at.toTemporalInstant(), silentFor: silent },
    failed: failed_revision === null ? undefined : { revision: failed_revision, reason: failure ?? '' },
  }));
}
