import { PermissionFlagsBits as P } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Standin, startStandin } from '../standin/index.ts';
import {
  AUTOCOMPLETE_RULES,
  CALLBACK_REQUEST_RULES,
  CALLBACK_RULES,
  WEBHOOK_REQUEST_RULES,
} from '../standin/rules/interactions.ts';
import {
  CHANNEL_REQUEST_RULES,
  EVENT_REQUEST_RULES,
  EVENT_RULES,
  GUILD_REQUEST_RULES,
} from '../standin/rules/places.ts';
import { REFUSALS } from '../standin/rules/refusals.ts';
import { api, callbackPath, connect, type RawAnswer, type RawGateway } from './standin-raw.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
let clock: number;
let standin: Standin;
let gateway: RawGateway;

beforeEach(async () => {
  clock = Date.UTC(2026, 0, 1);
  standin = await startStandin({
    now: () => clock,
    // The clock above decides what is late; nobody here waits for an answer.
    limits: { heartbeatIntervalMs: 60 * MINUTE },
    guilds: [
      { name: 'Home', channels: [{ name: 'general' }, { name: 'hidden', denyBot: P.ViewChannel }] },
      { name: 'Elsewhere', withoutBot: true },
      { name: 'Strict', botPermissions: P.ViewChannel },
    ],
  });
  ({ gateway } = await connect(standin));
  await api(standin, 'PUT', `/applications/${standin.applicationId}/commands`, {
    body: [
      {
        name: 'item',
        description: 'x',
        integration_types: [0, 1],
        options: [
          { type: 3, name: 'name', description: 'x', autocomplete: true },
          { type: 4, name: 'page', description: 'x', autocomplete: true },
          { type: 10, name: 'share', description: 'x', autocomplete: true },
        ],
      },
    ],
  });
});
afterEach(async () => {
  await gateway.close();
  await standin.stop();
});

interface Opened {
  readonly id: string;
  readonly token: string;
}

/** Lets the user act, without waiting for an answer, and takes what the bot gets. */
async function opened(act: (user: ReturnType<Standin['user']>) => Promise<unknown>): Promise<Opened> {
  act(standin.user('ana', { installed: true })).catch(() => undefined);
  return (await gateway.next('INTERACTION_CREATE')).d;
}

const command = () => opened((user) => user.run('/item'));
const completion = (option: string) => opened((user) => user.complete('/item', {}, option));
const press = () => opened((user) => user.press('old'));
const answer = (interaction: Opened, body: object) =>
  api(standin, 'POST', callbackPath(interaction), { body, token: null });
const hello = { type: 4, data: { content: 'hello' } };
const webhook = ({ token }: Opened, rest = '') => `/webhooks/${standin.applicationId}/${token}${rest}`;
const suggest = (...choices: object[]) => ({ type: 8, data: { choices } });
const answered = async () => {
  const interaction = await command();
  await answer(interaction, hello);
  return interaction;
};
const guild = (name: string) => standin.guilds.find((one) => one.name === name)?.id;
const channel = (name: string) =>
  standin.guilds.flatMap(({ channels }) => channels).find((one) => one.name === name)?.id;
const send = (channelId: string | undefined, body: object = { content: 'a' }) => {
  clock += 6 * SECOND;
  return api(standin, 'POST', `/channels/${channelId}/messages`, { body });
};
const MESSAGES = () => `/channels/${standin.channelId}/messages`;
const said = async () => standin.user('ana').say('hello');
const EVENTS = () => `/guilds/${standin.guildId}/scheduled-events`;
const at = (ms: number) => new Date(clock + ms).toISOString();
const event = (more: object = {}) => ({
  name: 'Consultations',
  privacy_level: 2,
  entity_type: 3,
  entity_metadata: { location: 'Kyiv' },
  scheduled_start_time: at(MINUTE),
  scheduled_end_time: at(2 * MINUTE),
  ...more,
});
const schedule = (more: object = {}) => api(standin, 'POST', EVENTS(), { body: event(more) });
const scheduled = async (...statuses: number[]) => {
  const { json } = await schedule();
  for (const status of statuses) await api(standin, 'PATCH', `${EVENTS()}/${json.id}`, { body: { status } });
  return `${EVENTS()}/${json.id}`;
};
const directMessage = async (name: string, acceptsDms: boolean) => {
  const { id } = standin.user(name, { acceptsDms });
  return (await api(standin, 'POST', '/users/@me/channels', { body: { recipient_id: id } })).json.id;
};
const get = (path: string) => api(standin, 'GET', path);
const raw = (path: string, init: RequestInit) =>
  fetch(`${standin.url}${path}`, {
    ...init,
    headers: { authorization: `Bot ${standin.token}`, ...init.headers },
  });

