import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BUNDLED_FACTS, SHEET } from '../fixtures/bot.ts';
import { Stage } from './stage.ts';

// What one does with an answer, and on the way to one.

const stage = new Stage();

async function fileOf(name: string, content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tranche-upload-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

test('after a slash the commands are offered with what they are for, fewer with each letter', async () => {
  const mira = await stage.visit();
  await mira.box.focus();
  await mira.page.keyboard.type('/');
  const rows = mira.list('Commands').getByRole('option');
  await rows.filter({ hasText: 'How much: each dollar once, by kind' }).waitFor();
  const all = await rows.count();
  await mira.page.keyboard.type('mee');
  await rows.filter({ hasText: '/total' }).waitFor({ state: 'detached' });
  expect(await rows.count()).toBeLessThan(all);
  expect(await rows.first().textContent()).toContain('/meetings');
});

test('while one types “nigth visoin” the bot suggests night vision goggles, and arrows and Enter take it', async () => {
  const mira = await stage.visit();
  await mira.choose('/item');
  await mira.page.keyboard.type('nigth visoin');
  await mira.isOffered();
  const row = mira.list('Choices').getByRole('option', { name: /^night vision goggles/ });
  await mira.page.keyboard.press('ArrowDown');
  expect(await row.getAttribute('aria-selected')).toBe('true');
  expect(await mira.box.getAttribute('aria-activedescendant')).toBe(await row.getAttribute('id'));
  await mira.page.keyboard.press('Enter');
  await mira.button('Change name: night vision goggles · New tranche of equipment').waitFor();
  const answer = await mira.answerTo(() => mira.page.keyboard.press('Enter'));
  await answer.filter({ hasText: 'Night vision goggles' }).waitFor();
});

test('pages are turned by mouse and by keyboard, in the same message', async () => {
  const mira = await stage.visit();
  const answer = await mira.types('/source', { name: 'U.S. security assistance to Ukraine' });
  await answer.filter({ hasText: '3 meetings' }).waitFor();
  await answer.getByRole('button', { name: 'Next' }).click();
  await answer.filter({ hasText: 'Meals Ready to Eat (delivered in March)' }).waitFor();
  await answer.getByRole('button', { name: 'Previous' }).focus();
  await mira.page.keyboard.press('Enter');
  await answer.filter({ hasText: '3 meetings' }).waitFor();
});

test.each(['keyboard', 'mouse'])('a menu opens what is chosen from it by %s', async (way) => {
  const mira = await stage.visit();
  const answer = await mira.types('/total', { kind: 'approved' });
  const menu = answer.getByRole('combobox', { name: 'Open a piece of assistance' });
  if (way === 'mouse') {
    await menu.click();
    await answer.getByRole('option', { name: /^Meals Ready to Eat/ }).click();
  } else {
    await menu.focus();
    await mira.page.keyboard.press('ArrowDown');
    await mira.page.keyboard.type('M');
    await mira.page.keyboard.press('Enter');
  }
  await answer.filter({ hasText: 'Delivered, March 2014: Meals Ready to Eat' }).waitFor();
});

test('an upload shows what would change to the admin, and its button applies it', async () => {
  const adrian = await stage.visit();
  await adrian.be('Admin');
  const yaml = await readFile(join(BUNDLED_FACTS, SHEET, 'facts.yaml'), 'utf8');
  const file = await fileOf(
    'facts.yaml',
    yaml.replace('New tranche of equipment', 'A tranche for the night'),
  );
  const preview = await adrian.clicks('/facts upload', { file, source: SHEET });
  await preview.filter({ hasText: 'title: New tranche of equipment → A tranche for the night' }).waitFor();
  await preview.filter({ hasText: 'Only you can see this' }).waitFor();
  await preview.getByRole('button', { name: 'Apply' }).click();
  await preview.filter({ hasText: 'Revision 2 is served' }).waitFor();
  const answer = await adrian.types('/item', { name: 'night vision goggles' });
  await answer.filter({ hasText: 'announced: A tranche for the night' }).waitFor();
});

test('an upload that is not right shows its faults with their lines, and changes nothing', async () => {
  const adrian = await stage.visit();
  await adrian.be('Admin');
  const yaml = await readFile(join(BUNDLED_FACTS, SHEET, 'facts.yaml'), 'utf8');
  const file = await fileOf('facts.yaml', yaml.replaceAll('kind: approved', 'kind: promised'));
  const answer = await adrian.types('/facts upload', { file, source: SHEET });
  await answer.filter({ hasText: 'Not loaded:' }).waitFor();
  await answer.filter({ hasText: /facts\.yaml:\d+/ }).waitFor();
});
