import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ComponentType, PermissionFlagsBits as P } from 'discord.js';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { loadFactsAndNotes } from '../src/data/load.ts';
import { readZip } from '../src/revisions/zip.ts';
import type { Store } from '../src/store/store.ts';
import { type Reply, type Standin, type StandinUser, startStandin } from '../standin/index.ts';
import { labelsOf, startTestBot, type TestBot, textOf, useTestBot } from './fixtures/bot.ts';
import { breakable } from './fixtures/changed-store.ts';
import { closeStores, useStore } from './fixtures/reminders.ts';
import { forgetRevisions, sourceFiles, writeFiles } from './fixtures/revisions.ts';
import { packFiles } from './fixtures/zip.ts';

vi.setConfig({ testTimeout: 30_000 });

const MEMBER = P.ViewChannel | P.SendMessages | P.UseApplicationCommands;

let folder: string;
let standin: Standin;
let real: Store;
let store: Store;
let discord: TestBot;
let admin: StandinUser;
let isDown = false;

beforeAll(async () => {
  real = await useStore();
});

beforeEach(async () => {
  isDown = false;
  folder = await writeFiles(sourceFiles('a', { meeting: '2026-12-24' }));
  standin = await startStandin();
  admin = standin.user('admin', { permissions: MEMBER | P.ManageGuild });
  await forgetRevisions(real);
  store = breakable(real, () => isDown);
  discord = await startTestBot({
    standin,
    factsDir: folder,
    store,
    env: { ADMIN_GUILD_ID: standin.guildId },
  });
  onTestFinished(async () => {
    isDown = false;
    expect(standin.refusals).toEqual([]);
    await discord.stop();
  });
});

afterAll(closeStores);

