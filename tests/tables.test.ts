import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderAmount } from '../src/data/amount-render.ts';
import { renderWhen } from '../src/data/when-render.ts';
import { countFaults } from '../src/errors.ts';
import { faultsOf, folder, load, read, SOURCE, table } from './fixtures/table.ts';
import { totalAssistance } from './fixtures/total.ts';

const AID = '{ title: "Aid for {Country}", kind: obligated, amount: { column: Amount, currency: USD } }';
const aid = (...rows: string[]) => `Country,Amount\n${rows.join('\n')}\n`;
/** One row with this cell as its amount. */
const amountOf = async (cell: string, mapping = 'currency: USD', rest = '') => {
  const row = `{ title: T, kind: obligated, amount: { column: Amount, ${mapping} } }`;
  const { assistance } = await load(table(row, `Amount,X\n"${cell}",x\n`, rest));
  return assistance[0]?.amount && renderAmount(assistance[0].amount);
};
const whenOf = async (cell: string, formats = '') => {
  const row = `{ title: T, kind: obligated, when: { column: Date, ${formats} } }`;
  const { assistance } = await load(table(row, `Date,X\n"${cell}",x\n`));
  return assistance[0]?.when && renderWhen(assistance[0].when);
};

test('each row is a fact: from its cells and from what all rows share, with the row as its evidence', async () => {
  const facts = await load(
    table(
      `
  id: "award-{Award}"
  title: "{Item} for {Country}"
  description: "{Note}"
  kind: delivered
  amount: { column: Value, currency: EUR, in: thousand }
  when: { column: Delivered, formats: [D-MMM-YY] }
  from: Norland
  to: "{Country}"
  program: Sea Aid
  url: "{Page}"
  items:
    - { name: "{Item}", category: vessels, quantity: { column: Pieces, noun: boats } }
  show: [Port]`,
      'Award,Item,Country,Note,Value,Delivered,Pieces,Port,Page,Left out\n' +
        '7,patrol boats,Sudland,"new,\nand grey","1,234.5",3-Feb-14,5,Port Sud,https://example.org/7,x\n' +
        '8,patrol boats,Estland,,,,,,,x\n',
    ),
  );
  const [first, second] = facts.assistance;
  expect(first).toMatchObject({
    id: 'a/award-7',
    title: 'patrol boats for Sudland',
    description: 'new, and grey',
    kind: 'delivered',
    from: 'norland',
    to: 'sudland',
    programId: 'sea-aid',
    partOf: undefined,
  });
  expect(first?.amount && renderAmount(first.amount)).toBe('€1,234,500');
  expect(first?.when && renderWhen(first.when)).toBe('3 February 2014');
  expect(first?.evidence.type === 'row' && { ...first.evidence, cells: first.evidence.cells }).toMatchObject({
    row: 2,
    url: 'https://example.org/7',
    cells: [
      { column: 'Item', value: 'patrol boats' },
      { column: 'Country', value: 'Sudland' },
      { column: 'Note', value: 'new,\nand grey' },
      { column: 'Value', value: '1,234.5' },
      { column: 'Delivered', value: '3-Feb-14' },
      { column: 'Pieces', value: '5' },
      { column: 'Port', value: 'Port Sud' },
    ],
  });
  const [item] = first?.items ?? [];
  expect(item).toMatchObject({ id: 'a/award-7/patrol-boats', category: 'vessels', sourceId: 'a' });
  expect(item?.quantity && renderAmount(item.quantity)).toBe('5 boats');
  expect(second).toMatchObject({ description: undefined, amount: undefined, when: undefined });
  expect(second?.items[0]?.quantity).toBeUndefined();
  expect(facts.getSource('a').remarks).toEqual([
    'table.csv: 2 rows under the names of columns.',
    'Cells of “Value” without a published amount: 1 empty.',
    'Cells of “Delivered” without a published date: 1 empty.',
    'Cells of “Pieces” without a published number: 1 empty.',
  ]);
});

