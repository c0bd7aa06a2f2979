import { createInflate, inflateSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type Standin, type StandinOptions, startStandin } from '../standin/index.ts';
import { api, connect, identify, RawGateway } from './standin-raw.ts';

const standins: Standin[] = [];

async function start(options: StandinOptions = {}): Promise<Standin> {
  const standin = await startStandin({ ...options, limits: { identifyIntervalMs: 0, ...options.limits } });
  standins.push(standin);
  return standin;
}

afterEach(() => Promise.all(standins.splice(0).map((standin) => standin.stop())));

const register = (standin: Standin) =>
  api(standin, 'PUT', `/applications/${standin.applicationId}/commands`, {
    body: [{ name: 'ping', description: 'x' }],
  });

/** A socket that has been greeted and sends one thing; resolves to the close code. */
async function closeCodeAfter(standin: Standin, ...sent: (string | object)[]): Promise<number> {
  const gateway = new RawGateway(standin);
  await gateway.next(10);
  for (const one of sent) gateway.socket.send(typeof one === 'string' ? one : JSON.stringify(one));
  return gateway.closed;
}

test('GET /gateway/bot gives the address, one shard, and 1,000 starts of which each IDENTIFY takes one', async () => {
  const standin = await start();
  const limit = async () => (await api(standin, 'GET', '/gateway/bot')).json;
  expect(await limit()).toMatchObject({
    url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/),
    shards: 1,
    session_start_limit: { total: 1000, remaining: 1000, max_concurrency: 1, reset_after: 0 },
  });
  await connect(standin);
  expect((await limit()).session_start_limit).toMatchObject({ remaining: 999 });
});

test('a connection is greeted with HELLO, identified with READY, and told of servers with the GUILDS intent', async () => {
  const standin = await start({ limits: { heartbeatIntervalMs: 41_250 } });
  const gateway = new RawGateway(standin);
  expect((await gateway.next(10)).d.heartbeat_interval).toBe(41_250);
  gateway.send(2, identify(standin));
  const ready = await gateway.next('READY');
  expect(ready).toMatchObject({
    s: 1,
    d: {
      v: 10,
      user: { id: standin.applicationId, bot: true },
      guilds: [{ id: standin.guildId, unavailable: true }],
      shard: [0, 1],
      application: { id: standin.applicationId },
    },
  });
  const guild = await gateway.next('GUILD_CREATE');
  expect(guild).toMatchObject({ s: 2, d: { id: standin.guildId, channels: [{ id: standin.channelId }] } });
});

test('without the GUILDS intent no server is told of, and interactions come all the same', async () => {
  const standin = await start();
  const { gateway } = await connect(standin, { intents: 0 });
  await register(standin);
  standin
    .user('ana')
    .run('/ping')
    .catch(() => undefined);
  await gateway.next('INTERACTION_CREATE');
  expect(gateway.lastSequence).toBe(2);
});

test.each([
  ['a wrong token', 4004, { token: 'x' }],
  ['intents that do not exist', 4013, { intents: 1 << 30 }],
  ['a privileged intent that is switched off', 4014, { intents: 1 << 15 }],
  ['a shard beyond the count', 4010, { shard: [1, 1] }],
  ['no properties', 4002, { properties: undefined }],
])('IDENTIFY with %s closes with %i', async (_what, code, more) => {
  const standin = await start();
  expect(await closeCodeAfter(standin, { op: 2, d: identify(standin, more) })).toBe(code);
});

test('a privileged intent that is switched on is granted', async () => {
  const standin = await start({ privilegedIntents: 1 << 15 });
  const { sessionId } = await connect(standin, { intents: 1 << 15 });
  expect(sessionId).toMatch(/^\w+$/);
});

test('more servers than a shard may have close with 4011, and are spread over two shards', async () => {
  const standin = await start({ guilds: [{ name: 'a' }, { name: 'b' }], limits: { guildsPerShard: 1 } });
  expect(await closeCodeAfter(standin, { op: 2, d: identify(standin) })).toBe(4011);
  const shards = await Promise.all([0, 1].map((shard) => connect(standin, { shard: [shard, 2] })));
  const of = (id: string) => Number((BigInt(id) >> 22n) % 2n);
  const others = standin.guilds.map(({ id }) => shards[1 - of(id)]?.gateway);
  for (const { id } of standin.guilds) {
    expect(await shards[of(id)]?.gateway.next('GUILD_CREATE')).toMatchObject({ d: { id } });
  }
  for (const gateway of others) expect(gateway?.unread).toEqual([]);
});