type Attempt = () => Promise<Pick<RawAnswer | Response, 'status'> & { json?: unknown }>;

/** `[status, code, refused, accepted]` */
const EXAMPLES: Readonly<Record<string, readonly [number, number, Attempt, Attempt]>> = {
  'path-known': [404, 0, () => get('/guilds'), () => get('/gateway')],
  'method-allowed': [405, 0, () => api(standin, 'DELETE', '/gateway'), () => get('/gateway')],
  'api-version': [400, 50041, () => raw('/v9/gateway', {}), () => raw('/v10/gateway', {})],
  authorization: [
    401,
    0,
    () => api(standin, 'GET', '/users/@me', { token: `${standin.token}x` }),
    () => get('/users/@me'),
  ],
  'body-is-json': [
    400,
    50109,
    () =>
      raw(`/v10/channels/${standin.channelId}/messages`, {
        method: 'POST',
        body: '{"content":',
        headers: { 'content-type': 'application/json' },
      }),
    () => send(standin.channelId),
  ],
  'multipart-readable': [
    400,
    50035,
    () =>
      raw(`/v10/channels/${standin.channelId}/messages`, {
        method: 'POST',
        body: 'not a form',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      }),
    () =>
      raw(`/v10/channels/${standin.channelId}/messages`, {
        method: 'POST',
        body: '--x\r\ncontent-disposition: form-data; name="payload_json"\r\n\r\n{"content":"a"}\r\n--x--\r\n',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      }),
  ],
  'content-type': [
    400,
    50035,
    () => raw(`/v10/channels/${standin.channelId}/messages`, { method: 'POST', body: '{"content":"a"}' }),
    () => send(standin.channelId),
  ],
  'user-known': [404, 10013, () => get('/users/1'), () => get(`/users/${standin.user('ana').id}`)],
  'member-known': [
    404,
    10007,
    () => get(`/guilds/${guild('Strict')}/members/${standin.user('ana').id}`),
    () => get(`/guilds/${standin.guildId}/members/${standin.user('ana').id}`),
  ],
  'role-known': [
    404,
    10011,
    () => get(`/guilds/${standin.guildId}/roles/1`),
    () => get(`/guilds/${standin.guildId}/roles/${standin.guildId}`),
  ],
  'message-known': [
    404,
    10008,
    () => get(`/channels/${standin.channelId}/messages/1`),
    async () => get(`/channels/${standin.channelId}/messages/${(await send(standin.channelId)).json.id}`),
  ],
  'edit-own-messages': [
    403,
    50005,
    async () => api(standin, 'PATCH', `${MESSAGES()}/${(await said()).id}`, { body: { content: 'b' } }),
    async () =>
      api(standin, 'PATCH', `${MESSAGES()}/${(await send(standin.channelId)).json.id}`, {
        body: { content: 'b' },
      }),
  ],
  'event-known': [404, 10070, () => get(`${EVENTS()}/1`), async () => get(await scheduled())],
  'command-known': [
    404,
    10063,
    () => get(`/applications/${standin.applicationId}/commands/1`),
    () => get(`/applications/${standin.applicationId}/commands/${standin.commands()[0]?.id}`),
  ],
  'own-application': [
    403,
    20012,
    () => get('/applications/1/commands'),
    () => get(`/applications/${standin.applicationId}/commands`),
  ],
  'interaction-known': [
    404,
    10062,
    async () => answer({ ...(await command()), token: 'x' }, hello),
    async () => answer(await command(), hello),
  ],
  'first-answer-in-time': [
    404,
    10062,
    async () => {
      const interaction = await command();
      clock += 3 * SECOND + 1;
      return answer(interaction, hello);
    },
    async () => {
      const interaction = await command();
      clock += 3 * SECOND;
      return answer(interaction, hello);
    },
  ],
  'one-first-answer': [
    400,
    40060,
    async () => answer(await answered(), hello),
    async () => api(standin, 'POST', webhook(await answered()), { body: hello.data, token: null }),
  ],
  'callback-fits-interaction': [
    400,
    50035,
    async () => answer(await command(), { type: 7, data: hello.data }),
    async () => answer(await press(), { type: 7, data: hello.data }),
  ],
  'suggestion-value-type': [
    400,
    50035,
    async () => answer(await completion('page'), suggest({ name: 'One', value: 1.5 })),
    async () => answer(await completion('share'), suggest({ name: 'One', value: 1.5 })),
  ],
  'suggestion-value-length': [
    400,
    50035,
    async () => answer(await completion('name'), suggest({ name: 'a', value: 'x'.repeat(101) })),
    async () => answer(await completion('name'), suggest({ name: 'a', value: 'x'.repeat(100) })),
  ],
  'suggestions-unique': [
    400,
    50035,
    async () =>
      answer(await completion('name'), suggest({ name: 'a', value: 'a' }, { name: 'a', value: 'a' })),
    async () =>
      answer(await completion('name'), suggest({ name: 'a', value: 'a' }, { name: 'a', value: 'b' })),
  ],
  'webhook-known': [
    404,
    10015,
    async () => api(standin, 'PATCH', webhook(await command(), '/messages/@original'), { body: hello.data }),
    async () => api(standin, 'PATCH', webhook(await answered(), '/messages/@original'), { body: hello.data }),
  ],
  'token-lives-15-minutes': [
    401,
    50027,
    async () => {
      const interaction = await answered();
      clock += 15 * MINUTE + 1;
      return api(standin, 'POST', webhook(interaction), { body: hello.data });
    },
    async () => {
      const interaction = await answered();
      clock += 15 * MINUTE;
      return api(standin, 'POST', webhook(interaction), { body: hello.data });
    },
  ],
  'user-install-follow-ups': [
    400,
    40094,
    () => followUpsIn(channelOf('Elsewhere'), 6),
    () => followUpsIn(standin.channelId, 6),
  ],
  'channel-known': [404, 10003, () => send('1'), () => send(standin.channelId)],
  'channel-visible': [403, 50001, () => send(channel('hidden')), () => send(standin.channelId)],
  'channel-permissions': [
    403,
    50013,
    () => {
      standin.restrict(standin.channelId, { bot: P.EmbedLinks });
      return send(standin.channelId, { embeds: [{ title: 'a' }] });
    },
    () => {
      standin.restrict(standin.channelId, { bot: P.EmbedLinks });
      return send(standin.channelId, { content: 'a' });
    },
  ],
  'user-takes-messages': [
    403,
    50007,
    async () => send(await directMessage('closed', false)),
    async () => send(await directMessage('open', true)),
  ],
  'guild-known': [404, 10004, () => get('/guilds/1'), () => get(`/guilds/${standin.guildId}`)],
  'guild-joined': [
    403,
    50001,
    () => get(`/guilds/${guild('Elsewhere')}`),
    () => get(`/guilds/${guild('Strict')}`),
  ],
  'guild-permissions': [
    403,
    50013,
    () => api(standin, 'POST', `/guilds/${guild('Strict')}/scheduled-events`, { body: event() }),
    () => schedule(),
  ],
  'event-name': [400, 50035, () => schedule({ name: ' ' }), () => schedule({ name: 'x' })],
  'external-event-location': [
    400,
    50035,
    () => schedule({ entity_metadata: { location: ' ' } }),
    () => schedule({ entity_metadata: { location: 'x'.repeat(100) } }),
  ],
  'external-event-end': [400, 50035, () => schedule({ scheduled_end_time: undefined }), () => schedule()],
  'event-starts-later': [
    400,
    50035,
    () => schedule({ scheduled_start_time: at(0) }),
    () => schedule({ scheduled_start_time: at(1) }),
  ],
  'event-ends-after-start': [
    400,
    50035,
    () => schedule({ scheduled_end_time: at(MINUTE) }),
    () => schedule({ scheduled_end_time: at(MINUTE + 1) }),
  ],
  'event-count': [400, 30038, () => scheduleMany(101), () => scheduleMany(100)],
  'event-not-finished': [
    400,
    180000,
    async () => api(standin, 'PATCH', await scheduled(2, 3), { body: { name: 'x' } }),
    async () => api(standin, 'PATCH', await scheduled(2), { body: { name: 'x' } }),
  ],
  'event-status': [
    400,
    50035,
    async () => api(standin, 'PATCH', await scheduled(), { body: { status: 3 } }),
    async () => api(standin, 'PATCH', await scheduled(2), { body: { status: 3 } }),
  ],
};

