import { setTimeout as sleep } from 'node:timers/promises';
import { REST } from 'discord.js';
import { TestClock } from 'pg-boss';
import { pino } from 'pino';
import { createChannels } from '../../src/discord/channels.ts';
import type { Channels } from '../../src/reminders/channels.ts';
import { parseLeads } from '../../src/reminders/leads.ts';
import { Reminders } from '../../src/reminders/reminders.ts';
import type { Step } from '../../src/reminders/send-rows.ts';
import { saveSubscription, setZone } from '../../src/reminders/subscriptions.ts';
import { Search } from '../../src/search/search.ts';
import { openStore, type Store } from '../../src/store/store.ts';

import { LEADS, type Revision, revisionsOf } from './year.ts';

/** What the parent says at the start. */
export interface Setup {
  readonly at: string;
  readonly url: string;
  readonly token: string;
  readonly applicationId: string;
  readonly meetings: number;
  readonly databaseUrl: string | undefined;
  readonly folder: string;
  /** Each server with its zone and its channels; given to the first process alone. */
  readonly subscribe: readonly {
    readonly serverId: string;
    readonly zone: string;
    readonly channelIds: readonly string[];
  }[];
}

/**
 * What the parent says: jump to a time; let seconds pass and do what is due; or die at the `nth` time that a step is
 * reached, from now on.
 */
export type Order =
  | { readonly type: 'jump'; readonly to: string }
  | { readonly type: 'pass'; readonly seconds: number }
  | { readonly type: 'crash'; readonly step: Step; readonly nth: number }
  /** The moment is over: do not die any more, and say what was not sent. */
  | { readonly type: 'rest' };

/** What the child says: after its start and after each order, and for each message that Discord says it has. */
export type Report =
  | { readonly type: 'sent' }
  | {
      readonly type: 'stands';
      readonly at: string;
      /** Rows that are owed by now. */
      readonly left: number;
      /** Of the last plan that was written to its end. */
      readonly plannedAt: string | undefined;
      /** What the ledger says of rows that were not sent, and why; told at rest. */
      readonly unsent: readonly object[] | undefined;
    };

const setup = JSON.parse(process.argv[2] ?? '') as Setup;
const clock = new TestClock(setup.at);
const now = () => Temporal.Instant.fromEpochMilliseconds(clock.now());
const log = pino({ level: process.env.LOG_LEVEL ?? 'fatal' });
const opened = await openStore({ databaseUrl: setup.databaseUrl, dataDir: setup.folder, log });
// A test clock that cannot tell the database its time forgets the timer that it was about to run, and pg-boss with it stops
// polling. Time waits for the database instead; everything else meets it as it is.
const store: Store = {
  home: opened.home,
  query: (sql, values) => {
    const isClock = sql.includes('__pgboss_test_clock SET');
    return isClock ? patiently(() => opened.query(sql, values)) : busyWith(() => opened.query(sql, values));
  },
  transaction: (work) => busyWith(() => opened.transaction(work)),
  listen: (channel, listener) => opened.listen(channel, listener),
  notify: (channel, payload) => opened.notify(channel, payload),
  prepareSessions: (statements) => opened.prepareSessions(statements),
  close: () => opened.close(),
};
// discord.js holds itself to 50 requests a second of real time, and this year has only minutes.
const rest = new REST({ api: setup.url, globalRequestsPerSecond: 10_000 }).setToken(setup.token);
const revisions = revisionsOf(setup.meetings);
/** What takes real time: messages, plans and statements under way. */
let busy = 0;
let crash: { step: Step; left: number } | undefined;
let loaded: { revision: Revision; search: Search } | undefined;

/** What is known by now. */
function known(): { facts: Revision['facts']; search: Search } {
  const revision = revisions.findLast(({ at }) => Temporal.Instant.compare(at, now()) <= 0) ?? revisions[0];
  if (revision === undefined) throw new Error('The year has no beginning.');
  if (loaded?.revision !== revision) loaded = { revision, search: Search.build(revision.facts) };
  return { facts: revision.facts, search: loaded.search };
}

const tell = (report: Report) => process.send?.(report);

/** The database may be restarting; it is the store that comes back by itself, we only ask again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(100);
    }
  }
}

async function busyWith<T>(work: () => Promise<T>): Promise<T> {
  busy += 1;
  try {
    return await work();
  } finally {
    busy -= 1;
  }
}

function countSends(channels: Channels): Channels {
  return {
    ...channels,
    send: (note, key) =>
      busyWith(async () => {
        const outcome = await channels.send(note, key);
        if (outcome.type === 'sent') tell({ type: 'sent' });
        return outcome;
      }),
  };
}

function onStep(step: Step): void {
  if (crash?.step !== step) return;
  crash.left -= 1;
  if (crash.left === 0) process.kill(process.pid, 'SIGKILL');
}

const channels = countSends(
  createChannels({ rest, botId: () => setup.applicationId, facts: () => known().facts }),
);
const reminders = new Reminders({ store, channels, known, now, clock, log, onStep });
const tick = reminders.tick.bind(reminders);
let plannedAt: string | undefined;
reminders.tick = () =>
  busyWith(async () => {
    const at = now().toString();
    await tick();
    plannedAt = at;
  });
await reminders.start();
for (const { serverId, zone, channelIds } of setup.subscribe) {
  await setZone(store, serverId, zone);
  for (const channelId of channelIds) {
    const given = {
      serverId,
      channelId,
      leads: parseLeads(LEADS),
      search: '',
      roleId: undefined,
      mirror: false,
    };
    await saveSubscription(store, { ...given, createdBy: '1', locale: 'en-US' }, now());
  }
}

/** Time passes in steps of two seconds, and stands still while something is under way that takes real time. */
async function pass(seconds: number): Promise<void> {
  for (let i = 0; i < seconds / 2; i++) {
    await patiently(() => clock.tick(2000));
    do await sleep(busy > 0 ? 5 : 1);
    while (busy > 0);
  }
}

const LEFT = `SELECT count(*)::int AS left FROM reminder_ledger WHERE state = 'owed' AND due_at <= $1::timestamptz`;
const UNSENT = `SELECT engagement_id, lead, state, reason, last_error, attempts, count(*)::int AS rows,
    min(due_at) AS due_at, min(settled_at) AS settled_from, max(settled_at) AS settled_to
  FROM reminder_ledger WHERE state <> 'sent' GROUP BY 1, 2, 3, 4, 5, 6`;

async function stand(unsent?: readonly object[]): Promise<void> {
  const [row] = await patiently(() => opened.query<{ left: number }>(LEFT, [now().toString()]));
  tell({ type: 'stands', at: now().toString(), left: row?.left ?? 0, plannedAt, unsent });
}

async function obey(order: Order): Promise<void> {
  switch (order.type) {
    case 'crash':
      crash = { step: order.step, left: order.nth };
      return stand();
    case 'rest':
      crash = undefined;
      return stand(await patiently(() => opened.query(UNSENT)));
    case 'pass':
      await pass(order.seconds);
      return stand();
    case 'jump':
      // Time goes on, also where two moments are close.
      if (Date.parse(order.to) > clock.now()) await patiently(() => clock.setTime(order.to));
      return stand();
  }
}

process.on('message', (order: Order) => void obey(order));
process.on('disconnect', () => process.exit());
await stand();
