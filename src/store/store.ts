import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { UserError } from '../errors.ts';
import type { StartEngine } from './engine.ts';
import { migrate } from './migrate.ts';

/** Where SQL can be run: a store, or a transaction in it. */
export interface Queryable {
  /**
   * The rows of a statement. Without values, `sql` may hold several statements: the rows of all, in order.
   *
   * Both homes take and return the same: `timestamptz` is a `Date`, `bigint` a number (a `bigint` beyond 2^53),
   * `json` its value, `bytea` a `Uint8Array`; `numeric`, `date`, `timestamp` and `interval` are text. A value given may
   * also be a `Temporal` object, an array (of an array type) or another object (as JSON).
   *
   * @throws StoreUnavailable if the database cannot be reached; it may or may not have run the statement
   * @throws an error with an SQLSTATE in `code` if the database refuses it
   */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
}

export interface Store extends Queryable {
  readonly home: 'pglite' | 'postgres';
  /** Commits what `work` did through `tx`, or nothing if it throws. Inside, only `tx` may be used. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /**
   * Calls `listener` for each `notify` on `channel`, from any process of the same database.
   *
   * @param onGap called after the connection was lost and is back: what was notified meanwhile is lost
   * @returns stops listening
   */
  listen(
    channel: string,
    listener: (payload: string) => void,
    onGap?: () => void,
  ): Promise<() => Promise<void>>;
  /** @param payload up to 7,999 bytes */
  notify(channel: string, payload: string): Promise<void>;
  /** Statements that every connection runs before any other, now and after a reconnect. Replaces the ones given before. */
  prepareSessions(statements: readonly string[]): Promise<void>;
  /** Waits for what is under way, then lets go of the folder or the connections. */
  close(): Promise<void>;
}

/** The database cannot be reached right now. What does not need it goes on; the store comes back by itself. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';

  constructor(cause: unknown) {
    super('The database cannot be reached right now.', { cause });
  }
}

/** Every table of ours is in this schema, which each connection searches first: SQL names tables without it. */
export const SCHEMA = 'tranche';

/** How the name of our connections begins in `pg_stat_activity`; each store adds letters of its own. */
export const APPLICATION_NAME = 'tranche';

export interface StoreOptions {
  /** A PostgreSQL 14 or newer. Without one, PGlite in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  readonly log: Logger;
  readonly migrationsDir?: string;
  /** How the folder's PostgreSQL is started; in a thread of its own if absent. */
  readonly startEngine?: StartEngine | undefined;
}

/**
 * Opens the store and brings its tables up to date.
 *
 * @throws UserError if the database cannot be reached, the folder is in use or broken, or the store is from a newer Tranche
 */
export async function openStore({ migrationsDir, ...options }: StoreOptions): Promise<Store> {
  const store = await openHome(options);
  try {
    await migrate(store, migrationsDir);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * For a command that looks at what there is. A folder without a store is most often a mistyped one: it stays as it is.
 *
 * @throws UserError as above, and where the folder has no store
 */
export async function openExistingStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, dataDir } = options;
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'postgres'))) {
    throw new UserError(
      `There is no store in ${dataDir}: the first start with a DISCORD_TOKEN makes it, and without one nothing is kept. Is DATA_DIR the folder that the bot has?`,
    );
  }
  return openStore(options);
}

/** The store as it is, its tables not yet brought up to date. */
async function openHome({ databaseUrl, dataDir, log, startEngine }: StoreOptions): Promise<Store> {
  // Imported when needed: the engine of one home takes memory that the other does not need.
  if (databaseUrl !== undefined) return (await import('./postgres.ts')).openPostgres(databaseUrl, log);
  return (await import('./pglite.ts')).openPglite(dataDir, log, startEngine);
}
