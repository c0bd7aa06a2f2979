import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import {
  type Fault,
  type RequestRecord,
  type Standin,
  type StandinOptions,
  startStandin,
} from '../standin/index.ts';
import { api, callbackPath, connect } from './standin-raw.ts';

const standins: Standin[] = [];

async function start(options: StandinOptions = {}): Promise<Standin> {
  const standin = await startStandin(options);
  standins.push(standin);
  return standin;
}

afterEach(() => Promise.all(standins.splice(0).map((standin) => standin.stop())));

const messages = (standin: Standin) => `/channels/${standin.channelId}/messages`;
const post = (standin: Standin, body: object = { content: 'a' }) =>
  api(standin, 'POST', messages(standin), { body });

test('every answer tells its bucket: limit, what remains, when it starts anew', async () => {
  const clock = Date.UTC(2026, 0, 1);
  const standin = await start({ now: () => clock });
  const { headers } = await post(standin);
  const told = ['limit', 'remaining', 'reset', 'reset-after', 'bucket'].map((n) =>
    headers.get(`x-ratelimit-${n}`),
  );
  expect(told).toEqual(['5', '4', '1767225605.000', '5.000', expect.stringMatching(/^[0-9a-f]{16}$/)]);
  const other = await api(standin, 'GET', messages(standin));
  expect(other.headers.get('x-ratelimit-bucket')).not.toBe(headers.get('x-ratelimit-bucket'));
});

test('the sixth message to a channel within 5 s is refused with 429 and sent after the wait', async () => {
  let clock = Date.UTC(2026, 0, 1);
  const standin = await start({ now: () => clock });
  for (let sent = 0; sent < 5; sent += 1) expect((await post(standin)).status).toBe(200);
  clock += 3_600;
  const refused = await post(standin);
  expect(refused.status).toBe(429);
  expect(refused.json).toEqual({ message: 'You are being rate limited.', retry_after: 1.4, global: false });
  expect(refused.headers.get('retry-after')).toBe('2');
  expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
  clock += 1_400;
  expect((await post(standin)).status).toBe(200);
  expect(standin.messages).toHaveLength(6);
  expect(standin.refusals).toEqual([]);
});

test('another channel has a bucket of its own', async () => {
  const standin = await start({ guilds: [{ name: 'a', channels: [{ name: 'one' }, { name: 'two' }] }] });
  for (let sent = 0; sent < 6; sent += 1) await post(standin);
  const [, second] = standin.guilds[0]?.channels ?? [];
  const answer = await api(standin, 'POST', `/channels/${second?.id}/messages`, { body: { content: 'a' } });
  expect(answer.status).toBe(200);
});

test('the 51st request within a second is refused globally, on whatever route', async () => {
  let clock = Date.UTC(2026, 0, 1);
  const standin = await start({ now: () => clock });
  const paths = ['/users/@me', `/guilds/${standin.guildId}`];
  for (let sent = 0; sent < 50; sent += 1)
    expect((await api(standin, 'GET', paths[sent % 2] ?? '')).status).toBe(200);
  const refused = await api(standin, 'GET', '/gateway/bot');
  expect(refused).toMatchObject({ status: 429, json: { global: true, retry_after: 1 } });
  expect(refused.headers.get('x-ratelimit-global')).toBe('true');
  expect(refused.headers.get('x-ratelimit-scope')).toBe('global');
  clock += 1_000;
  expect((await api(standin, 'GET', '/gateway/bot')).status).toBe(200);
});

test('answers to interactions are outside the global limit', async () => {
  const standin = await start({ limits: { globalPerSecond: 1 } });
  await api(standin, 'GET', '/users/@me');
  expect((await api(standin, 'GET', '/users/@me')).status).toBe(429);
  const answer = await api(standin, 'POST', '/interactions/1/x/callback', { body: { type: 4 } });
  expect(answer).toMatchObject({ status: 404, json: { code: 10062 } });
});

test('a fault 5xx-before hits as often as asked and nothing has happened; 5xx-after, and it has', async () => {
  const standin = await start();
  const match = { method: 'POST', path: /\/messages$/ };
  standin.fault({ match, kind: '5xx-before', times: 2, status: 503 });
  standin.fault({ match, kind: '5xx-after' });
  expect((await api(standin, 'GET', messages(standin))).status).toBe(200);
  expect([(await post(standin)).status, (await post(standin)).status]).toEqual([503, 503]);
  expect(standin.messages).toHaveLength(0);
  expect((await post(standin)).status).toBe(500);
  expect(standin.messages).toHaveLength(1);
  expect((await post(standin)).status).toBe(200);
  expect(standin.refusals).toEqual([]);
});

