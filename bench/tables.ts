import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderAmount } from '../src/data/amount-render.ts';
import type { Facts } from '../src/data/facts.ts';
import { loadFacts } from '../src/data/load.ts';
import { runPaced } from '../src/data/steps.ts';
import { totalSteps } from '../src/data/total.ts';
import { writeAidTable } from './aid-table.ts';
import { holdUpDuring } from './hold-up.ts';

// Loads a table of so many rows (a million unless said) and adds it up: how long each takes, how long the event loop is held up
// meanwhile, and what memory is needed. `npm run bench:tables -- 100000`

const ROWS = Number(process.argv[2] ?? 1_000_000);

async function main(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'bench-tables-'));
  try {
    const { size } = await stat(await writeAidTable(root, ROWS));
    console.log(`${ROWS.toLocaleString('en-US')} rows, ${(size / 1e6).toFixed(0)} MB`);
    const before = process.memoryUsage().rss;
    const options = { loadedBy: 'bench', now: Temporal.Now.instant(), number: 1 };
    const { value: facts, ms, worstMs, over20 } = await holdUpDuring(() => loadFacts(root, options));
    console.log(
      `loaded in ${(ms / 1000).toFixed(1)} s; held up at most ${worstMs.toFixed(0)} ms, over 20 ms ${over20} times`,
    );
    reportMemory(before);
    await reportTotals(facts);
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

/** As `/total` does it: in slices. */
async function reportTotals(facts: Facts): Promise<void> {
  for (const round of [1, 2, 3]) {
    const { value, ...held } = await holdUpDuring(() => runPaced(totalSteps(facts, facts.assistance)));
    const amounts = value.sums.map(({ kind, amount }) => `${renderAmount(amount)} ${kind}`).join(', ');
    console.log(
      `total ${round}: ${held.busyMs.toFixed(0)} ms of processor time, held up at most ${held.worstMs.toFixed(0)} ms, over 20 ms ${held.over20} times: ${amounts}`,
    );
  }
}

await main();
