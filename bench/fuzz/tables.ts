import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MEGABYTE } from '../../src/data/byte-size.ts';
import { SourceFile, type SourceFolder } from '../../src/data/formats/source-file.ts';
import { Random } from '../search/random.ts';
import { type FuzzCounts, noCounts, tryFolder } from './counts.ts';
import { damage } from './damage.ts';

/** A table and its `table.yaml`, both of which may be damaged. */
export interface TablePair {
  readonly yaml: string;
  readonly csv: Uint8Array;
}

const SOURCE = 'source:\n  title: T\n  publisher: P\n  published: 2024-01-01\n';

/** A table as programs write them, in small, with everything that `table.yaml` can say of one. */
const SAMPLE: TablePair = {
  yaml: `${SOURCE}programs:
  - { name: Sea Aid, aliases: [SA] }
table: { blank: ["NULL"] }
only: { Type: [Obligations, Disbursements] }
skip: { Country: [World] }
row:
  id: "{Award}"
  title: "{Item} for {Country}"
  description: "{Note}"
  kinds: { column: Type, values: { Obligations: obligated, Disbursements: disbursed } }
  amount: { column: Amount, currency: "{Cur}", words: not published, negative: taken back }
  when: { column: Date, formats: [D-MMM-YY, M/D/YYYY], words: not published }
  from: United States
  to: "{Country}"
  program: SA
  subject: "{Same}"
  url: "{Page}"
  items:
    - { name: "{Item}", category: boats, quantity: { column: Pieces, noun: boats } }
`,
  csv: Buffer.from(
    '\uFEFFAward,Item,Country,Note,Type,Amount,Cur,Date,Same,Page,Pieces\r\n' +
      '1,patrol boats,Україна,"new,\r\n""grey""",Obligations,"1,234.50",USD,3-Feb-14,,https://example.org/1,5\r\n' +
      '2,patrol boats,Sudland,,Disbursements,-30,EUR,12/31/2014,one,,12\r\n' +
      "3,radios,Côte d'Ivoire,NULL,Obligations,Captured Separately,USD,Date Not Captured,one,,\r\n" +
      '4,radios,World,,Obligations,1,USD,1-Jan-15,,,1\r\n' +
      '5,radios,Estland,,Requests,1,USD,1-Jan-15,,,1\r\n',
  ),
};

/** Lines that have broken some program or other. */
const EVIL = [
  ...[
    '"',
    '""',
    '","',
    ',,,,,,,,,,,,,,',
    '\t\t\t',
    ';',
    '=cmd|x',
    '\u202E',
    '\u{1F4A9}',
    '__proto__,constructor',
  ],
  ...['1e309', '-0', '٣٤٥', '½', '0x10', 'NaN', 'Infinity', '9'.repeat(5000), `"${'x'.repeat(100_000)}`],
  `${'x,'.repeat(50_000)}`,
  ...[
    'a: &a [x, x, x, x, x, x, x, x, x]',
    'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]',
    'c: [*b, *b, *b, *b, *b]',
  ],
  ...[
    'source: *a',
    '<<: *a',
    '!!js/function x',
    '--- ',
    '? [a, b]',
    `${'['.repeat(3000)}`,
    `${'a: {'.repeat(2000)}`,
  ],
  ...[
    'row: {}',
    'row: { title: "{}" }',
    'row: { title: "{{Item}}" }',
    '  title: "{Item"',
    '  formats: ["((("]',
  ],
  ...[
    'only: { __proto__: [x] }',
    'table: { separator: "\\"" }',
    'table: { separator: "\\n" }',
    '  kind: null',
  ],
];

/** Reads `count` damaged tables, the same for the same seed. */
export async function fuzzTables(
  count: number,
  seed: number,
  originals: readonly TablePair[],
): Promise<FuzzCounts> {
  const random = new Random(seed);
  const counts = noCounts();
  for (let left = count; left > 0; left--) {
    const { yaml, csv } = random.pick(originals);
    const isYaml = random.below(3) === 0;
    const head = isYaml ? damage(Buffer.from(yaml), random, EVIL) : Buffer.from(yaml);
    const body = isYaml && random.below(2) === 0 ? csv : damage(csv, random, EVIL);
    await tryFolder(folderOf({ 'table.yaml': head, 'table.csv': body }), counts);
  }
  return counts;
}

