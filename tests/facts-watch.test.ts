import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PermissionFlagsBits as P } from 'discord.js';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { News } from '../src/revisions/announcer.ts';
import { FolderWatch, type WatchOptions } from '../src/revisions/watch.ts';
import { openStore, type Store, StoreUnavailable } from '../src/store/store.ts';
import { startStandin } from '../standin/index.ts';
import { startTestBot, textOf } from './fixtures/bot.ts';
import { breakable, changed, unclosed } from './fixtures/changed-store.ts';
import { quiet } from './fixtures/quiet.ts';
import { forgetRevisions, type Served, serve, sourceFiles, writeFiles } from './fixtures/revisions.ts';
import { readyFolder, removeFolders } from './fixtures/store.ts';

vi.setConfig({ testTimeout: 60_000 });

let store: Store;
let folder: string;
let bot: Served;

beforeAll(async () => {
  store = await openStore({ dataDir: await readyFolder(), log: quiet });
});
afterAll(async () => {
  await store.close();
  await removeFolders();
});
beforeEach(async () => {
  await forgetRevisions(store);
  folder = await writeFiles(sourceFiles('a'));
  bot = await serve(store, folder);
});

/** A watch that has looked at the folder as it is, and what it tells from then on. */
async function watch(
  mode: WatchOptions['mode'] = 'propose',
): Promise<{ told: News[]; settle: () => Promise<void> }> {
  const told: News[] = [];
  const tell = async (news: News) => void told.push(news);
  const watching = new FolderWatch({ store, desk: bot.desk, factsDir: folder, mode, tell, log: quiet });
  // A change is seen by one look, and checked by the next if it stays.
  const settle = async () => {
    for (let i = 0; i < 3; i++) await watching.look();
  };
  await settle();
  return { told, settle };
}

const numberOf = () => bot.serving.served.facts.revision.number;

test('a change of the folder is proposed once, when nobody writes to it any more', async () => {
  const { told, settle } = await watch();
  await settle();
  expect(told).toEqual([]);
  await writeFiles(sourceFiles('b'), folder);
  await settle();
  await settle();
  expect(told).toMatchObject([
    { type: 'proposed', isHeldBack: false, preview: { files: { added: ['b/facts.yaml', 'b/source.txt'] } } },
  ]);
  expect(numberOf()).toBe(1);
});

test('of two processes one tells it', async () => {
  const both = [await watch(), await watch()];
  await writeFiles(sourceFiles('b'), folder);
  for (const { settle } of both) await settle();
  expect(both.flatMap(({ told }) => told)).toHaveLength(1);
});

test('what the channel does not take is told when it does, at ever longer intervals, and dropped when the folder is another', async () => {
  const told: News[] = [];
  let refusals = 2;
  const tell = async (news: News) => {
    refusals -= 1;
    if (refusals >= 0) throw new Error('Missing Access');
    told.push(news);
  };
  const watching = new FolderWatch({
    ...{ store, desk: bot.desk, factsDir: folder, mode: 'propose', tell, log: quiet },
  });
  const look = async (times: number) => {
    for (let i = 0; i < times; i++) await watching.look();
  };
  await look(3);
  await writeFiles(sourceFiles('b'), folder);
  await look(2);
  expect(refusals).toBe(1);
  await look(6);
  expect(refusals).toBe(0);
  await look(11);
  expect(told).toEqual([]);
  await look(1);
  expect(told).toMatchObject([
    { type: 'proposed', preview: { files: { added: ['b/facts.yaml', 'b/source.txt'] } } },
  ]);
  await look(30);
  expect(told).toHaveLength(1);

  refusals = 1;
  await writeFiles(sourceFiles('c'), folder);
  await look(2);
  await writeFiles(sourceFiles('d'), folder);
  await look(20);
  expect(told.slice(1)).toMatchObject([
    {
      preview: {
        files: {
          added: [
            'b/facts.yaml',
            'b/source.txt',
            'c/facts.yaml',
            'c/source.txt',
            'd/facts.yaml',
            'd/source.txt',
          ],
        },
      },
    },
  ]);
});

/** A channel that takes nothing while it is deaf, and a database that goes away as soon as it is tried. */
function cutOff() {
  const channel = {
    told: [] as News[],
    isDeaf: true,
    isAway: false,
    async tell(news: News) {
      if (channel.isDeaf) {
        channel.isAway = true;
        throw new Error('Missing Access');
      }
      channel.told.push(news);
    },
  };
  return channel;
}

