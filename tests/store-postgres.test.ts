import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import { countProcesses } from '../src/store/processes.ts';
import { openStore, StoreUnavailable } from '../src/store/store.ts';
import { type Server, startPostgres } from './fixtures/postgres.ts';
import { quiet } from './fixtures/store.ts';

let server: Server;
let databaseUrl: string;
beforeAll(async () => {
  server = await startPostgres();
  databaseUrl = await server.createDatabase();
}, 60_000);
afterAll(() => server?.remove());

const open = (url = databaseUrl) => openStore({ databaseUrl: url, dataDir: '/nowhere', log: quiet });

test('a database that is down at the start is named with what to do, without the password', async () => {
  const opening = open('postgres://ana:hunter2@127.0.0.1:1/tranche');
  await expect(opening).rejects.toThrow(UserError);
  await expect(opening).rejects.toThrow(
    /^The database at 127\.0\.0\.1:1\/tranche cannot be reached \(.*ECONNREFUSED.*\)\. Start it, or mend DATABASE_URL/,
  );
  await expect(opening).rejects.not.toThrow('hunter2');
});

test('a database that refuses us says why', async () => {
  const elsewhere = open(databaseUrl.replace(/[^/]+$/, 'nowhere'));
  await expect(elsewhere).rejects.toThrow(UserError);
  await expect(elsewhere).rejects.toThrow(/refuses us: database "nowhere" does not exist/);
  await expect(open(databaseUrl.replace('postgres@', 'nobody:hunter2@'))).rejects.toThrow(
    /refuses us: role "nobody" does not exist/,
  );
});

test('while the database is down every query says so at once, and after it all go on, listeners too', async () => {
  const store = await open();
  const other = await open();
  const heard: string[] = [];
  let gaps = 0;
  await store.listen(
    'wake',
    (payload) => heard.push(payload),
    () => {
      gaps += 1;
    },
  );
  await store.query('create table note (id int)');
  const midway = store.transaction(async (tx) => {
    await tx.query('insert into note values (1)');
    await server.stop();
    await tx.query('insert into note values (2)');
  });
  await expect(midway).rejects.toThrow(StoreUnavailable);
  for (let attempt = 0; attempt < 12; attempt++) {
    await expect(store.query('select 1')).rejects.toThrow(StoreUnavailable);
  }
  await expect(store.transaction((tx) => tx.query('select 1'))).rejects.toThrow(StoreUnavailable);
  await expect(store.notify('wake', 'lost')).rejects.toThrow(StoreUnavailable);
  const late: string[] = [];
  await store.listen('late', (payload) => late.push(payload));

  await server.start();
  expect(await store.query('select id from note')).toEqual([]);
  await expect.poll(() => gaps, { timeout: 10_000 }).toBe(1);
  await other.query('select 1').catch(() => undefined);
  await other.notify('wake', 'again');
  await other.notify('late', 'too');
  await expect.poll(() => [...heard, ...late]).toEqual(['again', 'too']);
  await store.close();
  await other.close();
}, 60_000);

test('a query under way when its connection is cut says so, and the next one has a new connection', async () => {
  const store = await open();
  const slow = store.query('select pg_sleep(30)');
  const cut = expect(slow).rejects.toThrow(StoreUnavailable);
  await expect
    .poll(() =>
      store.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(30)' and pid <> pg_backend_pid()",
      ),
    )
    .toHaveLength(1);
  await cut;
  expect(await store.query('select 1 as n')).toEqual([{ n: 1 }]);
  await store.close();
}, 30_000);

test('a listener hears again after its connection alone was cut', async () => {
  const store = await open();
  const heard: string[] = [];
  await store.listen('wake', (payload) => heard.push(payload));
  await store.query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'");
  await expect
    .poll(
      async () => {
        await store.notify('wake', 'ping');
        return heard.length;
      },
      { timeout: 10_000, interval: 100 },
    )
    .toBeGreaterThan(0);
  await store.close();
}, 30_000);

test('each store that is open on a database counts as a process, and one that is closed does not', async () => {
  const first = await open();
  expect(await countProcesses(first)).toBe(1);
  const second = await open();
  expect(await countProcesses(first)).toBe(2);
  expect(await countProcesses(second)).toBe(2);
  await second.close();
  await expect.poll(() => countProcesses(first), { timeout: 10_000 }).toBe(1);
  await first.close();
}, 30_000);
