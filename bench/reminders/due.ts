import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Standin, type StandinUser, startStandin } from '../../standin/index.ts';
import { readResidentMb, START_FLAGS } from '../started.ts';
import type { ThreadUse } from './thread.ts';

export interface DueOptions {
  readonly folder: string;
  readonly channels: number;
  readonly meetings: number;
  /** PGlite in `folder` if absent. */
  readonly databaseUrl: string | undefined;
  /** Statements that take longer are shown. */
  readonly slowMs: string | undefined;
  /** Seconds between the start and the moment, rounded up to the minute: for starting, planning, and measuring an idle bot. */
  readonly ahead: number;
}

/** A bot in a process of its own, with reminders for all channels of all meetings due at one moment. */
export interface Due {
  readonly at: Temporal.Instant;
  readonly standin: Standin;
  readonly user: StandinUser;
  readonly planned: Promise<{ readonly reminders: number; readonly ms: number }>;
  readonly delivered: () => number;
  /** What the threads of the bot did since this was last asked. */
  botUse(): Promise<ThreadUse>;
  report(): Promise<{ repeated: number; refused: number; residentMb: number }>;
  stop(): Promise<void>;
}

export async function startDue(options: DueOptions): Promise<Due> {
  const { folder, channels, meetings } = options;
  // On the minute: facts give no seconds.
  const at = Temporal.Now.instant()
    .add({ seconds: options.ahead })
    .round({ smallestUnit: 'minute', roundingMode: 'ceil' });
  await writeFacts(join(folder, 'facts'), meetings, at.add({ hours: 1 }));
  const names = Array.from({ length: channels }, (_, i) => ({ name: `channel-${i}` }));
  const standin = await startStandin({ guilds: [{ name: 'Home', channels: names }] });
  let delivered = 0;
  standin.onMessage((event, { interactionId }) => {
    if (event === 'created' && interactionId === undefined) delivered += 1;
  });
  const { child, planned } = spawnBot(standin, options);
  await standin.ready();
  return {
    at,
    standin,
    user: standin.user('ana'),
    planned,
    delivered: () => delivered,
    async botUse() {
      const answer = once(child, 'message');
      child.send('use');
      const [use] = await answer;
      return use as ThreadUse;
    },
    report: async () => ({
      repeated: countRepeated(standin),
      refused: standin.refusals.length,
      residentMb: await readResidentMb(child),
    }),
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
      await standin.stop();
    },
  };
}

async function writeFacts(to: string, meetings: number, start: Temporal.Instant): Promise<void> {
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

function spawnBot({ token, url, guildId, guilds }: Standin, { folder, databaseUrl, slowMs }: DueOptions) {
  const env = {
    PATH: process.env.PATH,
    DISCORD_TOKEN: token,
    DISCORD_API_URL: url,
    FACTS_DIR: join(folder, 'facts'),
    DATA_DIR: join(folder, 'data'),
    SERVER_ID: guildId,
    CHANNEL_IDS: guilds[0]?.channels.map(({ id }) => id).join(','),
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...(slowMs !== undefined && { SLOW_MS: slowMs }),
  };
  const script = join(import.meta.dirname, '..', 'bots', 'reminding.ts');
  const child = spawn(process.execPath, [...START_FLAGS, script], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('The bot has no log.');
  const { promise: planned, resolve } = Promise.withResolvers<{ reminders: number; ms: number }>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const entry = JSON.parse(line) as { msg: string; level: number; reminders: number; ms: number };
    if (entry.msg === 'reminders are owed') resolve(entry);
    if (entry.level >= 40 || entry.msg === 'slow' || entry.msg === 'held up')
      console.error(line.slice(0, 500));
  });
  return { child, planned };
}

/** A reminder's file has its key in its name. */
function countRepeated({ messages }: Standin): number {
  const files = messages.flatMap(({ channelId, attachments: [file] }) =>
    file === undefined ? [] : [`${channelId} ${file.filename}`],
  );
  return files.length - new Set(files).size;
}
