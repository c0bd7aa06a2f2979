import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits as P } from 'discord.js';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { PERMISSIONS } from '../src/discord/permissions.ts';
import { startStandin } from '../standin/index.ts';
import { engagement, factsOf } from './fixtures/facts.ts';
import { closeStores, useReminders } from './fixtures/reminders.ts';

afterAll(closeStores);

/** What `npm run invite` prints, and its exit code. */
function invite(env: Record<string, string>): Promise<{ code: number; output: string }> {
  const script = join(import.meta.dirname, '..', 'src', 'invite.ts');
  return new Promise((resolve) => {
    const options = { cwd: tmpdir(), env: { PATH: process.env.PATH ?? '', ...env } };
    const child = execFile(process.execPath, [script], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

async function useStandin() {
  const standin = await startStandin();
  onTestFinished(() => standin.stop());
  return standin;
}

test('npm run invite prints a link with the scopes and the five permissions that reminders need, and no other', async () => {
  const standin = await useStandin();
  const { code, output } = await invite({ DISCORD_TOKEN: standin.token, DISCORD_API_URL: standin.url });
  expect(code).toBe(0);
  const links = output.match(/https:\S+/g) ?? [];
  const [server, withMore, user] = links.map((text) => Object.fromEntries(new URL(text).searchParams));
  const needed = P.ViewChannel | P.SendMessages | P.EmbedLinks | P.AttachFiles | P.ReadMessageHistory;
  const base = {
    client_id: standin.applicationId,
    integration_type: '0',
    scope: 'bot applications.commands',
  };
  expect(server).toEqual({ ...base, permissions: needed.toString() });
  const more = needed | P.MentionEveryone | P.CreateEvents;
  expect(withMore).toEqual({ ...base, permissions: more.toString() });
  expect(user).toEqual({
    client_id: standin.applicationId,
    integration_type: '1',
    scope: 'applications.commands',
  });
  expect(output).toContain('View Channel, Send Messages, Embed Links, Attach Files and Read Message History');
  expect(output).not.toContain(standin.token);
});

test('a bot with what the link asks for, and nothing else, reminds', async () => {
  const facts = factsOf({
    engagements: [engagement({ id: 'a/talk', day: '2026-03-20', status: 'planned' })],
  });
  const world = await useReminders(facts, { start: '2026-03-01T00:00:00Z', home: 'postgres' });
  const all = Object.values(P).reduce((sum, bit) => sum | bit, 0n);
  world.standin.restrict(world.standin.channelId, { bot: all & ~PERMISSIONS.needed.bits });
  const id = await world.subscribe({ leads: '1d' });
  const { desk, standin } = world;
  expect(await desk.test(await desk.get(standin.guildId, id))).toMatchObject({ type: 'sent' });
  expect(standin.refusals).toEqual([]);
});

test('without a token, and with one that Discord refuses, npm run invite says what to do and shows no token', async () => {
  expect(await invite({})).toMatchObject({
    code: 1,
    output: expect.stringContaining('DISCORD_TOKEN is not set'),
  });
  const standin = await useStandin();
  const wrong = standin.token.replace(/.$/, 'y');
  const { code, output } = await invite({ DISCORD_TOKEN: wrong, DISCORD_API_URL: standin.url });
  expect(code).toBe(1);
  expect(output).toContain('Discord refuses DISCORD_TOKEN: reset it under “Bot”');
  expect(output).not.toContain(wrong);
});
