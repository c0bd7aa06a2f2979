import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ComponentType } from 'discord.js';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Playground } from '../playground/playground.ts';
import type { PageMessage } from '../playground/protocol.ts';
import { BUNDLED_FACTS, SHEET } from './fixtures/bot.ts';
import { startTestPlayground, TestWindow } from './fixtures/playground.ts';

// What windows and the playground say to each other, with the real bot behind them.

// The playground makes a database, which takes seconds.
vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

let playground: Playground;
let member: TestWindow;
let admin: TestWindow;

beforeAll(async () => {
  playground = await startTestPlayground();
});
afterAll(() => playground.stop());

beforeEach(async () => {
  member = await TestWindow.open(playground.address);
  admin = await TestWindow.open(playground.address, 'admin');
});

const textOf = (message: object | undefined) => JSON.stringify(message ?? '');

/** What pressing the button of a message that begins with these words sends. */
function buttonOf(message: PageMessage | undefined, label: string): string {
  const controls = (message?.components ?? []).flatMap((row) =>
    row.type === ComponentType.ActionRow ? row.components : [],
  );
  const button = controls.find((one) => 'label' in one && one.label?.startsWith(label));
  if (button === undefined || !('custom_id' in button)) throw new Error(`There is no button ${label}.`);
  return button.custom_id;
}

test('a window is welcomed with the server, its people and the bot’s day, 20 May 2014', () => {
  const { server, channels, people, me, bot, clock, state } = member.welcome;
  expect([server, channels.map(({ name }) => name)]).toEqual(['Your server', ['general', 'team']]);
  expect(people.map(({ name }) => name)).toEqual(['Mira', 'Adrian']);
  expect([me.name, bot.name, state]).toEqual(['Mira', 'tranche', { isRunning: true }]);
  expect(new Date(clock.now).toISOString()).toMatch(/^2014-05-20T09:/);
  expect(clock).toMatchObject({ isMoving: false, isOpening: true });
});

test('an answer with its evidence comes to all windows, and to those that are opened later', async () => {
  await member.run('/item', { name: 'nite vison gogles' });
  const find = (window: TestWindow) => window.messages.find((message) => message.asked?.command === '/item');
  await expect.poll(() => find(admin)).toBeDefined();
  expect(find(admin)).toEqual(find(member));
  expect(find(member)).toMatchObject({
    author: { name: 'tranche', isBot: true },
    asked: { by: { name: 'Mira' }, command: '/item' },
    isEphemeral: false,
    isLoading: false,
  });
  expect(textOf(find(member))).toContain('Closest: **night vision goggles**');
  const later = await TestWindow.open(playground.address);
  expect(find(later)).toEqual(find(member));
});

test('a private answer is seen by the person who asked, in each of their windows, until they dismiss it', async () => {
  const second = await TestWindow.open(playground.address);
  await member.run('/total', { private: true });
  const find = (window: TestWindow) => window.messages.find(({ isEphemeral }) => isEphemeral);
  await expect.poll(() => find(second)).toBeDefined();
  expect(find(admin)).toBeUndefined();
  const { id = '' } = find(member) ?? {};
  admin.say({ type: 'dismiss', message: id });
  member.say({ type: 'dismiss', message: id });
  await expect
    .poll(() => second.told.filter(({ type }) => type === 'gone'))
    .toEqual([{ type: 'gone', message: id }]);
  second.say({ type: 'be', person: 'member', locale: 'en-US' });
  await expect.poll(() => second.told.filter(({ type }) => type === 'welcome')).toHaveLength(2);
  expect(second.welcome.messages.some((message) => message.id === id)).toBe(false);
});

test('the member is offered no /facts, and is told why reminders are not theirs to add', async () => {
  const offered = async (window: TestWindow) => {
    const { commands = [] } = await window.ask({ type: 'commands', channel: window.channel('general') });
    return commands.map(({ name }) => name);
  };
  expect(await offered(admin)).toContain('facts');
  expect(await offered(member)).not.toContain('facts');
  await expect(member.run('/facts status')).rejects.toThrow('Mira cannot see /facts here');
  await member.run('/remind add');
  await expect.poll(() => textOf(member.messages.at(-1))).toContain('Manage Server');
});

test('the bot’s own suggestions come for what was typed, and a command that would not be sent is not', async () => {
  const question = {
    type: 'complete',
    channel: member.channel('general'),
    command: '/item',
    focused: 'name',
  } as const;
  const { choices = [] } = await member.ask({ ...question, options: { name: 'night vi' } });
  expect(choices[0]?.name).toBe('night vision goggles · New tranche of equipment');
  await expect(member.run('/item')).rejects.toThrow('The option "name" is required.');
  await expect(member.run('/item', { name: 5 })).rejects.toThrow('takes text');
});

test('buttons and menus work: a page turns in its own message, for all', async () => {
  await member.run('/source', { name: SHEET });
  await expect.poll(() => textOf(member.messages.at(-1))).toContain('custom_id');
  const message = member.messages.at(-1);
  const id = message?.id ?? '';
  const before = textOf(admin.messages.find((one) => one.id === id)?.embeds);
  await member.ask({ type: 'press', message: id, customId: buttonOf(message, 'Next') });
  const after = () => textOf(admin.messages.find((one) => one.id === id)?.embeds);
  await expect.poll(after).not.toBe(before);
  await expect(member.ask({ type: 'press', message: id, customId: 'none' })).rejects.toThrow(
    'There is no button',
  );
});

