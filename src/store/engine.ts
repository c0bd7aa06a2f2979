import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DurableFS } from './durable-fs.ts';
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

export interface Engine {
  readonly pglite: PGlite;
  readonly fs: DurableFS;
}

/** PostgreSQL over the files in `cluster`, which nobody else may use; makes them where there are none. */
export async function startEngine(cluster: string): Promise<Engine> {
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
  return { pglite, fs };
}