test('a fault 429 says how long to wait, for the route or for everything', async () => {
  const standin = await start();
  const fault: Fault = { match: { path: /messages/ }, kind: '429', retryAfterMs: 250 };
  standin.fault(fault);
  expect(await post(standin)).toMatchObject({ status: 429, json: { retry_after: 0.25, global: false } });
  standin.fault({ ...fault, isGlobal: true });
  const global = await post(standin);
  expect(global.json.global).toBe(true);
  expect(global.headers.get('x-ratelimit-global')).toBe('true');
  expect(standin.messages).toHaveLength(0);
});

test('a cut connection and a hanging one give no answer; cut-after has had its effect', async () => {
  const standin = await start();
  standin.fault({ match: { path: /messages/ }, kind: 'cut' });
  await expect(post(standin)).rejects.toThrow('fetch failed');
  expect(standin.messages).toHaveLength(0);
  standin.fault({ match: { path: /messages/ }, kind: 'cut-after' });
  await expect(post(standin)).rejects.toThrow('fetch failed');
  expect(standin.messages).toHaveLength(1);
  standin.fault({ match: { path: /messages/ }, kind: 'hang' });
  const first = await Promise.race([
    post(standin).catch(() => 'ended'),
    new Promise((r) => setTimeout(r, 100, 'hangs')),
  ]);
  expect(first).toBe('hangs');
  expect(standin.messages).toHaveLength(1);
});

test('with enforce_nonce a nonce gives the same message for five minutes; without, another one', async () => {
  let clock = Date.UTC(2026, 0, 1);
  const standin = await start({ now: () => clock });
  const body = { content: 'Reminder', nonce: 'r1', enforce_nonce: true };
  const first = await post(standin, body);
  expect(first.json).toMatchObject({ nonce: 'r1', content: 'Reminder' });
  expect((await post(standin, { ...body, content: 'Again' })).json).toEqual(first.json);
  clock += 5 * 60_000 - 1;
  expect((await post(standin, body)).json.id).toBe(first.json.id);
  expect((await post(standin, { ...body, enforce_nonce: false })).json.id).not.toBe(first.json.id);
  expect((await post(standin, { ...body, nonce: 'r2' })).json.id).not.toBe(first.json.id);
  clock += 5 * 60_000 + 1;
  expect((await post(standin, body)).json.id).not.toBe(first.json.id);
});

test('messages are listed newest first, by pages, without ephemeral and deleted ones', async () => {
  let clock = Date.UTC(2026, 0, 1);
  const standin = await start({ now: () => clock });
  const ids: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    clock += 5_000;
    ids.push((await post(standin, { content: `${n}` })).json.id);
  }
  const list = async (query: string) => {
    const { json } = await api(standin, 'GET', `${messages(standin)}${query}`);
    return json.map(({ content }: { content: string }) => content).join('');
  };
  expect(await list('')).toBe('3210');
  expect(await list('?limit=2')).toBe('32');
  expect(await list(`?before=${ids[2]}`)).toBe('10');
  expect(await list(`?after=${ids[0]}&limit=2`)).toBe('21');
  const deleted = await api(standin, 'DELETE', `${messages(standin)}/${ids[1]}`);
  expect(deleted).toMatchObject({ status: 204, json: undefined });
  expect(await list('')).toBe('320');
});

test('who is notified follows from the text, allowed_mentions and permissions', async () => {
  const standin = await start({
    guilds: [{ name: 'a', roles: [{ name: 'team', mentionable: true }, { name: 'closed' }] }],
  });
  const role = (name: string) => standin.guilds[0]?.roles.find((one) => one.name === name)?.id ?? '';
  const ana = standin.user('ana');
  const content = `@everyone <@${ana.id}> <@&${role('team')}> <@&${role('closed')}>`;
  const pings = async (body: object) => {
    const { json } = await post(standin, { content, ...body });
    return standin.messages.find(({ id }) => id === json.id)?.pings;
  };
  expect(await pings({})).toEqual({ everyone: false, users: [ana.id], roles: [role('team')] });
  expect(await pings({ allowed_mentions: { parse: [] } })).toEqual({ everyone: false, users: [], roles: [] });
  expect(await pings({ allowed_mentions: { roles: [role('team')] } })).toEqual({
    everyone: false,
    users: [],
    roles: [role('team')],
  });
});

test('a deleted channel is unknown from then on, and a listener hears of messages', async () => {
  const standin = await start();
  const heard: string[] = [];
  const end = standin.onMessage((event, { content }) => heard.push(`${event} ${content}`));
  const { json } = await post(standin);
  await api(standin, 'PATCH', `${messages(standin)}/${json.id}`, { body: { content: 'b' } });
  await api(standin, 'DELETE', `${messages(standin)}/${json.id}`);
  end();
  await post(standin);
  expect(heard).toEqual(['created a', 'updated b', 'deleted b']);
  standin.deleteChannel(standin.channelId);
  expect(await post(standin)).toMatchObject({ status: 404, json: { code: 10003 } });
});

