import { type Clock, type Db, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { ensureSchema } from '../store/migrate.ts';
import type { Queryable, Store } from '../store/store.ts';

/** Wakes whoever plans. */
export const TICK = 'reminders-tick';
/** Wakes whoever sends rows of the ledger. */
export const SEND = 'reminders-send';
/** Wakes whoever looks for servers and channels that are gone. */
export const CLEAN = 'reminders-clean';

/** Wakes whoever shows meetings as scheduled events. */
export const MIRROR = 'reminders-mirror';

/** pg-boss's tables are in a schema of their own, which a role may have been given. */
const SCHEMA = 'pgboss';

/** A worker that has not finished by then has died, or has lost its claim. */
export const ATTEMPT_SECONDS = 60;
/** A tick that takes longer is made good by the next, which writes only what is missing. */
const TICK_SECONDS = 90;
const DAY_SECONDS = 24 * 60 * 60;
const MINUTE_SECONDS = 60;

/** Rows of one job: a hundred thousand jobs would make each look at the queue take a third of a second. */
const ROWS_OF_A_JOB = 20;

export interface SendJob {
  /** Ids of rows that are due at one moment. */
  readonly rows: readonly string[];
}

/** pg-boss over our store, so that a job can be made in the transaction of its row. No timer of it is longer than a minute. */
export function createBoss(store: Store, clock: Clock | undefined, log: Logger): PgBoss {
  const boss = new PgBoss({
    // Only the clock of a test has statements for sessions.
    db: { ...asDb(store), setSessionStatements: (statements) => store.prepareSessions(statements) },
    backend: store.home,
    schema: SCHEMA,
    ...(clock && { clock }),
    clockMonitorIntervalSeconds: MINUTE_SECONDS,
    maintenanceIntervalSeconds: 60 * MINUTE_SECONDS,
    instanceHeartbeatSeconds: 30,
    createSchema: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue reported an error'));
  boss.on('warning', ({ message }) => log.warn({ message }, 'the job queue warns'));
  return boss;
}

/** @throws StoreUnavailable if the database does not answer */
export async function startBoss(boss: PgBoss, store: Store): Promise<void> {
  await store.transaction((tx) => ensureSchema(tx, SCHEMA));
  await boss.start();
  await createQueues(boss);
}

/** One transaction of a store, or all of it, as pg-boss asks for a database. */
function asDb(db: Queryable): Db {
  return { executeSql: async (text, values) => ({ rows: await db.query(text, values) }) };
}

/** Makes the queues, or changes them to what they are now. */
async function createQueues(boss: PgBoss): Promise<void> {
  const kept = { deleteAfterSeconds: 60 * MINUTE_SECONDS, retentionSeconds: 200 * DAY_SECONDS };
  const queues = {
    // A tick that fails is made good by the next.
    [TICK]: { policy: 'exclusive', retryLimit: 0, expireInSeconds: TICK_SECONDS, ...kept },
    // One live job for the same rows. Retried until the row says that it is pointless: the ledger decides, not a count.
    [SEND]: {
      policy: 'exclusive',
      retryLimit: 10_000,
      retryDelay: 2,
      retryBackoff: true,
      retryDelayMax: 5 * MINUTE_SECONDS,
      expireInSeconds: ATTEMPT_SECONDS,
      ...kept,
    },
    [MIRROR]: { policy: 'exclusive', retryLimit: 0, expireInSeconds: 10 * MINUTE_SECONDS, ...kept },
    [CLEAN]: { policy: 'exclusive', retryLimit: 0, expireInSeconds: 10 * MINUTE_SECONDS, ...kept },
  } as const;
  for (const [name, options] of Object.entries(queues)) {
    await boss.createQueue(name, options);
    const { policy: _, ...changeable } = options;
    await boss.updateQueue(name, changeable);
    // Fills pg-boss's cache: inside a transaction on PGlite's one connection, a look-up beside it would wait for ever.
    await boss.findJobs(name, { limit: 1 });
  }
}

/**
 * Makes the jobs that wake workers for rows, when they are due. Rows that are woken twice are sent once: the worker takes
 * those that are owed and that nobody has.
 */
export async function wake(
  boss: PgBoss,
  rows: readonly { readonly id: string; readonly dueAt?: Temporal.Instant }[],
  tx?: Queryable,
): Promise<void> {
  if (rows.length === 0) return;
  const moments = Map.groupBy(rows, ({ dueAt }) => dueAt?.epochMilliseconds);
  const jobs = moments.entries().flatMap(([due, owed]) =>
    Array.from({ length: Math.ceil(owed.length / ROWS_OF_A_JOB) }, (_, i) => {
      const ids = owed.slice(i * ROWS_OF_A_JOB, (i + 1) * ROWS_OF_A_JOB).map(({ id }) => id);
      return {
        data: { rows: ids } satisfies SendJob,
        singletonKey: ids.join(' '),
        ...(due !== undefined && { startAfter: new Date(due) }),
      };
    }),
  );
  await boss.insert(SEND, [...jobs], tx && { db: asDb(tx) });
}