test('rows are numbered as a spreadsheet does, also behind a cell of two lines and behind empty rows', async () => {
  const facts = await load(table(AID, '\uFEFFCountry,Amount\r\n"A\r\nB",1\r\n\r\n,\r\nC,2\r\n'));
  expect(facts.assistance.map(({ id, title }) => [id, title])).toEqual([
    ['a/row-2', 'Aid for A B'],
    ['a/row-5', 'Aid for C'],
  ]);
  expect(facts.getSource('a').remarks[0]).toBe('table.csv: 4 rows under the names of columns, 2 empty.');
});

test.each([
  ['19000', '$19,000'],
  ['0', '$0'],
  ['127360.8', '$127,360.80'],
  ['1,234,567.89', '$1,234,567.89'],
  ['1 234 567', '$1,234,567'],
  ["1'234'567", '$1,234,567'],
  ['1\u202F234', '$1,234'],
  [' 5.10 ', '$5.10'],
  ['5.1000', '$5.10'],
  ['+7', '$7'],
  ['', undefined],
])('the cell “%s” of dollars is %s', async (cell, expected) => {
  expect(await amountOf(cell)).toBe(expected);
});

test('a table may write a comma before decimals, give its figures in millions, or word each amount', async () => {
  expect(await amountOf('1.234,5', 'currency: USD', 'table: { decimal: comma }\n')).toBe('$1,234.50');
  expect(await amountOf('2.85', 'currency: EUR, in: billion')).toBe('€2.85 billion');
  expect(await amountOf('up to an aggregate value of $350 million', 'words: refuse')).toBe(
    'up to $350 million',
  );
  expect(await amountOf('about EUR 5 million', 'words: refuse')).toBe('approximately €5 million');
});

test('each row may have a currency of its own, and sums stay apart', async () => {
  const row = '{ title: T, kind: obligated, amount: { column: Sum, currency: "{Cur}" } }';
  const facts = await load(table(row, 'Sum,Cur\n5,USD\n5,JPY\n7,USD\n'));
  const { sums } = totalAssistance(facts, facts.assistance);
  expect(sums.map(({ amount }) => renderAmount(amount))).toEqual(['$12', '¥5']);
  expect(await faultsOf(table(row, 'Sum,Cur\n5,Dollar\n'))).toEqual([
    expect.stringContaining(
      'row 2, column “Sum” — “5” is in “Dollar”, which is no currency — write the code',
    ),
  ]);
});

test.each([
  ['1,23', 'is not a number — write digits alone, such as 1,234.56'],
  ['1O00', 'is not a number'],
  ['$5', 'is not a number'],
  ['5 million', 'is not a number'],
  ['1.2E+06', 'is rounded, as spreadsheets do with long numbers — show the column as whole numbers'],
  [
    '1.234',
    'has 3 digits behind its decimal point, where USD has 2 — round it in the table; if that point divides thousands, write `decimal: comma`',
  ],
  ['-5', 'is below zero — if it is money taken back, write `negative: taken back` for the column'],
  ['9'.repeat(31), 'is not a number'],
  [
    'Weight Captured Separately',
    'is not a number — write digits alone, such as 1,234.56, or leave the cell empty; if such words mean that none was published, write `words: not published`',
  ],
])('the cell “%s” of dollars is refused', async (cell, expected) => {
  const [fault, ...others] = await faultsOf(table(AID, `Country,Amount\nX,"${cell}"\n`));
  expect(others).toEqual([]);
  expect(fault).toContain('a/table.csv row 2, column “Amount” — “');
  expect(fault).toContain(`${cell.slice(0, 30)}`);
  expect(fault).toContain(expected);
});

test('words where a figure belongs are no published figure where table.yaml says so; a slip never is', async () => {
  const row = '{ title: T, kind: obligated, amount: { column: A, currency: USD, words: not published } }';
  const facts = await load(table(row, 'A,B\nSee DN-304,x\nCaptured Separately,x\nSee DN-304,x\n,x\n5,x\n'));
  expect(facts.assistance.map(({ amount }) => amount && renderAmount(amount))).toEqual([
    ...Array(4).fill(undefined),
    '$5',
  ]);
  expect(facts.getSource('a').remarks[1]).toBe(
    'Cells of “A” without a published amount: 1 empty, 3 with words (“See DN-304” 2, “Captured Separately” 1).',
  );
  expect(await faultsOf(table(row, 'A,B\n1O0,x\n-,x\n'))).toEqual([
    expect.stringContaining('row 2, column “A” — “1O0” is not a number'),
    expect.stringContaining('row 3, column “A” — “-” is not a number'),
  ]);
});