function channelOf(guildName: string): string | undefined {
  return standin.guilds.find(({ name }) => name === guildName)?.channels[0]?.id;
}

async function followUpsIn(channelId: string | undefined, count: number): Promise<RawAnswer> {
  const interaction = await opened((user) => user.run('/item', {}, { channelId: channelId ?? '' }));
  let last = await answer(interaction, hello);
  for (let sent = 0; sent < count; sent += 1) {
    last = await api(standin, 'POST', webhook(interaction), { body: hello.data });
  }
  return last;
}

async function scheduleMany(count: number): Promise<RawAnswer> {
  let last = await schedule();
  for (let made = 1; made < count; made += 1) {
    clock += SECOND;
    last = await schedule();
  }
  return last;
}

test('every rule about requests has an example above', () => {
  const rules = [
    ...REFUSALS,
    ...CALLBACK_REQUEST_RULES,
    ...CALLBACK_RULES,
    ...AUTOCOMPLETE_RULES,
    ...WEBHOOK_REQUEST_RULES,
    ...CHANNEL_REQUEST_RULES,
    ...GUILD_REQUEST_RULES,
    ...EVENT_RULES,
    ...EVENT_REQUEST_RULES,
  ].map(({ name }) => name);
  expect(rules.toSorted()).toEqual(Object.keys(EXAMPLES).toSorted());
});

