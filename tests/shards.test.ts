import { expect, onTestFinished, test } from 'vitest';
import { type Standin, startStandin } from '../standin/index.ts';
import { bundledFacts, DRAWDOWNS, SHEET, startTestBot, textOf } from './fixtures/bot.ts';

// The servers of one bot divided over connections, and these over processes.

const GUILDS = Array.from({ length: 6 }, (_, at) => ({ name: `server ${at}` }));

async function start(): Promise<Standin> {
  const standin = await startStandin({ guilds: GUILDS, limits: { guildsPerShard: 5, maxConcurrency: 2 } });
  onTestFinished(() => standin.stop());
  return standin;
}

async function startShard(standin: Standin, shard: string, source: string): Promise<void> {
  const env = { SHARD_COUNT: '2', SHARDS: shard, DATABASE_URL: 'postgres:///shared' };
  const { bot } = await startTestBot({ standin, env, factsDir: await bundledFacts([source]) });
  onTestFinished(() => bot.stop());
}

async function askIn(standin: Standin, at: number, command: string): Promise<string> {
  const channelId = standin.guilds[at]?.channels[0]?.id ?? '';
  return textOf(await standin.user('ana').run(command, {}, { channelId }));
}

test('a bot in more servers than one connection may have opens as many as Discord advises, and answers in each server', async () => {
  const standin = await start();
  const { bot } = await startTestBot({ standin });
  onTestFinished(() => bot.stop());
  for (const at of GUILDS.keys()) expect(await askIn(standin, at, '/help')).toContain('What you can ask');
});

test('of two processes each answers in the servers of its shard, and the one with shard 0 alone registers the commands', async () => {
  const standin = await start();
  await startShard(standin, '1', DRAWDOWNS);
  expect(standin.commands()).toEqual([]);
  await startShard(standin, '0', SHEET);
  expect(standin.commands()).not.toEqual([]);
  const isOdd = (id: string) => (BigInt(id) >> 22n) % 2n === 1n;
  const answers = await Promise.all(GUILDS.map((_, at) => askIn(standin, at, '/source')));
  const expected = standin.guilds.map(({ id }) =>
    isOdd(id) ? /drawdown/i : /Fact Sheet|assistance to Ukraine/i,
  );
  for (const [at, answer] of answers.entries()) expect(answer).toMatch(expected[at] ?? '');
  expect(new Set(standin.guilds.map(({ id }) => isOdd(id))).size).toBe(2);
});
