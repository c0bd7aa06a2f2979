import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { startEngine } from '../src/store/engine.ts';
import { openStore, type Store, StoreUnavailable } from '../src/store/store.ts';
import { killWriters } from './fixtures/kills.ts';
import { LosingDisk } from './fixtures/losing-disk.ts';
import { emptyFolder, quiet, readyFolder, removeFolders } from './fixtures/store.ts';

afterAll(removeFolders);
afterEach(() => vi.restoreAllMocks());

/** In this thread, where a disk can be watched and made to fail. The thread of its own runs the same engine. */
async function open(dataDir: string): Promise<Store> {
  const store = await openStore({ dataDir, log: quiet, startEngine });
  await store.query('create table if not exists note (id int, text text)');
  return store;
}

async function numbers(store: Store): Promise<number[]> {
  const rows = await store.query<{ id: number }>('select id from note order by id');
  return rows.map(({ id }) => id);
}

async function write(store: Store, ids: readonly number[]): Promise<void> {
  for (const id of ids) await store.query('insert into note values ($1, $2)', [id, 'x'.repeat(id * 20)]);
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('100 commits make at least 100 calls of fsync', async () => {
  const store = await open(await readyFolder());
  const fsync = vi.spyOn(fs, 'fsyncSync');
  await write(store, range(1, 100));
  expect(fsync.mock.calls.length).toBeGreaterThanOrEqual(100);
  await store.close();
}, 60_000);

const hasStrace = spawnSync('strace', ['-V']).status === 0;

test('100 commits make at least 100 fsync system calls, counted by strace where it is', async () => {
  const folder = await readyFolder();
  const trace = join(await emptyFolder(), 'trace');
  const script = join(import.meta.dirname, 'fixtures', 'hundred-commits.ts');
  const arguments_ = [
    '-f',
    '-e',
    'trace=fsync,fdatasync,?access,?faccessat,?faccessat2',
    '-o',
    trace,
    process.execPath,
    script,
    folder,
  ];
  // Where there is no strace, or tracing is not allowed, the spy above has to do.
  if (!hasStrace || spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0) return;
  const { status, stderr } = spawnSync('strace', arguments_, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const calls = fs.readFileSync(trace, 'utf8');
  const between = calls.slice(calls.indexOf('/nowhere/begin'), calls.indexOf('/nowhere/end'));
  expect(between.match(/f(?:data)?sync\(\d+/g)?.length ?? 0).toBeGreaterThanOrEqual(100);
}, 60_000);

test('a process killed 6 times at random moments has lost no write that it acknowledged, and kept no half', async () => {
  const report = await killWriters(await readyFolder(), 6, Math.random);
  expect(report).toMatchObject({ kills: 6, lost: 0, halves: 0 });
  expect(report.acknowledged).toBeGreaterThan(6);
}, 120_000);

test('when the power goes, what was not synced is lost, torn or out of order, and no acknowledged write is missing', async () => {
  const dataDir = await readyFolder();
  const disk = new LosingDisk(dataDir, await emptyFolder());
  const store = await open(dataDir);
  const cuts: { folder: string; acknowledged: number }[] = [];
  for (let acknowledged = 20; acknowledged <= 80; acknowledged += 20) {
    await write(store, range(acknowledged - 19, acknowledged));
    if (acknowledged === 40) await store.query('checkpoint');
    if (acknowledged === 60) await store.query('vacuum note');
    cuts.push({ folder: disk.cut(await emptyFolder(), Math.random), acknowledged });
  }
  await store.close();
  disk.release();
  for (const { folder, acknowledged } of cuts) {
    const after = await open(folder);
    expect(await numbers(after)).toEqual(range(1, acknowledged));
    await after.close();
  }
}, 60_000);

test('the same on a disk whose fsync does nothing loses acknowledged writes: the test above can fail', async () => {
  const dataDir = await readyFolder();
  const first = await open(dataDir);
  await first.close();
  const disk = new LosingDisk(dataDir, await emptyFolder(), { ignoresSync: true });
  const store = await open(dataDir);
  await write(store, range(1, 20));
  const folder = disk.cut(await emptyFolder(), () => 1);
  await store.close();
  disk.release();
  const after = await open(folder);
  expect((await numbers(after)).length).toBeLessThan(20);
  await after.close();
}, 60_000);

test('a disk that fails to sync makes the write fail, and the store comes back by itself without what it refused', async () => {
  const store = await open(await readyFolder());
  await write(store, [1]);
  const gaps: string[] = [];
  const heard: string[] = [];
  await store.listen(
    'wake',
    (payload) => heard.push(payload),
    () => gaps.push('gap'),
  );
  const clock = vi.spyOn(performance, 'now');
  const fsync = vi.spyOn(fs, 'fsyncSync').mockImplementation(() => {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  });
  await expect(write(store, [2])).rejects.toThrow(StoreUnavailable);
  await expect(store.query('select 1')).rejects.toThrow(StoreUnavailable);
  await expect(store.transaction((tx) => tx.query('select 1'))).rejects.toThrow(StoreUnavailable);
  fsync.mockRestore();
  const real = performance.timeOrigin;
  clock.mockImplementation(() => Date.now() - real + 3_600_000);
  await write(store, [3]);
  const found = await numbers(store);
  expect(found).toContain(1);
  expect(found).toContain(3);
  await store.notify('wake', 'again');
  await expect.poll(() => heard).toEqual(['again']);
  expect(gaps).toEqual(['gap']);
  await store.close();
}, 60_000);