test.each(Object.entries(EXAMPLES))('%s: its breach is refused', async (name, [status, code, refused]) => {
  const answered = await refused();
  expect(answered.status).toBe(status);
  expect(standin.refusals.map(({ rule, code: actual }) => [rule.name, actual])).toEqual([[name, code]]);
});

test.each(Object.entries(EXAMPLES))(
  '%s: the nearest legal request is taken',
  async (_name, [, , , accepted]) => {
    expect([200, 204]).toContain((await accepted()).status);
    expect(standin.refusals).toEqual([]);
  },
);

test.each([
  ['26 suggestions', Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` }))],
  ['an empty name', [{ name: '', value: 'a' }]],
  ['a name of 101 characters', [{ name: 'x'.repeat(101), value: 'a' }]],
  ['a number for text', [{ name: 'a', value: 1 }]],
])('%s are refused by the schema, and the user hears of it', async (_what, choices) => {
  const heard = expect(standin.user('ana').complete('/item', {}, 'name')).rejects.toThrow(
    'Discord refused the bot\'s answer to the suggestions for "name" of /item',
  );
  const { d } = await gateway.next('INTERACTION_CREATE');
  expect(await answer(d, suggest(...choices))).toMatchObject({ status: 400, json: { code: 50035 } });
  await heard;
});

test('25 suggestions with names of 100 characters reach the user, also for whole numbers', async () => {
  const choices = Array.from({ length: 25 }, (_, n) => ({ name: `${n}`.padEnd(100, '.'), value: n }));
  const asking = standin.user('ana').complete('/item', { page: 1 }, 'page');
  const { d } = await gateway.next('INTERACTION_CREATE');
  expect(d.data.options).toEqual([{ name: 'page', type: 4, value: '1', focused: true }]);
  expect((await answer(d, suggest(...choices))).status).toBe(204);
  expect(await asking).toEqual(choices);
});

test('which answers fit: a command takes 4, 5 and 9, a component also 6 and 7, suggestions only 8', async () => {
  const modal = {
    custom_id: 'm',
    title: 'Form',
    components: [{ type: 1, components: [{ type: 4, custom_id: 't', label: 'Text', style: 1 }] }],
  };
  const data: Record<number, object> = {
    4: hello.data,
    5: {},
    6: {},
    7: hello.data,
    8: { choices: [] },
    9: modal,
  };
  const taken = async (open: () => Promise<Opened>) => {
    const types: number[] = [];
    for (const type of [1, 4, 5, 6, 7, 8, 9]) {
      const { status } = await answer(await open(), { type, data: data[type] });
      if (status === 204) types.push(type);
    }
    return types;
  };
  expect(await taken(command)).toEqual([4, 5, 9]);
  expect(await taken(press)).toEqual([4, 5, 6, 7, 9]);
  expect(await taken(() => completion('name'))).toEqual([8]);
});

test('with_response tells of the message that the answer made, and 204 has no body without it', async () => {
  const interaction = await command();
  const path = `${callbackPath(interaction)}?with_response=true`;
  const { json, status } = await api(standin, 'POST', path, { body: { type: 5, data: { flags: 64 } } });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    interaction: {
      id: interaction.id,
      type: 2,
      response_message_loading: true,
      response_message_ephemeral: true,
    },
    resource: { type: 5, message: { id: json.interaction.response_message_id, flags: 64 | 128 } },
  });
  const plain = await answer(await command(), hello);
  expect([plain.status, plain.json, plain.headers.has('content-type')]).toEqual([204, undefined, false]);
});

test('a deferral takes no flag but EPHEMERAL, and no edit makes a public answer private', async () => {
  const deferred = await answer(await command(), { type: 5, data: { flags: 4 } });
  expect(deferred).toMatchObject({ status: 400, json: { errors: { data: { flags: {} } } } });
  const edit = (interaction: Opened) =>
    api(standin, 'PATCH', webhook(interaction, '/messages/%40original'), {
      body: { content: 'b', flags: 64 },
    });
  expect(await edit(await answered())).toMatchObject({ status: 400, json: { errors: { flags: {} } } });
  const secret = await command();
  await answer(secret, { type: 4, data: { content: 'a', flags: 64 } });
  expect(await edit(secret)).toMatchObject({ status: 200, json: { content: 'b', flags: 64 } });
  expect(standin.messages.map(({ content }) => content)).toEqual(['hello']);
});
