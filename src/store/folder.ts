import { execFile } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../errors.ts';
import { lockFolder } from './lock.ts';

/** The PostgreSQL inside PGlite. The files of one major version cannot be read by another. */
export const POSTGRES_MAJOR = 18;

/** Without these PostgreSQL either refuses to start, or starts as if it were new. */
const REQUIRED = ['base', 'global/pg_control', 'pg_wal', 'pg_xact', 'postgresql.conf'];

const run = promisify(execFile);

export interface Folder {
  /** Where PostgreSQL's files are. */
  readonly cluster: string;
  release(): void;
}

/**
 * Locks `dataDir`, and makes an empty database in it where there is none.
 *
 * @throws UserError if the folder cannot be used; nothing in it is changed then
 */
export async function openFolder(dataDir: string): Promise<Folder> {
  const release = lock(dataDir);
  try {
    const cluster = join(dataDir, 'postgres');
    removeUnfinished(dataDir);
    if (existsSync(cluster)) checkCluster(dataDir, cluster);
    else await createCluster(cluster);
    return { cluster, release };
  } catch (error) {
    release();
    throw error;
  }
}

function lock(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return lockFolder(dataDir);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { message } = error as Error;
    throw new UserError(
      `The folder ${dataDir} cannot be used: ${message}. Set DATA_DIR to one that can be written.`,
      {
        cause: error,
      },
    );
  }
}

/** A broken folder is told from an empty one before PostgreSQL starts: it is never filled anew. */
function checkCluster(dataDir: string, cluster: string): void {
  const versionFile = join(cluster, 'PG_VERSION');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : '';
  const major = /^\d+$/.test(version) ? Number(version) : undefined;
  if (major === undefined) throw brokenFolder(dataDir, 'its file postgres/PG_VERSION is missing or damaged');
  if (major > POSTGRES_MAJOR) {
    throw new UserError(
      `The folder ${dataDir} was made by a newer Tranche (PostgreSQL ${major}, this one reads ${POSTGRES_MAJOR}). ` +
        'Start that version, or move the folder away and restore a backup: npm run restore -- FILE',
    );
  }
  if (major < POSTGRES_MAJOR) {
    throw new UserError(
      `The folder ${dataDir} was made by an older Tranche (PostgreSQL ${major}, this one reads ${POSTGRES_MAJOR}). ` +
        'With that version: npm run backup -- FILE. Then move the folder away, and with this one: npm run restore -- FILE',
    );
  }
  const missing = REQUIRED.find((name) => !existsSync(join(cluster, name)));
  if (missing !== undefined) throw brokenFolder(dataDir, `its file postgres/${missing} is missing`);
}

export function brokenFolder(dataDir: string, reason: string, cause?: unknown): UserError {
  return new UserError(
    `The store in ${dataDir} cannot be opened: ${reason}. Nothing of it was deleted. Move the folder away, for example ` +
      `with mv ${dataDir} ${dataDir}.broken, and restore a backup: npm run restore -- FILE`,
    { cause },
  );
}

/**
 * Makes the database aside and moves it to its place when all of it is on the disk, so that no moment leaves half of one.
 *
 * In a process of its own, because making one takes 300 MB that a process does not give back.
 */
async function createCluster(cluster: string): Promise<void> {
  const aside = mkdtempSync(`${cluster}.new-`);
  await run(process.execPath, [join(import.meta.dirname, 'create-cluster.ts'), aside]);
  chmodSync(aside, 0o700);
  syncTree(aside);
  renameSync(aside, cluster);
  syncPath(join(cluster, '..'));
}

/** One that is still being made, because only its bot was killed, ends by itself: `create-cluster.ts` notices. */
function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (!name.startsWith('postgres.new')) continue;
    rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 10 });
  }
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else syncPath(path);
  }
  syncPath(folder);
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
