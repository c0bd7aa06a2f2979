import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../src/store/store.ts';
import { emptyFolder, quiet, readyFolder, removeFolders } from './fixtures/store.ts';

const run = promisify(execFile);
const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);

afterAll(removeFolders);

test('while a folder counts to two million, this thread goes on', async () => {
  const store = await openStore({ dataDir: await readyFolder(), log: quiet });
  const order: string[] = [];
  const counted = store
    .query('select count(*)::int as n from generate_series(1, 2000000) as n')
    .then(() => order.push('counted'));
  for (let turn = 1; turn <= 3; turn++) {
    await setImmediate();
    order.push(`turn ${turn}`);
  }
  await counted;
  expect(order).toEqual(['turn 1', 'turn 2', 'turn 3', 'counted']);
  await store.close();
}, 60_000);

test('an error that comes from the folder has its SQLSTATE and its constraint, and not the question with its values', async () => {
  const store = await openStore({ dataDir: await readyFolder(), log: quiet });
  await store.query('create table note (id int, constraint small check (id < 10))');
  const error = await store
    .query('insert into note values ($1)', [4711])
    .then(() => undefined)
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: '23514', constraint: 'small' });
  expect(error).not.toHaveProperty('params');
  expect(error).not.toHaveProperty('query');
  await store.close();
}, 60_000);

test('a folder on a disk that is full refuses the write, and comes back in a thread anew with what it had acknowledged', async () => {
  const full = join(await emptyFolder(), 'full');
  const arguments_ = ['--import', fixture('failing-sync.ts'), fixture('full-disk.ts'), await readyFolder()];
  const { stdout } = await run(process.execPath, arguments_, { env: { ...process.env, FULL_DISK: full } });
  const { outcomes, found } = JSON.parse(stdout) as { outcomes: string[]; found: number[] };
  expect(outcomes).toEqual(['kept', 'StoreUnavailable', 'kept']);
  expect(found.filter((id) => id !== 2)).toEqual([1, 3]);
}, 60_000);
