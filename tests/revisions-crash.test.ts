import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test, vi } from 'vitest';
import { Reader } from '../src/revisions/reader.ts';
import { openStore } from '../src/store/store.ts';
import { quiet } from './fixtures/quiet.ts';
import { sourceFiles, writeFiles } from './fixtures/revisions.ts';
import { readyFolder, removeFolders } from './fixtures/store.ts';

vi.setConfig({ testTimeout: 300_000 });

afterAll(removeFolders);

const KILLS = [
  ['serves', 15],
  ['applied', 0],
  ['applied', 12],
  ['applied', 90],
] as const;

/** Lets a process apply revisions, and kills it so long after it first says `word`. @returns the last that it said to be kept */
async function killApplier(
  [dataDir, factsDir]: readonly [string, string],
  word: 'serves' | 'applied',
  afterMs: number,
): Promise<number> {
  const script = join(import.meta.dirname, 'fixtures', 'revision-applier.ts');
  const child = spawn(process.execPath, [script, dataDir, factsDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [said, number] = line.split(' ');
    last = Number(number);
    if (said === word) setTimeout(() => child.kill('SIGKILL'), afterMs);
  }
  const [, signal] = await ended;
  expect(signal).toBe('SIGKILL');
  return last;
}

test('killed at any moment of an apply, the store has the old revision or the new one, whole', async () => {
  const dataDir = await readyFolder();
  const factsDir = await writeFiles(sourceFiles('a', { amount: '$1 million' }));
  const now = () => Temporal.Now.instant();
  let applied = 0;
  for (const [word, afterMs] of KILLS) {
    const last = await killApplier([dataDir, factsDir], word, afterMs);
    const store = await openStore({ dataDir, log: quiet });
    const reader = new Reader(store, now);
    await reader.follow();
    const { revision, assistance } = reader.served.facts;
    expect([last, last + 1]).toContain(revision.number);
    expect(assistance.map(({ amount }) => amount?.low.minor)).toEqual([
      BigInt(revision.number) * 100_000_000n,
    ]);
    applied = revision.number;
    await store.close();
  }
  expect(applied).toBeGreaterThan(1);
});
