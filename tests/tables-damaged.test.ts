import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzQuotes, fuzzTables, loadTables } from '../bench/fuzz/tables.ts';
import { SourceFile } from '../src/data/formats/source-file.ts';
import { faultsOf, folder, SOURCE, table } from './fixtures/table.ts';

const ROW = '{ title: "{Country}", kind: obligated, amount: { column: Amount, currency: USD } }';

test('tables that are damaged in every way load or have faults, and none of 300 crashes', async () => {
  const counts = await fuzzTables(300, 7, await loadTables(''));
  expect(counts).toMatchObject({ inputs: 300, crashed: 0 });
  expect(counts.loaded).toBeGreaterThan(0);
  expect(counts.refused).toBeGreaterThan(0);
});

test('texts with facts that are damaged in every way load or have faults, and none of 100 crashes', async () => {
  const counts = await fuzzQuotes(100, 7);
  expect(counts).toMatchObject({ inputs: 100, crashed: 0 });
  expect(counts.refused).toBeGreaterThan(0);
});

test('whatever bytes a table is made of, it loads or says what is wrong and what to do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const faults = await faultsOf(table(ROW, Buffer.concat([Buffer.from('Country,Amount\n'), bytes])));
      for (const fault of faults) expect(fault).toMatch(/^a\/table\.csv.* — ./s);
    }),
    { numRuns: 200 },
  );
});

test('whatever text the cells hold, it is shown as it stands, or refused with its row', async () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\0'));
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 5 }), async (cells) => {
      const rows = cells.map((text) => `"${text.replaceAll('"', '""')}",5`).join('\n');
      const faults = await faultsOf(table(ROW, `Country,Amount\n${rows}\n`));
      for (const fault of faults)
        expect(fault).toMatch(/^a\/table\.csv row \d+, column “Country” — has no title/);
      expect(faults).toHaveLength(cells.filter((text) => text.trim() === '').length);
    }),
    { numRuns: 100 },
  );
});

/** A table that goes on for 200 MB with the same text, which is read only as far as it must be. */
function endless(text: string): { readonly file: SourceFile; readonly piecesRead: () => number } {
  let count = 0;
  const piece = Buffer.from(text.repeat(1024 * 1024));
  const file = new SourceFile(async function* () {
    yield Buffer.from('Country,Amount\nX');
    for (; count < 200; count++) yield piece;
  });
  return { file, piecesRead: () => count };
}

test.each([
  ['letters', 'x', 'a/table.csv:2:1 the line is longer than 1 MB'],
  ['separators', ',', 'a/table.csv:2:1 the line is longer than 1 MB'],
  ['quotation marks', '"', 'a/table.csv row 2 '],
])('a line of 200 MB of %s is refused before much of it is read', async (_, text, expected) => {
  const { file, piecesRead } = endless(text);
  const source = folder('a', { 'table.yaml': `${SOURCE}row: ${ROW}\n` });
  const faults = await faultsOf({ ...source, files: new Map([...source.files, ['table.csv', file]]) });
  expect(faults).toEqual([expect.stringContaining(expected)]);
  expect(piecesRead()).toBeLessThan(5);
});

test('a table.yaml of brackets that nobody closes is refused where there are too many', async () => {
  const faults = await faultsOf(table(ROW, 'Country,Amount\nX,5\n', `${'['.repeat(3000)}\n`.repeat(200)));
  expect(faults).toEqual([
    'a/table.yaml:2:501 is not YAML: more than 500 brackets are open here — close each [ and {; no more than a few levels are needed',
  ]);
});

test('a table.yaml whose aliases stand for billions of values is refused', async () => {
  const laughs = Array.from({ length: 10 }, (_, level) => {
    const below = level === 0 ? 'ha' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array(10).fill(below).join(', ')}]\n`;
  });
  const faults = await faultsOf(table(ROW, 'Country,Amount\nX,5\n', laughs.join('')));
  expect(faults).toEqual([
    expect.stringContaining('cannot be followed: together they repeat more than 100 values'),
  ]);
});
