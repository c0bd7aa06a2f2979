import { PermissionFlagsBits as P } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Standin, startStandin } from '../standin/index.ts';
import { api, callbackPath, connect, type RawGateway } from './standin-raw.ts';

/** What Discord's client lets people do, with a bot that answers every command with the options that it got. */

let standin: Standin;
let gateway: RawGateway;

const option = (type: number, name: string, more: object = {}) => ({ type, name, description: 'x', ...more });

const COMMANDS = [
  {
    name: 'all',
    description: 'x',
    options: [
      option(3, 'text', { required: true, min_length: 2, max_length: 4 }),
      option(4, 'whole', { min_value: 1, max_value: 5 }),
      option(10, 'share'),
      option(5, 'flag'),
      option(6, 'who'),
      option(7, 'channel'),
      option(8, 'role'),
      option(3, 'kind', { choices: [{ name: 'Approved', value: 'approved' }] }),
      option(11, 'file'),
    ],
  },
  {
    name: 'facts',
    description: 'x',
    options: [
      option(1, 'status', { options: [option(5, 'full')] }),
      option(2, 'source', {
        options: [option(1, 'add', { options: [option(3, 'name', { required: true })] })],
      }),
    ],
  },
  { name: 'everywhere', description: 'x', contexts: [0, 1, 2], integration_types: [0, 1] },
  { name: 'servers', description: 'x', contexts: [0] },
  { name: 'mine', description: 'x', integration_types: [1], contexts: [0, 1, 2] },
  { name: 'managers', description: 'x', default_member_permissions: String(P.ManageGuild) },
  { name: 'admins', description: 'x', default_member_permissions: '0' },
];

async function answerAll(): Promise<void> {
  for (;;) {
    const { d } = await gateway.next('INTERACTION_CREATE', 60_000);
    const content = JSON.stringify({
      ...d.data,
      owners: d.authorizing_integration_owners,
      context: d.context,
    });
    await api(standin, 'POST', callbackPath(d), { body: { type: 4, data: { content } } });
  }
}

beforeAll(async () => {
  standin = await startStandin({
    guilds: [
      { name: 'Home', channels: [{ name: 'general' }, { name: 'secret', denyEveryone: P.ViewChannel }] },
      { name: 'Elsewhere', withoutBot: true },
    ],
  });
  ({ gateway } = await connect(standin));
  await api(standin, 'PUT', `/applications/${standin.applicationId}/commands`, { body: COMMANDS });
  answerAll().catch(() => undefined);
});
afterAll(() => standin.stop());

const sent = async (...run: Parameters<ReturnType<Standin['user']>['run']>) =>
  JSON.parse((await standin.user('ana').run(...run)).content);

test('options go out with their types, and those of subcommands inside them', async () => {
  expect(
    await sent('/all', { text: 'abc', whole: 3, share: 0.5, flag: true, kind: 'approved' }),
  ).toMatchObject({
    name: 'all',
    options: [
      { name: 'text', type: 3, value: 'abc' },
      { name: 'whole', type: 4, value: 3 },
      { name: 'share', type: 10, value: 0.5 },
      { name: 'flag', type: 5, value: true },
      { name: 'kind', type: 3, value: 'approved' },
    ],
  });
  expect((await sent('/facts status')).options).toEqual([{ name: 'status', type: 1, options: [] }]);
  expect((await sent('/facts source add', { name: 'x' })).options).toEqual([
    {
      name: 'source',
      type: 2,
      options: [{ name: 'add', type: 1, options: [{ name: 'name', type: 3, value: 'x' }] }],
    },
  ]);
});

test('users, roles and channels among the options come resolved', async () => {
  const { id } = standin.user('bo');
  const { resolved } = await sent('/all', {
    text: 'abc',
    who: id,
    channel: standin.channelId,
    role: standin.guildId,
  });
  expect(resolved).toMatchObject({
    users: { [id]: { username: 'bo' } },
    members: { [id]: { roles: [] } },
    channels: { [standin.channelId]: { name: 'general' } },
    roles: { [standin.guildId]: { name: '@everyone' } },
  });
});

test.each([
  ['a command that is not registered', '/none', {}, 'has registered no /none; there is: /all, /facts'],
  ['a missing option', '/all', {}, 'The option "text" is required.'],
  [
    'an unknown option',
    '/all',
    { text: 'abc', x: 1 },
    'There is no option "x"; the options are: text, whole',
  ],
  ['a number for text', '/all', { text: 5 }, '"text" takes text: 5'],
  ['too little text', '/all', { text: 'a' }, 'takes 2 to 4 characters'],
  ['too much text', '/all', { text: 'abcde' }, 'takes 2 to 4 characters'],
  ['empty text', '/all', { text: '' }, 'cannot be sent empty'],
  ['a broken whole number', '/all', { text: 'abc', whole: 1.5 }, 'takes a whole number'],
  ['too small a number', '/all', { text: 'abc', whole: 0 }, 'takes 1 or more'],
  ['too large a number', '/all', { text: 'abc', whole: 6 }, 'takes 5 or less'],
  ['text for a number', '/all', { text: 'abc', share: '1' }, 'takes a number'],
  ['text for a switch', '/all', { text: 'abc', flag: 'yes' }, 'takes true or false'],
  ['a value that is no choice', '/all', { text: 'abc', kind: 'Approved' }, 'takes only one of "approved"'],
  ['nobody', '/all', { text: 'abc', who: '1' }, 'takes the id of something that exists'],
  ['no subcommand', '/facts', {}, '/facts needs a subcommand. There is: status, source.'],
  ['a wrong subcommand', '/facts stat', {}, '/facts has no subcommand "stat". There is: status, source.'],
])('the client does not send %s', async (_what, command, options, message) => {
  await expect(standin.user('ana').run(command, options)).rejects.toThrow(message);
});

