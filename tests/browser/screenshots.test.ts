import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { BUNDLED_FACTS, SHEET } from '../fixtures/bot.ts';
import { Stage } from './stage.ts';

// The pictures of the README. Each is taken in every run, and written where `npm run screenshots` asks for it.

const stage = new Stage();
const IMAGES = join(import.meta.dirname, '..', '..', 'docs', 'images');
const LARGEST = 200_000;
/** Of the window: as wide as an answer beside the channels needs. */
const WIDTH = 960;

async function keep(name: string, what: Pick<Locator, 'screenshot'>): Promise<void> {
  const png = await what.screenshot({ animations: 'disabled', caret: 'hide' });
  expect(png.length).toBeLessThan(LARGEST);
  if (process.env.SCREENSHOTS !== '1') return;
  await mkdir(IMAGES, { recursive: true });
  await writeFile(join(IMAGES, name), png);
}

test('an answer stands with its evidence', async () => {
  const mira = await stage.visit({ width: WIDTH });
  const answer = await mira.types('/total', { kind: 'approved' });
  await answer.filter({ hasText: 'More than $23 million' }).waitFor();
  await keep('answer.png', answer);
});

test('a look-up of “nite vison gogles” admits doubt, in the dark and in the light', async () => {
  for (const theme of ['dark', 'light'] as const) {
    const mira = await stage.visit({ theme });
    const answer = await mira.types('/item', { name: 'nite vison gogles' });
    await answer.filter({ hasText: 'No item is called “nite vison gogles”. Closest:' }).waitFor();
    if (theme === 'dark') await keep('doubt.png', answer);
    await keep(`page-${theme}.png`, mira.page);
  }
});

test('a chart is part of its answer', async () => {
  const mira = await stage.visit({ width: WIDTH });
  const answer = await mira.types('/total', { since: 'March 2014', until: 'June 2014', chart: 'kind' });
  const picture = answer.getByRole('img', { name: /assistance/i }).last();
  await picture.waitFor();
  await keep('chart.png', picture);
});

test('an upload is previewed', async () => {
  const adrian = await stage.visit({ width: WIDTH });
  await adrian.be('Admin');
  const folder = await mkdtemp(join(tmpdir(), 'tranche-upload-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'facts.yaml');
  const yaml = await readFile(join(BUNDLED_FACTS, SHEET, 'facts.yaml'), 'utf8');
  await writeFile(file, yaml.replace('New tranche of equipment', 'June tranche of equipment'));
  const preview = await adrian.types('/facts upload', { file, source: SHEET });
  await preview.getByRole('button', { name: 'Apply' }).waitFor();
  await keep('preview.png', preview);
});

test('a reminder arrives when its day comes', async () => {
  const adrian = await stage.visit({ width: WIDTH });
  await adrian.be('Admin');
  await adrian.types('/remind add', { before: '1 week' });
  await adrian.page.getByLabel('Date', { exact: true }).fill('2014-05-26');
  const reminder = adrian.messages.filter({ hasText: 'expected early June 2014; no day announced' }).last();
  await reminder.filter({ hasText: 'strategic direction for future military-to-military' }).waitFor();
  await keep('reminder.png', reminder);
});