test('what stands for nothing, such as NULL, is an empty cell where table.yaml names it', async () => {
  const facts = await load(table(AID, aid('X,NULL', 'Y,-'), 'table: { blank: ["NULL", "-"] }\n'));
  expect(facts.assistance.map(({ amount }) => amount)).toEqual([undefined, undefined]);
});

test('money taken back is below zero, is taken off by a total, and its number is told', async () => {
  const row =
    '{ title: "{Country}", kind: obligated, amount: { column: Amount, currency: USD, negative: taken back } }';
  const facts = await load(table(row, aid('A,100', 'B,-30', 'C,(5.50)', 'D,−4')));
  expect(facts.assistance.map(({ amount }) => amount && renderAmount(amount))).toEqual([
    '$100',
    '−$30',
    '−$5.50',
    '−$4',
  ]);
  const { sums } = totalAssistance(facts, facts.assistance);
  expect(sums.map(({ amount }) => renderAmount(amount))).toEqual(['$60.50']);
  expect(facts.getSource('a').remarks[1]).toBe(
    '3 figures of “Amount” are below zero: money taken back, which a total subtracts.',
  );
});

test('whatever figures a table has, grouped or not and below zero or not, its total is their sum to the cent', async () => {
  const cents = fc.array(fc.bigInt(-(10n ** 14n), 10n ** 14n), { minLength: 1, maxLength: 30 });
  const row = '{ title: T, kind: obligated, amount: { column: A, currency: USD, negative: taken back } }';
  const write = (amount: bigint, isGrouped: boolean) => {
    const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
    const whole = isGrouped ? BigInt(digits.slice(0, -2)).toLocaleString('en-US') : digits.slice(0, -2);
    return `"${amount < 0n ? '-' : ''}${whole}.${digits.slice(-2)}",x`;
  };
  await fc.assert(
    fc.asyncProperty(cents, fc.boolean(), async (amounts, isGrouped) => {
      const csv = `A,B\n${amounts.map((amount) => write(amount, isGrouped)).join('\n')}\n`;
      const facts = await load(table(row, csv));
      const [sum] = totalAssistance(facts, facts.assistance).sums;
      expect(sum?.amount.low.minor).toBe(amounts.reduce((a, b) => a + b, 0n));
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['29-Aug-14', '[D-MMM-YY, M/D/YYYY]', '29 August 2014'],
  ['9/11/2014', '[D-MMM-YY, M/D/YYYY]', '11 September 2014'],
  ['2014-06-04', '[YYYY-MM-DD]', '4 June 2014'],
  ['04.06.2014', '[DD.MM.YYYY]', '4 June 2014'],
  ['june 2014', '[MMMM YYYY]', 'June 2014'],
  ['Sept 5, 1999', '["MMM D, YYYY"]', '5 September 1999'],
  ['1/1/69', '[D/M/YY]', '1 January 1969'],
  ['1/1/68', '[D/M/YY]', '1 January 2068'],
  ['20140604', '[YYYYMMDD]', '4 June 2014'],
  ['2014', '[YYYY]', '2014'],
  ['1999', '[US fiscal year]', 'fiscal year 1999'],
  ['1976tq', '[US fiscal year]', 'the transition quarter of 1976'],
  ['6/6/2014', '[D/M/YYYY, M/D/YYYY]', '6 June 2014'],
])('the cell “%s”, as %s, is %s', async (cell, formats, expected) => {
  expect(await whenOf(cell, `formats: ${formats}`)).toBe(expected);
});

test('without named forms, dates are as in facts.yaml', async () => {
  expect(await whenOf('2014-03/2014-06-04')).toBe('March 2014 to 4 June 2014');
});

test('an address with what nobody sees in it is refused', async () => {
  const row = '{ title: T, kind: obligated, url: "https://example.org/\\0{A}" }';
  expect(await faultsOf(table(row, 'A,B\n1,x\n'))).toEqual([
    expect.stringContaining('is not a web address — write one that begins with https://'),
  ]);
});

test('a U.S. fiscal year is the twelve months to September; until 1976 those to June', async () => {
  const row = '{ title: T, kind: obligated, when: { column: FY, formats: [US fiscal year] } }';
  const { assistance } = await load(table(row, 'FY,B\n1976,x\n1976tq,x\n1977,x\n'));
  expect(assistance.map(({ when }) => when?.type === 'dates' && `${when.from} ${when.to}`)).toEqual([
    '1975-07-01 1976-06-30',
    '1976-07-01 1976-09-30',
    '1976-10-01 1977-09-30',
  ]);
});

test.each([
  [
    '30-Feb-14',
    'formats: [D-MMM-YY]',
    '“30-Feb-14” is not a date as D-MMM-YY — correct it, or name its form under formats:',
  ],
  [
    'Date Not Captured',
    'formats: [D-MMM-YY]',
    'is not a date as D-MMM-YY — correct it, or name its form under formats:; if such words mean',
  ],
  [
    '3/6/2014',
    'formats: [D/M/YYYY, M/D/YYYY]',
    '“3/6/2014” may be 3 June 2014 or 6 March 2014 — keep one of the forms',
  ],
  [
    '29-Aug-14',
    'words: refuse',
    '“29-Aug-14” is not a time as in facts.yaml — name the form of the column under formats:',
  ],
])('the cell “%s” of dates (%s) is refused', async (cell, formats, expected) => {
  const row = `{ title: T, kind: obligated, when: { column: Date, ${formats} } }`;
  expect(await faultsOf(table(row, `Date,X\n${cell},x\n`))).toEqual([
    expect.stringContaining(`a/table.csv row 2, column “Date” — “${cell}” `),
  ]);
  expect((await faultsOf(table(row, `Date,X\n${cell},x\n`)))[0]).toContain(expected);
});

const KINDS =
  '{ title: "{T}", kinds: { column: T, values: { Obligations: obligated, Paid: disbursed } }, amount: { column: A, currency: USD } }';

test('a column may say the kind; kinds are never added to each other', async () => {
  const facts = await load(table(KINDS, 'T,A\nObligations,5\nPaid,3\nObligations,7\n'));
  const { sums } = totalAssistance(facts, facts.assistance);
  expect(sums.map(({ kind, amount }) => `${kind} ${renderAmount(amount)}`)).toEqual([
    'obligated $12',
    'disbursed $3',
  ]);
  expect(await faultsOf(table(KINDS, 'T,A\nRequests,5\n'))).toEqual([
    'a/table.csv row 2, column “T” — “Requests” is no kind that table.yaml knows — add “Requests” to values: under kinds:, or leave such rows out by skip:',
  ]);
});

test('only and skip leave rows out, count them, and note a value that no row has', async () => {
  const rules = 'only: { T: [Obligations, Paid] }\nskip: { C: [World, Wrold] }\n';
  const csv = 'T,C,A\nObligations,X,1\nRequests,X,2\nPaid,World,3\nPaid,Y,4\n';
  const { facts, notes } = await read(table(KINDS, csv, rules));
  expect(facts.assistance.map(({ id }) => id)).toEqual(['a/row-2', 'a/row-5']);
  expect(facts.getSource('a').remarks[0]).toBe(
    'table.csv: 4 rows under the names of columns, 2 left out by what table.yaml says.',
  );
  expect(notes).toEqual([
    'a/table.yaml:3:12 skip.C — no row has “Wrold” there — check its spelling in the table',
  ]);
});

test('a row is part of what another cell names as its id, in capitals and with a space too', async () => {
  const row = `{ id: "{Award}", partOf: "{Of}", subject: "{About}", ${AID.slice(1)}`;
  const csv = 'Award,Of,About,Country,Amount\nA-1 b,,Patrol Boats,X,5\nA-2,A-1 b,,Y,3\n';
  const facts = await load(table(row, csv));
  const told = facts.assistance.map(({ id, partOf, subject }) => [id, partOf, subject]);
  expect(told).toEqual([
    ['a/a-1-b', undefined, 'patrol-boats'],
    ['a/a-2', 'a/a-1-b', undefined],
  ]);
  expect(await faultsOf(table(row, csv.replace(',A-1 b,', ',***,')))).toEqual([
    expect.stringContaining('row 3, column “Of” — “***” has no letter or digit'),
  ]);
});

test('each kind that table.yaml does not know is a fault of its own, with the one that was probably meant', async () => {
  const rows = Array.from({ length: 30 }, (_, row) => `${row % 2 ? 'Request' : 'Obligatons'},${row}`);
  const faults = await faultsOf(table(KINDS, `T,A\n${rows.join('\n')}\n`));
  expect(faults).toHaveLength(22);
  expect(faults.join('\n')).toContain('did you mean “Obligations”? Else add “Obligatons” to values:');
  expect(faults.join('\n')).toContain('5 more rows like these, column “T” — add “Request” to values:');
});

test('empty cells behind the last column are no fault where every row has as many, and one where a row alone has', async () => {
  const all = await load(table(AID, 'Country,Amount\nX,1,\nY,2,\nZ,3\n'));
  expect(all.assistance).toHaveLength(3);
  expect(await faultsOf(table(AID, 'Country,Amount\nX,1\nboots, socks,\n'))).toEqual([
    expect.stringContaining('row 3 — has 3 cells, where the first row names 2 columns'),
  ]);
});

test('a table without a row, as a program leaves it that was cut off, is a fault and takes nothing out', async () => {
  expect(await faultsOf(table(AID, 'Country,Amount\n,\n'))).toEqual([
    expect.stringContaining('row 1 — has the names of columns, and no row is under it — put its rows in'),
  ]);
});

test('a brace without its other half is a fault, and so are columns with another separator, which is named', async () => {
  const open = AID.replace('{Country}', '{Country');
  expect(await faultsOf(table(open, aid('X,1')))).toEqual([
    expect.stringContaining('“Aid for {Country” has a brace without its other half'),
  ]);
  expect((await faultsOf(table(AID, 'Country;Amount\nX;1\n')))[0]).toContain(
    'its columns seem to be separated by “;”: write table: { separator: ";" }',
  );
});

test('a table.tsv has tabs between its cells, and a table.csv what table.yaml says', async () => {
  const yaml = `${SOURCE}row: ${AID}\n`;
  const tsv = await load(folder('a', { 'table.yaml': yaml, 'table.tsv': 'Country\tAmount\nX\t1,000\n' }));
  expect(tsv.assistance[0]).toMatchObject({ title: 'Aid for X', evidence: { file: 'table.tsv' } });
  const semicolons = await load(table(AID, 'Country;Amount\nX;1,000\n', 'table: { separator: ";" }\n'));
  expect(semicolons.assistance[0]?.title).toBe('Aid for X');
});

test('rows may be part of a fact of another source, and facts part of a row', async () => {
  const quotes = (yaml: string) =>
    folder('b', { 'source.txt': 'A package of $50 million in all.', 'facts.yaml': SOURCE + yaml });
  const rows = (row: string) => table(`{ partOf: "${row}", ${AID.slice(1)}`, aid('X,20000000', 'Y,30000000'));
  const whole =
    'assistance: [{ id: all, title: All, kind: approved, amount: $50 million, quote: A package of $50 million }]\n';
  const facts = await load(rows('b/all'), quotes(whole));
  const { sums } = totalAssistance(facts, facts.assistance);
  expect(sums.map(({ amount }) => renderAmount(amount))).toEqual(['$50 million']);
  const inside = await load(
    table(AID, aid('X,90000000')),
    quotes(whole.replace('{ id', '{ partOf: a/row-2, id')),
  );
  expect(inside.childrenOf(inside.getAssistance('a/row-2')).map(({ id }) => id)).toEqual(['b/all']);
  expect(await faultsOf(rows('b/al'), quotes(whole))).toEqual(
    [2, 3].map((row) => expect.stringContaining(`a/table.csv row ${row} — there is no assistance “b/al”`)),
  );
  expect(await faultsOf(table(`{ partOf: b/all, ${AID.slice(1)}`, aid('X,90000000')), quotes(whole))).toEqual(
    [
      expect.stringContaining(
        'a/table.csv row 2 — $90 million is more than all of b/all, which contains it: $50 million',
      ),
    ],
  );
});

test.each([
  [
    'a column that is not there',
    AID.replace('column: Amount', 'column: Amuont'),
    '',
    'row.amount.column — there is no column “Amuont” — did you mean “Amount”?',
  ],
  [
    'a column that is not there in a title',
    AID.replace('{Country}', '{County}'),
    '',
    'row.title — there is no column “County” — did you mean “Country”?',
  ],
  [
    'neither kind nor kinds',
    AID.replace('kind: obligated, ', ''),
    '',
    'row — has neither kind nor kinds — write kind: where all rows have one',
  ],
  [
    'both kind and kinds',
    AID.replace('kind:', 'kinds: { column: Country, values: { X: obligated } }, kind:'),
    '',
    'row — has both kind and kinds',
  ],
  [
    'a currency that is none',
    AID.replace('USD', 'Dollars'),
    '',
    'row.amount.currency — “Dollars” is no currency — write its code',
  ],
  [
    'a form of dates that is none',
    AID.replace('amount:', 'when: { column: Country, formats: [dd/mm/yyyy] }, amount:'),
    '',
    '“dd/mm/yyyy” is not a form of dates that is known — make it of YYYY or YY',
  ],
  [
    'an unknown key',
    AID.replace('title', 'titel'),
    '',
    'row.titel — is not a key that is known here — did you mean “title”?',
  ],
  [
    'a rule about a column that is not there',
    AID,
    'skip: { Contry: [X] }\n',
    'skip.Contry — there is no column “Contry” — did you mean “Country”?',
  ],
  [
    'braces without quotation marks',
    AID.replace('"Aid for {Country}"', '{Country}'),
    '',
    'row.title — is a mapping of keys to values, where text belongs — put text with braces in quotation marks: "{Country}"',
  ],
  [
    'a separator of two characters',
    AID,
    'table: { separator: "||" }\n',
    'table.separator — is not one character',
  ],
])('%s is a fault of table.yaml, with its place', async (_, row, rest, expected) => {
  const faults = await faultsOf(table(row, aid('X,5'), rest));
  expect(faults.join('\n')).toContain(expected);
  expect(faults.every((fault) => /^a\/table\.yaml:\d+:\d+ /.test(fault))).toBe(true);
});

test.each([
  [
    'a row with a cell too few',
    aid('X'),
    'row 2 — has 1 cell, where the first row names 2 columns — look for a separator inside a cell',
  ],
  ['a row with a cell too many', aid('X,5,6'), 'row 2 — has 3 cells, where the first row names 2 columns'],
  [
    'a row without a title',
    aid(' ,5').replace('Country', 'Country'),
    'row 2, column “Country” — has no title — fill the cells of its title',
  ],
  ['an empty file', '', 'row 1 — is missing: the file is empty — put the table in'],
  [
    'a quotation mark that is not closed',
    aid('X,"5'),
    'row 2 opens a quotation mark that is never closed — close it',
  ],
  [
    'a quotation mark inside a cell',
    aid('5" gun,5'),
    'row 2 has a quotation mark inside a cell that does not begin with one — put the whole cell into quotation marks',
  ],
  [
    'text behind a quoted cell',
    aid('"X" y,5'),
    'row 2 has more text behind the quotation mark that ends a cell',
  ],
  [
    'a row without an end',
    aid(`${'x'.repeat(3_000_000)},5`),
    ':2:1 the line is longer than 1 MB — look for a quotation mark',
  ],
  [
    'a zero byte',
    aid('X\0,5'),
    'byte 16 (counted from 0) is zero, so this is no text — export the table again',
  ],
])('%s is one fault', async (_, csv, expected) => {
  const faults = await faultsOf(table(AID.replace('"Aid for {Country}"', '"{Country}"'), csv));
  expect(faults).toEqual([expect.stringMatching(/^a\/table\.csv[: ]/)]);
  expect(faults[0]).toContain(expected);
});

test('a table that is not UTF-8 says where, and how spreadsheets save it', async () => {
  const latin = Buffer.from(aid('X,1', "Côte d'Ivoire,5"), 'latin1');
  expect(await faultsOf(table(AID, latin))).toEqual([
    'a/table.csv:3:2 the file is not UTF-8: byte 20 (counted from 0) is 0xF4 — save it as UTF-8: spreadsheets call that “CSV UTF-8”',
  ]);
  expect(await faultsOf(table(AID, Buffer.from(`\uFEFF${aid('X,1')}`, 'utf16le')))).toEqual([
    'a/table.csv:1:1 the file is UTF-16, not UTF-8 — save it as UTF-8: spreadsheets call that “CSV UTF-8”',
  ]);
});

test('ids made of cells must differ, and be there', async () => {
  const row = `{ id: "{Country}", ${AID.slice(1)}`;
  expect(await faultsOf(table(row, aid('X,1', 'x,2', '–,3')))).toEqual([
    'a/table.csv row 3, column “Country” — “x” is the id of row 2 as well — make ids of more columns, or leave out id: so that row numbers are ids',
    'a/table.csv row 4, column “Country” — has no id — fill in its id, or leave out id: so that its number is its id',
  ]);
});

test('of 5,000 ids that are each made twice, every one is found', async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => `Award ${index},1`);
  const row = `{ id: "{Country}", ${AID.slice(1)}`;
  const { faults } = await read(table(row, aid(...rows, ...rows)));
  expect(countFaults(faults)).toBe(5_000);
});

test('an item that costs more than its row, or has its twin in it, is a fault of the row', async () => {
  const items = (...more: string[]) =>
    `{ items: [{ name: "{Item}", amount: { column: Price, currency: USD } }${more.join('')}], ${AID.slice(1)}`;
  const csv = 'Country,Amount,Item,Price\nX,5,boats,6\nX,5,boats,5\n';
  expect(await faultsOf(table(items(), csv))).toEqual([
    expect.stringContaining(
      'a/table.csv row 2 — $6 is more than all of the row, which contains it: $5 — check both',
    ),
  ]);
  expect(await faultsOf(table(items(', { name: "{Item}" }'), csv.replace('X,5,boats,6\n', '')))).toEqual([
    expect.stringContaining(
      'a/table.csv row 2 — has two items called “boats” — keep one of them under items:',
    ),
  ]);
});

test('what is wrong in a thousand rows is told of ten, and counted', async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => `X,none ${index}`);
  const { faults } = await read(table(AID, aid(...rows)));
  expect(faults).toHaveLength(11);
  expect(faults.at(-1)).toMatchObject({ problem: '990 more rows like these, column “Amount”', count: 990 });
  expect(countFaults(faults)).toBe(1000);
});

test.each([
  [
    'a table beside a text',
    { 'source.txt': 'x', 'facts.yaml': SOURCE, 'table.csv': 'x' },
    'a holds source.txt and facts.yaml, and table.csv as well — a folder is one source: give each pair a folder of its own',
  ],
  [
    'two tables',
    {
      'table.csv': 'x\n1\n',
      'table.tsv': 'x\n1\n',
      'table.yaml': `${SOURCE}row: { title: T, kind: obligated }\n`,
    },
    'a holds both table.csv and table.tsv — keep one of them',
  ],
  ['a table without table.yaml', { 'table.csv': 'x' }, 'a/table.yaml is missing — add table.yaml'],
  [
    'a table.yaml without a table',
    { 'table.yaml': `${SOURCE}row: { title: T, kind: obligated }\n` },
    'a/table.csv is missing — add table.csv or table.tsv',
  ],
])('%s is one fault', async (_, files, expected) => {
  expect(await faultsOf(folder('a', files as unknown as Record<string, string>))).toEqual([
    expect.stringContaining(expected),
  ]);
});
