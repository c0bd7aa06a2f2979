import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { runFacts } from '../src/facts-console.ts';
import { askOperator, serveOperator } from '../src/operator.ts';
import { readZip } from '../src/revisions/zip.ts';
import { openStore } from '../src/store/store.ts';
import { startTestBot, textOf } from './fixtures/bot.ts';
import { quiet } from './fixtures/quiet.ts';
import { serve, sourceFiles, writeFiles } from './fixtures/revisions.ts';
import { emptyFolder, newStore, readyFolder, removeFolders, sharedPostgres } from './fixtures/store.ts';

vi.setConfig({ testTimeout: 90_000 });

afterAll(removeFolders);

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** `npm run facts`, as its operator starts it. */
function facts(env: Record<string, string>, ...args: readonly string[]): Promise<Ended> {
  const script = join(import.meta.dirname, '..', 'src', 'manage-facts.ts');
  const options = { env: { PATH: process.env.PATH ?? '', ...env }, cwd: env.FACTS_DIR };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], options, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: out + err }),
    );
  });
}

test('while a bot has the folder it does what the command line asks, and the same is done without it', async () => {
  const dataDir = await readyFolder();
  const factsDir = await writeFiles(sourceFiles('a'));
  const env = { DATA_DIR: dataDir, FACTS_DIR: factsDir };
  const store = await openStore({ dataDir, log: quiet });
  const discord = await startTestBot({ factsDir, store, env });
  const ask = async () => textOf(await discord.standin.user('ana').run('/total'));
  expect(await facts(env, 'status')).toMatchObject({
    code: 0,
    output: expect.stringContaining('Revision 1 ('),
  });
  await writeFiles(sourceFiles('b'), factsDir);
  expect((await facts(env, 'status')).output).toContain(
    'The folder FACTS_DIR holds something else: npm run facts -- diff shows what.',
  );
  expect((await facts(env, 'diff')).output).toContain('+ assistance b/tranche: New tranche');
  expect((await facts(env, 'reload')).output).toContain(
    'Nothing has changed. To apply it, say the same with --apply.',
  );
  expect(await ask()).toContain('Facts: revision 1');
  expect((await facts(env, 'reload', '--apply', '--why', 'b is out')).output).toContain(
    'Revision 2 is current.',
  );
  expect(await ask()).toContain('Facts: revision 2');
  await writeFiles({ 'b/facts.yaml': 'source: [' }, factsDir);
  const failed = await facts(env, 'reload', '--apply');
  expect(failed).toMatchObject({
    code: 1,
    output: expect.stringMatching(/b\/facts\.yaml:1:\d+ is not YAML/),
  });
  const zip = join(dataDir, 'all.zip');
  expect((await facts(env, 'export', zip)).code).toBe(0);
  expect([...(await readZip(await readFile(zip))).keys()]).toEqual([
    'README.md',
    'a/facts.yaml',
    'a/source.txt',
    'b/facts.yaml',
    'b/source.txt',
  ]);
  expect(await facts(env, 'export', zip)).toMatchObject({
    code: 1,
    output: expect.stringContaining('is there already'),
  });
  const [reason, csv] = [join(dataDir, 'as-asked.csv'), join(dataDir, 'ALL.CSV')];
  expect((await facts(env, 'export', '--why', reason, csv)).code).toBe(0);
  expect([existsSync(reason), existsSync(csv)]).toEqual([false, true]);
  await discord.stop();
  expect(await facts(env, 'rollback', '9')).toEqual({
    code: 1,
    output: 'Revision 9 is not kept. There are: 2, 1.\n',
  });
  expect((await facts(env, 'rollback', '1', '--apply')).output).toContain('Revision 3 is current.');
  const history = (await facts(env, 'history')).output;
  expect(history).toContain('rollback by the command line: back to revision 1');
  expect(history).toContain('reload by the command line: b is out');
  expect(await facts(env, 'reload', 'now')).toMatchObject({
    code: 2,
    output: expect.stringContaining('Usage:'),
  });
});

test('a command line that is not understood is answered with what is wrong and how to write it, and makes no store', async () => {
  const dataDir = join(await emptyFolder(), 'none');
  const env = { DATA_DIR: dataDir, FACTS_DIR: await writeFiles(sourceFiles('a')) };
  const said = [
    [[], ''],
    [['stauts'], '“stauts” is no command.\n\n'],
    [['rollback'], 'Behind rollback stands the number of a revision.\n\n'],
    [['rollback', 'back'], 'Behind rollback stands the number of a revision, not “back”.\n\n'],
    [['export', 'facts.txt'], 'ends in .zip or .csv, not “facts.txt”.\n\n'],
    [['status', 'now', 'or never'], 'Behind status stands nothing, not “now or never”.\n\n'],
    [['reload', '--why'], "Option '--why <value>' argument missing.\n\n"],
    [['reload', '--aply'], "Unknown option '--aply'.\n\n"],
  ] as const;
  for (const [words, problem] of said) {
    expect(await facts(env, ...words)).toMatchObject({
      code: 2,
      output: expect.stringContaining(`${problem}Usage: npm run facts -- COMMAND`),
    });
  }
  expect(existsSync(dataDir)).toBe(false);
});

test('looking into a folder that has no store says so, names the folder, and makes none', async () => {
  const dataDir = join(await emptyFolder(), 'mistyped');
  expect(await facts({ DATA_DIR: dataDir, FACTS_DIR: tmpdir() }, 'status')).toEqual({
    code: 1,
    output: `There is no store in ${dataDir}: the first start with a DISCORD_TOKEN makes it, and without one nothing is kept. Is DATA_DIR the folder that the bot has?\n`,
  });
  expect(existsSync(dataDir)).toBe(false);
});

