import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits as P } from 'discord.js';
import { TestClock } from 'pg-boss';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Standin, type StandinUser, startStandin } from '../standin/index.ts';
import { labelsOf, startTestBot, type TestBot, textOf } from './fixtures/bot.ts';
import { breakable } from './fixtures/changed-store.ts';
import { closeStores, useStore } from './fixtures/reminders.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

const MEMBER = P.ViewChannel | P.SendMessages | P.UseApplicationCommands;
const FACTS = `source: { title: Calendar of talks, publisher: Ministry of Examples, published: 2026-01-10 }
engagements:
  - id: consultations
    title: Defense consultations
    when: { start: '2026-03-20T10:00', zone: Europe/Kyiv, duration: PT1H }
    status: planned
    where: Kyiv
    quote: The parties will consult in Kyiv on 20 March at ten.
  - id: exercise
    title: Planning of an exercise
    when: { from: 2026-04-01, to: 2026-04-10, says: early April 2026 }
    status: planned
    quote: An exercise will be planned in early April.
`;

let folder: string;
let standin: Standin;
let discord: TestBot;
let down = false;
let general: string;
let silent: string;
let team: string;
let admin: StandinUser;
let planner: StandinUser;
let member: StandinUser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tranche-test-'));
  await mkdir(join(folder, '2026-01-10-talks'));
  await writeFile(join(folder, '2026-01-10-talks', 'facts.yaml'), FACTS);
  await writeFile(
    join(folder, '2026-01-10-talks', 'source.txt'),
    'The parties will consult in Kyiv on 20 March at ten.\nAn exercise will be planned in early April.\n',
  );
  standin = await startStandin({
    guilds: [
      {
        name: 'Home',
        channels: [{ name: 'general' }, { name: 'silent', denyBot: P.SendMessages | P.AttachFiles }],
        roles: [
          { name: 'team', mentionable: true },
          { name: 'quiet', mentionable: false },
        ],
      },
    ],
  });
  const [home] = standin.guilds;
  [general = '', silent = ''] = home?.channels.map(({ id }) => id) ?? [];
  team = home?.roles.find(({ name }) => name === 'team')?.id ?? '';
  const store = await useStore();
  discord = await startTestBot({
    standin,
    factsDir: folder,
    store: breakable(store, () => down),
    clock: new TestClock('2026-03-01T12:00:00Z'),
  });
  admin = standin.user('admin', { permissions: MEMBER | P.ManageGuild });
  planner = standin.user('planner', { permissions: MEMBER | P.ManageEvents });
  member = standin.user('member');
});

afterAll(async () => {
  expect(standin.refusals.filter(({ path }) => !path.includes(silent))).toEqual([]);
  await discord.stop();
  await rm(folder, { recursive: true });
  await closeStores();
});

const say = async (user: StandinUser, command: string, options: Record<string, string | boolean> = {}) =>
  textOf(await user.run(command, options));

test('/remind and /timezone are for servers alone', () => {
  for (const name of ['remind', 'timezone']) {
    const command = standin.commands().find((one) => one.name === name);
    expect(command?.contexts).toEqual([0]);
    expect(command?.default_member_permissions).not.toBeNull();
  }
});

test('/remind add says what was understood, the next reminder, and where hours come from', async () => {
  const text = await say(admin, '/remind add', { before: '1w, 1 day', mention: team });
  expect(text).toContain(`<#${general}> · 1 week, 1 day before · all meetings · mentions <@&${team}>`);
  expect(text).toContain('Next: <t:1773388800:f> for **Defense consultations**');
  expect(text).toContain('09:00 in UTC');
});

test('adding the same channel again changes what is there', async () => {
  expect(await say(admin, '/remind add', { before: '2h' })).toContain('Changed');
  const list = await say(admin, '/remind list');
  expect(list).toContain('Reminders · 1 subscription');
  expect(list).toContain('2 hours before');
  expect(list).toContain('Nothing has been due yet');
});

test('“Manage Events” is enough; without it and “Manage Server” nothing is done, by command or by button', async () => {
  expect(await say(planner, '/remind list')).toContain('Reminders');
  const refusal = 'you need the permission “Manage Server” or “Manage Events”';
  expect(await say(member, '/remind add', { before: '1d' })).toContain(refusal);
  expect(await say(member, '/timezone', { zone: 'Europe/Kyiv' })).toContain(refusal);
  const list = await discord.bot.context().reminders?.list(standin.guildId);
  const button = `remind:remove:${list?.[0]?.subscription.id}`;
  expect(textOf(await member.press(button))).toContain(refusal);
  expect(await discord.bot.context().reminders?.list(standin.guildId)).toHaveLength(1);
});

test('what the bot lacks in a channel is named, here and in another channel, and nothing is subscribed', async () => {
  expect(await say(admin, '/remind add', { channel: silent })).toMatch(
    /I lack “Send Messages”.*“Attach Files” there|I lack “Send Messages” and “Attach Files” there/,
  );
  const here = textOf(await admin.run('/remind add', {}, { channelId: silent }));
  expect(here).toContain('“Send Messages”');
  const inUkrainian = await standin
    .user('oksana', { locale: 'uk', permissions: MEMBER | P.ManageGuild })
    .run('/remind add', {}, { channelId: silent });
  expect(textOf(inUkrainian)).toContain(
    'там мені бракує дозволів «Надсилати повідомлення», «Вбудовувати посилання» і «Прикріплювати файли».',
  );
  const quiet = standin.guilds[0]?.roles.find(({ name }) => name === 'quiet')?.id ?? '';
  expect(await say(admin, '/remind add', { mention: quiet })).toContain(
    '“Mention @everyone, @here and All Roles”',
  );
  expect(await say(admin, '/remind add', { mention: standin.guildId })).toContain('do not mention everybody');
  expect(await discord.bot.context().reminders?.list(standin.guildId)).toHaveLength(1);
});

