import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Step } from '../src/reminders/send-rows.ts';
import { type Server, startPostgres } from '../tests/fixtures/postgres.ts';
import { type Figures, runYear } from './reminders/run.ts';

// A year of meetings for many channels, with the bot killed, Discord breaking, and time jumping. Prints what was owed and
// what arrived; ends with 1 if anything was lost or repeated.
//
// npm run prove:reminders -- --channels 500 --meetings 12 --home pglite --zone Europe/Kyiv
// npm run prove:reminders -- --home postgres --processes 4

const { values } = parseArgs({
  options: {
    channels: { type: 'string', default: '500' },
    /** Spread over the year; twelve are of all kinds. */
    meetings: { type: 'string', default: '12' },
    /** Both where it is not said. */
    home: { type: 'string', multiple: true, default: ['pglite', 'postgres'] },
    /** Of the machine; the servers of the channels are in all three in each run. */
    zone: { type: 'string', multiple: true, default: ['UTC', 'Europe/Kyiv', 'America/New_York'] },
    /** Bots on one PostgreSQL. */
    processes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
  },
});
const SERVER_ZONES = ['UTC', 'Europe/Kyiv', 'America/New_York'];
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

console.log(
  `${values.meetings} meetings in a year, of all kinds, for ${values.channels} channels with 3 leads each, in servers of three zones. ` +
    'The stand-in keeps to its limits for each channel; that of 50 requests a second in all is lifted, or a year would take one.',
);
let failed = false;
for (const home of values.home) {
  const server = home === 'postgres' ? await startPostgres() : undefined;
  for (const machineZone of values.zone) failed = !(await prove(machineZone, server)) || failed;
  await server?.remove();
}
process.exitCode = failed ? 1 : 0;

/** @returns whether nothing was lost or repeated */
async function prove(machineZone: string, server: Server | undefined): Promise<boolean> {
  const processes = server === undefined ? 1 : Number(values.processes);
  const bots = processes === 1 ? 'bot' : `${processes} bots`;
  const name = `${bots} in ${machineZone}, ${server === undefined ? 'PGlite' : 'PostgreSQL'}`;
  const folder = await mkdtemp(join(tmpdir(), 'tranche-prove-'));
  const random = randomFrom(Number(values.seed));
  const startedAt = performance.now();
  const figures = await runYear({
    channels: Number(values.channels),
    meetings: Number(values.meetings),
    zones: SERVER_ZONES,
    machineZone,
    processes,
    databaseUrl: await server?.createDatabase(),
    folder,
    random,
    crashAt: () => (random() < KILLED ? STEPS[Math.floor(random() * STEPS.length)] : undefined),
    hasFaults: true,
    restartDatabase: server && (() => restart(server, 200 + random() * 1000)),
    onProgress: ({ delivered, kills }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${name}: ${delivered} delivered, ${kills} kills   `);
    },
  });
  await rm(folder, { recursive: true });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  if (process.stderr.isTTY) process.stderr.write('\n');
  console.log(`${name}: ${line(figures)} (${seconds} s, load ${loadavg()[0]?.toFixed(1)})`);
  return figures.lost === 0 && figures.repeated === 0 && figures.unexpected === 0;
}

async function restart(server: Server, afterMs: number): Promise<void> {
  await sleep(afterMs);
  await server.stop();
  await sleep(500);
  await server.start();
}
