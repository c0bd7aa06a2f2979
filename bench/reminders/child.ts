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

import { LEADS, yearOf } from './year.ts';

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

/** Go to a time and do what is due; die at the `nth` time that a step is reached, if a crash is given. */
export interface Order {
  readonly to: string;
  readonly crash?: { readonly step: Step; readonly nth: number } | undefined;
}

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
    return isClock ? patiently(() => opened.query(sql, values)) : opened.query(sql, values);
  },
  transaction: (work) => opened.transaction(work),
  listen: (channel, listener) => opened.listen(channel, listener),
  notify: (channel, payload) => opened.notify(channel, payload),
  prepareSessions: (statements) => opened.prepareSessions(statements),
  close: () => opened.close(),
};
// discord.js holds itself to 50 requests a second of real time, and this year has only minutes.
const rest = new REST({ api: setup.url, globalRequestsPerSecond: 10_000 }).setToken(setup.token);
const facts = yearOf(setup.meetings);
const known = { facts, search: Search.build(facts) };
let sending = 0;
let crash: { step: Step; left: number } | undefined;

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

function countSends(channels: Channels): Channels {
  return {
    ...channels,
    async send(note, key) {
      sending += 1;
      try {
        return await channels.send(note, key);
      } finally {
        sending -= 1;
      }
    },
  };
}

function onStep(step: Step): void {
  if (crash?.step !== step) return;
  crash.left -= 1;
  if (crash.left === 0) process.kill(process.pid, 'SIGKILL');
}

const channels = countSends(createChannels({ rest, botId: () => setup.applicationId, facts: () => facts }));
const reminders = new Reminders({ store, channels, known: () => known, now, clock, log, onStep });
await reminders.start();
for (const { serverId, zone, channelIds } of setup.subscribe) {
  await setZone(store, serverId, zone, now());
  for (const channelId of channelIds) {
    const given = {
      serverId,
      channelId,
      leads: parseLeads(LEADS),
      search: '',
      roleId: undefined,
      mirror: false,
    };
    await saveSubscription(store, { ...given, createdBy: '1' }, now());
  }
}

/** Jobs of pg-boss that are due, and rows that are owed by now. */
async function left(db: Store): Promise<number> {
  const [row] = await db.query<{ left: number }>(
    `SELECT count(*)::int AS left FROM reminder_ledger WHERE state = 'owed' AND due_at <= $1::timestamptz`,
    [now().toString()],
  );
  return row?.left ?? 0;
}

/** Time passes in steps of two seconds, and stands still while messages are under way: those take real time. */
async function pass(seconds: number): Promise<void> {
  for (let i = 0; i < seconds / 2; i++) {
    await patiently(() => clock.tick(2000));
    do await sleep(sending > 0 ? 5 : 1);
    while (sending > 0);
  }
}

const LEDGER = `SELECT state, reason, last_error, attempts, count(*)::int AS rows FROM reminder_ledger
  WHERE state <> 'sent' GROUP BY 1, 2, 3, 4`;

process.on('message', (order: Order) => {
  void (async () => {
    crash = order.crash && { step: order.crash.step, left: order.crash.nth };
    const target = Temporal.Instant.from(order.to).epochMilliseconds;
    // pg-boss plans each minute, four minutes ahead.
    if (target - 130_000 > clock.now()) await patiently(() => clock.setTime(target - 130_000));
    await pass((target + 70_000 - clock.now()) / 1000);
    for (let i = 0; i < 300 && (await patiently(() => left(store))) > 0; i++) await pass(10);
    process.send?.({ done: now().toString(), ledger: await patiently(() => opened.query(LEDGER)) });
  })();
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
