import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DurableFS } from './durable-fs.ts';
import type { Reply } from './transaction.ts';
import { parsers } from './values.ts';

/** Object id of `bytea`, which PGlite alone refuses as text. */
const BYTEA = 17;

/**
 * One session and one process: small buffers do, and the memory of PGlite is what they are.
 * `-F`, which PGlite starts with, would turn fsync off.
 */
const START = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['wal_sync_method=fsync', 'shared_buffers=2MB', 'max_connections=5'].flatMap((setting) => [
    '-c',
    setting,
  ]),
];

/** Values are as `renderValue` gives them. */
type Values = readonly (string | null)[] | undefined;

/** A PostgreSQL with one session; whoever calls it waits for one answer before the next call. */
export interface Engine {
  /** One round of SQL outside a transaction; what it leaves open is rolled back, and an error. */
  statement(sql: string, values: Values): Promise<Reply>;
  /** One step of a transaction. */
  step(sql: string, values: Values): Promise<Reply>;
  close(): Promise<void>;
  /** Why it gave up, once it has; it does nothing more then. */
  readonly fault: Error | undefined;
}

/**
 * PostgreSQL over the files in `cluster`, which nobody else may use; makes them where there are none.
 *
 * @throws Error with PostgreSQL's own complaint where it does not start
 */
export type StartEngine = (
  cluster: string,
  onNotification: (channel: string, payload: string) => void,
) => Promise<Engine>;

/** In this thread, which stands still while SQL runs and the disk syncs. */
export const startEngine: StartEngine = async (cluster, onNotification) => {
  // PostgreSQL's own lock, left by one that was killed. Where the power went it may be empty, and PostgreSQL would refuse
  // to start. Ours is on the folder, and says that nobody has it.
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  const fs = new DurableFS(cluster);
  const complaints: string[] = [];
  const pglite = new PGlite({
    fs,
    startParams: START,
    parsers: Object.fromEntries(parsers),
    serializers: { [BYTEA]: (text: string) => text },
    onStderr: (line) => {
      const complaint = /(?:PANIC|FATAL):\s*(.*)/.exec(line)?.[1];
      if (complaint !== undefined) complaints.push(complaint);
      return false;
    },
  });
  try {
    await pglite.waitReady;
  } catch (error) {
    fs.abandon();
    throw new Error(complaints[0] ?? (error instanceof Error ? error.message : String(error)), {
      cause: error,
    });
  }
  pglite.onNotification(onNotification);
  return {
    statement: (sql, values) => statement(pglite, sql, values),
    async step(sql, values) {
      if (fs.fault !== undefined) throw fs.fault;
      return run(pglite, sql, values);
    },
    async close() {
      if (fs.fault === undefined) await pglite.close();
    },
    get fault() {
      return fs.fault;
    },
  };
};

/** There is one connection, so what a statement leaves open would swallow what follows. */
async function statement(pglite: PGlite, sql: string, values: Values): Promise<Reply> {
  try {
    const reply = await run(pglite, sql, values);
    if (pglite.isInTransaction()) throw new Error('The SQL opened a transaction and did not end it.');
    return reply;
  } catch (error) {
    if (pglite.isInTransaction()) await pglite.exec('rollback');
    throw error;
  }
}

async function run(pglite: PGlite, sql: string, values: Values): Promise<Reply> {
  const results =
    values === undefined || values.length === 0
      ? await pglite.exec(sql)
      : [await pglite.query(sql, [...values])];
  return { rows: results.flatMap(({ rows }) => rows as object[]), command: results.at(-1)?.command };
}