test('leads that cannot be read are answered with how to write them, and are suggested while typing', async () => {
  expect(await say(admin, '/remind add', { before: 'soonish' })).toContain(
    'write leads such as `1w, 1d, 2h`',
  );
  const choices = await admin.complete('/remind add', { before: '1d, 2' }, 'before');
  expect(choices.map(({ name }) => name)).toContain('1 day, 2 hours');
  const searches = await admin.complete('/remind add', { search: 'consul' }, 'search');
  expect(searches.map(({ value }) => value)).toEqual(['Defense consultations']);
});

test('the button under /meetings reminds the channel of what was searched, once', async () => {
  const reply = await admin.run('/meetings', { search: 'exercise' });
  expect(labelsOf(reply)).toContain('Remind this channel');
  const added = await admin.click(reply, { label: 'Remind this channel' });
  expect(added.ephemeral).toBe(true);
  expect(textOf(added)).toContain('meetings like “exercise”');
  expect(textOf(added)).toContain('expected early April 2026; no day announced');
  expect(textOf(await admin.click(reply, { label: 'Remind this channel' }))).toContain('is reminded already');
  expect(labelsOf(await admin.run('/meetings', {}, { dm: true }))).not.toContain('Remind this channel');
});

test('where a channel has two, pausing asks which; paused and resumed, the list says so', async () => {
  expect(await say(admin, '/remind pause')).toContain('has: one for all meetings and “exercise”. Say which');
  expect(await say(admin, '/remind pause', { search: 'exercise' })).toContain('⏸ Paused.');
  expect(await say(admin, '/remind list')).toContain('⏸ Paused.');
  expect(await say(admin, '/remind resume', { search: 'exercise' })).toContain('It goes on.');
});

test('what nothing was made with is said to fit nothing, with what there is; capitals do not matter', async () => {
  const none = await say(admin, '/remind pause', { search: 'exercises in autumn' });
  expect(none).toContain(
    'were made with “exercises in autumn”. It has: one for all meetings and “exercise”.',
  );
  expect(none).not.toContain('Say which');
  expect(await say(admin, '/remind pause', { search: 'EXERCISE' })).toContain('⏸ Paused.');
  expect(await say(admin, '/remind resume', { search: 'Exercise' })).toContain('It goes on.');
});

test('/remind test posts a reminder that mentions nobody, and says where', async () => {
  const before = standin.messages.filter(({ interactionId }) => interactionId === undefined).length;
  expect(await say(admin, '/remind test', { search: 'exercise' })).toContain(`is in <#${general}>`);
  const posted = standin.messages.filter(({ interactionId }) => interactionId === undefined).slice(before);
  expect(posted).toHaveLength(1);
  expect(posted[0]?.embeds[0]?.author?.name).toContain('A test');
  expect(posted[0]?.pings).toEqual({ everyone: false, roles: [], users: [] });
  expect(posted[0]?.attachments).toHaveLength(1);
});

test('the menu of the list opens one, and its buttons pause and remove it', async () => {
  const list = await admin.run('/remind list');
  const ids = (await discord.bot.context().reminders?.list(standin.guildId))?.map(
    ({ subscription }) => subscription.id,
  );
  const one = await admin.select(list, undefined, [ids?.[1] ?? '']);
  expect(labelsOf(one)).toEqual(expect.arrayContaining(['Pause', 'Test', 'Remove']));
  expect(textOf(await admin.click(one, { label: 'Remove' }))).toContain('Removed');
  expect(textOf(await admin.press(`remind:open:`, { values: [ids?.[1] ?? ''] }))).toContain(
    'That subscription is gone',
  );
});

test('/timezone takes a zone, a city, or a slip with advice, and suggests', async () => {
  expect(await say(member, '/timezone')).toContain('**UTC**');
  expect(await say(admin, '/timezone', { zone: 'kyiv' })).toContain('is now **Europe/Kyiv**');
  expect(await say(admin, '/timezone', { zone: 'Europe/Kiiv' })).toContain('did you mean');
  expect(await say(admin, '/timezone', { zone: '+02:00' })).toContain('is no time zone');
  const choices = await admin.complete('/timezone', { zone: 'new york' }, 'zone');
  expect(choices.map(({ value }) => value)).toEqual(['America/New_York']);
});

test('while the database is down these say so, and look-ups go on', async () => {
  down = true;
  try {
    expect(await say(admin, '/remind list')).toContain('Reminders are unavailable right now');
    expect(await say(admin, '/remind add')).toContain('Reminders are unavailable right now');
    expect(await say(admin, '/timezone')).toContain('Reminders are unavailable right now');
    expect(await say(admin, '/meetings')).toContain('Defense consultations');
  } finally {
    down = false;
  }
  expect(await say(admin, '/remind list')).toContain('1 subscription');
});
