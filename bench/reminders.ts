import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Standin, type StandinUser, startStandin } from '../standin/index.ts';

// 100,000 reminders due at one moment: how long it takes to plan and enqueue them, how many a second then arrive at a
// Discord that takes 50 requests a second, and what people who ask questions meanwhile notice of it.
//
// CHANNELS=2000 MEETINGS=50 SECONDS=60 DATABASE_URL=… npm run bench:reminders

const { CHANNELS = '2000', MEETINGS = '50', SECONDS = '60', DATABASE_URL, SLOW_MS } = process.env;
const [channels, meetings, seconds] = [Number(CHANNELS), Number(MEETINGS), Number(SECONDS)];
/** Between the start of the bot and the moment: for starting, planning, and measuring an idle bot. */
const AHEAD = { seconds: Math.max(140, Math.round((channels * meetings) / 700)) };

const folder = await mkdtemp(join(tmpdir(), 'tranche-bench-'));
// On the minute: facts give no seconds.
const due = Temporal.Now.instant().add(AHEAD).round({ smallestUnit: 'minute', roundingMode: 'ceil' });
await writeFacts(join(folder, 'facts'), due.add({ hours: 1 }));
const standin = await startStandin({
  guilds: [
    { name: 'Home', channels: Array.from({ length: channels }, (_, i) => ({ name: `channel-${i}` })) },
  ],
});
const arrivals: number[] = [];
standin.onMessage((event, { interactionId }) => {
  if (event === 'created' && interactionId === undefined) arrivals.push(performance.now());
});
const { child, planned } = start(standin);
try {
  await standin.ready();
  const user = standin.user('ana');
  await sleep(3000);
  const planning = await Promise.all([timeAnswers(user, planned), planned]);
  const { reminders, ms } = planning[1];
  console.log(
    `planned and enqueued: ${reminders} in ${(ms / 1000).toFixed(1)} s (${Math.round((reminders / ms) * 1000)} a second)`,
  );
  await sleep(3000);
  const idle = await timeAnswers(user, sleep(15_000));
  await sleep(Math.max(0, due.epochMilliseconds - Date.now()) + 5000);
  const before = arrivals.length;
  const busy = await timeAnswers(user, sleep(seconds * 1000));
  const delivered = arrivals.length - before;
  console.log(`delivered: ${(delivered / seconds).toFixed(1)} a second over ${seconds} s (Discord takes 50)`);
  print('look-ups while idle', idle, idle);
  print('look-ups while delivering', busy, idle);
  print('look-ups while planning', planning[0], idle);
  const keys = new Set(
    standin.messages.map(({ channelId, attachments }) => `${channelId} ${attachments[0]?.filename}`),
  );
  const sent = standin.messages.filter(({ interactionId }) => interactionId === undefined).length;
  console.log(`repeated: ${sent - [...keys].filter((key) => !key.endsWith('undefined')).length}`);
  console.log(
    `refused by the stand-in: ${standin.refusals.length}; resident: ${(await residentMb(child)).toFixed(0)} MB`,
  );
} finally {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
  await standin.stop();
  await rm(folder, { recursive: true });
}

async function writeFacts(to: string, start: Temporal.Instant): Promise<void> {
  const source = join(to, '2026-01-01-bench');
  await mkdir(source, { recursive: true });
  const wall = start.toZonedDateTimeISO('UTC').toPlainDateTime().toString({ smallestUnit: 'minute' });
  const records = Array.from({ length: meetings }, (_, i) => [
    `  - id: meeting-${i}`,
    `    title: Meeting ${i}`,
    `    when: { start: '${wall}', zone: UTC, duration: PT1H }`,
    '    status: planned',
    '    quote: They will all meet at once.',
  ]);
  const head = ['source: { title: Bench, publisher: Bench, published: 2026-01-01 }', 'engagements:'];
  await writeFile(join(source, 'facts.yaml'), [...head, ...records.flat(), ''].join('\n'));
  await writeFile(join(source, 'source.txt'), 'They will all meet at once.\n');
}

function start({ token, url, guildId, guilds }: Standin) {
  const env = {
    PATH: process.env.PATH,
    DISCORD_TOKEN: token,
    DISCORD_API_URL: url,
    FACTS_DIR: join(folder, 'facts'),
    DATA_DIR: join(folder, 'data'),
    SERVER_ID: guildId,
    CHANNEL_IDS: guilds[0]?.channels.map(({ id }) => id).join(','),
    ...(DATABASE_URL !== undefined && { DATABASE_URL }),
    ...(SLOW_MS !== undefined && { SLOW_MS }),
  };
  const script = join(import.meta.dirname, 'bots', 'reminding.ts');
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const { promise: planned, resolve } = Promise.withResolvers<{ reminders: number; ms: number }>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const entry = JSON.parse(line) as { msg: string; level: number; reminders: number; ms: number };
    if (entry.msg === 'reminders are owed') resolve(entry);
    if (entry.level >= 40 || entry.msg === 'slow' || entry.msg === 'held up')
      console.error(line.slice(0, 500));
  });
  return { child, planned };
}

/** Milliseconds of answers, twenty questions a second, until something ends. */
async function timeAnswers(user: StandinUser, until: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let isOver = false;
  void until.then(() => {
    isOver = true;
  });
  while (!isOver) {
    const askedAt = performance.now();
    await user.run('/meetings', { when: 'all' });
    times.push(performance.now() - askedAt);
    await sleep(50);
  }
  return times;
}

function print(name: string, times: readonly number[], idle: readonly number[]): void {
  const at = (list: readonly number[], q: number) =>
    list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(q * list.length))] ?? Number.NaN;
  const p99 = at(times, 0.99);
  console.log(
    `${name}: p50 ${at(times, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (${(p99 / at(idle, 0.99)).toFixed(2)} of idle), ${times.length} questions`,
  );
}

async function residentMb({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
