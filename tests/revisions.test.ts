import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { loadFactsAndNotes } from '../src/data/load.ts';
import { DataError, UserError } from '../src/errors.ts';
import { discordUser } from '../src/revisions/actors.ts';
import { forgetContents, openContent } from '../src/revisions/contents.ts';
import { FactsDesk } from '../src/revisions/desk.ts';
import type { Preview } from '../src/revisions/preview.ts';
import { removeProposal } from '../src/revisions/proposals.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { changed } from './fixtures/changed-store.ts';
import { quiet } from './fixtures/quiet.ts';
import { closeStores, useStore } from './fixtures/reminders.ts';
import { type Served, serve, sourceFiles, writeFiles } from './fixtures/revisions.ts';
import { HOMES, sharedPostgres } from './fixtures/store.ts';
import { packFiles } from './fixtures/zip.ts';

const ANA = discordUser('100000000000000001');
const now = () => Temporal.Instant.from('2026-11-23T12:00:00Z');

afterAll(closeStores);

const numberOf = ({ serving }: Served) => serving.served.facts.revision.number;
const amountOf = ({ serving }: Served) =>
  serving.served.facts.assistance.map(({ amount }) => amount?.low.minor);

/** Applies a preview that has something to apply. */
async function apply({ desk }: Served, { proposal }: Preview) {
  if (proposal === undefined) throw new Error('nothing to apply');
  return desk.apply(proposal.id, proposal.content, ANA);
}

