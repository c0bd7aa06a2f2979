import { once } from 'node:events';
import { createServer } from 'node:net';
import { PermissionFlagsBits } from 'discord.js';
import { TestClock } from 'pg-boss';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { parseZonedText } from '../src/data/when-zoned.ts';
import { createLog } from '../src/discord/log.ts';
import { UserError } from '../src/errors.ts';
import { healthOf, type State } from '../src/metrics/health.ts';
import { createMetrics } from '../src/metrics/prometheus.ts';
import { openStore } from '../src/store/store.ts';
import { startStandin } from '../standin/index.ts';
import { bundledFacts, SHEET, startTestBot, type TestBot } from './fixtures/bot.ts';
import { engagement, factsOf } from './fixtures/facts.ts';
import { closeStores, useReminders } from './fixtures/reminders.ts';
import { quiet, sharedPostgres } from './fixtures/store.ts';

afterAll(closeStores);

const WELL: State = {
  gateway: { hasStarted: true, awayForSeconds: undefined, pingSeconds: undefined },
  storeAnswers: undefined,
  revision: 1,
};

interface Watched extends TestBot {
  /** What the bot answers to HTTP. */
  get(path: string, method?: string): Promise<{ status: number; text: string }>;
}

async function watch(options: Parameters<typeof startTestBot>[0] = {}): Promise<Watched> {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const factsDir = await bundledFacts([SHEET]);
  const bot = await startTestBot({ factsDir, log, ...options, env: { METRICS_PORT: '0', ...options.env } });
  onTestFinished(() => bot.stop());
  const said = lines.find((line) => line.includes('health and metrics are served'));
  const { host, port } = JSON.parse(said ?? '{}') as { host: string; port: number };
  return {
    ...bot,
    async get(path, method = 'GET') {
      const response = await fetch(`http://${host}:${port}${path}`, { method });
      return { status: response.status, text: await response.text() };
    },
  };
}

/** The samples of one metric by their labels, as `command=item type=command outcome=answered`; those above zero. */
function samples(text: string, name: string): Record<string, number> {
  const rows = text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'));
  const all = [...rows].map(([, labels = '', value]) => [
    labels.replaceAll('"', '').replaceAll(',', ' '),
    Number(value),
  ]);
  return Object.fromEntries(all.filter(([, value]) => value !== 0));
}

test('interactions are counted by command and by whose fault it was, and timed', async () => {
  const { standin, get } = await watch();
  const ana = standin.user('ana');
  await ana.run('/item', { name: 'night vision goggles' });
  await ana.complete('/item', { name: 'nigh' }, 'name');
  await ana.run('/total', { since: 'last Tuesday' });
  standin.fault({ match: { method: 'POST', path: /callback/ }, kind: '5xx-before', times: 10 });
  await ana.run('/help').catch(() => undefined);
  await expect
    .poll(async () => samples((await get('/metrics')).text, 'tranche_interactions_total'))
    .toEqual({
      'command=item type=command outcome=answered': 1,
      'command=item type=autocomplete outcome=answered': 1,
      'command=total type=command outcome=user_error': 1,
      'command=help type=command outcome=our_error': 1,
    });
  const { text } = await get('/metrics');
  expect(samples(text, 'tranche_answer_seconds_count')).toMatchObject({
    'command=item type=command': 1,
    'command=total type=command': 1,
  });
  expect(samples(text, 'tranche_search_seconds_count')).toEqual({ 'method=find': 1, 'method=suggest': 1 });
});

test('an answer that Discord no longer waits for is counted as too late', async () => {
  const { standin, get } = await watch({ standin: await startStandin({ limits: { firstAnswerMs: 1 } }) });
  await expect(standin.user('ana').run('/help')).rejects.toThrow();
  await expect
    .poll(async () => samples((await get('/metrics')).text, 'tranche_interactions_total'))
    .toEqual({ 'command=help type=command outcome=too_late': 1 });
});

test('a question asked again needs no search, and none is counted', async () => {
  const { standin, get } = await watch();
  for (const name of ['binoculars', 'binoculars', 'helmets'])
    await standin.user('ana').run('/item', { name });
  expect(samples((await get('/metrics')).text, 'tranche_search_seconds_count')).toEqual({ 'method=find': 2 });
});

test('every command has its zeros from the start, and a command that there is no more is “other”', async () => {
  const metrics = createMetrics(['item']);
  expect(await metrics.render(WELL)).toContain(
    'tranche_interactions_total{command="item",type="command",outcome="our_error"} 0',
  );
  for (const command of ['drop table', 'x'.repeat(100)])
    metrics.answered({ command, type: 'command', outcome: 'unknown', seconds: 0.01 });
  expect(samples(await metrics.render(WELL), 'tranche_interactions_total')).toEqual({
    'command=other type=command outcome=unknown': 2,
  });
});

