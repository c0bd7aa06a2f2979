import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startStandin } from '../standin/index.ts';
import { startPostgres } from '../tests/fixtures/postgres.ts';
import { readResidentMb, START_FLAGS } from './started.ts';

// How long the whole bot takes from its start until it answers, as `npm start` runs it with the facts that ship, and what
// memory it holds when nobody asks: over both homes, beside an empty bot on the same discord.js.
//
// npm run bench:start -- --starts 5 --settle 30

const { values } = parseArgs({
  options: {
    /** After the first, which makes the tables and is told apart. */
    starts: { type: 'string', default: '5' },
    /** Seconds before memory is read: what a start leaves behind is collected by then. */
    settle: { type: 'string', default: '30' },
  },
});
const ROOT = join(import.meta.dirname, '..');
const OURS = [...START_FLAGS, join(ROOT, 'src', 'main.ts')];
const EMPTY = [join(ROOT, 'bench', 'bots', 'empty.ts')];

interface Started {
  readonly readyMs: number;
  readonly residentMb: number;
}

const server = await startPostgres();
const folder = await mkdtemp(join(tmpdir(), 'tranche-bench-'));
try {
  console.log(
    `load ${loadavg()[0]?.toFixed(1)}; ${values.starts} starts each, memory after ${values.settle} s`,
  );
  await measure('PGlite', OURS, { DATA_DIR: join(folder, 'data') });
  await measure('PostgreSQL', OURS, { DATABASE_URL: await server.createDatabase() });
  await measure('an empty bot', EMPTY, {});
} finally {
  await server.remove();
  await rm(folder, { recursive: true });
}

async function measure(name: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  const first = await start(args, env, 0);
  const starts: Started[] = [];
  for (let i = 0; i < Number(values.starts); i++) starts.push(await start(args, env, Number(values.settle)));
  const [ready, resident] = [
    starts.map(({ readyMs }) => readyMs),
    starts.map(({ residentMb }) => residentMb),
  ];
  console.log(
    `${name}: first start ${(first.readyMs / 1000).toFixed(2)} s; later ${seconds(ready, Math.min)} to ${seconds(ready, Math.max)} s; ` +
      `idle ${Math.min(...resident).toFixed(0)} to ${Math.max(...resident).toFixed(0)} MB (load ${loadavg()[0]?.toFixed(1)})`,
  );
}

function seconds(list: readonly number[], of: (...list: number[]) => number): string {
  return (of(...list) / 1000).toFixed(2);
}

async function start(
  args: readonly string[],
  env: Record<string, string>,
  settleSeconds: number,
): Promise<Started> {
  const standin = await startStandin();
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'tranche'),
      DISCORD_TOKEN: standin.token,
      DISCORD_API_URL: standin.url,
      LOG_LEVEL: 'info',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await Promise.race([args === OURS ? saysReady(child) : standin.ready(), failed(child)]);
  const readyMs = performance.now() - startedAt;
  await sleep(settleSeconds * 1000);
  const residentMb = await readResidentMb(child);
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
  await standin.stop();
  return { readyMs, residentMb };
}

async function saysReady({ stderr }: ChildProcess): Promise<void> {
  if (stderr === null) throw new Error('The bot has no log.');
  for await (const line of createInterface({ input: stderr })) {
    if ((JSON.parse(line) as { msg: string }).msg !== 'ready') continue;
    stderr.resume();
    return;
  }
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`The bot ended with ${code}.`);
}
