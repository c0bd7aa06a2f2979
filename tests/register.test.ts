import { REST } from 'discord.js';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { commands } from '../src/commands/index.ts';
import { registerCommands } from '../src/discord/register.ts';
import { type Standin, type StandinOptions, startStandin } from '../standin/index.ts';

const bodies = commands.map(({ data }) => data);

async function connect(options: StandinOptions = {}) {
  const standin = await startStandin(options);
  onTestFinished(() => standin.stop());
  const written: string[] = [];
  const rest = new REST({ api: standin.url }).setToken(standin.token);
  rest.on('response', ({ method, path }) => void (method === 'GET' || written.push(`${method} ${path}`)));
  const register = (guildId?: string, list = bodies) =>
    registerCommands({
      rest,
      applicationId: standin.applicationId,
      guildId,
      commands: list,
      log: pino({ level: 'silent' }),
    });
  return { standin, written, register };
}

const names = (standin: Standin, guildId?: string) =>
  standin
    .commands(guildId)
    .map(({ name }) => name)
    .toSorted();
const ours = bodies.map(({ name }) => name).toSorted();

test('commands that Discord has as they are now are not written again', async () => {
  const { standin, written, register } = await connect();
  await register();
  expect(names(standin)).toEqual(ours);
  expect(written).toHaveLength(1);
  await register();
  expect(written).toHaveLength(1);
});

test('a server’s commands that Discord has as they are now are not written again', async () => {
  const { standin, written, register } = await connect();
  await register(standin.guildId);
  expect(written).toHaveLength(1);
  await register(standin.guildId);
  expect(written).toHaveLength(1);
});

test.each([
  ['a description', { ...bodies[0], description: 'Something else' }],
  ['an option fewer', { ...bodies[0], options: [] }],
  ['a context fewer', { ...bodies[0], contexts: [0] }],
])('%s differs: the list is written', async (_, changed) => {
  const { written, register } = await connect();
  await register(undefined, [changed as (typeof bodies)[number], ...bodies.slice(1)]);
  await register();
  expect(written).toHaveLength(2);
});

test('for one server the commands are registered there, and global ones are removed', async () => {
  const { standin, register } = await connect();
  await register();
  await register(standin.guildId);
  expect(names(standin, standin.guildId)).toEqual(ours);
  expect(names(standin)).toEqual([]);
});

test('registered globally, a server’s own copies from before are removed', async () => {
  const { standin, register } = await connect();
  await register(standin.guildId);
  await register();
  expect(names(standin)).toEqual(ours);
  expect(names(standin, standin.guildId)).toEqual([]);
  expect(standin.refusals).toEqual([]);
});

test('a server that the bot is not in is named as the mistake', async () => {
  const { standin, register } = await connect({
    guilds: [{ name: 'Home' }, { name: 'Elsewhere', withoutBot: true }],
  });
  const elsewhere = standin.guilds.find(({ name }) => name === 'Elsewhere')?.id;
  for (const id of [elsewhere, '1234567890123456789']) {
    await expect(register(id)).rejects.toThrow(/DISCORD_GUILD_ID/);
  }
});
