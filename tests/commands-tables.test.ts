import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StandinUser } from '../standin/index.ts';
import { startTestBot, type TestBot, textOf } from './fixtures/bot.ts';
import { writeFiles } from './fixtures/source-files.ts';

const YAML = `
source: { title: Deliveries, publisher: Norland, published: 2024-03-01 }
row:
  title: "{Item} for {Country}"
  kinds: { column: Stage, values: { Obligations: obligated, Paid: disbursed } }
  amount: { column: Value, currency: USD, negative: taken back, words: not published }
  when: { column: Date, formats: [D-MMM-YY] }
  to: "{Country}"
  items: [{ name: "{Item}", quantity: { column: Pieces, noun: packs } }]
`;
/** 60 rows of test kits, every third to Haiti, of which one takes money back, and one row of boats without a figure. */
const ROWS = Array.from({ length: 60 }, (_, index) => {
  const country = index % 3 === 0 ? 'Haiti' : 'Vietnam';
  return `test kits,${country},${index % 2 ? 'Paid' : 'Obligations'},${index === 3 ? -50 : 100 + index},${1 + (index % 28)}-Jan-24,${index}`;
});
const CSV = `Item,Country,Stage,Value,Date,Pieces\n${ROWS.join('\n')}\npatrol boats,Haiti,Paid,Invoiced Separately,1-Feb-24,\n`;

let running: TestBot;
let ana: StandinUser;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tables-'));
  await writeFiles({ 'deliveries/table.yaml': YAML, 'deliveries/table.csv': CSV }, folder);
  running = await startTestBot({ factsDir: folder });
  ana = running.standin.user('ana');
});
afterAll(async () => {
  expect(running.standin.refusals).toEqual([]);
  await running.stop();
  await rm(folder, { recursive: true });
});

const sumOf = (fits: (index: number) => boolean) =>
  ROWS.map((row, index) => (fits(index) ? Number(row.split(',')[3]) : 0)).reduce((a, b) => a + b, 0);
const dollars = (amount: number) => `$${amount.toLocaleString('en-US')}`;

test('/total of a name that 60 rows have adds up all of them, not only those that a search would show', async () => {
  const text = textOf(await ana.run('/total', { of: 'test kits', kind: 'obligated' }));
  expect(text).toContain(`**${dollars(sumOf((index) => index % 2 === 0))}** obligated, in 30 records`);
});

test('/total of a name for one recipient adds up its rows alone', async () => {
  const text = textOf(await ana.run('/total', { of: 'test kits', recipient: 'Haiti', kind: 'disbursed' }));
  const sum = sumOf((index) => index % 6 === 3);
  expect(text).toContain(`**${dollars(sum)}** disbursed, in 10 records`);
  expect(text).toContain('Money taken back is subtracted: −$50 in 1 record of these.');
});

test('/total shows some rows of each sum, counts the others, and names what has no figure', async () => {
  const reply = await ana.run('/total');
  const text = textOf(reply);
  expect(text).toContain(`**${dollars(sumOf((index) => index % 2 === 0))}** obligated, in 30 records`);
  expect(text).toContain(`**${dollars(sumOf((index) => index % 2 === 1))}** disbursed, in 30 records`);
  expect(text).toContain('… and 22 more, all counted');
  // The largest, told apart by its date.
  expect(text).toContain('• $158: test kits for Vietnam, 3 January 2024');
  expect(text).toContain('> **Item:** test kits · **Country:**');
  expect(text).toMatch(/\d+ more rows behind this: open each fact to read it/);
  expect(text.slice(text.indexOf('No amount published'))).toContain('patrol boats for Haiti');
  expect(reply.embeds[0]?.description?.length).toBeLessThanOrEqual(4096);
});

test('/item says how many rows have the name, and shows some with their own money and number', async () => {
  const text = textOf(await ana.run('/item', { name: 'Test kits' }));
  expect(text).toContain('“Test kits” names 60 items. The first 6 are shown; the menu holds more.');
  expect(text).toContain('1 packs. Disbursed, 2 January 2024, to Vietnam');
});

test('autocomplete offers a name that 60 rows have once, with how many they are, and the others beside it', async () => {
  const choices = await ana.complete('/item', { name: 'te' }, 'name');
  expect(choices.map(({ name, value }) => [name, value])).toEqual([['test kits · 60 records', 'test kits']]);
  const all = await ana.complete('/total', { of: 'pat' }, 'of');
  expect(all[0]?.name).toMatch(/^patrol boats/);
});

test('/source says what was read of a table and what has no figure', async () => {
  const text = textOf(await ana.run('/source', { name: 'Deliveries' }));
  expect(text).toContain('table.csv: 61 rows under the names of columns.');
  expect(text).toContain('1 with words (“Invoiced Separately” 1)');
  expect(text).toContain('1 figure of “Value” is below zero: money taken back, which a total subtracts.');
  expect(text).toContain('61 records of assistance, 61 items, 0 meetings');
});

test('/find shows the rows behind what it finds', async () => {
  const text = textOf(await ana.run('/find', { text: 'patrol boats' }));
  expect(text).toContain(
    '> **Item:** patrol boats · **Country:** Haiti · **Stage:** Paid · **Value:** Invoiced Separately',
  );
  expect(text).toContain('(row 62 of table.csv)');
});
