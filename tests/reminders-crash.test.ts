import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runYear } from '../bench/reminders/run.ts';
import type { Step } from '../src/reminders/send-rows.ts';

// The small version of `npm run prove:reminders`: real processes, real SIGKILLs.

const CRASHES: readonly (Step | undefined)[] = ['after the row, before its job', 'after the send', undefined];

test('a bot killed between row and job, and between send and mark, loses no reminder and repeats none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tranche-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  // The first kill is answered at once, the second when Discord has forgotten every nonce.
  const randoms = [0.3, 0.1, 0.3, 0.9];
  const figures = await runYear({
    channels: 3,
    meetings: 1,
    zones: ['Europe/Kyiv'],
    machineZone: process.env.TZ ?? 'UTC',
    folder,
    random: () => randoms.shift() ?? 0.5,
    crashAt: (moment) => CRASHES[moment],
    hasFaults: false,
  });
  expect(figures).toMatchObject({ expected: 9, delivered: 9, lost: 0, repeated: 0, unexpected: 0, kills: 2 });
}, 90_000);
