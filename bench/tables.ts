import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { renderAmount } from '../src/data/amount-render.ts';
import type { Facts } from '../src/data/facts.ts';
import { loadFacts } from '../src/data/load.ts';
import { totalAssistance } from '../src/data/total.ts';

// Loads a table of so many rows (a million unless said) and adds it up: how long each takes, how long the event loop is held up
// meanwhile, and what memory is needed. `npm run bench:tables -- 100000`

const ROWS = Number(process.argv[2] ?? 1_000_000);
const COUNTRIES = Array.from({ length: 250 }, (_, index) => `Country ${index}`);
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

function* lines(): Generator<string> {
  yield 'Country,Type,Fiscal Year,Amount,Note\n';
  for (let row = 0; row < ROWS; row++) {
    const type = row % 3 === 0 ? 'Disbursements' : 'Obligations';
    yield `${COUNTRIES[row % 250]},${type},${1950 + (row % 74)},${(row * 7919) % 100_000_000},"not ""read"", so not kept"\n`;
  }
}

/** Of processor time of this thread: others may use the machine too. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** How long the event loop was held up at most while `work` ran. */
async function holdUpDuring<T>(
  work: () => Promise<T>,
): Promise<{ value: T; ms: number; worst: number; over20: number }> {
  const began = performance.now();
  let last = threadMs();
  let worst = 0;
  let over20 = 0;
  let isOver = false;
  const tick = () => {
    const now = threadMs();
    worst = Math.max(worst, now - last);
    if (now - last > 20) over20 += 1;
    last = now;
    if (!isOver) setImmediate(tick);
  };
  setImmediate(tick);
  const value = await work();
  isOver = true;
  return { value, ms: performance.now() - began, worst, over20 };
}

async function main(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'bench-tables-'));
  try {
    await mkdir(join(root, 'aid'));
    await writeFile(join(root, 'aid', 'table.yaml'), YAML);
    await pipeline(lines, createWriteStream(join(root, 'aid', 'table.csv')));
    const { size } = await stat(join(root, 'aid', 'table.csv'));
    console.log(`${ROWS.toLocaleString('en-US')} rows, ${(size / 1e6).toFixed(0)} MB`);
    const before = process.memoryUsage().rss;
    const options = { loadedBy: 'bench', now: Temporal.Now.instant(), number: 1 };
    const { value: facts, ms, worst, over20 } = await holdUpDuring(() => loadFacts(root, options));
    console.log(
      `loaded in ${(ms / 1000).toFixed(1)} s; held up at most ${worst.toFixed(0)} ms, over 20 ms ${over20} times`,
    );
    reportMemory(before);
    reportTotals(facts);
  } finally {
    await rm(root, { recursive: true });
  }
}

function reportMemory(before: number): void {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  console.log(
    `heap ${(heapUsed / 1e6).toFixed(0)} MB, ${(heapUsed / ROWS).toFixed(0)} bytes a row; resident ${((rss - before) / 1e6).toFixed(0)} MB more`,
  );
}

function reportTotals(facts: Facts): void {
  for (const round of [1, 2, 3]) {
    const began = process.cpuUsage();
    const { sums } = totalAssistance(facts, facts.assistance);
    const amounts = sums.map(({ kind, amount }) => `${renderAmount(amount)} ${kind}`).join(', ');
    console.log(
      `total ${round}: ${(process.cpuUsage(began).user / 1000).toFixed(0)} ms of processor time: ${amounts}`,
    );
  }
}

await main();
