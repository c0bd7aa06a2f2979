import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from '../src/reminders/send-rows.ts';
import { type Server, startPostgres } from '../tests/fixtures/postgres.ts';
import { type Figures, runYear } from './reminders/run.ts';

// A year of meetings for many channels, with the bot killed, Discord breaking, and time jumping. Prints what was owed and
// what arrived; ends with 1 if anything was lost or repeated.
//
// CHANNELS=500 MEETINGS=12 ZONES=UTC,Europe/Kyiv,America/New_York SEED=1 HOMES=pglite,postgres npm run prove:reminders

const {
  CHANNELS = '500',
  MEETINGS = '12',
  ZONES = 'UTC,Europe/Kyiv,America/New_York',
  SEED = '1',
  HOMES = 'pglite,postgres',
} = process.env;
const STEPS: readonly Step[] = [
  'before the row',
  'after the row, before its job',
  'after the row',
  'before the send',
  'after the send',
  'after the mark',
];
/** Of the moments at which something is due, the share at which the bot is killed. */
const KILLED = 0.4;

/** Mulberry32: the same seed, the same kills. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const line = (figures: Figures) =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(', ');

let failed = false;
for (const home of HOMES.split(',')) {
  const server = home === 'postgres' ? await startPostgres() : undefined;
  for (const machineZone of ZONES.split(',')) failed = !(await prove(machineZone, server)) || failed;
  await server?.remove();
}
process.exitCode = failed ? 1 : 0;

/** @returns whether nothing was lost or repeated */
async function prove(machineZone: string, server: Server | undefined): Promise<boolean> {
  const name = `bot in ${machineZone}, ${server === undefined ? 'PGlite' : 'PostgreSQL'}`;
  const folder = await mkdtemp(join(tmpdir(), 'tranche-prove-'));
  const random = randomFrom(Number(SEED));
  const startedAt = performance.now();
  const figures = await runYear({
    channels: Number(CHANNELS),
    meetings: Number(MEETINGS),
    zones: ZONES.split(','),
    machineZone,
    databaseUrl: await server?.createDatabase(),
    folder,
    random,
    crashAt: () => (random() < KILLED ? STEPS[Math.floor(random() * STEPS.length)] : undefined),
    hasFaults: true,
    restartDatabase: server && (() => restart(server, 200 + random() * 1000)),
    onProgress: (so) => process.stderr.write(`\r${name}: ${line(so)}   `),
  });
  await rm(folder, { recursive: true });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stderr.write('\r');
  console.log(`${name}: ${line(figures)} (${seconds} s)`);
  return figures.lost === 0 && figures.repeated === 0;
}

async function restart(server: Server, afterMs: number): Promise<void> {
  await sleep(afterMs);
  await server.stop();
  await sleep(500);
  await server.start();
}
