import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killWriters } from './fixtures/kills.ts';

/** `npm run test:durability [kills]`: the long version of what `store-durability.test.ts` does with a few kills. */
const kills = Number(process.argv[2] ?? 200);
const dataDir = await mkdtemp(join(tmpdir(), 'tranche-durability-'));
const started = performance.now();
const report = await killWriters(dataDir, kills, Math.random);
const seconds = Math.round((performance.now() - started) / 1000);
console.log(
  `${report.kills} kills in ${seconds} s: ${report.acknowledged} writes acknowledged, ${report.lost} of them lost, ` +
    `${report.halves} half transactions, ${report.unacknowledged} kept without having been acknowledged`,
);
await rm(dataDir, { recursive: true, force: true });
process.exitCode = report.lost === 0 && report.halves === 0 && report.kills === kills ? 0 : 1;
