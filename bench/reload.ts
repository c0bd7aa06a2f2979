import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PerformanceObserver } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { pino } from 'pino';
import { FactsDesk } from '../src/revisions/desk.ts';
import { Serving } from '../src/revisions/serving.ts';
import { openStore } from '../src/store/store.ts';

// Reloads a table of so many rows (a million unless said) into a process that serves another, and says how long each step takes
// and for how long the event loop is held up meanwhile. `node bench/reload.ts 100000`; with DATABASE_URL over a PostgreSQL.

const ROWS = Number(process.argv[2] ?? 1_000_000);
const YAML = `
source: { title: Aid by country and year, publisher: Bench, published: 2024-01-01 }
row:
  title: "{Type} for {Country}, fiscal year {Fiscal Year}"
  kinds: { column: Type, values: { Obligations: obligated, Disbursements: disbursed } }
  amount: { column: Amount, currency: USD, negative: taken back }
  when: { column: Fiscal Year, formats: [US fiscal year] }
  from: United States
  to: "{Country}"
`;

/** @param shift makes every hundredth row say something else */
function* lines(rows: number, shift: number): Generator<string> {
  yield 'Country,Type,Fiscal Year,Amount,Note\n';
  for (let row = 0; row < rows; row++) {
    const type = row % 3 === 0 ? 'Disbursements' : 'Obligations';
    const amount = ((row * 7919) % 100_000_000) + (row % 100 === 0 ? shift : 0);
    yield `Country ${row % 250},${type},${1950 + (row % 74)},${amount},"as published"\n`;
  }
}

async function writeTable(root: string, rows: number, shift: number): Promise<void> {
  await mkdir(join(root, 'aid'), { recursive: true });
  await writeFile(join(root, 'aid', 'table.yaml'), YAML);
  await pipeline(() => lines(rows, shift), createWriteStream(join(root, 'aid', 'table.csv')));
}

/** Milliseconds of processor time that this thread has had: others use the machine too. */
function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** How long the event loop was held up while `work` ran: the longest, and how often over 20 ms. */
async function holdUpDuring<T>(name: string, served: () => number, work: () => Promise<T>): Promise<T> {
  const [began, busy] = [performance.now(), busyMs()];
  let [last, worst, over20, answers] = [busy, 0, 0, 0];
  let isOver = false;
  const pauses: number[] = [];
  const collections = new PerformanceObserver((list) => {
    pauses.push(...list.getEntries().map(({ duration }) => duration));
  });
  collections.observe({ entryTypes: ['gc'] });
  const tick = () => {
    const now = busyMs();
    worst = Math.max(worst, now - last);
    if (now - last > 20) over20 += 1;
    // A question meanwhile, from what is served.
    answers += served() > 0 ? 1 : 0;
    last = now;
    if (!isOver) setTimeout(tick, 1);
  };
  setTimeout(tick, 1);
  const value = await work();
  isOver = true;
  collections.disconnect();
  const collected = `garbage collections over 20 ms: ${pauses.filter((ms) => ms > 20).length}, the longest ${Math.max(0, ...pauses).toFixed(0)} ms`;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const used = ((busyMs() - busy) / 1000).toFixed(1);
  console.log(
    `${name}: ${seconds} s, ${used} s of this thread's processor time; held up at most ${worst.toFixed(0)} ms of it, over 20 ms ${over20} times; ${answers} looks meanwhile; ${collected}`,
  );
  return value;
}

const root = await mkdtemp(join(tmpdir(), 'bench-reload-'));
const log = pino({ level: 'error' });
const store = await openStore({ databaseUrl: process.env.DATABASE_URL, dataDir: join(root, 'data'), log });
try {
  const factsDir = join(root, 'facts');
  const now = () => Temporal.Now.instant();
  await writeTable(factsDir, Math.ceil(ROWS / 100), 0);
  const serving = await Serving.start({ store, factsDir, now, log });
  const desk = new FactsDesk({ store, serving, factsDir, now, log });
  const served = () => serving.served.facts.assistance.length;
  for (const shift of [0, 1]) {
    await writeTable(factsDir, ROWS, shift);
    const { proposal, diff } = await holdUpDuring('preview', served, () => desk.proposeReload('bench'));
    console.log(`  ${diff.added.length} added, ${diff.changed.length} changed`);
    if (proposal === undefined) throw new Error('nothing to apply');
    await holdUpDuring('apply', served, () => desk.apply(proposal.id, proposal.content, 'bench'));
    console.log(`  serves ${served()} facts as revision ${serving.served.facts.revision.number}`);
  }
  console.log(`resident ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`);
  await serving.stop();
} finally {
  await store.close();
  await rm(root, { recursive: true });
}