/** Reads `count` damaged texts with their facts, the same for the same seed. */
export async function fuzzQuotes(count: number, seed: number): Promise<FuzzCounts> {
  const random = new Random(seed);
  const counts = noCounts();
  const text = Buffer.from(
    'Norland has approved up to $40 million in aid for Sudland since January, with five boats.\n',
  );
  const yaml = Buffer.from(`${SOURCE}assistance:
  - id: aid
    title: Aid
    kind: approved
    amount: up to $40 million
    when: 2024-01/..
    quote: Norland has approved up to $40 million in aid for Sudland since January
    items: [{ name: boats, quantity: five boats, quote: "with five boats" }]
`);
  for (let left = count; left > 0; left--) {
    const isText = random.below(4) === 0;
    const body = isText ? damage(text, random, EVIL) : text;
    await tryFolder(folderOf({ 'facts.yaml': damage(yaml, random, EVIL), 'source.txt': body }), counts);
  }
  return counts;
}

/**
 * Tables too large or too strange to be damaged at random: lines of 200 MB, bombs. Not 200 MB of line ends: spreadsheets write a million
 * empty rows, so they are read, in slices, and take as long as others.
 */
export async function tryExtremes(): Promise<FuzzCounts> {
  const counts = noCounts();
  const { yaml, csv } = SAMPLE;
  const tail = ',patrol boats,Sudland,,Obligations,1,USD,1-Jan-15,,,1\n';
  for (const piece of ['x', '"', ',', '1,', '"",', 'ї']) {
    const repeated = Buffer.from(piece.repeat(Math.floor(MEGABYTE / Buffer.byteLength(piece))));
    const pieces = async function* () {
      yield Buffer.from(`${csv}9`);
      for (let left = 200; left > 0; left--) yield repeated;
      yield Buffer.from(tail);
    };
    const files = new Map([
      ['table.yaml', SourceFile.of(Buffer.from(yaml))],
      ['table.csv', new SourceFile(pieces)],
    ]);
    await tryFolder({ name: 'fuzz', files, others: [] }, counts);
  }
  const laughs = Array.from({ length: 12 }, (_, level) => {
    const before = level === 0 ? '"ha"' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array(12).fill(before).join(', ')}]`;
  }).join('\n');
  for (const head of [
    `${laughs}\n${yaml}`,
    `${yaml}${laughs}\n`,
    `${'- '.repeat(100_000)}\n`,
    '{'.repeat(100_000),
  ]) {
    await tryFolder(folderOf({ 'table.yaml': Buffer.from(head), 'table.csv': csv }), counts);
    await tryFolder(folderOf({ 'facts.yaml': Buffer.from(head), 'source.txt': csv }), counts);
  }
  return counts;
}

function folderOf(files: Readonly<Record<string, Uint8Array>>): SourceFolder {
  const entries = Object.entries(files).map(([name, bytes]) => [name, SourceFile.of(bytes)] as const);
  return { name: 'fuzz', files: new Map(entries), others: [] };
}

/** The sample, and the first rows of each table of a folder: whole, they would be most of the time. */
export async function loadTables(folder: string): Promise<TablePair[]> {
  const names = folder === '' ? [] : (await readdir(folder)).filter((name) => name.endsWith('.csv'));
  const found = names.map(async (name): Promise<TablePair> => {
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n');
    const [first = ''] = (lines[0] ?? '').replace('\uFEFF', '').split(',');
    const row = `row:\n  title: "{${first}}"\n  kind: delivered\n  amount: { column: "${first}", currency: USD, words: not published }\n`;
    return { yaml: SOURCE + row, csv: Buffer.from(lines.slice(0, 40).join('\n')) };
  });
  return [SAMPLE, ...(await Promise.all(found))];
}