test('metrics tell of the revision, the connection, the event loop and the process, and hold no token or text', async () => {
  const { standin, get } = await watch();
  await standin.user('ana').run('/find', { text: 'hunter2-is-what-ana-typed' });
  const { status, text } = await get('/metrics');
  expect(status).toBe(200);
  expect(samples(text, 'tranche_facts_revision')).toEqual({ '': 1 });
  expect(samples(text, 'tranche_gateway_connected')).toEqual({ '': 1 });
  expect(text).toMatch(/^tranche_store_up Nan$/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  expect(text).toMatch(/^process_resident_memory_bytes [1-9]/m);
  expect(text).not.toContain('hunter2');
  expect(text).not.toContain(standin.token);
});

test.each([
  [{ hasStarted: false, awayForSeconds: 1 }, true, false, 'starting: not connected to Discord yet'],
  [
    { hasStarted: true, awayForSeconds: 60 },
    true,
    true,
    'well: reconnecting to Discord, the database answers,',
  ],
  [{ hasStarted: true, awayForSeconds: 60 }, false, true, 'degraded: the database does not answer'],
  [
    { hasStarted: true, awayForSeconds: 61 },
    false,
    false,
    'unhealthy: the connection to Discord has been gone',
  ],
])(
  '%j, with a database that answers: %j, is healthy: %j, “%s…”',
  (gateway, storeAnswers, isHealthy, words) => {
    const health = healthOf({ gateway: { ...gateway, pingSeconds: undefined }, storeAnswers, revision: 1 });
    expect(health).toEqual({ isHealthy, sentence: expect.stringContaining(words) });
  },
);

test('a connection that is gone is well for a minute and unhealthy after it, until it is back', async () => {
  const clock = new TestClock('2026-11-23T12:00:00Z');
  const { standin, get } = await watch({ clock });
  expect(await get('/healthz')).toEqual({
    status: 200,
    text: 'well: connected to Discord, revision 1 of the facts is served\n',
  });
  standin.gateway.refuseSockets();
  standin.gateway.cutSockets();
  await expect
    .poll(async () => (await get('/healthz')).text)
    .toBe('well: reconnecting to Discord, revision 1 of the facts is served\n');
  await clock.setTime('2026-11-23T12:01:01Z');
  const { status, text } = await get('/healthz');
  expect(status).toBe(503);
  expect(text).toMatch(/^unhealthy: the connection to Discord has been gone for 6[01] seconds/);
  expect(samples((await get('/metrics')).text, 'tranche_gateway_connected')).toEqual({});
  standin.gateway.refuseSockets(false);
  await expect.poll(async () => (await get('/healthz')).status).toBe(200);
  expect(samples((await get('/metrics')).text, 'tranche_gateway_connected')).toEqual({ '': 1 });
});

test('without its database the bot is degraded and not unhealthy: it answers questions, and a new start would not', async () => {
  const server = await sharedPostgres();
  const store = await openStore({ databaseUrl: await server.createDatabase(), dataDir: '', log: quiet });
  const { standin, get } = await watch({ store });
  expect(await get('/healthz')).toEqual({
    status: 200,
    text: 'well: connected to Discord, the database answers, revision 1 of the facts is served\n',
  });
  await server.stop();
  const { status, text } = await get('/healthz');
  expect(status).toBe(200);
  expect(text).toMatch(/^degraded: the database does not answer/);
  expect((await standin.user('ana').run('/help')).embeds).toHaveLength(1);
  expect((await get('/metrics')).text).toMatch(/^tranche_store_up 0$/m);
  await server.start();
  await expect.poll(async () => (await get('/healthz')).text).toMatch(/^well/);
});

test('reminders are counted as sent, late, skipped with the reason, or failing', async () => {
  const metrics = createMetrics([]);
  const talk = (id: string, start: string) =>
    engagement({ id, title: id, status: 'planned', when: parseZonedText(start) });
  const first = talk('a/first', '2026-03-20T10:00[Europe/Kyiv]');
  const begin = { start: '2026-03-01T00:00:00Z', home: 'postgres', meter: metrics } as const;
  const world = await useReminders(factsOf({ engagements: [first] }), begin);
  await world.subscribe({ leads: '1w, 1d, 1h' });
  world.standin.fault({ match: { method: 'POST', path: /messages$/ }, kind: '5xx-before' });
  await world.goTo('2026-03-13T08:00:00Z');
  await world.wait(20);
  const later = talk('a/second', '2026-03-19T12:00[Europe/Kyiv]');
  world.load(factsOf({ engagements: [first, later] }));
  await world.goTo('2026-03-19T08:05:00Z');
  world.standin.restrict(world.standin.channelId, { bot: PermissionFlagsBits.SendMessages });
  await world.goTo('2026-03-20T07:00:00Z');
  expect(samples(await metrics.render(WELL), 'tranche_reminders_total')).toEqual({
    'outcome=failing reason=': 1,
    'outcome=sent reason=': 2,
    'outcome=late reason=': 1,
    'outcome=skipped reason=announced-later': 1,
    'outcome=skipped reason=began': 1,
    'outcome=skipped reason=refused': 1,
  });
});

test('a port that is taken is a sentence for the operator', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const starting = startTestBot({ env: { METRICS_PORT: String(port) } });
  await expect(starting).rejects.toThrow(UserError);
  await expect(starting).rejects.toThrow(`METRICS_PORT: port ${port} of 127.0.0.1 is taken`);
});

test('an address that is not of this machine is a sentence for the operator', async () => {
  const starting = startTestBot({ env: { METRICS_PORT: '0', METRICS_HOST: '203.0.113.7' } });
  await expect(starting).rejects.toThrow('METRICS_HOST: 203.0.113.7 is no address of this machine');
});

test('there are two pages to read, and nothing to write to', async () => {
  const { get } = await watch();
  expect(await get('/')).toEqual({ status: 404, text: 'There is /healthz and /metrics.\n' });
  expect((await get('/constructor')).status).toBe(404);
  expect((await get('/metrics', 'POST')).status).toBe(405);
  expect(await get('/healthz?x=1', 'HEAD')).toEqual({ status: 200, text: '' });
});