test('a chart comes as a picture that this server has, with words for those who do not see it', async () => {
  await member.run('/total', { chart: 'kind' });
  await expect.poll(() => member.messages.at(-1)?.attachments.length).toBe(1);
  const { attachments = [], embeds = [] } = member.messages.at(-1) ?? {};
  const [picture] = attachments;
  expect(embeds.map(({ image }) => image?.url)).toContain(picture?.url);
  expect(picture?.description?.length).toBeGreaterThan(20);
  const got = await fetch(`${playground.address}${picture?.url}`);
  expect([got.status, got.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await got.arrayBuffer()).byteLength).toBe(picture?.bytes);
});

test('the admin uploads a file, sees what it would change, applies it, and goes back', async () => {
  const facts = await readFile(join(BUNDLED_FACTS, SHEET, 'facts.yaml'), 'utf8');
  const changed = facts.replace(/aliases: \[/, 'aliases: [gear of the playground, ');
  expect(changed).not.toBe(facts);
  const file = {
    filename: 'facts.yaml',
    contentType: 'text/yaml',
    base64: Buffer.from(changed).toString('base64'),
  };
  await admin.run('/facts upload', { file, source: SHEET });
  await expect.poll(() => textOf(admin.messages.at(-1)?.components)).toContain('Apply');
  const press = async (label: string) => {
    const message = admin.messages.at(-1);
    await admin.ask({ type: 'press', message: message?.id ?? '', customId: buttonOf(message, label) });
  };
  await press('Apply');
  await expect.poll(() => playground.bot.context().facts.revision.number).toBe(2);
  await admin.run('/facts rollback', { revision: 1 });
  await expect.poll(() => textOf(admin.messages.at(-1)?.components)).toContain('Apply');
  await press('Apply');
  await expect.poll(() => playground.bot.context().facts.revision.number).toBe(3);
  expect(member.messages.filter((message) => message.asked?.command.startsWith('/facts'))).toEqual([]);
});

test('reminders arrive when the clock is moved over the day they are due, dated by it; going back is no news', async () => {
  await admin.run('/remind add', { before: '1w', channel: admin.channel('team') });
  const reminders = () => member.messages.filter(({ channel }) => channel === member.channel('team'));
  await member.ask({ type: 'time', to: '2014-05-24' });
  expect(reminders()).toEqual([]);
  await member.ask({ type: 'time', to: 'next-day' });
  await expect.poll(reminders).toHaveLength(1);
  const [reminder] = reminders();
  expect(textOf(reminder)).toContain('general/flag officer steering group meeting');
  expect(new Date(reminder?.at ?? 0).toISOString()).toMatch(/^2014-05-25T09:00/);
  await member.ask({ type: 'time', to: '2014-05-20' });
  await member.ask({ type: 'time', to: 'today' });
  expect(reminders()).toHaveLength(1);
  const clocks = admin.told.flatMap((told) => (told.type === 'clock' ? [told.clock] : []));
  expect(clocks.some(({ isMoving }) => isMoving)).toBe(true);
  expect(Math.abs((clocks.at(-1)?.now ?? 0) - Date.now())).toBeLessThan(60_000);
});

test('what the bot asks of Discord is told with what was asked, and a refusal with its rule and its path', async () => {
  await member.run('/help');
  await expect.poll(() => member.wire.map(({ asked }) => asked?.what)).toContain('/help');
  const { standin } = playground;
  const body = JSON.stringify({ content: '', embeds: [{ title: 'a'.repeat(257) }] });
  await fetch(`${standin.url}/v10/channels/${standin.channelId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${standin.token}`, 'content-type': 'application/json' },
    body,
  });
  await expect.poll(() => member.wire.at(-1)?.refusal).toBeDefined();
  expect(member.wire.at(-1)).toMatchObject({
    method: 'POST',
    status: 400,
    refusal: { code: 50035, faults: [{ path: 'embeds.0.title', code: 'BASE_TYPE_MAX_LENGTH' }] },
  });
});

test('people write to each other without a command', async () => {
  await member.ask({ type: 'say', channel: member.channel('general'), content: 'Good morning' });
  await expect
    .poll(() => admin.messages.at(-1))
    .toMatchObject({ content: 'Good morning', author: { name: 'Mira', isBot: false } });
});

test('a bot that Discord has cut off for good is said to have stopped, with the reason', async () => {
  const other = await startTestPlayground();
  const window = await TestWindow.open(other.address);
  other.standin.gateway.closeWith(4014);
  const state = () => window.told.find((told) => told.type === 'bot');
  await expect
    .poll(state)
    .toMatchObject({ state: { isRunning: false, reason: expect.stringContaining('4014') } });
  await expect(window.run('/help')).rejects.toThrow('The bot did not answer within 3000 ms: /help.');
  await other.stop();
});
