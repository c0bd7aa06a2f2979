import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAmount } from '../src/data/amount-parse.ts';
import { type Assistance, type Evidence, type Item, withPartOf } from '../src/data/records.ts';
import { slug } from '../src/data/slug.ts';
import { parseWhen } from '../src/data/when-parse.ts';
import { folder, load, table } from './fixtures/table.ts';

// What rows say is kept in columns and read when somebody asks: it is what stands in each row, whoever asks in which order.

const ROW = `
  id: "award-{No}"
  title: "{Item} for {Country}"
  description: "{Note}"
  kinds: { column: Stage, values: { o: obligated, d: disbursed } }
  amount: { column: Value, words: refuse }
  when: { column: Year, formats: [YYYY] }
  from: Norland
  to: "{Country}"
  program: "{Program}"
  subject: "{Subject}"
  url: "{Page}"
  items:
    - { name: "{Item}", category: "{Class}", aliases: ["{Alias}"], quantity: { column: Pieces, noun: pieces } }
    - { name: "{Extra}", amount: { column: Price, currency: EUR } }`;

const words = (...all: string[]) => fc.constantFrom(...all);
const LINE = fc
  .record({
    Item: words('патрульні катери', 'patrol boats', 'радари', 'Ω-9 sets'),
    Country: words('Sudland', 'Україна', 'Östland'),
    Note: words('', 'new and grey', '“as is”; see DN-7', 'x'.repeat(5_000)),
    Stage: words('o', 'd'),
    Value: words('', '$5', 'up to $150 million', '€3.20', '$99999999999999999999999'),
    Year: words('', '1999', '2014'),
    Program: words('', 'Sea Aid', 'Air Aid'),
    Subject: words('', 'boats', 'radars'),
    Page: words('', 'https://example.org/1', 'https://example.org/2'),
    Class: words('', 'vessels'),
    Alias: words('', 'cutters', 'човни'),
    Pieces: words('', '0', '5', '1200'),
    Extra: words('', 'spare parts', 'training'),
    Price: words('', '7', '12.50'),
    // No item is worth more than its row.
  })
  .map((line) => (line.Value === '' ? line : { ...line, Price: '' }));
type Line = typeof LINE extends fc.Arbitrary<infer Value> ? Value : never;

function csvOf(lines: readonly Line[]): string {
  const columns = Object.keys(lines[0] ?? {});
  const rows = lines.map((line, index) => [index, ...Object.values(line)]);
  return `${[['No', ...columns], ...rows].map((row) => `"${row.join('","')}"`).join('\n')}\n`;
}

const given = <T>(cell: string, read: (cell: string) => T) => (cell === '' ? undefined : read(cell));

/** The first row of a table is its second line. */
function factOf(line: Line, index: number): Assistance {
  const id = `a/award-${index}`;
  const cells = Object.entries(line)
    .filter(([column]) => !['Subject', 'Page'].includes(column))
    .map(([column, value]) => ({ column, value }));
  const evidence = {
    type: 'row',
    file: 'table.csv',
    row: index + 2,
    url: given(line.Page, String),
    cells,
  } as const;
  const item = (name: string, rest: Partial<Item>): Item[] => {
    if (name === '') return [];
    const of = { id: `${id}/${slug(name)}`, assistanceId: id, sourceId: 'a', evidence, when: undefined };
    return [
      { ...of, name, aliases: [], category: undefined, quantity: undefined, amount: undefined, ...rest },
    ];
  };
  return {
    id,
    sourceId: 'a',
    title: `${line.Item} for ${line.Country}`,
    description: given(line.Note, String),
    kind: line.Stage === 'o' ? 'obligated' : 'disbursed',
    amount: given(line.Value, parseAmount),
    when: given(line.Year, parseWhen),
    from: 'norland',
    to: slug(line.Country),
    through: undefined,
    programId: given(line.Program, slug),
    partOf: undefined,
    subject: given(line.Subject, String),
    items: [
      ...item(line.Item, {
        category: given(line.Class, String),
        aliases: line.Alias === '' ? [] : [line.Alias],
        quantity: given(line.Pieces, (pieces) => parseAmount(`${pieces} pieces`)),
      }),
      ...item(line.Extra, { amount: given(line.Price, (price) => parseAmount(`€${price}`)) }),
    ],
    evidence,
  };
}