const money = async () => textOf(await standin.user('ana').run('/total'));
const fileOf = (reply: Reply, name: string) => {
  const found = reply.attachments.find(({ filename }) => filename === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found.data;
};
const textFile = (reply: Reply, name: string) => Buffer.from(fileOf(reply, name)).toString();
const upload = (filename: string, data: string | Uint8Array, options: Record<string, string> = {}) =>
  admin.run('/facts upload', { file: { filename, data: Buffer.from(data) }, ...options });

test('/facts reload shows what would change to the admin alone, and its button applies it', async () => {
  await writeFiles({ ...sourceFiles('a', { amount: '$6 million' }), ...sourceFiles('b') }, folder);
  const preview = await admin.run('/facts reload', { why: 'June figures' });
  expect(preview.ephemeral).toBe(true);
  const text = textOf(preview);
  expect(text).toContain('*June figures*');
  expect(text).toContain('records of assistance 1 → 2');
  expect(text).toContain('meetings 1 → 0');
  expect(text).toContain('• Release b (b)');
  expect(text).toContain('**New tranche** amount: $5 million → $6 million');
  expect(text).toContain('announced: $5 million → $11 million');
  expect(await money()).toContain('$5 million');
  const applied = await admin.click(preview, { label: 'Apply' });
  expect(textOf(applied)).toContain('Revision 2 is served');
  expect([applied.updated, applied.ephemeral, labelsOf(applied)]).toEqual([true, true, []]);
  expect(await money()).toContain('$11 million');
  expect(await money()).toContain('Facts: revision 2');
});

test('changed rows of one title are told apart by their ids', async () => {
  const rows = (first: number, second: number) =>
    `Award,Item,Value\nA-1,boots,${first}\nA-2,boots,${second}\n`;
  const mapping = `source: { title: Deliveries, publisher: Norland, published: 2024-03-01 }
row: { id: "{Award}", title: "{Item}", kind: delivered, amount: { column: Value, currency: USD } }`;
  await writeFiles({ 't/table.csv': rows(100, 200), 't/table.yaml': mapping }, folder);
  await admin.click(await admin.run('/facts reload'), { label: 'Apply' });
  await writeFiles({ 't/table.csv': rows(150, 250), 't/table.yaml': mapping }, folder);
  const both = textOf(await admin.run('/facts reload'));
  expect(both).toContain('• **boots** (t/a-1) amount: $100 → $150');
  expect(both).toContain('• **boots** (t/a-2) amount: $200 → $250');
  await writeFiles({ 't/table.csv': rows(150, 200), 't/table.yaml': mapping }, folder);
  expect(textOf(await admin.run('/facts reload'))).toContain('• **boots** amount: $100 → $150');
});

test('pressed twice, “Apply” applies once', async () => {
  await writeFiles(sourceFiles('b'), folder);
  const preview = await admin.run('/facts reload');
  const id = buttonOf(preview, 'Apply');
  const replies = await Promise.all([admin.press(id, { on: preview }), admin.press(id, { on: preview })]);
  expect(replies.map((reply) => reply.embeds[0]?.title).sort()).toEqual([
    'Applied already',
    'Revision 2 is served',
  ]);
});

test('where the folder changed after the preview, “Apply” applies nothing and shows what would change now', async () => {
  await writeFiles(sourceFiles('b'), folder);
  const preview = await admin.run('/facts reload');
  await writeFiles(sourceFiles('c'), folder);
  const again = await admin.click(preview, { label: 'Apply' });
  expect(textOf(again)).toContain('Not applied: the folder has changed since that preview.');
  expect(textOf(again)).toContain('• Release c (c)');
  expect(await money()).toContain('Facts: revision 1');
  expect(textOf(await admin.click(again, { label: 'Apply' }))).toContain('Revision 2 is served');
});

test('a preview works after a restart, and a cancelled one is gone', async () => {
  await writeFiles(sourceFiles('b'), folder);
  const [kept, cancelled] = [await admin.run('/facts reload'), await admin.run('/facts reload')];
  await discord.bot.stop();
  discord = await startTestBot({
    standin,
    factsDir: folder,
    store,
    env: { ADMIN_GUILD_ID: standin.guildId },
  });
  const apply = buttonOf(cancelled, 'Apply');
  expect(textOf(await admin.click(cancelled, { label: 'Cancel' }))).toContain('Nothing has changed.');
  expect(textOf(await admin.press(apply))).toContain('This preview is no longer kept.');
  expect(textOf(await admin.click(kept, { label: 'Apply' }))).toContain('Revision 2 is served');
});

test('faults are shown with their places and what to do, all of them in a file where they are many, and nothing changes', async () => {
  const broken = Array.from({ length: 12 }, (_, index) => [`s${index}/facts.yaml`, 'source: [']);
  await writeFiles(Object.fromEntries(broken), folder);
  const reply = await admin.run('/facts reload');
  expect(textOf(reply)).toMatch(/Not loaded: \d+ faults/);
  expect(textOf(reply)).toContain('What is served has not changed.');
  expect(textFile(reply, 'faults.txt').match(/s11\/source\.txt is missing — add source\.txt/)).not.toBeNull();
  expect(labelsOf(reply)).toEqual([]);
  expect(await money()).toContain('Facts: revision 1');
});

test('only the admins may: by their ids anywhere, with Manage Server in the one server, checked again on a press', async () => {
  const member = standin.user('member', { permissions: MEMBER | P.ManageEvents });
  const say = async (user: StandinUser, where = {}) => textOf(await user.run('/facts status', {}, where));
  expect(await say(admin)).toContain('Facts: revision 1');
  await writeFiles(sourceFiles('b'), folder);
  const preview = await admin.run('/facts reload');
  expect(textOf(await member.press(buttonOf(preview, 'Apply')))).toContain('You may not change the facts.');
  standin.user('admin', { permissions: MEMBER });
  expect(textOf(await admin.click(preview, { label: 'Apply' }))).toContain('You may not change the facts.');
  expect(await money()).toContain('Facts: revision 1');
});

test('ADMIN_USER_IDS may in direct messages too, and Manage Server elsewhere does not count', async () => {
  const boss = standin.user('boss', { permissions: MEMBER });
  const other = standin.user('other', { permissions: MEMBER | P.ManageGuild });
  await discord.bot.stop();
  discord = await startTestBot({
    standin,
    factsDir: folder,
    store,
    env: { ADMIN_USER_IDS: `${boss.id}`, ADMIN_GUILD_ID: '1'.repeat(18) },
  });
  expect(textOf(await boss.run('/facts status', {}, { dm: true }))).toContain('Facts: revision 1');
  await expect(boss.run('/facts status')).rejects.toThrow('cannot see /facts here');
  standin.user('boss', { permissions: MEMBER | P.ManageGuild });
  expect(textOf(await boss.run('/facts status'))).toContain('Facts: revision 1');
  expect(textOf(await other.run('/facts status'))).toContain('You may not change the facts.');
});

test('where no admin is set nobody may, and the answer says how to set one', async () => {
  await discord.bot.stop();
  discord = await startTestBot({ standin, factsDir: folder, store });
  expect(textOf(await admin.run('/facts reload'))).toMatch(
    /Nobody may change the facts yet\. .*ADMIN_USER_IDS/,
  );
});

test('an uploaded facts.yaml takes the place of the one of its source', async () => {
  const yaml = String(sourceFiles('a', { title: 'Renamed' })['a/facts.yaml']);
  const preview = await upload('facts.yaml', yaml, { source: 'a', why: 'a typo' });
  expect(textOf(preview)).toContain('**New tranche**'.replace('New tranche', 'Renamed'));
  expect(textOf(preview)).toContain('title: New tranche → Renamed');
  await admin.click(preview, { label: 'Apply' });
  expect(textOf(await standin.user('ana').run('/find', { text: 'Renamed' }))).toContain('Renamed');
  const status = textOf(await admin.run('/facts status'));
  expect(status).toContain(`by <@${admin.id}>: a typo`);
  expect(status).toContain('holds something else');
  // The folder does not have it: what a reload would take away is shown.
  expect(textOf(await admin.run('/facts reload'))).toContain('title: Renamed → New tranche');
});

test.each([
  ['folders', 'sources.zip', ['b', 'c'], {}],
  ['one folder of folders', 'sources.zip', ['b', 'c'], { inside: 'facts-main/' }],
  ['one folder', 'whatever.zip', ['b'], {}],
  ['the files of one source', 'b.zip', ['b'], { isFlat: true }],
])(
  'a zip of %s brings its sources',
  async (_what, name, sources, { inside = '', isFlat = false }: { inside?: string; isFlat?: boolean }) => {
    const files = sources.flatMap((source) => Object.entries(sourceFiles(source)));
    const placed = files.map(
      ([path, content]) =>
        [`${inside}${isFlat ? path.replace(/^.*\//, '') : path}`, Buffer.from(content)] as const,
    );
    const preview = await upload(name, await packFiles(placed));
    for (const source of sources) expect(textOf(preview)).toContain(`• Release ${source} (${source})`);
    await admin.click(preview, { label: 'Apply' });
    expect(
      discord.bot
        .context()
        .facts.sources.map(({ id }) => id)
        .sort(),
    ).toEqual(['a', ...sources]);
  },
);

test.each([
  ['a file of another type', 'facts.exe', {}, /cannot be uploaded: a \.yaml, \.csv, \.tsv, \.ics or \.txt/],
  ['a file without its source', 'facts.yaml', {}, /Say with `source` which source/],
  [
    'a file of a source that is not there',
    'facts.yaml',
    { source: 'zz' },
    /No source is called “zz”\. A new source needs all its files/,
  ],
  ['a source that cannot be one', 'facts.yaml', { source: '../etc' }, /`source` is the name of a folder/],
  ['a zip that is none', 'facts.zip', {}, /the zip cannot be read/],
])('%s is refused with what to do', async (_what, name, options, advice) => {
  const reply = await upload(name, 'x', options);
  expect(textOf(reply)).toMatch(advice);
  expect(reply.ephemeral).toBe(true);
  expect(await money()).toContain('Facts: revision 1');
});

test('a zip with a path out of its folder, a file that no source has, or a bomb is refused, and the bot answers on', async () => {
  const good = await packFiles(
    Object.entries(sourceFiles('b')).map(([path, text]) => [path, Buffer.from(text)] as const),
  );
  const out = Buffer.from(
    Buffer.from(good).toString('latin1').replaceAll('b/source.txt', '../ource.txt'),
    'latin1',
  );
  const extra = await packFiles([
    ['b/facts.yaml', Buffer.from('x')],
    ['b/run.sh', Buffer.from('x')],
  ]);
  const bomb = await packFiles([['b/source.txt', Buffer.alloc(30 * 1024 * 1024)]]);
  expect(textOf(await upload('x.zip', out))).toContain('invalid relative path');
  expect(textOf(await upload('x.zip', extra))).toContain('b/run.sh is not a file that sources have');
  expect(textOf(await upload('x.zip', bomb))).toMatch(/unpacks to \d+ times its size/);
  expect(await money()).toContain('Facts: revision 1');
});

test('/facts upload offers the sources that there are', async () => {
  const choices = await admin.complete('/facts upload', { source: 'A' }, 'source');
  expect(choices).toEqual([{ name: 'a', value: 'a' }]);
});

test('why something was done is told in the language of the reader where nobody said it, else as it was said', async () => {
  const reader = standin.user('oksana', { locale: 'uk', permissions: MEMBER | P.ManageGuild });
  await writeFiles(sourceFiles('a', { amount: '$6 million' }), folder);
  const stale = await admin.run('/facts reload', { why: 'as published' });
  await writeFiles(sourceFiles('a', { amount: '$7 million' }), folder);
  await admin.click(await admin.click(stale, { label: 'Apply' }), { label: 'Apply' });
  const back = await reader.run('/facts rollback', { revision: 1 });
  expect(textOf(back)).toContain('назад до редакції 1');
  await reader.click(back, { label: 'Застосувати' });
  expect(textOf(await reader.run('/facts status'))).toMatch(
    /^Факти: редакція 3\nПовернуто .*: назад до редакції 1$/m,
  );
  const history = textOf(await reader.run('/facts history'));
  expect(history).toMatch(/повернення, хто: <@\d+>: назад до редакції 1/);
  expect(history).toMatch(/перечитування.*, відхилено \(тека тим часом змінилася\)/);
  expect(history).toMatch(/перечитування, хто: <@\d+>: as published/);
  expect(history).not.toContain('back to revision');
});

test('what a failed preview had to mend is told in the language of the reader, also where it was kept before', async () => {
  const reader = standin.user('oksana', { locale: 'uk', permissions: MEMBER | P.ManageGuild });
  await real.query(`INSERT INTO fact_audit (at, actor, action, outcome, detail)
    VALUES (now(), 'command line', 'preview', 'failed', '21 to mend, the first: b/facts.yaml:1:1 x')`);
  await writeFiles({ 'a/facts.yaml': 'source: {}\n' }, folder);
  await admin.run('/facts reload');
  const [inUkrainian, inEnglish] = [
    textOf(await reader.run('/facts history')),
    textOf(await admin.run('/facts history')),
  ];
  expect(inUkrainian).toMatch(/перегляд.*, не вдалося \(3 помилки, перша: a\/facts\.yaml:/);
  expect(inUkrainian).toContain('(21 помилка, перша: b/facts.yaml:1:1 x)');
  expect(inUkrainian).not.toContain('to mend');
  expect(inEnglish).toMatch(/preview.*, failed \(3 faults to mend, the first: a\/facts\.yaml:/);
});

test('/facts rollback shows the way back and serves it as a new revision; history and pins tell of it', async () => {
  await writeFiles(sourceFiles('a', { amount: '$6 million' }), folder);
  await admin.click(await admin.run('/facts reload'), { label: 'Apply' });
  const preview = await admin.run('/facts rollback', { revision: 1 });
  expect(textOf(preview)).toContain('amount: $6 million → $5 million');
  expect(textOf(await admin.click(preview, { label: 'Apply' }))).toContain('Revision 3 is served');
  expect(textOf(await admin.run('/facts pin', { revision: 2 }))).toContain('Revision 2 is pinned');
  const history = textOf(await admin.run('/facts history'));
  expect(history).toMatch(/\*\*3\*\* .*rollback by <@\d+>: back to revision 1/);
  expect(history).toMatch(/\*\*2\*\* .*, pinned/);
  expect(history).toMatch(/\*\*1\*\* .*, first reading by the bot \(/);
  expect(history).toMatch(/<@\d+>: preview, while revision 2 was served \(rollback\)/);
  expect(history).toMatch(/<@\d+>: pin of revision 2/);
  expect(textOf(await admin.run('/facts unpin', { revision: 2 }))).toContain('not pinned any more');
  expect(textOf(await admin.run('/facts rollback', { revision: 9 }))).toContain(
    'Revision 9 is not kept. There are: 3, 2, 1.',
  );
});

test('/facts export unpacks to a folder that loads with the same hash', async () => {
  await writeFiles(sourceFiles('b'), folder);
  await admin.click(await admin.run('/facts reload'), { label: 'Apply' });
  const reply = await admin.run('/facts export');
  const unpacked = await writeFiles(Object.fromEntries(await readZip(fileOf(reply, 'facts-revision-2.zip'))));
  const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
  const { facts } = await loadFactsAndNotes(unpacked, { loadedBy: 'x', number: 1, now });
  expect(facts.revision.hash).toBe(discord.bot.context().facts.revision.hash);
  // And uploaded again it changes nothing.
  expect(textOf(await upload('again.zip', fileOf(reply, 'facts-revision-2.zip')))).toContain(
    'Nothing: these are the files that are served.',
  );
});

test('/facts export format: csv has a row for each fact with its evidence and a hash, and no cell that is a formula', async () => {
  await writeFile(
    join(folder, 'a', 'source.txt'),
    '=cmd() more than $5 million, "for" Ukraine.\nMinisters will hold talks in Kyiv.\n',
  );
  await writeFile(
    join(folder, 'a', 'facts.yaml'),
    `source: { title: '@Release', publisher: ＝1+1, published: 2014-06-04 }
assistance:
  - { id: aid, title: =SUM(A1), kind: announced, amount: more than $5 million, when: 2014-06, quote: '=cmd() more than $5 million, "for" Ukraine.' }
`,
  );
  await admin.click(await admin.run('/facts reload'), { label: 'Apply' });
  const [head, row, end] = textFile(
    await admin.run('/facts export', { format: 'csv' }),
    'facts-revision-2.csv',
  ).split('\r\n');
  expect(head).toContain('type,id,title,kind,amount,currency,low,high,quantity');
  expect(row).toContain("assistance,a/aid,'=SUM(A1),announced,more than $5 million,USD,5000000,,");
  expect(row).toContain(
    '"\'=cmd() more than $5 million, ""for"" Ukraine.",line 1,\'@Release,\'＝1+1,2014-06-04,,',
  );
  expect(row).toMatch(/,[0-9a-f]{64}$/);
  expect(end).toBe('');
});

test('/facts status says how old sources are, what each process serves, and what is wrong', async () => {
  const text = textOf(await admin.run('/facts status'));
  expect(text).toContain('Read from the folder');
  expect(text).toContain('• Release a, The White House, 4 June 2014 (12 years old)');
  expect(text).toMatch(/process \d+: revision 1 \(this one\)/);
  expect(text).toContain('holds the same');
  await store.query(`INSERT INTO fact_processes (id, host, pid, started_at, seen_at, revision, failed_revision, failure)
    VALUES ('x', 'other', 7, now(), now() - interval '10 minutes', 1, 2, 'a/facts.yaml:1:1 is wrong')`);
  const problems = textOf(await admin.run('/facts status'));
  expect(problems).toContain(
    'other, process 7, serves revision 1: it could not load 2: a/facts.yaml:1:1 is wrong',
  );
  expect(problems).toContain('other, process 7, has not been seen for 10 minutes');
});

test('while the database is down, /facts says so and questions are answered', async () => {
  isDown = true;
  expect(textOf(await admin.run('/facts reload'))).toContain('The database cannot be reached right now');
  expect(await money()).toContain('Facts: revision 1');
});

test('a change of many records is shown in part, and whole in a file', async () => {
  for (const name of ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'])
    await writeFiles(sourceFiles(name), folder);
  const preview = await admin.run('/facts reload');
  expect(textOf(preview)).toContain('Added: 10 sources, 10 records of assistance');
  expect(textOf(preview)).toContain('… and 12 more');
  const all = textFile(preview, 'changes.txt');
  expect(all).toContain('+ assistance k/tranche: New tranche');
  expect(all).toContain('announced: $5 million → $55 million');
  const applied = await admin.click(preview, { label: 'Apply' });
  expect(applied.attachments).toEqual([]);
});

/** The custom id of a button. */
function buttonOf(reply: Reply, label: string): string {
  const buttons = reply.components.flatMap((row) =>
    row.type === ComponentType.ActionRow ? row.components : [],
  );
  const found = buttons.find((button) => 'label' in button && button.label === label);
  if (found === undefined || !('custom_id' in found)) throw new Error(`there is no ${label}`);
  return String(found.custom_id);
}

test('without a database, as for piped questions, /facts says what is served and where an edit can be put in', async () => {
  const { standin: own } = await useTestBot();
  const reply = await own.user('you', { permissions: P.Administrator }).run('/facts reload');
  expect(reply.ephemeral).toBe(true);
  expect(textOf(reply)).toBe(
    'Questions that are piped in, or asked with `npm run ask`, are answered from the folder FACTS_DIR as it is: nothing of ' +
      'it is kept, and there are no revisions. `npm run check:facts` checks an edit. On the page of `npm start`, and in ' +
      'Discord, `/facts` shows what an edit would change, and a button applies it.',
  );
});