describe.each(HOMES)('revisions in %s', (home) => {
  let store: Store;
  let folder: string;
  let bot: Served;

  beforeEach(async () => {
    store = await useStore(home);
    folder = await writeFiles(sourceFiles('a'));
    bot = await serve(store, folder);
  });

  test('at the first start the folder becomes revision 1, and later starts serve the store whatever the folder holds', async () => {
    expect(bot.serving.served.facts.revision).toMatchObject({ number: 1, loadedBy: 'the first start' });
    await writeFiles(sourceFiles('a', { amount: '$9 million' }), folder);
    const later = await serve(store, folder);
    expect([numberOf(later), amountOf(later)]).toEqual([1, [500_000_000n]]);
    expect((await later.desk.status()).folder).toEqual({ type: 'differs' });
    await rm(folder, { recursive: true });
    expect(amountOf(await serve(store, folder))).toEqual([500_000_000n]);
    expect((await bot.desk.status()).folder).toMatchObject({ type: 'unreadable' });
  });

  test('a process loads from the store what another loaded from the folder, under the same hash', async () => {
    const { facts, list } = await loadFactsAndNotes(folder, {
      loadedBy: 'x',
      number: 1,
      now: Temporal.Instant.from('2026-11-23T12:00:00Z'),
    });
    const other = await serve(store, folder);
    expect(other.serving.served.facts.revision.hash).toBe(facts.revision.hash);
    const { folders } = await openContent(store, list.hash);
    expect(folders.map(({ name, files }) => [name, [...files.keys()].sort()])).toEqual([
      ['a', ['facts.yaml', 'source.txt']],
    ]);
  });

  test('two processes that start at once on an empty store make one revision 1', async () => {
    const empty = await useStore(home);
    const both = await Promise.all([serve(empty, folder), serve(empty, folder)]);
    expect(both.map(numberOf)).toEqual([1, 1]);
    expect((await bot.desk.history(10)).revisions).toHaveLength(1);
  });

  test('a reload shows what would change, changes nothing, and applied is served by this process and by another', async () => {
    const other = await serve(store, folder);
    await writeFiles({ ...sourceFiles('a', { amount: '$6 million' }), ...sourceFiles('b') }, folder);
    const preview = await bot.desk.proposeReload(ANA);
    expect(preview.diff.added).toContainEqual({ type: 'assistance', id: 'b/tranche', title: 'New tranche' });
    expect(preview.diff.changed.flatMap(({ changes }) => changes)).toContainEqual({
      field: 'amount',
      before: '$5 million',
      after: '$6 million',
    });
    expect(preview.files).toEqual({
      added: ['b/facts.yaml', 'b/source.txt'],
      removed: [],
      changed: ['a/facts.yaml', 'a/source.txt'],
    });
    expect(preview.counts).toMatchObject({ before: { assistance: 1 }, after: { assistance: 2 } });
    expect(amountOf(bot)).toEqual([500_000_000n]);
    expect(await apply(bot, preview)).toEqual({ type: 'applied', revision: 2, isServedHere: true });
    expect(amountOf(bot)).toEqual([600_000_000n, 500_000_000n]);
    await expect.poll(() => numberOf(other)).toBe(2);
    expect(other.serving.served.facts.revision).toEqual(bot.serving.served.facts.revision);
    expect((await bot.desk.status()).processes.map(({ revision }) => revision)).toEqual([2, 2]);
  });

  test('what is clicked twice, also at once, is applied once', async () => {
    await writeFiles(sourceFiles('b'), folder);
    const preview = await bot.desk.proposeReload(ANA);
    const outcomes = await Promise.all([apply(bot, preview), apply(bot, preview)]);
    expect(outcomes.map(({ type }) => type).sort()).toEqual(['already', 'applied']);
    expect(await apply(bot, preview)).toEqual({ type: 'already', revision: 2 });
    expect(numberOf(bot)).toBe(2);
  });

  test('what another admin applies while an upload is unpacked is not undone by it: both stay', async () => {
    const facts = await packFiles([
      ['b/source.txt', Buffer.from(sourceFiles('b')['b/source.txt'] ?? '')],
      ['b/facts.yaml', Buffer.from(sourceFiles('b')['b/facts.yaml'] ?? '')],
    ]);
    const other = await serve(store, folder);
    await writeFiles(sourceFiles('a', { amount: '$9 million' }), folder);
    const reload = await other.desk.proposeReload(ANA);
    // As slow as a large zip: the other applies when the sources that the upload is put among have been read.
    let isApplied = false;
    const slow = changed(store, {
      query: async <Row extends object>(sql: string, values?: readonly unknown[]) => {
        const rows = await store.query<Row>(sql, values);
        if (!isApplied && sql.includes('fact_content_files f JOIN')) {
          isApplied = true;
          await apply(other, reload);
        }
        return rows;
      },
    });
    const desk = new FactsDesk({ store: slow, serving: bot.serving, factsDir: folder, now, log: quiet });
    const preview = await desk.proposeUpload(ANA, { name: 'b.zip', bytes: facts, source: undefined });
    const outcome = await apply({ ...bot, desk }, preview);
    if (outcome.type !== 'changed') throw new Error(`the upload was ${outcome.type}`);
    await apply({ ...bot, desk }, outcome.preview);
    expect(amountOf(bot)).toEqual([900_000_000n, 500_000_000n]);
  });

  test('a preview that is cancelled while it is being applied is either applied or cancelled, not both', async () => {
    await writeFiles(sourceFiles('b'), folder);
    const preview = await bot.desk.proposeReload(ANA);
    const { proposal } = preview;
    if (proposal === undefined) throw new Error('nothing to apply');
    const late = changed(store, {
      transaction: async (work) => {
        await removeProposal(store, proposal.id);
        return store.transaction(work);
      },
    });
    const desk = new FactsDesk({ store: late, serving: bot.serving, factsDir: folder, now, log: quiet });
    await expect(desk.apply(proposal.id, proposal.content, ANA)).rejects.toThrow('no longer kept');
    expect((await bot.desk.history(10)).revisions.map(({ number }) => number)).toEqual([1]);
  });

  test('a folder that changed after the preview is not applied: what it holds now is shown instead', async () => {
    await writeFiles(sourceFiles('b'), folder);
    const preview = await bot.desk.proposeReload(ANA);
    await writeFiles(sourceFiles('c'), folder);
    const outcome = await apply(bot, preview);
    expect(outcome).toMatchObject({ type: 'changed', reason: 'folder' });
    expect(numberOf(bot)).toBe(1);
    if (outcome.type !== 'changed') throw new Error('not refused');
    expect(outcome.preview.files.added).toEqual([
      'b/facts.yaml',
      'b/source.txt',
      'c/facts.yaml',
      'c/source.txt',
    ]);
    expect(await apply(bot, outcome.preview)).toMatchObject({ type: 'applied', revision: 2 });
  });

  test('a preview of another revision than the one that is served by now is shown again, and an upload then leaves the rest as it is', async () => {
    await writeFiles(sourceFiles('b'), folder);
    const reload = await bot.desk.proposeReload(ANA);
    const upload = await bot.desk.proposeUpload(ANA, {
      name: 'facts.yaml',
      source: 'a',
      bytes: yaml('a', 'Renamed'),
    });
    await apply(bot, reload);
    const outcome = await apply(bot, upload);
    expect(outcome).toMatchObject({ type: 'changed', reason: 'revision' });
    if (outcome.type !== 'changed') throw new Error('not refused');
    expect(outcome.preview.diff).toMatchObject({ added: [], removed: [], changed: [{ id: 'a/tranche' }] });
    await apply(bot, outcome.preview);
    expect(bot.serving.served.facts.assistance.map(({ title }) => title)).toEqual(['Renamed', 'New tranche']);
  });

  test('faults of a folder come all at once, change nothing, and are in the audit', async () => {
    await writeFiles({ 'a/facts.yaml': 'source: [', 'b/facts.yaml': 'x' }, folder);
    const failing = bot.desk.proposeReload(ANA);
    await expect(failing).rejects.toThrow(DataError);
    await expect(failing).rejects.toThrow(/a\/facts\.yaml:1.*b\/source\.txt is missing/s);
    expect([numberOf(bot), amountOf(bot)]).toEqual([1, [500_000_000n]]);
    expect((await bot.desk.history(1)).audit).toMatchObject([
      { actor: ANA, action: 'preview', outcome: 'failed' },
    ]);
  });

  test('words that no database takes, such as a NUL in the name of a file, are refused like any other fault', async () => {
    const zip = await packFiles([['b/facts.yaml', Buffer.from('x')]]);
    const bytes = Buffer.from(
      Buffer.from(zip).toString('latin1').replaceAll('facts.yaml', 'fact\0.yaml'),
      'latin1',
    );
    const failing = bot.desk.proposeUpload(ANA, { name: 'b.zip', source: undefined, bytes }, 'be\0cause');
    await expect(failing).rejects.toThrow(DataError);
    expect((await bot.desk.history(1)).audit).toMatchObject([{ outcome: 'failed' }]);
    await writeFiles(sourceFiles('b'), folder);
    await apply(bot, await bot.desk.proposeReload(ANA, 'be\0cause'));
    expect((await bot.desk.history(1)).revisions[0]?.why).toBe('be\uFFFDcause');
  });

  test('a rollback serves what an earlier revision did, as a revision of its own', async () => {
    await writeFiles(sourceFiles('a', { amount: '$6 million' }), folder);
    await apply(bot, await bot.desk.proposeReload(ANA));
    const preview = await bot.desk.proposeRollback(ANA, 1);
    expect(preview.diff.changed.flatMap(({ changes }) => changes)).toContainEqual({
      field: 'amount',
      before: '$6 million',
      after: '$5 million',
    });
    expect(await apply(bot, preview)).toMatchObject({ type: 'applied', revision: 3 });
    expect(amountOf(bot)).toEqual([500_000_000n]);
    const { revisions } = await bot.desk.history(1);
    expect(revisions.map(({ number, how, why }) => [number, how, why])).toEqual([
      [3, 'rollback', 'back to revision 1'],
      [2, 'reload', undefined],
      [1, 'start', undefined],
    ]);
    await expect(bot.desk.proposeRollback(ANA, 3)).rejects.toThrow('Revision 3 is the one that is served.');
    await expect(bot.desk.proposeRollback(ANA, 4)).rejects.toThrow(UserError);
  });

  test('the last 20 revisions are kept and any that is pinned, and the files of the others are thrown away', async () => {
    await bot.desk.pin(ANA, 1, true);
    for (let number = 2; number <= 23; number++) {
      await writeFiles(sourceFiles('a', { amount: `$${100 + number} million` }), folder);
      await apply(bot, await bot.desk.proposeReload(ANA));
    }
    const { revisions } = await bot.desk.history(1);
    expect(revisions.map(({ number }) => number)).toEqual([
      ...Array.from({ length: 20 }, (_, i) => 23 - i),
      1,
    ]);
    await store.query(`DELETE FROM fact_proposals;
      UPDATE fact_contents SET used_at = now() - interval '2 hours'; UPDATE fact_blobs SET used_at = now() - interval '2 hours'`);
    await forgetContents(store);
    const [counts] = await store.query(
      'SELECT (SELECT count(*)::int FROM fact_contents) AS contents, (SELECT count(*)::int FROM fact_blobs) AS blobs',
    );
    expect(counts).toEqual({ contents: 21, blobs: 42 });
    expect(await apply(bot, await bot.desk.proposeRollback(ANA, 1))).toMatchObject({ revision: 24 });
  }, 120_000);

  test('a process that cannot load a revision serves on what it had, and says so', async () => {
    await writeFiles(sourceFiles('b'), folder);
    const preview = await bot.desk.proposeReload(ANA);
    await store.query(
      "UPDATE fact_blob_parts SET bytes = '\\x00'::bytea WHERE hash IN (SELECT blob FROM fact_content_files WHERE path = 'b/facts.yaml')",
    );
    expect(await apply(bot, preview)).toEqual({ type: 'applied', revision: 2, isServedHere: false });
    expect([numberOf(bot), amountOf(bot)]).toEqual([1, [500_000_000n]]);
    expect((await bot.desk.status()).processes).toMatchObject([{ revision: 1, failed: { revision: 2 } }]);
    await apply(bot, await bot.desk.proposeRollback(ANA, 1));
    expect(numberOf(bot)).toBe(3);
    expect((await bot.desk.status()).processes).toMatchObject([{ revision: 3, failed: undefined }]);
  });

  test('what kept a process from loading a revision is tried again, and once it is over the revision is served', async () => {
    await writeFiles(sourceFiles('b'), folder);
    const preview = await bot.desk.proposeReload(ANA);
    const where = "hash IN (SELECT blob FROM fact_content_files WHERE path = 'b/facts.yaml')";
    const [kept] = await store.query(`SELECT bytes FROM fact_blob_parts WHERE ${where}`);
    await store.query(`UPDATE fact_blob_parts SET bytes = '\\x00'::bytea WHERE ${where}`);
    expect(await apply(bot, preview)).toMatchObject({ revision: 2, isServedHere: false });
    await store.query(`UPDATE fact_blob_parts SET bytes = $1 WHERE ${where}`, [kept?.bytes]);
    await bot.serving.follow();
    expect(numberOf(bot)).toBe(2);
    expect((await bot.desk.status()).processes).toMatchObject([{ revision: 2, failed: undefined }]);
  });

  test('meetings that move, come and go are counted as reminders, with the channels that they are for', async () => {
    await writeFiles(sourceFiles('a', { meeting: '2026-12-24' }), folder);
    await apply(bot, await bot.desk.proposeReload(ANA));
    await store.query(`INSERT INTO reminder_subscriptions (server_id, channel_id, leads, created_by, created_at, active_since)
      VALUES ('1', '77', ARRAY['P7D', 'P1D'], '1', '2026-11-01', '2026-11-01')`);
    await store.query(`INSERT INTO reminder_ledger (subscription_id, engagement_id, lead, start, due_at, expires_at, state, settled_at)
      VALUES (1, 'a/talks', 'P30D', '2026-12-24/2026-12-24', '2026-11-22', '2026-12-25', 'sent', '2026-11-22')`);
    await writeFiles(
      { ...sourceFiles('a', { meeting: '2026-12-28' }), ...sourceFiles('b', { meeting: '2026-12-20' }) },
      folder,
    );
    const { affected } = await bot.desk.proposeReload(ANA);
    expect(affected).toEqual({ corrections: 1, added: 4, dropped: 2, channelIds: ['77'] });
  });

  test('a folder with the same files is nothing to apply', async () => {
    const preview = await bot.desk.proposeReload(ANA);
    expect(preview.proposal).toBeUndefined();
    expect(preview.diff).toMatchObject({ added: [], removed: [], changed: [] });
  });
});

test('processes with a PostgreSQL in common serve the same revision, one after a lost connection too', async () => {
  const server = await sharedPostgres();
  const databaseUrl = await server.createDatabase();
  const open = () => openStore({ databaseUrl, dataDir: '', log: quiet });
  const stores = [await open(), await open()];
  const folder = await writeFiles(sourceFiles('a'));
  const bots = [await serve(stores[0] as Store, folder), await serve(stores[1] as Store, folder)] as const;
  await writeFiles(sourceFiles('b'), folder);
  await apply(bots[0], await bots[0].desk.proposeReload(ANA));
  await expect.poll(() => numberOf(bots[1])).toBe(2);
  await server.stop();
  expect(numberOf(bots[1])).toBe(2);
  await server.start();
  await writeFiles(sourceFiles('c'), folder);
  await apply(bots[1], await bots[1].desk.proposeReload(ANA));
  await expect.poll(() => bots.map(numberOf)).toEqual([3, 3]);
  for (const { serving } of bots) await serving.stop();
  for (const store of stores) await store.close();
});

function yaml(folder: string, title: string): Uint8Array {
  return Buffer.from(String(sourceFiles(folder, { title })[join(folder, 'facts.yaml')]));
}
