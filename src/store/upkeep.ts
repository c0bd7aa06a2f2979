import type { Logger } from 'pino';
import { type Queryable, StoreUnavailable } from './store.ts';

const EVERY_MS = 60_000;

/** How much may be written before a checkpoint: what a start after a crash has to read again. */
const WRITTEN_BYTES = 16 * 1024 * 1024;

/**
 * Does what PostgreSQL's own background processes do, which PGlite has none of: without checkpoints its log grows for ever,
 * without vacuum its tables do.
 *
 * @returns stops it
 */
export function keepUp(store: Queryable, log: Logger): () => void {
  const timer = setInterval(() => {
    tidy(store).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) log.error({ err: error }, 'could not tidy the database');
    });
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** One round of it. Cheap where nothing was written. */
export async function tidy(store: Queryable): Promise<void> {
  // The rule of autovacuum with its defaults: https://www.postgresql.org/docs/18/routine-vacuuming.html#AUTOVACUUM
  const tables = await store.query<{ name: string }>(
    `select format('%I.%I', schemaname, relname) as name from pg_stat_all_tables
     where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup`,
  );
  for (const { name } of tables) await store.query(`vacuum (analyze) ${name}`);
  const [log] = await store.query<{ written: string }>(
    'select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) as written from pg_control_checkpoint()',
  );
  if (Number(log?.written) > WRITTEN_BYTES) await store.query('checkpoint');
}
