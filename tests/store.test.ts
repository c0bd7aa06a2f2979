import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../src/store/store.ts';
import { HOMES, newStore, removeFolders, sharedPostgres } from './fixtures/store.ts';

beforeAll(async () => {
  await sharedPostgres();
}, 60_000);
afterAll(removeFolders);

describe.each(HOMES)('a store in %s', (home) => {
  let store: Store;

  beforeAll(async () => {
    store = await openStore(await newStore(home));
    await store.query('create table note (id int primary key, text text)');
  }, 60_000);
  afterAll(() => store?.close());

  test('says which home it has', () => {
    expect(store.home).toBe(home);
  });

  test('reads every type the same', async () => {
    const [row] = await store.query(
      `select 9007199254740991::bigint as safe, 9007199254740993::bigint as big, 0.1::numeric as exact, 1.5::float8 as float,
         '2014-06-04'::date as day, '2014-06-04 12:00'::timestamp as clock, '2014-06-04 12:00:00.25+02'::timestamptz as instant,
         'infinity'::timestamptz as forever, '{"a": [1]}'::jsonb as json, '1 day 02:00'::interval as lead, true as flag,
         '\\x00ff'::bytea as bytes, null as nothing, array[1, 2]::int[] as ints, array[9007199254740993]::bigint[] as bigs,
         array['a "b"', null] as texts, array[0.1]::numeric[] as exacts, array['2014-06-04']::date[] as days,
         array['2014-06-04T10:00Z']::timestamptz[] as instants`,
    );
    expect({ ...row, bytes: Array.from(row?.bytes as Uint8Array) }).toEqual({
      safe: 9007199254740991,
      big: 9007199254740993n,
      exact: '0.1',
      float: 1.5,
      day: '2014-06-04',
      clock: '2014-06-04 12:00:00',
      instant: new Date('2014-06-04T10:00:00.250Z'),
      forever: Infinity,
      json: { a: [1] },
      lead: '1 day 02:00:00',
      flag: true,
      bytes: [0, 255],
      nothing: null,
      ints: [1, 2],
      bigs: [9007199254740993n],
      texts: ['a "b"', null],
      exacts: ['0.1'],
      days: ['2014-06-04'],
      instants: [new Date('2014-06-04T10:00:00Z')],
    });
  });

  test('takes every kind of value the same', async () => {
    const [row] = await store.query(
      `select $1::bigint as big, $2::timestamptz as instant, $3::timestamptz as date, $4::date as day, $5::jsonb as object,
         $6::text[] as texts, $7::bytea as bytes, $8::text as nothing, $9::boolean as flag, $10::float8 as float,
         $11::jsonb as list, $12::int[] as ints, $13::timestamp as clock, $14::text as plain`,
      [
        2n ** 60n,
        Temporal.Instant.from('2014-06-04T10:00:00.123Z'),
        new Date('2014-06-04T10:00:00Z'),
        Temporal.PlainDate.from('2014-06-04'),
        { says: 'early June', quote: '"' },
        ['a', 'b,"c"', '\\', null, 'null', ''],
        new Uint8Array([0, 1, 255]),
        undefined,
        false,
        -0.5,
        JSON.stringify([1, 'two']),
        [[1], [2]],
        Temporal.PlainDateTime.from('2014-03-09T02:30'),
        'it’s {"plain"}',
      ],
    );
    expect({ ...row, bytes: Array.from(row?.bytes as Uint8Array) }).toEqual({
      big: 2n ** 60n,
      instant: new Date('2014-06-04T10:00:00.123Z'),
      date: new Date('2014-06-04T10:00:00Z'),
      day: '2014-06-04',
      object: { says: 'early June', quote: '"' },
      texts: ['a', 'b,"c"', '\\', null, 'null', ''],
      bytes: [0, 1, 255],
      nothing: null,
      flag: false,
      float: -0.5,
      list: [1, 'two'],
      ints: [[1], [2]],
      clock: '2014-03-09 02:30:00',
      plain: 'it’s {"plain"}',
    });
  });

  test('gives the rows of all statements where several come without values', async () => {
    expect(await store.query('begin; select 1 as n; select 2 as n; commit')).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await store.query('')).toEqual([]);
  });

  test('passes on what the database refuses, with its code, and goes on', async () => {
    await expect(store.query('select * from nowhere')).rejects.toMatchObject({ code: '42P01' });
    await expect(store.query('select $1::int', ['x'])).rejects.toMatchObject({ code: '22P02' });
    await expect(store.query('begin; select 1; select 1 / 0; commit')).rejects.toMatchObject({
      code: '22012',
    });
    expect(await store.query('select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('refuses SQL that leaves a transaction open, and undoes it', async () => {
    await expect(store.query("begin; insert into note values (1, 'left open')")).rejects.toThrow(
      'did not end it',
    );
    expect(await store.query('select * from note where id = 1')).toEqual([]);
  });

  test('keeps what a transaction did, or nothing where it throws', async () => {
    const kept = await store.transaction(async (tx) => {
      await tx.query("insert into note values (10, 'kept')");
      return tx.query<{ n: number }>('select count(*)::int as n from note where id = 10');
    });
    expect(kept).toEqual([{ n: 1 }]);
    const failure = new Error('the second half failed');
    const half = store.transaction(async (tx) => {
      await tx.query("insert into note values (11, 'half')");
      throw failure;
    });
    await expect(half).rejects.toBe(failure);
    expect(await store.query('select id from note where id in (10, 11)')).toEqual([{ id: 10 }]);
  });

  test('does not report as kept a transaction in which a failed statement was ignored', async () => {
    const ignored = store.transaction(async (tx) => {
      await tx.query("insert into note values (12, 'ignored')");
      await tx.query('select 1 / 0').catch(() => undefined);
    });
    await expect(ignored).rejects.toThrow('rolled back');
    expect(await store.query('select id from note where id = 12')).toEqual([]);
  });

  test('runs what a transaction asks at once one after the other, also where it then fails', async () => {
    const failure = new Error('stop');
    const attempt = store.transaction(async (tx) => {
      void tx.query("insert into note values (13, 'late')");
      throw failure;
    });
    await expect(attempt).rejects.toBe(failure);
    const both = await store.transaction((tx) =>
      Promise.all([tx.query('select 1 as n'), tx.query('select 2 as n')]),
    );
    expect(both).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    expect(await store.query('select id from note where id = 13')).toEqual([]);
  });

  test('refuses its own use inside a transaction, which would wait for itself, and a transaction after its end', async () => {
    await expect(store.transaction(() => store.query('select 1'))).rejects.toThrow('inside a transaction');
    await expect(store.transaction(() => store.transaction(async () => 1))).rejects.toThrow(
      'inside a transaction',
    );
    const kept = await store.transaction(async (tx) => tx);
    await expect(kept.query('select 1')).rejects.toThrow('has ended');
    // What a transaction started and left running may use the store once the transaction has ended.
    let later: Promise<unknown> | undefined;
    await store.transaction(async () => {
      later = new Promise((resolve) => setTimeout(resolve, 50)).then(() => store.query('select 1 as n'));
    });
    expect(await later).toEqual([{ n: 1 }]);
  });

  test('keeps transactions that run at once apart', async () => {
    await store.query("insert into note values (20, '0')");
    await Promise.all(
      Array.from({ length: 20 }, () =>
        store.transaction(async (tx) => {
          const [row] = await tx.query<{ text: string }>('select text from note where id = 20 for update');
          await tx.query('update note set text = $1 where id = 20', [Number(row?.text) + 1]);
        }),
      ),
    );
    expect(await store.query('select text from note where id = 20')).toEqual([{ text: '20' }]);
  });

  test('brings a notification to every listener of its channel, and to none that stopped', async () => {
    const heard: string[] = [];
    const stopFirst = await store.listen('wake', (payload) => heard.push(`first ${payload}`));
    const stopSecond = await store.listen('wake', (payload) => heard.push(`second ${payload}`));
    const stopOther = await store.listen('other', (payload) => heard.push(`other ${payload}`));
    await store.notify('wake', 'it’s "1"');
    await expect.poll(() => heard.toSorted()).toEqual(['first it’s "1"', 'second it’s "1"']);
    await stopFirst();
    await store.notify('wake', '2');
    await expect.poll(() => heard.length).toBe(3);
    await stopSecond();
    await store.notify('wake', '3');
    await store.notify('other', '4');
    await expect.poll(() => heard.at(-1)).toBe('other 4');
    expect(heard).toHaveLength(4);
    await stopOther();
    await expect(store.listen('drop table', () => undefined)).rejects.toThrow('cannot be the name');
  });

  test('tells nobody of a notification whose transaction was undone', async () => {
    const heard: string[] = [];
    const stop = await store.listen('wake', (payload) => heard.push(payload));
    await store
      .transaction(async (tx) => {
        await tx.query("select pg_notify('wake', 'undone')");
        throw new Error('undo');
      })
      .catch(() => undefined);
    await store.transaction((tx) => tx.query("select pg_notify('wake', 'done')"));
    await expect.poll(() => heard).toEqual(['done']);
    await stop();
  });

  test('runs the statements of a session before anything else on every connection', async () => {
    await store.prepareSessions(["set tranche.clock to 'test'"]);
    const clocks = await Promise.all(
      Array.from({ length: 15 }, () => store.query("select current_setting('tranche.clock') as clock")),
    );
    expect(new Set(clocks.flat().map(({ clock }) => clock))).toEqual(new Set(['test']));
    await store.prepareSessions([]);
  });
});

test.each(HOMES)(
  'in %s what was written is there when the store is opened again, and closing twice is once',
  async (home) => {
    const options = await newStore(home);
    const first = await openStore(options);
    await first.query('create table note (text text)');
    await first.query('insert into note values ($1)', ['kept']);
    await first.close();
    await first.close();
    await expect(first.query('select 1')).rejects.toThrow('closed');
    const second = await openStore(options);
    expect(await second.query('select text from note')).toEqual([{ text: 'kept' }]);
    await second.close();
  },
  30_000,
);