test('what the channel does not take while the database goes away is told when both are back', async () => {
  const channel = cutOff();
  const { told, tell } = channel;
  const watching = new FolderWatch({
    ...{
      store: breakable(store, () => channel.isAway),
      desk: bot.desk,
      factsDir: folder,
      mode: 'propose',
      tell,
      log: quiet,
    },
  });
  const look = async (times: number) => {
    for (let i = 0; i < times; i++) await watching.look();
  };
  await look(3);
  await writeFiles(sourceFiles('b'), folder);
  await look(20);
  expect(channel.isAway).toBe(true);
  channel.isDeaf = false;
  await look(3);
  expect(told).toEqual([]);
  channel.isAway = false;
  await look(2);
  expect(told).toMatchObject([{ type: 'proposed' }]);
  const other = await watch();
  await other.settle();
  expect([told.length, other.told]).toEqual([1, []]);
});

test.each([
  ['before it is claimed', 'INSERT INTO fact_announcements', 'apply', 'applied'],
  ['before old claims are cleared', 'DELETE FROM fact_announcements WHERE made_at', 'propose', 'proposed'],
] as const)(
  'what the database goes away for %s is told when it is back',
  async (_, statement, mode, type) => {
    const told: News[] = [];
    let refusals = 1;
    const failing = changed(store, {
      query: async (sql, values) => {
        if (sql.startsWith(statement) && refusals-- > 0) throw new StoreUnavailable(new Error('gone'));
        return store.query(sql, values);
      },
    });
    const tell = async (news: News) => void told.push(news);
    const watching = new FolderWatch({
      ...{ store: failing, desk: bot.desk, factsDir: folder, mode, tell, log: quiet },
    });
    for (let look = 0; look < 3; look += 1) await watching.look();
    await writeFiles(sourceFiles('b'), folder);
    for (let look = 0; look < 20; look += 1) await watching.look();
    expect(told).toMatchObject([{ type }]);
  },
);

test('what was not told while the database was away is told when the folder comes back to it', async () => {
  const channel = cutOff();
  const { told, tell } = channel;
  const away = breakable(store, () => channel.isAway);
  const watching = new FolderWatch({
    ...{ store: away, desk: bot.desk, factsDir: folder, mode: 'propose', tell, log: quiet },
  });
  const look = async () => {
    for (let times = 0; times < 3; times += 1) await watching.look();
  };
  await look();
  await writeFiles(sourceFiles('b'), folder);
  await look();
  channel.isDeaf = false;
  await writeFiles(sourceFiles('c'), folder);
  await look();
  channel.isAway = false;
  await look();
  await rm(join(folder, 'c'), { recursive: true });
  await look();
  expect(told.map((news) => news.type === 'proposed' && news.preview.files.added.length)).toEqual([4, 2]);
});

test('what one process could not tell is not asked about any more when another has told it', async () => {
  const asked: string[] = [];
  const counting = changed(store, {
    query: (text, values) => {
      asked.push(text);
      return store.query(text, values);
    },
  });
  const refuse = () => Promise.reject(new Error('Missing Access'));
  const watching = new FolderWatch({
    ...{ store: counting, desk: bot.desk, factsDir: folder, mode: 'propose', tell: refuse, log: quiet },
  });
  const look = async (times: number) => {
    for (let i = 0; i < times; i++) await watching.look();
  };
  await look(3);
  const other = await watch();
  await writeFiles(sourceFiles('b'), folder);
  await look(2);
  await other.settle();
  expect(other.told).toMatchObject([{ type: 'proposed' }]);
  await look(6);
  asked.length = 0;
  await look(3);
  expect(asked).toEqual([]);
});

test('faults are told once, and again when they are others', async () => {
  const { told, settle } = await watch('apply');
  await writeFiles({ 'a/facts.yaml': 'source: [' }, folder);
  await settle();
  await writeFiles({ 'a/facts.yaml': 'source: [' }, folder);
  await settle();
  expect(told).toMatchObject([{ type: 'faults' }]);
  await writeFiles({ 'a/facts.yaml': 'source: {' }, folder);
  await settle();
  expect(told).toHaveLength(2);
  expect(numberOf()).toBe(1);
});