/** A field of a fact as text, with every field of what is in it by name: what a table keeps has them on its prototype. */
function textOf(fact: Assistance, field: keyof Assistance): string {
  const { evidence, items } = fact;
  const value =
    field === 'items' ? items.map(plainItem) : field === 'evidence' ? plainRow(evidence) : fact[field];
  return JSON.stringify(value ?? null, (_, part) => (typeof part === 'bigint' ? `${part}` : part));
}

function plainItem(item: Item) {
  const { id, name, aliases, category, quantity, amount, when, assistanceId, sourceId } = item;
  const evidence = plainRow(item.evidence);
  return { id, name, aliases, category, quantity, amount, when, assistanceId, sourceId, evidence };
}

function plainRow(evidence: Evidence) {
  if (evidence.type !== 'row') throw new Error('What a table says rests on its rows.');
  const { file, row, url, cells } = evidence;
  return { file, row, url, cells };
}

const lines = fc.array(LINE, { minLength: 1, maxLength: 12 });

test('property: each field of each row is what stands in it, in whatever order rows and fields are asked for', async () => {
  const asked = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 30, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(lines, asked, async (drawn, order) => {
      const facts = await load(table(ROW, csvOf(drawn)));
      const expected = drawn.map(factOf);
      const fields = Object.keys(expected[0] ?? {}) as (keyof Assistance)[];
      for (const [row, column] of order) {
        const [fact, right] = [facts.assistance, expected].map((all) => all[row % all.length]);
        const field = fields[column % fields.length] ?? 'id';
        if (!fact || !right) throw new Error('Every row is a fact.');
        expect([field, textOf(fact, field)]).toEqual([field, textOf(right, field)]);
      }
    }),
    { numRuns: 60 },
  );
});

test('property: a row that becomes part of something else says all else as before', async () => {
  await fc.assert(
    fc.asyncProperty(lines, async (drawn) => {
      const [fact] = (await load(table(ROW, csvOf(drawn)))).assistance;
      if (!fact) throw new Error('Every row is a fact.');
      const part = withPartOf(fact, 'b/whole');
      expect(part.partOf).toBe('b/whole');
      const others = (Object.keys(part) as (keyof Assistance)[]).filter((field) => field !== 'partOf');
      expect(others).toHaveLength(14);
      for (const field of others) expect(textOf(part, field)).toBe(textOf(fact, field));
    }),
    { numRuns: 20 },
  );
});

test('rows and their items are the same objects whenever they are asked for: what counts them keeps them in sets', async () => {
  const facts = await load(table(ROW, csvOf(fc.sample(LINE, 3))));
  for (const item of facts.items) expect(facts.findItem(item.id) === item).toBe(true);
  for (const fact of facts.assistance) {
    expect(facts.findAssistance(fact.id) === fact).toBe(true);
    expect(fact.items.every((item) => facts.items.includes(item))).toBe(true);
  }
});

test('the place of a fact is found, be it a row or not, of these facts or of others with its id; of no other there is none', async () => {
  const quoted = folder('q', {
    'source.txt': 'Norland gave $5.',
    'facts.yaml':
      'source: { title: Q, publisher: P, published: 2015-01-01 }\nassistance:\n' +
      '  - { id: five, title: Five, kind: disbursed, amount: $5, quote: Norland gave $5. }\n',
  });
  const csv = 'Country,Amount\nA,1\nB,2\nC,3\n';
  const mapping = '{ title: "{Country}", kind: obligated, amount: { column: Amount, currency: USD } }';
  const [facts, again] = [await load(quoted, table(mapping, csv)), await load(table(mapping, csv), quoted)];
  expect(facts.assistance.map(({ id }) => id)).toEqual(['q/five', 'a/row-2', 'a/row-3', 'a/row-4']);
  for (const all of [facts, again]) {
    expect(all.assistance.map((record) => facts.placeOf(record))).toEqual([0, 1, 2, 3]);
  }
  const reversed = facts.assistance.toReversed();
  expect(facts.inOrder([...reversed, ...again.assistance])).toEqual(facts.assistance);
  const [other] = (await load(table(mapping, `${csv}D,4\n`))).assistance.slice(-1);
  expect(() => other && facts.placeOf(other)).toThrow('There is no assistance “a/row-5” among the facts.');
});
