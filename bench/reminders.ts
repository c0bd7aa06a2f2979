import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startPostgres } from '../tests/fixtures/postgres.ts';
import { quantile } from './quantile.ts';
import { type Due, startDue } from './reminders/due.ts';
import { type ThreadUse, watchThread } from './reminders/thread.ts';

// 100,000 reminders due at one moment: how long it takes to plan and enqueue them, how many a second then arrive at a
// Discord that takes 50 requests a second, and what people who ask questions meanwhile notice of it.
//
// npm run bench:reminders -- --channels 2000 --meetings 50 --seconds 60 --home pglite
// A short one, of 4000: -- --channels 200 --meetings 20 --ahead 30 --idle 20 --seconds 30
// With --slow 20 it shows statements that took longer than 20 ms, and for how long the bot's thread was held up.

const { values } = parseArgs({
  options: {
    channels: { type: 'string', default: '2000' },
    meetings: { type: 'string', default: '50' },
    /** Of delivering, and of asking meanwhile. */
    seconds: { type: 'string', default: '60' },
    /** Of asking while nothing is planned or sent. */
    idle: { type: 'string', default: '45' },
    /** Seconds until they are due, for planning and for those above. */
    ahead: { type: 'string', default: '160' },
    home: { type: 'string', multiple: true, default: ['pglite', 'postgres'] },
    slow: { type: 'string' },
  },
});
const seconds = Number(values.seconds);

/** What was seen while the bot did one thing. */
interface Phase {
  readonly name: string;
  /** Milliseconds from each question to its answer. */
  readonly times: readonly number[];
  readonly bot: ThreadUse;
  /** The stand-in, and whoever asks, are one thread. */
  readonly standin: ThreadUse;
}

const takeUse = watchThread();

for (const home of values.home) {
  const server = home === 'postgres' ? await startPostgres() : undefined;
  const folder = await mkdtemp(join(tmpdir(), 'tranche-bench-'));
  try {
    console.log(
      `${server === undefined ? 'PGlite' : 'PostgreSQL'}, load ${loadavg()[0]?.toFixed(1)} at the start`,
    );
    const due = await startDue({
      folder,
      channels: Number(values.channels),
      meetings: Number(values.meetings),
      databaseUrl: await server?.createDatabase(),
      slowMs: values.slow,
      ahead: Number(values.ahead),
    });
    await measure(due).finally(() => due.stop());
  } finally {
    await server?.remove();
    await rm(folder, { recursive: true });
  }
}

async function measure(due: Due): Promise<void> {
  const [planning, { reminders, ms }] = await Promise.all([watch(due, 'planning', due.planned), due.planned]);
  const rate = Math.round((reminders / ms) * 1000);
  console.log(`planned and enqueued: ${reminders} in ${(ms / 1000).toFixed(1)} s (${rate} a second)`);
  await sleep(3000);
  const idle = await watch(due, 'idle', sleep(Number(values.idle) * 1000));
  await sleep(Math.max(0, due.at.epochMilliseconds - Date.now()) + 5000);
  const before = due.delivered();
  const busy = await watch(due, 'delivering', sleep(seconds * 1000));
  const delivered = (due.delivered() - before) / seconds;
  console.log(`delivered: ${delivered.toFixed(1)} a second over ${seconds} s (Discord takes 50)`);
  for (const phase of [idle, planning, busy]) print(phase, idle);
  const { repeated, refused, residentMb } = await due.report();
  console.log(
    `repeated: ${repeated}; refused by the stand-in: ${refused}; resident: ${residentMb.toFixed(0)} MB; load ${loadavg()[0]?.toFixed(1)}\n`,
  );
}

/** Asks about twenty questions a second, until something ends. */
async function watch(due: Due, name: string, until: Promise<unknown>): Promise<Phase> {
  const { standin, user } = due;
  const times: number[] = [];
  const end = standin.onAnswer(({ waitedMs }) => void times.push(waitedMs));
  let isOver = false;
  void until.then(() => {
    isOver = true;
  });
  await due.botUse();
  takeUse();
  while (!isOver) {
    await user.run('/meetings', { when: 'all' });
    await sleep(50);
  }
  end();
  return { name, times, bot: await due.botUse(), standin: takeUse() };
}

function print({ name, times, bot, standin }: Phase, { times: idle }: Phase): void {
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
  const [ratio50, ratio99] = [p50 / quantile(idle, 0.5), p99 / quantile(idle, 0.99)];
  console.log(
    `look-ups while ${name}: p50 ${p50.toFixed(1)} ms (${ratio50.toFixed(2)} of idle), p99 ${p99.toFixed(1)} ms (${ratio99.toFixed(2)} of idle), ` +
      `longest ${Math.max(...times).toFixed(1)} ms, ${times.length} questions`,
  );
  console.log(`  the bot's thread ${describe(bot)}; its other threads ${percent(bot.others)}`);
  console.log(`  the stand-in's thread ${describe(standin)}`);
}

function describe({ busy, p99Ms, longestMs }: ThreadUse): string {
  return `${percent(busy)} busy, held up p99 ${p99Ms.toFixed(1)} ms, longest ${longestMs.toFixed(1)} ms`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
