import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import { backUp } from '../src/store/backup.ts';
import { restore } from '../src/store/restore.ts';
import { openStore, type Store, type StoreOptions } from '../src/store/store.ts';
import {
  emptyFolder,
  HOMES,
  type Home,
  newStore,
  readyFolder,
  removeFolders,
  sharedPostgres,
} from './fixtures/store.ts';

const NOW = Temporal.Instant.from('2026-06-04T12:00:00Z');

/** Tables with all that makes moving them hard: keys in a circle, identities, generated columns, triggers, seeds, odd values. */
const FIRST = `create table meta (key text primary key, value jsonb not null);
create table channel (
  id bigint generated always as identity primary key, name text not null unique, latest bigint,
  loud text generated always as (upper(name)) stored
);
create table reminder (
  id serial primary key, channel bigint not null references channel on delete cascade, at timestamptz, day date, cost numeric,
  ratio float8, tags text[], raw json, bytes bytea, lead interval, "odd ""name" text
);
alter table channel add constraint latest foreign key (latest) references reminder deferrable initially deferred;
create table seed (name text primary key);
insert into seed values ('seeded');
create table log (what text);
create function note_insert() returns trigger language plpgsql as $$ begin insert into log values ('inserted'); return new; end $$;
create trigger noted after insert on channel for each row execute function note_insert();
`;
const SECOND = 'alter table reminder add column late boolean not null default false;\n';

let migrationsDir: string;
let newerDir: string;
beforeAll(async () => {
  await sharedPostgres();
  migrationsDir = await emptyFolder();
  await writeFile(join(migrationsDir, '0001-first.sql'), FIRST);
  newerDir = await emptyFolder();
  await writeFile(join(newerDir, '0001-first.sql'), FIRST);
  await writeFile(join(newerDir, '0002-second.sql'), SECOND);
}, 60_000);
afterAll(removeFolders);

async function open(home: Home, dir = migrationsDir): Promise<Store> {
  const options: StoreOptions = await newStore(home);
  if (home === 'postgres') return openStore({ ...options, migrationsDir: dir });
  // The ready folder holds the migrations that ship; these tests bring their own.
  const dataDir = await readyFolder();
  const store = await openStore({ ...options, dataDir });
  await store.query('drop schema tranche cascade');
  await store.close();
  return openStore({ ...options, dataDir, migrationsDir: dir });
}

async function fill(store: Store): Promise<void> {
  await store.query("insert into channel (name) values ('one'), ('two'), ('Kyiv \u2028 “Київ” \\ \"\n')");
  await store.query('delete from log');
  await store.query(
    `insert into reminder (channel, at, day, cost, ratio, tags, raw, bytes, lead, "odd ""name") values
       (1, '2014-06-04 10:00:00.123456+02', '2014-06-04', 12345678901234567890.123456789, 'NaN', array['a', null, '"', '{}'],
        E'{"z": 1,\\n "a": [1, 2], "z": 2}', '\\x00ff', '1 mon 2 days 03:04:05.6', 'odd'),
       (2, 'infinity', '-infinity', 'NaN', 0.1, '{}', null, '', null, ''),
       (3, null, null, null, '-Infinity', null, 'null', null, null, null)`,
  );
  await store.query('update channel set latest = 1 where id = 1');
  await store.query(
    `insert into reminder (channel, "odd ""name") select 2, repeat('x', 1000) from generate_series(1, 3000)`,
  );
}

/** Everything, as text that does not depend on the home. */
async function contents(store: Store): Promise<unknown> {
  const tables = ['channel', 'reminder', 'seed', 'log'].map((table) =>
    store.query(`select t::text as row from ${table} t order by 1`),
  );
  return Promise.all(tables);
}

async function backupOf(store: Store): Promise<string> {
  const file = join(await emptyFolder(), 'backup');
  await backUp(store, file, NOW);
  return file;
}

const moves = HOMES.flatMap((from) => HOMES.map((to) => [from, to] as const));

