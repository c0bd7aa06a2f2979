import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import { POSTGRES_MAJOR } from '../src/store/folder.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { tidy } from '../src/store/upkeep.ts';
import { emptyFolder, quiet, readyFolder, removeFolders } from './fixtures/store.ts';

afterAll(removeFolders);

const STORE_WRITER = join(import.meta.dirname, 'fixtures', 'store-writer.ts');

const openFolder = (dataDir: string): Promise<Store> => openStore({ dataDir, log: quiet });

/** Starts a process that holds the folder. @returns its id, and how to kill it */
async function holdFolder(dataDir: string): Promise<{ pid: number | undefined; kill: () => Promise<void> }> {
  const writer = spawn(process.execPath, [STORE_WRITER, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: writer.stdout })) if (line.startsWith('found')) break;
  writer.stdout.resume();
  return {
    pid: writer.pid,
    async kill() {
      const ended = once(writer, 'exit');
      writer.kill('SIGKILL');
      await ended;
    },
  };
}

test('a second process is told who holds the folder and what several processes need, and gets it when the first is killed', async () => {
  const dataDir = await readyFolder();
  const holder = await holdFolder(dataDir);
  const second = openFolder(dataDir);
  await expect(second).rejects.toThrow(UserError);
  await expect(second).rejects.toThrow(
    new RegExp(`in use by another process \\(pid ${holder.pid} on .+, since \\d{4}-`),
  );
  await expect(second).rejects.toThrow('DATABASE_URL');
  await holder.kill();
  await (await openFolder(dataDir)).close();
}, 60_000);

test('the folder of a killed process is free, also when another process has got its id since', async () => {
  const dataDir = await readyFolder();
  const notes = { pid: process.pid, host: 'somewhere', since: '2026-01-01T00:00:00Z' };
  await writeFile(join(dataDir, 'lock.json'), JSON.stringify(notes));
  const store = await openFolder(dataDir);
  // The same process cannot open it twice either.
  await expect(openFolder(dataDir)).rejects.toThrow(`pid ${process.pid}`);
  await writeFile(join(dataDir, 'lock.json'), 'not what it should be');
  await expect(openFolder(dataDir)).rejects.toThrow('in use by another process. ');
  await store.close();
  await (await openFolder(dataDir)).close();
}, 60_000);

test('a bot that is killed while it makes its database, and started again at once, makes it alone', async () => {
  const dataDir = await emptyFolder();
  const begun = () =>
    existsSync(dataDir) && readdirSync(dataDir).some((name) => name.startsWith('postgres.new'));
  for (let start = 0; start < 3; start++) {
    const bot = spawn(process.execPath, [STORE_WRITER, dataDir], { stdio: 'ignore' });
    await expect.poll(begun, { timeout: 30_000, interval: 10 }).toBe(true);
    await sleep(start * 100);
    const ended = once(bot, 'exit');
    bot.kill('SIGKILL');
    await ended;
  }
  const store = await openFolder(dataDir);
  expect(begun()).toBe(false);
  expect(await store.query('select 1 as one')).toEqual([{ one: 1 }]);
  await store.close();
}, 90_000);

