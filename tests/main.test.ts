import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits as P } from 'discord.js';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { type Standin, startStandin } from '../standin/index.ts';
import { textOf } from './fixtures/bot.ts';

// The whole program, as its operator starts it.

// The first start makes a database, which takes seconds.
vi.setConfig({ testTimeout: 120_000 });

const ALL = P.Administrator;
const MAIN = join(import.meta.dirname, '..', 'src', 'main.ts');

const SHARED_DATA = mkdtempSync(join(tmpdir(), 'tranche-test-'));
afterAll(() => rm(SHARED_DATA, { recursive: true, force: true }));

interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
}

function run(
  env: Record<string, string>,
  args: readonly string[] = [],
  input?: string,
  script = MAIN,
): Program {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: tmpdir(),
    // Never the folder of whoever runs the tests.
    env: { PATH: process.env.PATH ?? '', DATA_DIR: SHARED_DATA, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
  if (input !== undefined) child.stdin?.end(input);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  // The next test may have the same folder, which is held until this one is gone.
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ended, output: () => output };
}

async function connect(env: Record<string, string> = {}): Promise<{ standin: Standin; program: Program }> {
  const standin = await startStandin();
  onTestFinished(() => standin.stop());
  const data = await mkdtemp(join(tmpdir(), 'tranche-test-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const program = run({ DISCORD_TOKEN: standin.token, DISCORD_API_URL: standin.url, DATA_DIR: data, ...env });
  await Promise.race([
    standin.ready(),
    program.ended.then((code) => Promise.reject(new Error(`ended with ${code}`))),
  ]);
  await expect.poll(() => program.output(), { timeout: 90_000 }).toContain('"msg":"ready"');
  return { standin, program };
}

test('Ctrl-C while the page’s database is made ends the program with 0, without a word of it, and leaves nothing', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'tranche-test-'));
  onTestFinished(() => rm(temporary, { recursive: true, force: true }));
  const child = spawn(process.execPath, [MAIN], {
    cwd: temporary,
    env: { PATH: process.env.PATH ?? '', PORT: '0', TMPDIR: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own, of which a terminal tells every process.
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the program did not start');
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const isBeingMade = async () =>
    (await readdir(temporary, { recursive: true })).some((path) => path.includes('postgres.new'));
  await expect.poll(isBeingMade, { timeout: 60_000 }).toBe(true);
  process.kill(-pid, 'SIGINT');
  expect((await ended)[0]).toBe(0);
  expect(errors).toBe('');
  expect(await readdir(temporary)).toEqual([]);
});

test('with a token the program logs in, registers its commands, answers, and SIGTERM ends it with 0', async () => {
  const { standin, program } = await connect();
  expect(standin.commands().map(({ name }) => name)).toEqual([
    'total',
    'item',
    'meetings',
    'find',
    'source',
    'remind',
    'timezone',
    'facts',
    'help',
  ]);
  expect(textOf(await standin.user('ana').run('/total'))).toContain('**More than $23 million**');
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(program.output()).not.toContain(standin.token);
});

test('npm run reminders asks the bot that runs, and reads the folder itself where none does', async () => {
  const data = await mkdtemp(join(tmpdir(), 'tranche-test-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const show = () =>
    run({ DATA_DIR: data }, [], undefined, join(import.meta.dirname, '..', 'src', 'show-reminders.ts'));
  const { standin, program } = await connect({ DATA_DIR: data });
  await standin
    .user('admin', { permissions: ALL })
    .run('/remind add', { before: '1w', search: 'consultations' });
  const during = show();
  expect(await during.ended).toBe(0);
  expect(during.output()).toContain('1 week before, meetings like “consultations”');
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  const after = show();
  expect(await after.ended).toBe(0);
  expect(after.output()).toBe(during.output());
});

test('a connection that Discord closes for good (4014) ends the program with 1 and the reason', async () => {
  const { standin, program } = await connect();
  standin.gateway.closeWith(4014);
  expect(await program.ended).toBe(1);
  expect(program.output()).toContain(
    'Discord closed the connection (4014): an intent that was asked for is not granted',
  );
});

test('a connection that Discord cuts, or asks to renew, is resumed, and the program answers on', async () => {
  const { standin, program } = await connect();
  for (const disturb of [() => standin.gateway.cutSockets(), () => standin.gateway.sendReconnect()]) {
    disturb();
    await expect
      .poll(
        () =>
          standin
            .user('ana')
            .run('/help')
            .then(textOf, () => ''),
        { timeout: 10_000, interval: 200 },
      )
      .toContain('What you can ask');
  }
  expect(program.child.exitCode).toBeNull();
});

test('a token that Discord refuses ends the program with 1 and a sentence, without the token', async () => {
  const standin = await startStandin();
  onTestFinished(() => standin.stop());
  const wrong = standin.token.replace(/.$/, 'y');
  const data = await mkdtemp(join(tmpdir(), 'tranche-test-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const program = run({ DISCORD_TOKEN: wrong, DISCORD_API_URL: standin.url, DATA_DIR: data });
  expect(await program.ended).toBe(1);
  expect(program.output()).toContain('Could not log in to Discord');
  expect(program.output()).not.toContain(wrong);
});

test('a bad variable ends the program with 1 and its name', async () => {
  const program = run({ LOG_LEVEL: 'chatty' });
  expect(await program.ended).toBe(1);
  expect(program.output()).toContain('LOG_LEVEL must be one of');
});

test('a folder with no source ends the program with 1, what is wrong, and how to check again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tranche-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const program = run({ FACTS_DIR: folder });
  expect(await program.ended).toBe(1);
  expect(program.output()).toContain('npm run check:facts');
});

test('without a token, questions on standard input are answered, and the program ends by itself', async () => {
  const program = run({}, [], '/total\n\n/item nite vison gogles\n');
  expect(await program.ended).toBe(0);
  expect(program.output()).toContain('More than $23 million approved, since early March 2014');
  expect(program.output()).toContain('No item is called “nite vison gogles”. Closest: night vision goggles.');
});

test('without a token and with nobody at a terminal a page is served, at PORT or where it is free, until SIGINT', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'tranche-test-'));
  onTestFinished(() => rm(temporary, { recursive: true, force: true }));
  const serve = async (port: string) => {
    const program = run({ PORT: port, TMPDIR: temporary });
    const address = () => /http:\/\/127\.0\.0\.1:\d+/.exec(program.output())?.[0] ?? '';
    await expect.poll(address, { timeout: 60_000 }).not.toBe('');
    return { program, address: address() };
  };
  const first = await serve('0');
  expect(await (await fetch(first.address)).text()).toContain('<title>Tranche playground</title>');
  const { port } = new URL(first.address);
  const second = await serve(port);
  expect(second.address).not.toBe(first.address);
  expect((await fetch(second.address)).status).toBe(200);
  for (const { program } of [first, second]) {
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(0);
  }
  expect((await readdir(temporary)).filter((name) => name.includes('try-out'))).toEqual([]);
});

test('a number presses what the last answer offers', async () => {
  const program = run({}, [], '/source\n2\n');
  expect(await program.ended).toBe(0);
  expect(program.output()).toContain('Next: its text');
});

test('“?” shows what autocomplete offers', async () => {
  const program = run({}, [], '? /item night vi\n');
  expect(await program.ended).toBe(0);
  expect(program.output()).toContain('night vision goggles · New tranche of equipment');
});

test('reminders can be tried at the prompt, with channels and roles by name, and leave nothing behind', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'tranche-test-'));
  onTestFinished(() => rm(temporary, { recursive: true, force: true }));
  const lines = [
    '/remind add channel: #team before: 1 week, 1 day mention: @team',
    '/remind add channel: nowhere',
    '/remind test channel: team',
    '/timezone kyiv',
    '/remind list',
  ];
  const program = run({ TMPDIR: temporary }, [], `${lines.join('\n')}\n`);
  expect(await program.ended).toBe(1);
  const output = program.output();
  expect(output).toContain('Reminders are on: #team · 1 week, 1 day before · all meetings · mentions @team');
  expect(output).toContain('`channel`: there is no channel nowhere. There are: #general, #team.');
  expect(output).toMatch(/In #team:\s+A test: this is what a reminder looks like/);
  expect(output).toContain('Time zone of this server: Europe/Kyiv');
  expect((await readdir(temporary)).filter((name) => name.includes('try-out'))).toEqual([]);
});

