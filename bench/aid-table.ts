import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

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

function* lines(rows: number, shift: number): Generator<string> {
  yield 'Country,Type,Fiscal Year,Amount,Note\n';
  for (let row = 0; row < rows; row++) {
    const type = row % 3 === 0 ? 'Disbursements' : 'Obligations';
    const amount = ((row * 7919) % 100_000_000) + (row % 100 === 0 ? shift : 0);
    yield `Country ${row % 250},${type},${1950 + (row % 74)},${amount},"not ""read"", so not kept"\n`;
  }
}

/**
 * Writes a source that is a table of so many rows into a folder of facts.
 *
 * @param shift makes every hundredth row say something else
 * @returns the path of the table
 */
export async function writeAidTable(factsDir: string, rows: number, shift = 0): Promise<string> {
  const folder = join(factsDir, 'aid');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'table.yaml'), YAML);
  const table = join(folder, 'table.csv');
  await pipeline(() => lines(rows, shift), createWriteStream(table));
  return table;
}
