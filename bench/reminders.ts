import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startPostgres } from '../tests/fixtures/postgres.ts';
import { type Due, startDue } from './reminders/due.ts';

// 100,000 reminders due at one moment: how long it takes to plan and enqueue them, how many a second then arrive at a
// Discord that takes 50 requests a second, and what people who ask questions meanwhile notice of it.
//
// npm run bench:reminders -- --channels 2000 --meetings 50 --seconds 60 --home pglite
// With --slow 20 it shows statements that took longer than 20 ms, and for how long the bot's thread was held up.

const { values } = parseArgs({
  options: {
    channels: { type: 'string', default: '2000' },
    meetings: { type: 'string', default: '50' },
    /** Of delivering, and of asking meanwhile. */
    seconds: { type: 'string', default: '60' },
    home: { type: 'string', multiple: true, default: ['pglite', 'postgres'] },
    slow: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const IDLE_SECONDS = 45;

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
    });
    await measure(due).finally(() => due.stop());
  } finally {
    await server?.remove();
    await rm(folder, { recursive: true });
  }
}

async function measure(due: Due): Promise<void> {
  const [planning, { reminders, ms }] = await Promise.all([timeAnswers(due, due.planned), due.planned]);
  const rate = Math.round((reminders / ms) * 1000);
  console.log(`planned and enqueued: ${reminders} in ${(ms / 1000).toFixed(1)} s (${rate} a second)`);
  await sleep(3000);
  const idle = await timeAnswers(due, sleep(IDLE_SECONDS * 1000));
  await sleep(Math.max(0, due.at.epochMilliseconds - Date.now()) + 5000);
  const before = due.delivered();
  const busy = await timeAnswers(due, sleep(seconds * 1000));
  const delivered = (due.delivered() - before) / seconds;
  console.log(`delivered: ${delivered.toFixed(1)} a second over ${seconds} s (Discord takes 50)`);
  print('look-ups while idle', idle, idle);
  print('look-ups while planning', planning, idle);
  print('look-ups while delivering', busy, idle);
  const { repeated, refused, residentMb } = await due.report();
  console.log(
    `repeated: ${repeated}; refused by the stand-in: ${refused}; resident: ${residentMb.toFixed(0)} MB; load ${loadavg()[0]?.toFixed(1)}\n`,
  );
}

/** Milliseconds that the bot took for answers, twenty questions a second, until something ends. */
async function timeAnswers({ standin, user }: Due, until: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const end = standin.onAnswer(({ waitedMs }) => void times.push(waitedMs));
  let isOver = false;
  void until.then(() => {
    isOver = true;
  });
  while (!isOver) {
    await user.run('/meetings', { when: 'all' });
    await sleep(50);
  }
  end();
  return times;
}

function print(name: string, times: readonly number[], idle: readonly number[]): void {
  const sorted = (list: readonly number[]) => list.toSorted((a, b) => a - b);
  const at = (list: readonly number[], q: number) =>
    sorted(list)[Math.min(list.length - 1, Math.floor(q * list.length))] ?? Number.NaN;
  const [p50, p99] = [at(times, 0.5), at(times, 0.99)];
  const [ratio50, ratio99] = [p50 / at(idle, 0.5), p99 / at(idle, 0.99)];
  console.log(
    `${name}: p50 ${p50.toFixed(1)} ms (${ratio50.toFixed(2)} of idle), p99 ${p99.toFixed(1)} ms (${ratio99.toFixed(2)} of idle), ` +
      `longest ${Math.max(...times).toFixed(1)} ms, ${times.length} questions`,
  );
}