test('an export into a folder that is not there is refused with a sentence', async () => {
  const dataDir = await readyFolder();
  const factsDir = await writeFiles(sourceFiles('a'));
  const store = await openStore({ dataDir, log: quiet });
  const discord = await startTestBot({ factsDir, store, env: { DATA_DIR: dataDir } });
  const zip = join(dataDir, 'nowhere', 'all.zip');
  expect(await facts({ DATA_DIR: dataDir, FACTS_DIR: factsDir }, 'export', zip)).toEqual({
    code: 1,
    output: `${zip} cannot be written: its folder is not there; make it, or give another\n`,
  });
  await discord.stop();
});

test('a source that is published after the day of the bot’s clock, as on the page in 2014, has no age', async () => {
  const store = await openStore({ dataDir: await readyFolder(), log: quiet });
  onTestFinished(() => store.close());
  const { desk, serving } = await serve(store, await writeFiles(sourceFiles('a')));
  const now = () => Temporal.Instant.from('2014-05-20T09:00:00Z');
  const { output } = await runFacts(['status'], { desk, facts: () => serving.served.facts, now });
  expect(output).toContain('4 June 2014 (not published yet by the bot’s clock)');
});

test('a CSV is not exported by a process that serves another revision than the current one', async () => {
  const factsDir = await writeFiles(sourceFiles('a'));
  const store = await openStore({ dataDir: await readyFolder(), log: quiet });
  onTestFinished(() => store.close());
  const { desk, serving } = await serve(store, factsDir);
  const { facts: old } = serving.served;
  const now = () => Temporal.Instant.from('2026-11-23T12:00:00Z');
  const run = (facts = old) => runFacts(['export', 'all.csv'], { desk, facts: () => facts, now });
  const { file } = await run();
  expect(file && (await text(file))).toContain('New tranche');
  await writeFiles(sourceFiles('b'), factsDir);
  await runFacts(['reload', '--apply'], { desk, facts: () => old, now });
  await expect(run()).rejects.toThrow('This process still serves revision 1');
  expect(await run(serving.served.facts)).toMatchObject({ code: 0 });
});

test('over a PostgreSQL, what the command line applies every bot serves', async () => {
  const { databaseUrl = '' } = await newStore('postgres');
  await sharedPostgres();
  const factsDir = await writeFiles(sourceFiles('a'));
  const env = { DATABASE_URL: databaseUrl, FACTS_DIR: factsDir };
  expect(await facts(env, 'status')).toMatchObject({
    code: 1,
    output: expect.stringContaining('The store has no facts yet'),
  });
  const start = async () =>
    startTestBot({ factsDir, store: await openStore({ databaseUrl, dataDir: '', log: quiet }) });
  const bots = [await start(), await start()];
  onTestFinished(async () => {
    for (const bot of bots) await bot.stop();
  });
  const answers = () =>
    Promise.all(bots.map(async ({ standin }) => textOf(await standin.user('ana').run('/total'))));
  await writeFiles(sourceFiles('a', { amount: '$8 million' }), factsDir);
  expect((await facts(env, 'reload', '--apply')).output).toContain('announced: $5 million → $8 million');
  await expect
    .poll(async () =>
      (await answers()).every((text) => text.includes('$8 million') && text.includes('Facts: revision 2')),
    )
    .toBe(true);
  expect((await facts(env, 'status')).output.match(/revision 2 \(seen \d+ seconds? ago\)/g)).toHaveLength(2);
});

test('a file that the bot does not write to its end is not kept, and whoever asked is told', async () => {
  const dataDir = await emptyFolder();
  async function* cut() {
    yield Buffer.alloc(200_000, 'x');
    throw new Error('the database went away');
  }
  const answers = [
    { code: 0, output: 'all.zip', file: cut() } as const,
    { code: 1, output: '«ні»' } as const,
  ];
  const end = serveOperator(dataDir, async () => answers.shift() ?? { code: 2, output: '' }, quiet);
  onTestFinished(end);
  const [path, env] = [join(dataDir, 'all.zip'), { DATA_DIR: dataDir, FACTS_DIR: dataDir }];
  expect(await facts(env, 'export', path)).toEqual({
    code: 1,
    output: expect.stringContaining('did not answer to the end. Its log says why'),
  });
  expect(existsSync(path)).toBe(false);
  expect(await facts(env, 'status')).toEqual({ code: 1, output: '«ні»\n' });
});

test('a bot that breaks off in the middle of a file, without having read the whole question, is told of', async () => {
  const dataDir = await emptyFolder();
  const connected = Promise.withResolvers<Socket>();
  // What is never read makes a reset of the end.
  const bot = createServer({ pauseOnConnect: true }, connected.resolve).listen(
    join(dataDir, 'operator.sock'),
  );
  onTestFinished(() => void bot.close());
  const asked = askOperator(dataDir, ['facts', 'export', 'all.zip']);
  const socket = await connected.promise;
  socket.write('HTTP/1.1 200 OK\r\nx-exit-code: 0\r\nx-output: all.zip\r\nContent-Length: 9\r\n\r\nhello');
  const answer = await asked;
  socket.destroy();
  await expect(answer?.file && text(answer.file)).rejects.toThrow('did not answer to the end');
});

test('half of a character in the name of a file to export breaks nothing: the answer has a sign in its place', async () => {
  const dataDir = await emptyFolder();
  async function* whole() {
    yield Buffer.from('content');
  }
  const end = serveOperator(
    dataDir,
    async ([name = '']) => ({ code: 0, output: name, file: whole() }),
    quiet,
  );
  onTestFinished(end);
  const answer = await askOperator(dataDir, ['\uD800.zip']);
  expect([answer?.output, answer?.file && (await text(answer.file))]).toEqual(['\uFFFD.zip', 'content']);
});
