import { expect, test } from 'vitest';
import { renderAmount } from '../src/data/amount-render.ts';
import { DRAWDOWNS, SHEET, shareTestBot, textOf } from './fixtures/bot.ts';

const discord = shareTestBot();
const facts = () => discord.current.bot.context().facts;
const total = async (options: Record<string, string> = {}) =>
  textOf(await discord.ana.run('/total', options));

test('the drawdown authorities are 35 rows of 30 memoranda, from August 2021 to November 2024', () => {
  const { assistance } = facts().toldBy(DRAWDOWNS);
  expect(assistance).toHaveLength(35);
  const pages = new Set(assistance.map(({ evidence }) => evidence.type === 'row' && evidence.url));
  expect(pages.size).toBe(30);
  expect(assistance.map(({ kind, from, to }) => `${kind} ${from} ${to}`)).toEqual(
    Array(35).fill('authorized united-states ukraine'),
  );
  expect(assistance[0]?.when).toMatchObject({
    precision: 'day',
    from: Temporal.PlainDate.from('2021-08-27'),
  });
  expect(assistance.at(-1)?.when).toMatchObject({ from: Temporal.PlainDate.from('2024-11-20') });
});

test('every ceiling is “up to”, as its cell words it', () => {
  for (const { amount, evidence } of facts().toldBy(DRAWDOWNS).assistance) {
    const cell = evidence.type === 'row' && evidence.cells.find(({ column }) => column === 'Ceiling')?.value;
    expect(amount && renderAmount(amount)).toBe(String(cell).replace('an aggregate value of ', ''));
  }
});

test('/total kind: authorized is up to $13.33 billion: the $100 million of 19 May 2022 is told under two sections and counted once', async () => {
  const text = await total({ kind: 'authorized' });
  expect(text).toContain('**Up to $13.33 billion** authorized, in 34 records');
  expect(text).toContain('Told more than once, and counted once: up to $100 million (');
  const that = await total({ kind: 'authorized', since: '2022-05-19', until: '2022-05-19' });
  expect(that).toContain('**Up to $100 million** authorized, 19 May 2022');
  expect(that).toContain('1 other record tells of the same money; it is counted once.');
});

test('/total with no options adds nothing authorized to what is approved', async () => {
  const text = await total();
  expect(text.match(/^\*\*[^*]*\$[^*]*\*\*/gm)).toEqual([
    '**Up to $13.33 billion**',
    '**More than $23 million**',
  ]);
  expect(text).toContain('Amounts of different kinds or currencies are not added to each other.');
  expect(text).toContain('President Obama has approved more than $23 million');
  expect(text).toContain('A new tranche of $5 million');
});

test('/total program: PDA is what section 506(a)(1) authorizes, with the row of each and its memorandum’s page', async () => {
  const text = await total({ program: 'PDA', until: '2021' });
  expect(text).toContain('**Up to $60 million** authorized, 27 August 2021');
  expect(text).toContain(
    '**Section of law:** 506(a)(1) · **Authority:** Drawdown of defense articles and services',
  );
  expect(text).toContain('**Ceiling:** up to $60 million');
  expect(text).toContain(
    '[U.S. drawdown authorities for Ukraine, 2021–2024](<https://bidenwhitehouse.archives.gov/briefing-room/presidential-actions/2021/08/27/',
  );
  expect(text).toContain('20 November 2024 (row 2 of table.csv)');
});

test('money under 614(a)(1) of which a memorandum does not say whether it is in its 506(a)(1) says so', async () => {
  const text = await total({ program: '614(a)(1)', since: '2022-02-25', until: '2022-02-25' });
  expect(text).toContain('does not say whether this is among the $350 million');
});

test('/source of the table shows 20 of its 35 records on a page, and the others on the next', async () => {
  const first = await discord.ana.run('/source', { name: 'drawdown authorities' });
  expect(textOf(first)).toContain('(authorized, row 21 of table.csv)');
  expect(textOf(first)).not.toContain('row 22 of table.csv');
  expect(textOf(first)).toContain('Facts, page 1 of 2');
  const second = await discord.ana.click(first, { label: 'Next' });
  expect(textOf(second)).toContain('(authorized, row 22 of table.csv)');
  expect(textOf(second)).toContain('(authorized, row 36 of table.csv)');
  expect(textOf(second)).toContain('Facts, page 2 of 2');
  expect(textOf(second)).not.toContain('Compiled from presidential memoranda');
});

test('/source of the table has its records by row, what was read, and no text', async () => {
  const text = textOf(await discord.ana.run('/source', { name: 'drawdown authorities' }));
  expect(text).toContain('table.csv: 35 rows under the names of columns.');
  expect(text).toContain('Up to $60 million (authorized, row 2 of table.csv)');
  expect(text).not.toContain('Next: its text');
  expect(facts().getSource(DRAWDOWNS).text).toBeUndefined();
  expect(facts().getSource(SHEET).text).toContain('President Obama');
});