test('ask answers one question, also of several words and beside a process of later shards, and ends with 1 where it cannot be asked', async () => {
  const asked = run({}, ['--ask', '/item', 'night', 'vision']);
  expect(await asked.ended).toBe(0);
  expect(asked.output()).toContain('Night vision goggles');
  const beside = { SHARDS: '1', SHARD_COUNT: '2', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
  const asAnotherProcess = run(beside, ['--ask', '/item', 'night', 'vision']);
  expect(await asAnotherProcess.ended).toBe(0);
  expect(asAnotherProcess.output()).toContain('Night vision goggles');
  const unknown = run({}, ['--ask', '/totl']);
  expect(await unknown.ended).toBe(1);
  expect(unknown.output()).toContain('There is no command /totl. There are: /total');
});

test.each([
  ['an argument that nobody knows', ['--help']],
  ['a question of no words', ['--ask', ' ']],
])('%s ends the program with 1 and how to ask', async (_what, args) => {
  const program = run({}, args);
  expect(await program.ended).toBe(1);
  expect(program.output()).toContain("npm run ask -- '/item night vision'");
  expect(program.output()).not.toContain('    at ');
});

test('SIGTERM while Discord does not answer ends the program with 0', async () => {
  const standin = await startStandin();
  onTestFinished(() => standin.stop());
  standin.fault({ match: { path: /gateway/ }, kind: 'hang', times: 5 });
  const program = run({ DISCORD_TOKEN: standin.token, DISCORD_API_URL: standin.url, LOG_LEVEL: 'info' });
  await expect.poll(() => program.output(), { timeout: 60_000 }).toContain('starting');
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(program.output()).toContain('told to stop before it had started');
});

test('commands that cannot be registered for now do not keep the program from answering', async () => {
  const standin = await startStandin();
  onTestFinished(() => standin.stop());
  const first = run({ DISCORD_TOKEN: standin.token, DISCORD_API_URL: standin.url });
  await Promise.race([
    standin.ready(),
    first.ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${first.output()}`))),
  ]);
  first.child.kill('SIGTERM');
  await first.ended;
  standin.fault({ match: { method: 'GET', path: /commands/ }, kind: '5xx-before', times: 20 });
  const program = run({ DISCORD_TOKEN: standin.token, DISCORD_API_URL: standin.url });
  await expect.poll(() => program.output(), { timeout: 90_000 }).toContain('could not be registered');
  expect(textOf(await standin.user('ana').run('/help'))).toContain('What you can ask');
});