test.each(moves)(
  'a backup of %s restored into %s holds the same, and goes on counting where it was',
  async (from, to) => {
    const source = await open(from);
    await fill(source);
    const file = await backupOf(source);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const target = await open(to);
    await target.query("delete from seed; insert into seed values ('gone')").catch(() => undefined);
    const { rows } = await restore(target, file, { replace: true, now: NOW, migrationsDir });
    expect(rows).toBe(3007);
    expect(await contents(target)).toEqual(await contents(source));
    expect(await target.query("insert into channel (name) values ('next') returning id, loud")).toEqual([
      { id: 4, loud: 'NEXT' },
    ]);
    expect(await target.query('insert into reminder (channel) values (1) returning id')).toEqual([
      { id: 3004 },
    ]);
    await expect(target.query('insert into reminder (channel) values (99)')).rejects.toMatchObject({
      code: '23503',
    });
    expect(await target.query('select what from log')).toEqual([{ what: 'inserted' }]);
    expect(await target.query("select value->>'from' as home from meta where key = 'restored'")).toEqual([
      { home: from },
    ]);
    await source.close();
    await target.close();
  },
  60_000,
);

test('a store that is not empty is restored into only with --replace', async () => {
  const store = await open('postgres');
  await fill(store);
  const file = await backupOf(store);
  await store.query("update channel set name = 'changed' where id = 2");
  const before = await contents(store);
  await expect(restore(store, file, { replace: false, now: NOW, migrationsDir })).rejects.toThrow(
    /not empty.*--replace/,
  );
  expect(await contents(store)).toEqual(before);
  await restore(store, file, { replace: true, now: NOW, migrationsDir });
  expect(await store.query('select name from channel where id = 2')).toEqual([{ name: 'two' }]);
  await store.close();
}, 60_000);

test.each(HOMES)(
  'a backup that was cut short, altered or is none changes nothing in %s',
  async (home) => {
    const store = await open(home);
    await fill(store);
    const file = await backupOf(store);
    const whole = await readFile(file, 'utf8');
    const before = await contents(store);
    const lines = whole.trimEnd().split('\n');
    const faults: [string, string][] = [
      [whole.slice(0, whole.length / 2), 'cut short'],
      [`${lines.slice(0, -1).join('\n')}\n`, 'cut short'],
      [whole.replace('two', 'tow'), 'altered or damaged'],
      [lines.toSpliced(3, 1).join('\n'), 'altered or damaged'],
      [`${whole}${lines[2]}\n`, 'altered or damaged'],
      ['', 'not a backup'],
      ['{"backup": "other"}\n', 'not a backup'],
      [whole.replace('"format":1', '"format":2'), 'newer Tranche'],
      [
        whole.replace(/"name":"0001-first.sql","hash":"\w+"/, '"name":"0001-first.sql","hash":"00"'),
        'altered or damaged',
      ],
    ];
    for (const [content, says] of faults) {
      const broken = join(await emptyFolder(), 'broken');
      await writeFile(broken, content);
      const attempt = restore(store, broken, { replace: true, now: NOW, migrationsDir });
      await expect(attempt).rejects.toThrow(UserError);
      await expect(attempt).rejects.toThrow(says);
    }
    await expect(
      restore(store, '/nowhere/backup', { replace: true, now: NOW, migrationsDir }),
    ).rejects.toThrow('cannot be read');
    expect(await contents(store)).toEqual(before);
    await store.close();
  },
  60_000,
);

test('a backup of an older Tranche is brought up to date, one of a newer is refused', async () => {
  const older = await open('postgres');
  await fill(older);
  const file = await backupOf(older);
  const newer = await open('postgres', newerDir);
  await restore(newer, file, { replace: true, now: NOW, migrationsDir: newerDir });
  expect(await newer.query('select late from reminder where id = 1')).toEqual([{ late: false }]);
  expect(await newer.query('select count(*)::int as count from migrations')).toEqual([{ count: 2 }]);
  const newFile = await backupOf(newer);
  await expect(restore(older, newFile, { replace: true, now: NOW, migrationsDir })).rejects.toThrow(
    /has 0002-second\.sql, which this version of Tranche does not know/,
  );
  await older.close();
  await newer.close();
}, 60_000);

