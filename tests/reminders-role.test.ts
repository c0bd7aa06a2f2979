import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import { createBoss, startBoss } from '../src/reminders/jobs.ts';
import { openStore } from '../src/store/store.ts';
import { type Server, startPostgres } from './fixtures/postgres.ts';
import { quiet } from './fixtures/store.ts';

let server: Server;
beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server?.remove());

test('a role that may create no schema does where the owner has made both', async () => {
  const owned = await server.createDatabase();
  const owner = await openStore({ databaseUrl: owned, dataDir: '/nowhere', log: quiet });
  await owner.query(`DROP SCHEMA tranche CASCADE; CREATE ROLE guest LOGIN;
    CREATE SCHEMA tranche AUTHORIZATION guest; CREATE SCHEMA pgboss AUTHORIZATION guest`);
  const databaseUrl = owned.replace('postgres@', 'guest@');
  const store = await openStore({ databaseUrl, dataDir: '/nowhere', log: quiet });
  const [right] = await store.query(`SELECT has_database_privilege(current_database(), 'CREATE') AS may`);
  expect(right).toEqual({ may: false });
  const boss = createBoss(store, undefined, pino({ level: 'silent' }));
  await startBoss(boss, store);
  await boss.stop({ close: false });
  await store.close();
  await owner.close();
}, 120_000);

test('a role that may create no schema, where there is none, is told what the owner has to run', async () => {
  const owned = await server.createDatabase();
  const owner = await openStore({ databaseUrl: owned, dataDir: '/nowhere', log: quiet });
  await owner.query('DROP SCHEMA tranche CASCADE; CREATE ROLE stranger LOGIN');
  const databaseUrl = owned.replace('postgres@', 'stranger@');
  const opening = openStore({ databaseUrl, dataDir: '/nowhere', log: quiet });
  await expect(opening).rejects.toThrow(UserError);
  await expect(opening).rejects.toThrow('create schema tranche authorization ROLE');
  await owner.close();
}, 120_000);