test('a file among the options comes resolved, with an address where it can be read', async () => {
  const file = { filename: 'facts.yaml', data: Buffer.from('source: {}'), contentType: 'text/yaml' };
  const { resolved, options } = await sent('/all', { text: 'abc', file });
  const id = options[1].value;
  expect(options[1]).toEqual({ name: 'file', type: 11, value: id });
  expect(resolved.attachments[id]).toMatchObject({ id, filename: 'facts.yaml', size: 10, ephemeral: true });
  const read = await fetch(resolved.attachments[id].url);
  expect([read.headers.get('content-type'), await read.text()]).toEqual(['text/yaml', 'source: {}']);
  await expect(sent('/all', { text: 'abc', file: 'facts.yaml' })).rejects.toThrow(
    'The option "file" takes a file',
  );
});

test('raw options go out unchecked: the name of a choice, another type, an option that is not there', async () => {
  const { options } = await sent('/all', { kind: 'Approved', whole: 'many', x: 1.5 }, { raw: true });
  expect(options).toEqual([
    { name: 'kind', type: 3, value: 'Approved' },
    { name: 'whole', type: 4, value: 'many' },
    { name: 'x', type: 10, value: 1.5 },
  ]);
});

test('a command is seen where its contexts say', async () => {
  expect(await sent('/everywhere')).toMatchObject({ context: 0, owners: { 0: standin.guildId } });
  expect(await sent('/everywhere', {}, { dm: true })).toMatchObject({ context: 1, owners: { 0: '0' } });
  await expect(sent('/servers', {}, { dm: true })).rejects.toThrow('its contexts do not include BotDM');
});

test('an app that a user has installed works for that user in direct messages of others and in servers without it', async () => {
  const [, elsewhere] = standin.guilds;
  const there = { channelId: elsewhere?.channels[0]?.id ?? '' };
  const installed = standin.user('carol', { installed: true });
  const run = async (command: string, where: object) =>
    JSON.parse((await installed.run(command, {}, where)).content);
  expect(await run('/everywhere', { private: true })).toMatchObject({
    context: 2,
    owners: { 1: installed.id },
  });
  expect(await run('/mine', there)).toMatchObject({ context: 0, owners: { 1: installed.id } });
  await expect(run('/servers', there)).rejects.toThrow('the app has not been added here');
  await expect(sent('/mine')).rejects.toThrow('the user has not installed the app');
});

test('permissions hide commands: those that a command asks for, "0" for administrators, and those of the channel', async () => {
  const run = async (permissions: bigint, command: string) =>
    (await standin.user('dan', { permissions }).run(command)).content;
  const ordinary = P.ViewChannel | P.UseApplicationCommands;
  await expect(run(ordinary, '/managers')).rejects.toThrow(
    'dan cannot see /managers here: it needs the permissions 32',
  );
  expect(await run(ordinary | P.ManageGuild, '/managers')).toContain('managers');
  await expect(run(ordinary | P.ManageGuild, '/admins')).rejects.toThrow('it needs the permissions 0');
  expect(await run(P.Administrator, '/admins')).toContain('admins');
  await expect(run(P.ViewChannel, '/servers')).rejects.toThrow('may not use application commands');
  const secret = standin.guilds[0]?.channels.find(({ name }) => name === 'secret')?.id ?? '';
  await expect(sent('/servers', {}, { channelId: secret })).rejects.toThrow('does not see the channel');
});

test('a private answer is for the one who asked', async () => {
  const asked = await startStandin();
  const raw = await connect(asked);
  const path = `/applications/${asked.applicationId}/commands`;
  await api(asked, 'PUT', path, { body: [{ name: 'ping', description: 'x' }] });
  const running = asked.user('ana').run('/ping');
  const { d } = await raw.gateway.next('INTERACTION_CREATE');
  const button = { type: 2, style: 1, label: 'Go', custom_id: 'go' };
  const data = { content: 'a', flags: 64, components: [{ type: 1, components: [button] }] };
  await api(asked, 'POST', callbackPath(d), { body: { type: 4, data } });
  await expect(asked.user('bo').click(await running, 'go')).rejects.toThrow('seen by another user only');
  await asked.stop();
});

test('without a bot nobody answers, and the user hears so at once', async () => {
  const lonely = await startStandin();
  const path = `/applications/${lonely.applicationId}/commands`;
  await api(lonely, 'PUT', path, { body: [{ name: 'ping', description: 'x' }] });
  await expect(lonely.user('ana').run('/ping')).rejects.toThrow('No bot is connected.');
  await lonely.stop();
});

test('the client offers the commands that the user may use there, and no others', async () => {
  const offered = (name: string, permissions: bigint, where = {}) =>
    standin
      .user(name, { permissions })
      .commands(where)
      .map((command) => command.name);
  const ordinary = P.ViewChannel | P.UseApplicationCommands;
  expect(offered('erin', ordinary)).toEqual(['all', 'facts', 'everywhere', 'servers']);
  expect(offered('erin', P.Administrator)).toEqual([
    'all',
    'facts',
    'everywhere',
    'servers',
    'managers',
    'admins',
  ]);
  expect(offered('erin', ordinary, { dm: true })).not.toContain('servers');
});

test('a message says who asked for it and with what command, also to those who listen', async () => {
  const heard: unknown[] = [];
  const end = standin.onMessage((_event, { asked }) => heard.push(asked));
  await standin.user('fay').run('/facts status');
  end();
  expect(heard).toEqual([{ userId: standin.user('fay').id, type: 2, what: '/facts status' }]);
});
