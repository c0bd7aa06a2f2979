import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import { openStore } from '../src/store/store.ts';
import {
  emptyFolder,
  HOMES,
  type Home,
  newStore,
  readyFolder,
  removeFolders,
  sharedPostgres,
} from './fixtures/store.ts';

beforeAll(async () => {
  await sharedPostgres();
}, 60_000);
afterAll(removeFolders);

type Files = Readonly<Record<string, string>>;

const FIRST: Files = {
  '0001-first.sql': 'create table meta (key text primary key, value jsonb not null);\n',
};
const SECOND: Files = {
  ...FIRST,
  '0002-second.sql': 'create table note (id int); insert into note values (1);\n',
};

async function folderOf(files: Files): Promise<string> {
  const folder = await emptyFolder();
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql);
  return folder;
}

/** A store that can be opened again and again with other migrations. */
async function reopened(home: Home): Promise<(files: Files) => Promise<unknown[]>> {
  const options =
    home === 'pglite'
      ? { ...(await newStore(home)), dataDir: await readyFolderWithout() }
      : await newStore(home);
  return async (files) => {
    const store = await openStore({ ...options, migrationsDir: await folderOf(files) });
    try {
      return await store.query('select name from migrations order by number');
    } finally {
      await store.close();
    }
  };
}

/** The ready folder holds the migrations that ship; these tests bring their own. */
async function readyFolderWithout(): Promise<string> {
  const dataDir = await readyFolder();
  const store = await openStore({ ...(await newStore('pglite')), dataDir });
  await store.query('drop schema tranche cascade');
  await store.close();
  return dataDir;
}

test.each(HOMES)(
  '%s: each migration is applied once, and new ones after them',
  async (home) => {
    const open = await reopened(home);
    expect(await open(FIRST)).toEqual([{ name: '0001-first.sql' }]);
    expect(await open(SECOND)).toHaveLength(2);
    expect(await open(SECOND)).toHaveLength(2);
  },
  60_000,
);

test.each(HOMES)(
  '%s: a migration that fails undoes all that came with it',
  async (home) => {
    const open = await reopened(home);
    await open(FIRST);
    const broken = { ...SECOND, '0003-third.sql': 'create table other (id int); select 1 / 0;' };
    await expect(open(broken)).rejects.toMatchObject({ code: '22012' });
    expect(await open(FIRST)).toHaveLength(1);
    expect(await open(SECOND)).toHaveLength(2);
  },
  60_000,
);

test.each(HOMES)(
  '%s: an applied migration that was edited, renamed or taken away is refused with what to do',
  async (home) => {
    const open = await reopened(home);
    await open(SECOND);
    const refused = async (files: Files, says: RegExp) => {
      await expect(open(files)).rejects.toThrow(UserError);
      await expect(open(files)).rejects.toThrow(says);
    };
    await refused(
      { ...SECOND, '0001-first.sql': 'create table meta (key text);' },
      /0001-first\.sql was changed after it was applied on \d{4}-.*new migration/,
    );
    await refused(
      { ...FIRST, '0002-other.sql': 'select 1' },
      /has 0002-second\.sql where this version has 0002-other\.sql/,
    );
    await refused(FIRST, /newer Tranche: it has 0002-second\.sql/);
    // Line ends of another system are the same migration.
    expect(
      await open({ ...SECOND, '0001-first.sql': FIRST['0001-first.sql']?.replace('\n', '\r\n') ?? '' }),
    ).toHaveLength(2);
  },
  60_000,
);

test('three processes that start at once on one PostgreSQL apply each migration once', async () => {
  const options = await newStore('postgres');
  const migrationsDir = await folderOf(SECOND);
  const stores = await Promise.all([1, 2, 3].map(() => openStore({ ...options, migrationsDir })));
  expect(await stores[0]?.query('select id from note')).toEqual([{ id: 1 }]);
  for (const store of stores) await store.close();
}, 60_000);

test.each([
  ['0002-first.sql', 'should be number 1: name it 0001-'],
  ['first.sql', 'should be number 1'],
  ['0001_first.sql', 'should be number 1'],
])('a migration called %s is refused', async (name, says) => {
  const options = await newStore('postgres');
  await expect(
    openStore({ ...options, migrationsDir: await folderOf({ [name]: 'select 1' }) }),
  ).rejects.toThrow(says);
});

test('the migrations that ship are numbered from 1 without a gap', async () => {
  const names = (await readdir(join(import.meta.dirname, '..', 'migrations'))).toSorted();
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
});
