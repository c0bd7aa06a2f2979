import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PerformanceObserver } from 'node:perf_hooks';
import { pino } from 'pino';
import { renderPreview } from '../src/commands/facts.render.ts';
import { ENGLISH } from '../src/i18n/language.ts';
import { FactsDesk } from '../src/revisions/desk.ts';
import { Serving } from '../src/revisions/serving.ts';
import { openStore } from '../src/store/store.ts';
import { writeAidTable } from './aid-table.ts';
import { holdUpDuring } from './hold-up.ts';

// Reloads a table of so many rows (a million unless said) into a process that serves another, and says how long each step takes
// and for how long the event loop is held up meanwhile. `node bench/reload.ts 100000`; with DATABASE_URL over a PostgreSQL.

const ROWS = Number(process.argv[2] ?? 1_000_000);

/** Does one step, and says what it took. A question is asked meanwhile, of what is served. */
async function report<T>(name: string, served: () => number, work: () => Promise<T>): Promise<T> {
  const pauses: number[] = [];
  const collections = new PerformanceObserver((list) => {
    pauses.push(...list.getEntries().map(({ duration }) => duration));
  });
  collections.observe({ entryTypes: ['gc'] });
  let answers = 0;
  const { value, ms, busyMs, worstMs, over20 } = await holdUpDuring(work, () => {
    answers += served() > 0 ? 1 : 0;
  });
  collections.disconnect();
  const collected = `garbage collections over 20 ms: ${pauses.filter((pause) => pause > 20).length}, the longest ${Math.max(0, ...pauses).toFixed(0)} ms`;
  console.log(
    `${name}: ${(ms / 1000).toFixed(1)} s, ${(busyMs / 1000).toFixed(1)} s of this thread's processor time; held up at most ${worstMs.toFixed(0)} ms of it, over 20 ms ${over20} times; ${answers} looks meanwhile; ${collected}`,
  );
  return value;
}

const root = await mkdtemp(join(tmpdir(), 'bench-reload-'));
const log = pino({ level: 'error' });
const store = await openStore({ databaseUrl: process.env.DATABASE_URL, dataDir: join(root, 'data'), log });
try {
  const factsDir = join(root, 'facts');
  const now = () => Temporal.Now.instant();
  await writeAidTable(factsDir, Math.ceil(ROWS / 100));
  const serving = await Serving.start({ store, factsDir, now, log });
  const desk = new FactsDesk({ store, serving, factsDir, now, log });
  const served = () => serving.served.facts.assistance.length;
  for (const shift of [0, 1]) {
    await writeAidTable(factsDir, ROWS, shift);
    const { proposal, diff } = await report('preview', served, async () => {
      const preview = await desk.proposeReload('bench');
      await renderPreview(ENGLISH, preview);
      return preview;
    });
    const [added, changed] = [diff.counts.added, diff.counts.changed].map(
      (counts) => counts.get('assistance') ?? 0,
    );
    console.log(`  ${added} added, ${changed} changed`);
    if (proposal === undefined) throw new Error('nothing to apply');
    await report('apply', served, () => desk.apply(proposal.id, proposal.content, 'bench'));
    console.log(`  serves ${served()} facts as revision ${serving.served.facts.revision.number}`);
  }
  console.log(`resident ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`);
  await serving.stop();
} finally {
  await store.close();
  await rm(root, { recursive: true });
}