test('faults that were mended and come back are told again, and so is a change that was taken back', async () => {
  const { told, settle } = await watch();
  const write = async (files: Parameters<typeof writeFiles>[0]) => {
    await writeFiles(files, folder);
    await settle();
  };
  for (const files of [{ 'a/facts.yaml': 'source: [' }, sourceFiles('a', { title: 'Other' })]) {
    await write(files);
    await write(sourceFiles('a'));
    await write(files);
    await write(sourceFiles('a'));
  }
  expect(told.map(({ type }) => type)).toEqual(['faults', 'faults', 'proposed', 'proposed']);
});

test('told to apply, it applies what loads', async () => {
  const { told, settle } = await watch('apply');
  await writeFiles(sourceFiles('b'), folder);
  await settle();
  expect(told).toMatchObject([{ type: 'applied', revision: 2 }]);
  expect(numberOf()).toBe(2);
});

test('what was uploaded is not taken away by itself: the change is proposed', async () => {
  const { told, settle } = await watch('apply');
  const bytes = Buffer.from(String(sourceFiles('a', { title: 'Uploaded' })['a/facts.yaml']));
  const { proposal } = await bot.desk.proposeUpload('x', { name: 'facts.yaml', source: 'a', bytes });
  if (proposal === undefined) throw new Error('nothing to apply');
  await bot.desk.apply(proposal.id, proposal.content, 'x');
  await settle();
  expect(told).toEqual([]);
  await writeFiles(sourceFiles('b'), folder);
  await settle();
  expect(told).toMatchObject([{ type: 'proposed', isHeldBack: true }]);
  expect(numberOf()).toBe(2);
});

test('after a start a folder that was served before is no news, one that nobody has seen is', async () => {
  await writeFiles(sourceFiles('b'), folder);
  const [first] = (await watch('apply')).told;
  expect(first).toMatchObject({ type: 'applied' });
  await rm(join(folder, 'b'), { recursive: true });
  expect((await watch('apply')).told).toEqual([]);
  expect(numberOf()).toBe(2);
});

test('FACTS_WATCH=propose posts what would change into ADMIN_CHANNEL_ID, with a button that works', async () => {
  const standin = await startStandin();
  await forgetRevisions(store);
  const env = {
    FACTS_WATCH: 'propose',
    ADMIN_CHANNEL_ID: standin.channelId,
    ADMIN_GUILD_ID: standin.guildId,
  };
  const discord = await startTestBot({ standin, factsDir: folder, store: unclosed(store), env });
  onTestFinished(async () => {
    expect(standin.refusals).toEqual([]);
    await discord.stop();
  });
  await writeFiles(sourceFiles('b'), folder);
  await expect.poll(() => standin.messages.length, { timeout: 40_000 }).toBe(1);
  const [message] = standin.messages;
  expect(message?.embeds[0]?.description).toContain('**The folder of sources has changed.**');
  expect(message?.embeds[0]?.description).not.toContain('the folder changed');
  const row = message?.components[0];
  const button = row && 'components' in row ? row.components[0] : undefined;
  if (button === undefined || !('custom_id' in button)) throw new Error('there is no button');
  const admin = standin.user('admin', {
    permissions: P.ViewChannel | P.UseApplicationCommands | P.ManageGuild,
  });
  const applied = await admin.press(String(button.custom_id));
  expect(textOf(applied)).toContain('Revision 2 is served');
  expect(applied.ephemeral).toBe(true);
});

test('FACTS_WATCH=apply tells ADMIN_CHANNEL_ID what has changed, and not that nothing has changed yet', async () => {
  const standin = await startStandin();
  await forgetRevisions(store);
  const env = { FACTS_WATCH: 'apply', ADMIN_CHANNEL_ID: standin.channelId };
  const discord = await startTestBot({ standin, factsDir: folder, store: unclosed(store), env });
  onTestFinished(async () => {
    expect(standin.refusals).toEqual([]);
    await discord.stop();
  });
  await writeFiles(sourceFiles('b'), folder);
  await expect.poll(() => standin.messages.length, { timeout: 40_000 }).toBe(1);
  const [message] = standin.messages;
  expect(message?.embeds[0]).toMatchObject({
    title: 'Reload of the folder: what has changed',
    description:
      '**The folder of sources has changed: it is served as revision 2.** `/facts rollback revision: 1` goes back.',
    footer: { text: expect.stringMatching(/^Before: revision 1 \([0-9a-f]{8}\) · now: [0-9a-f]{8}$/) },
  });
  expect(message?.components).toEqual([]);
});