test('a first start that was cut short leaves no half of a database: the next one begins anew', async () => {
  const dataDir = await emptyFolder();
  await mkdir(join(dataDir, 'postgres.new'), { recursive: true });
  await writeFile(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
  const store = await openFolder(dataDir);
  expect(await readdir(dataDir)).not.toContain('postgres.new');
  const [row] = await store.query<{ major: number }>(
    "select current_setting('server_version_num')::int / 10000 as major",
  );
  expect(row?.major).toBe(POSTGRES_MAJOR);
  expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
  await store.close();
}, 60_000);

const cluster = (dataDir: string, ...path: string[]) => join(dataDir, 'postgres', ...path);

async function spoil(path: string, position: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(new Uint8Array(64).fill(0x55), 0, 64, position);
  await file.close();
}

test.each<[string, (dataDir: string) => Promise<void>, RegExp]>([
  ['has no PG_VERSION', (dir) => rm(cluster(dir, 'PG_VERSION')), /PG_VERSION is missing or damaged/],
  [
    'has another text in PG_VERSION',
    (dir) => writeFile(cluster(dir, 'PG_VERSION'), ''),
    /PG_VERSION is missing/,
  ],
  [
    'is empty',
    async (dir) => {
      await rm(cluster(dir), { recursive: true });
      await mkdir(cluster(dir));
    },
    /PG_VERSION is missing/,
  ],
  ['lost its write-ahead log', (dir) => rm(cluster(dir, 'pg_wal'), { recursive: true }), /pg_wal is missing/],
  ['lost its control file', (dir) => rm(cluster(dir, 'global', 'pg_control')), /pg_control is missing/],
  [
    'has a control file that is cut short',
    (dir) => truncate(cluster(dir, 'global', 'pg_control'), 100),
    /cannot be opened/,
  ],
  [
    'has a control file with other bytes in it',
    (dir) => spoil(cluster(dir, 'global', 'pg_control'), 40),
    /cannot be opened/,
  ],
  [
    'is from a newer PostgreSQL',
    (dir) => writeFile(cluster(dir, 'PG_VERSION'), '99\n'),
    /newer Tranche \(PostgreSQL 99/,
  ],
  [
    'is from an older PostgreSQL',
    (dir) => writeFile(cluster(dir, 'PG_VERSION'), '16\n'),
    /older Tranche.*npm run backup/,
  ],
])(
  'a folder that %s is refused with what to do, and stays as it is',
  async (_, damage, says) => {
    const dataDir = await readyFolder();
    await damage(dataDir);
    const before = await listFiles(dataDir);
    const opening = openFolder(dataDir);
    await expect(opening).rejects.toThrow(UserError);
    await expect(opening).rejects.toThrow(says);
    await expect(opening).rejects.toThrow('npm run restore');
    expect(await listFiles(dataDir)).toEqual(before);
  },
  60_000,
);

async function listFiles(dataDir: string): Promise<string[]> {
  const names = await readdir(join(dataDir, 'postgres'), { recursive: true });
  return names.filter((name) => name !== 'postmaster.pid').toSorted();
}

test('a table with other bytes in it is not read as if it were right', async () => {
  const dataDir = await readyFolder();
  const store = await openFolder(dataDir);
  await store.query('create table note (text text)');
  await store.query("insert into note select repeat('x', 500) from generate_series(1, 100)");
  const [row] = await store.query<{ path: string }>("select pg_relation_filepath('note') as path");
  await store.close();
  await spoil(cluster(dataDir, row?.path ?? ''), 9000);
  const again = await openFolder(dataDir);
  await expect(again.query('select count(text) from note')).rejects.toMatchObject({ code: 'XX001' });
  await again.close();
}, 60_000);

test('a folder that cannot be made is refused with DATA_DIR', async () => {
  const file = join(await emptyFolder(), 'file');
  await writeFile(file, '');
  await expect(openFolder(join(file, 'data'))).rejects.toThrow(/cannot be used: .*Set DATA_DIR/);
});

test('tidying frees what was deleted and ends the log: neither the tables nor the log grow for ever', async () => {
  const store = await openFolder(await readyFolder());
  await store.query('create table job (id int, text text)');
  const size = async () => {
    const [row] = await store.query<{ size: number }>("select pg_relation_size('job') as size");
    return row?.size ?? 0;
  };
  const churn = async () => {
    await store.query("insert into job select id, repeat('x', 500) from generate_series(1, 10000) as id");
    await store.query('delete from job');
    // PostgreSQL reports what changed at most once a second.
    await store.query('select pg_stat_force_next_flush()');
    await tidy(store);
  };
  await churn();
  const first = await size();
  for (let round = 0; round < 5; round++) await churn();
  expect(await size()).toBeLessThanOrEqual(first);
  const [log] = await store.query<{ behind: string }>(
    'select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) as behind from pg_control_checkpoint()',
  );
  expect(Number(log?.behind)).toBeLessThan(17 * 1024 * 1024);
  await store.close();
}, 60_000);