test.each([
  ['an event before IDENTIFY', 4003, [{ op: 3, d: {} }]],
  ['an opcode that does not exist', 4001, [{ op: 99 }]],
  ['something that is not JSON', 4002, ['{']],
  ['a payload over 4,096 bytes', 4002, [{ op: 1, d: 'x'.repeat(4_096) }]],
])('%s closes with %i', async (_what, code, sent) => {
  expect(await closeCodeAfter(await start(), ...sent)).toBe(code);
});

test('a second IDENTIFY closes with 4005', async () => {
  const standin = await start();
  const { gateway } = await connect(standin);
  gateway.send(2, identify(standin));
  expect(await gateway.closed).toBe(4005);
});

test('the 121st event within a minute closes with 4008', async () => {
  const standin = await start();
  const { gateway } = await connect(standin);
  for (let sent = 0; sent < 119; sent += 1) gateway.send(1, null);
  for (let acks = 0; acks < 119; acks += 1) await gateway.next(11);
  expect(gateway.socket.readyState).toBe(gateway.socket.OPEN);
  gateway.send(1, null);
  expect(await gateway.closed).toBe(4008);
});

test('another API version closes with 4012', async () => {
  expect(await new RawGateway(await start(), 'v=9&encoding=json').closed).toBe(4012);
});

test('a second IDENTIFY within five seconds is answered INVALID_SESSION, and one after them READY', async () => {
  let clock = Date.UTC(2026, 0, 1);
  const standin = await start({ now: () => clock, limits: { identifyIntervalMs: 5_000 } });
  await connect(standin);
  const second = new RawGateway(standin);
  await second.next(10);
  second.send(2, identify(standin));
  expect((await second.next(9)).d).toBe(false);
  clock += 5_000;
  second.send(2, identify(standin));
  await second.next('READY');
});

test('a bot without session starts left is turned away until the day is over', async () => {
  let clock = Date.UTC(2026, 0, 1);
  const standin = await start({ now: () => clock, limits: { sessionStarts: 1 } });
  await connect(standin);
  expect(await closeCodeAfter(standin, { op: 2, d: identify(standin) })).toBe(4004);
  clock += 24 * 60 * 60_000;
  await connect(standin);
});

