import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../src/reminders/send-rows.ts';
import { type Figures, runYear } from './reminders/run.ts';

// A year of meetings for many channels, with the bot killed, Discord breaking, and time jumping. Prints what was owed and
// what arrived; ends with 1 if anything was lost or repeated.
//
// CHANNELS=500 MEETINGS=12 ZONES=UTC,Europe/Kyiv,America/New_York SEED=1 DATABASE_URL=… npm run prove:reminders

const {
  CHANNELS = '500',
  MEETINGS = '12',
  ZONES = 'UTC,Europe/Kyiv,America/New_York',
  SEED = '1',
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
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

let failed = false;
for (const machineZone of ZONES.split(',')) {
  const folder = await mkdtemp(join(tmpdir(), 'tranche-prove-'));
  const random = randomFrom(Number(SEED));
  const startedAt = performance.now();
  const figures = await runYear({
    channels: Number(CHANNELS),
    meetings: Number(MEETINGS),
    zones: ZONES.split(','),
    machineZone,
    databaseUrl: process.env.DATABASE_URL,
    folder,
    random,
    crashAt: () => (random() < KILLED ? STEPS[Math.floor(random() * STEPS.length)] : undefined),
    hasFaults: true,
    onProgress: (so) => process.stderr.write(`\r${machineZone}: ${line(so)}   `),
  });
  await rm(folder, { recursive: true });
  failed ||= figures.lost !== 0 || figures.repeated !== 0;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stderr.write('\r');
  console.log(`bot in ${machineZone}: ${line(figures)} (${seconds} s)`);
}
process.exitCode = failed ? 1 : 0;