test('a restore is refused while another process uses the database', async () => {
  const options = await newStore('postgres');
  const bot = await openStore({ ...options, migrationsDir });
  const file = await backupOf(bot);
  const command = await openStore({ ...options, migrationsDir });
  await expect(restore(command, file, { replace: true, now: NOW, migrationsDir })).rejects.toThrow(
    /bot is using/,
  );
  await bot.close();
  await expect
    .poll(() =>
      restore(command, file, { replace: true, now: NOW, migrationsDir }).then(() => 'restored', String),
    )
    .toBe('restored');
  await command.close();
}, 60_000);

test('a backup is never written over another, and one that fails leaves nothing', async () => {
  const store = await open('postgres');
  const folder = await emptyFolder();
  const file = join(folder, 'backup');
  await writeFile(file, 'precious');
  await expect(backUp(store, file, NOW)).rejects.toThrow(/is there already/);
  expect(await readFile(file, 'utf8')).toBe('precious');
  await expect(backUp(store, join(folder, 'none', 'backup'), NOW)).rejects.toThrow(/cannot be written/);
  await store.query('alter table seed rename to "seed of doom"');
  await store.query('alter table migrations rename to lost');
  await expect(backUp(store, join(folder, 'second'), NOW)).rejects.toMatchObject({ code: '42P01' });
  expect(await readdir(folder)).toEqual(['backup']);
  await store.close();
}, 60_000);

function run(script: 'backup' | 'restore', args: readonly string[], env: Record<string, string>) {
  return spawnSync(process.execPath, [join(import.meta.dirname, '..', 'src', `${script}.ts`), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
}

test('npm run backup and npm run restore move what a folder holds into a PostgreSQL, and say in a sentence what is wrong', async () => {
  const dataDir = await readyFolder();
  const file = join(await emptyFolder(), 'backup');
  const store = await openStore({ ...(await newStore('pglite')), dataDir });
  await store.query(`insert into meta values ('greeting', '"hello"')`);
  const busy = run('backup', [file], { DATA_DIR: dataDir });
  expect(busy).toMatchObject({ status: 1, stdout: '' });
  expect(busy.stderr).toMatch(/^The folder .+ is in use by another process \(pid \d+ .+\n$/);
  await store.close();

  expect(run('backup', [file], { DATA_DIR: dataDir })).toMatchObject({ status: 0, stderr: '' });
  const { databaseUrl = '' } = await newStore('postgres');
  expect(run('restore', [file], { DATABASE_URL: databaseUrl })).toMatchObject({ status: 0, stderr: '' });
  const moved = await openStore({ ...(await newStore('pglite')), databaseUrl });
  expect(await moved.query("select value from meta where key = 'greeting'")).toEqual([{ value: 'hello' }]);
  await moved.close();

  const mistyped = join(dataDir, 'mistyped');
  const none = run('backup', [`${file}1`], { DATA_DIR: mistyped });
  expect(none).toMatchObject({ status: 1, stdout: '' });
  expect(none.stderr).toContain(`There is no store in ${mistyped}`);
  expect([existsSync(mistyped), existsSync(`${file}1`)]).toEqual([false, false]);

  expect(run('backup', [], {})).toMatchObject({ status: 2, stderr: 'Usage: npm run backup -- FILE\n' });
  expect(run('restore', [file, '--force'], {})).toMatchObject({ status: 2 });
  const down = run('backup', [`${file}2`], { DATABASE_URL: 'postgres://127.0.0.1:1/tranche' });
  expect(down.status).toBe(1);
  expect(down.stderr).toMatch(/^The database at 127\.0\.0\.1:1\/tranche cannot be reached .+\n$/);
}, 60_000);
