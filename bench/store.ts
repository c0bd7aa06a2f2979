import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { openStore } from '../src/store/store.ts';

const COMMITS = 500;
const log = pino({ level: 'silent' });

/** `npm run bench:store`: what the store costs. With DATABASE_URL also over that PostgreSQL. */
if (process.argv[2] === undefined) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tranche-bench-'));
  for (const label of ['folder, first start', 'folder, later start'])
    measureApart(label, { DATA_DIR: dataDir });
  await rm(dataDir, { recursive: true, force: true });
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL !== undefined) measureApart('PostgreSQL', { DATA_DIR: dataDir, DATABASE_URL });
} else {
  await measure(process.argv[2]);
}

/** In a process of its own, so that nothing measured before counts. */
function measureApart(label: string, env: Record<string, string>): void {
  spawnSync(process.execPath, [import.meta.filename, label], {
    stdio: 'inherit',
    env: { PATH: process.env.PATH, ...env },
  });
}

async function measure(label: string): Promise<void> {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = 'data' } = process.env;
  const started = performance.now();
  const store = await openStore({ databaseUrl, dataDir, log });
  const startMs = performance.now() - started;
  let syncs = 0;
  const { fsyncSync } = fs;
  fs.fsyncSync = (descriptor) => {
    syncs += 1;
    fsyncSync(descriptor);
  };
  const tookMs: number[] = [];
  await store.query('create table if not exists bench (id bigint generated always as identity, text text)');
  syncs = 0;
  for (let commit = 0; commit < COMMITS; commit++) {
    const from = performance.now();
    await store.query('insert into bench (text) values ($1)', ['x'.repeat(200)]);
    tookMs.push(performance.now() - from);
  }
  const committedSyncs = syncs;
  await store.query('drop table bench');
  await sleep(5_000);
  const { rss } = process.memoryUsage();
  const at = (share: number) => tookMs.toSorted((a, b) => a - b)[Math.floor(COMMITS * share)]?.toFixed(2);
  console.log(
    `${label}: open ${Math.round(startMs)} ms; ${COMMITS} commits p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ` +
      `${store.home === 'pglite' ? `${committedSyncs} fsyncs` : 'synced by the server'}; idle ${Math.round(rss / 1e6)} MB`,
  );
  await store.close();
}
