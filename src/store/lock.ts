import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { UserError } from '../errors.ts';

/** SQLITE_BUSY: https://www.sqlite.org/rescode.html#busy */
const BUSY = 5;

const holder = z.object({ pid: z.number(), host: z.string(), since: z.string() });

/**
 * Takes the folder for this process, until it is released or the process ends, however it ends.
 *
 * The lock is the operating system's, on the file `lock`, taken through Node's SQLite: Node itself offers none. So nothing
 * is left behind by a `SIGKILL`, a process id used again means nothing, and two containers on one folder see each other.
 * Who holds it stands beside it in `lock.json`, for the sentence alone.
 *
 * @returns releases the folder
 * @throws UserError that names the holder
 */
export function lockFolder(folder: string): () => void {
  const notes = join(folder, 'lock.json');
  const file = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if (!(error instanceof Error && 'errcode' in error && error.errcode === BUSY)) throw error;
    throw new UserError(
      `The folder ${folder} is in use by ${describeHolder(notes)}. One folder serves one process: stop that one, or set ` +
        'DATABASE_URL to a PostgreSQL, which several processes can share.',
    );
  }
  const since = Temporal.Now.instant().round('second').toString();
  writeFileSync(notes, JSON.stringify({ pid: process.pid, host: hostname(), since }));
  return () => {
    rmSync(notes, { force: true });
    file.close();
  };
}

function describeHolder(notes: string): string {
  try {
    const { pid, host, since } = holder.parse(JSON.parse(readFileSync(notes, 'utf8')));
    return `another process (pid ${pid} on ${host}, since ${since})`;
  } catch {
    return 'another process';
  }
}