test('heartbeats are acknowledged, and a client that sends none is closed with 4009', async () => {
  const standin = await start({ limits: { heartbeatIntervalMs: 400 } });
  const { gateway } = await connect(standin);
  for (let beat = 0; beat < 3; beat += 1) {
    gateway.send(1, gateway.lastSequence);
    await gateway.next(11);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  expect(gateway.socket.readyState).toBe(gateway.socket.OPEN);
  // A timer may fire within the millisecond before its time.
  expect(standin.gateway.heartbeatGapsMs.map((gap) => gap > 58)).toEqual([true, true]);
  expect(await gateway.closed).toBe(4009);
});

test('RESUME replays what came while the socket was gone, in order, and ends with RESUMED', async () => {
  const standin = await start();
  const { gateway, sessionId } = await connect(standin);
  await register(standin);
  await gateway.next('GUILD_CREATE');
  standin.gateway.cutSockets();
  await gateway.closed;
  const [first, second] = ['ana', 'bo'].map((name) => standin.user(name).run('/ping'));
  first?.catch(() => undefined);
  second?.catch(() => undefined);
  const again = new RawGateway(standin);
  await again.next(10);
  again.send(6, { token: standin.token, session_id: sessionId, seq: gateway.lastSequence });
  const replayed = [await again.next('INTERACTION_CREATE'), await again.next('INTERACTION_CREATE')];
  expect(replayed.map(({ s, d }) => [s, d.member.user.username])).toEqual([
    [3, 'ana'],
    [4, 'bo'],
  ]);
  expect((await again.next('RESUMED')).s).toBe(5);
  expect(standin.gateway.sessionCount).toBe(1);
});

test('RESUME with a number that was never sent closes with 4007, with a wrong token 4004', async () => {
  const standin = await start();
  const { gateway, sessionId } = await connect(standin);
  standin.gateway.cutSockets();
  await gateway.closed;
  const resume = (more: object) => ({
    op: 6,
    d: { token: standin.token, session_id: sessionId, seq: 99, ...more },
  });
  expect(await closeCodeAfter(standin, resume({ token: 'x' }))).toBe(4004);
  expect(await closeCodeAfter(standin, resume({}))).toBe(4007);
});

test('a session that is unknown, given up (1000) or lost too long ago cannot be resumed', async () => {
  let clock = Date.UTC(2026, 0, 1);
  const standin = await start({ now: () => clock, limits: { resumeWindowMs: 1_000 } });
  const resume = async (sessionId: string) => {
    const gateway = new RawGateway(standin);
    await gateway.next(10);
    gateway.send(6, { token: standin.token, session_id: sessionId, seq: 2 });
    return (await gateway.next(9)).d;
  };
  const givenUp = await connect(standin);
  await givenUp.gateway.close(1000);
  const lost = await connect(standin);
  await lost.gateway.close(4200);
  await expect.poll(() => standin.gateway.connectionCount).toBe(0);
  clock += 1_001;
  expect(await Promise.all(['x', givenUp.sessionId, lost.sessionId].map(resume))).toEqual([
    false,
    false,
    false,
  ]);
});

test('a test can ask for RECONNECT, INVALID_SESSION, a close code, and silence in place of ACKs', async () => {
  const standin = await start();
  const { gateway, sessionId } = await connect(standin);
  await gateway.next('GUILD_CREATE');
  standin.gateway.sendReconnect();
  await gateway.next(7);
  standin.gateway.dropHeartbeatAcks();
  gateway.send(1, gateway.lastSequence);
  standin.gateway.invalidSession(true);
  expect((await gateway.next(9)).d).toBe(true);
  gateway.send(6, { token: standin.token, session_id: sessionId, seq: gateway.lastSequence });
  await gateway.next('RESUMED');
  standin.gateway.dropHeartbeatAcks(false);
  gateway.send(1, gateway.lastSequence);
  await gateway.next(11);
  expect(gateway.unread).toEqual([]);
  standin.gateway.closeWith(4000);
  expect(await gateway.closed).toBe(4000);
});

test('messages are told to the intents that cover them: servers, direct messages', async () => {
  const standin = await start();
  const { gateway } = await connect(standin, { intents: 1 << 9 });
  standin.user('ana').say('in private', { dm: true });
  const { id } = standin.user('ana').say('hello');
  const created = await gateway.next('MESSAGE_CREATE');
  expect(created.d).toMatchObject({ id, guild_id: standin.guildId, author: { username: 'ana' } });
  expect(gateway.lastSequence).toBe(2);
});

test('the text of others needs the MESSAGE_CONTENT intent', async () => {
  const standin = await start({ privilegedIntents: 1 << 15 });
  const without = await connect(standin, { intents: 1 << 9 });
  const withContent = await connect(standin, { intents: (1 << 9) | (1 << 15) });
  standin.user('ana').say('hello');
  expect((await without.gateway.next('MESSAGE_CREATE')).d.content).toBe('');
  expect((await withContent.gateway.next('MESSAGE_CREATE')).d.content).toBe('hello');
});

test('compress=zlib-stream answers in one deflated stream', async () => {
  const standin = await start();
  const gateway = new RawGateway(standin, 'v=10&encoding=json&compress=zlib-stream');
  gateway.socket.removeAllListeners('message');
  const inflate = createInflate();
  gateway.socket.on('message', (data: Buffer) => inflate.write(data));
  const texts: string[] = [];
  inflate.on('data', (chunk: Buffer) => texts.push(chunk.toString()));
  await expect.poll(() => texts.join('')).toContain('"op":10');
  gateway.send(2, identify(standin));
  await expect.poll(() => texts.join('')).toContain('"t":"GUILD_CREATE"');
  inflate.destroy();
});

test('IDENTIFY with compress: true makes every later packet its own zlib stream', async () => {
  const standin = await start();
  const gateway = new RawGateway(standin);
  await gateway.next(10);
  gateway.socket.removeAllListeners('message');
  const events: string[] = [];
  gateway.socket.on('message', (data: Buffer) => events.push(JSON.parse(inflateSync(data).toString()).t));
  gateway.send(2, identify(standin, { compress: true }));
  await expect.poll(() => events).toEqual(['READY', 'GUILD_CREATE']);
});