test('the server, its roles, channels and the bot as a member can be read', async () => {
  const standin = await start({ guilds: [{ name: 'Home', roles: [{ name: 'team' }] }] });
  const guild = `/guilds/${standin.guildId}`;
  expect((await api(standin, 'GET', guild)).json).toMatchObject({ id: standin.guildId, name: 'Home' });
  const roles = (await api(standin, 'GET', `${guild}/roles`)).json;
  expect(roles.map(({ name }: { name: string }) => name)).toEqual(['@everyone', 'team', 'tranche']);
  expect((await api(standin, 'GET', `${guild}/channels`)).json).toMatchObject([{ id: standin.channelId }]);
  const member = (await api(standin, 'GET', `${guild}/members/@me`)).json;
  expect(member).toMatchObject({ user: { id: standin.applicationId }, roles: [roles[2].id] });
  expect((await api(standin, 'GET', '/applications/@me')).json.id).toBe(standin.applicationId);
  expect((await api(standin, 'GET', '/oauth2/applications/@me')).json.id).toBe(standin.applicationId);
});

test('a scheduled event is made, changed, listed and deleted', async () => {
  const clock = Date.UTC(2026, 0, 1);
  const standin = await start({ now: () => clock });
  const path = `/guilds/${standin.guildId}/scheduled-events`;
  const body = {
    name: 'Consultations',
    privacy_level: 2,
    entity_type: 3,
    entity_metadata: { location: 'Kyiv' },
    scheduled_start_time: '2026-01-02T10:00:00+02:00',
    scheduled_end_time: '2026-01-02T11:00:00+02:00',
  };
  const { json } = await api(standin, 'POST', path, { body });
  expect(json).toMatchObject({ ...body, status: 1, creator_id: standin.applicationId });
  await api(standin, 'PATCH', `${path}/${json.id}`, { body: { name: 'Moved', description: 'To Lviv' } });
  expect((await api(standin, 'GET', path)).json).toMatchObject([
    { id: json.id, name: 'Moved', description: 'To Lviv' },
  ]);
  expect((await api(standin, 'DELETE', `${path}/${json.id}`)).status).toBe(204);
  expect((await api(standin, 'GET', path)).json).toEqual([]);
});

test('it listens on 127.0.0.1 only', async () => {
  const standin = await start();
  expect(new URL(standin.url).hostname).toBe('127.0.0.1');
  await expect(fetch(standin.url.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow('fetch failed');
});

test('a process that stops the stand-in ends by itself, even with a socket open and a request hanging', async () => {
  const index = fileURLToPath(new URL('../standin/index.ts', import.meta.url));
  const script = `
    import { startStandin } from ${JSON.stringify(index)};
    const standin = await startStandin();
    new WebSocket(standin.url.replace('http', 'ws').replace('/api', '/?v=10&encoding=json')).onmessage = async () => {
      standin.fault({ match: { path: /gateway/ }, kind: 'hang' });
      fetch(standin.url + '/v10/gateway').catch(() => {});
      setTimeout(() => standin.stop().then(() => console.log('stopped')), 50);
    };`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { timeout: 8_000 });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, 'close');
  expect([code, output]).toEqual([0, 'stopped\n']);
}, 10_000);

test('every request is told of when it has ended: its status, how long it took, and the rule that refused it', async () => {
  const standin = await start();
  const heard: RequestRecord[] = [];
  const end = standin.onRequest((record) => heard.push(record));
  const path = messages(standin);
  await post(standin);
  await post(standin, { content: 'a'.repeat(2001) });
  standin.fault({ match: { path: /messages/ }, kind: 'cut' });
  await expect(post(standin)).rejects.toThrow();
  await expect.poll(() => heard).toHaveLength(3);
  expect(heard.map(({ method, status }) => [method, status])).toEqual([
    ['POST', 200],
    ['POST', 400],
    ['POST', undefined],
  ]);
  expect(heard.every((record) => record.path === path && record.tookMs >= 0)).toBe(true);
  expect(heard.map(({ refusal }) => refusal?.rule.name)).toEqual([undefined, expect.any(String), undefined]);
  expect(heard[1]?.refusal).toBe(standin.refusals[0]);
  end();
  await post(standin);
  expect(heard).toHaveLength(3);
});

test('a request that answers an interaction is told of with what was asked, and how long ago', async () => {
  const standin = await start();
  const { gateway } = await connect(standin);
  await api(standin, 'PUT', `/applications/${standin.applicationId}/commands`, {
    body: [{ name: 'ping', description: 'x' }],
  });
  const heard: RequestRecord[] = [];
  standin.onRequest((record) => heard.push(record));
  const running = standin.user('ana').run('/ping');
  const { d } = await gateway.next('INTERACTION_CREATE');
  await api(standin, 'POST', callbackPath(d), { body: { type: 4, data: { content: 'pong' } } });
  await running;
  await expect.poll(() => heard).toHaveLength(1);
  expect(heard[0]?.asked).toEqual({ what: '/ping', waitedMs: expect.any(Number) });
  expect(heard[0]?.asked?.waitedMs).toBeGreaterThan(0);
});
