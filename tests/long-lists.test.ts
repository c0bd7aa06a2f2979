import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByText } from '../src/data/by-text.ts';
import { keepInSteps } from '../src/data/lists-in-steps.ts';
import { LongList } from '../src/data/long-list.ts';
import { sortInSteps } from '../src/data/sort-in-steps.ts';
import { forEach, runAtOnce, VALUES_A_STEP } from '../src/data/steps.ts';
import { NumberColumn, SharedColumn } from '../src/data/tables/column.ts';
import { KeptCells } from '../src/data/tables/kept-cells.ts';
import { KeptTexts } from '../src/data/tables/kept-texts.ts';
import { TextGroups } from '../src/data/text-groups.ts';
import { TextTable } from '../src/data/text-table.ts';
import { ToldEvidence } from '../src/replies/told-evidence.ts';
import { Looks } from './fixtures/looks.ts';

// What holds a million records without stopping the thread does what arrays, maps and sorts do.

const MANY = 10_000;
const numbers = Array.from({ length: MANY }, (_, index) => index);

test.each([0, 1, 4095, 4096, 4097, MANY])(
  'a list of %i values gives them back by their places, in turn and as an array',
  (length) => {
    const values = numbers.slice(0, length);
    const list = new LongList<number>();
    for (const value of values) list.push(value);
    expect(list.length).toBe(length);
    expect([...list]).toEqual(values);
    expect(runAtOnce(list.joined())).toEqual(values);
    expect([list.at(0), list.at(length - 1), list.at(length)]).toEqual([values[0], values.at(-1), undefined]);
  },
);

test('a table finds the place of each of 10,000 texts, though it was made for one, and of no other text', () => {
  const table = new TextTable((place) => `row-${place}`, 1);
  for (const place of numbers) expect(table.put(`row-${place}`, place)).toBeUndefined();
  expect(numbers.every((place) => table.find(`row-${place}`) === place)).toBe(true);
  expect([table.find(`row-${MANY}`), table.find('')]).toEqual([undefined, undefined]);
});

test('each of 10,000 texts that are kept only after they were put is found', () => {
  const texts: string[] = [];
  const table = new TextTable((place) => texts[place] ?? '', 1);
  for (const place of numbers) {
    table.put(`row-${place}`, place);
    texts.push(`row-${place}`);
  }
  expect(numbers.filter((place) => table.find(`row-${place}`) !== place)).toEqual([]);
});

test('what is put with a text that has a place takes it, and says which that was', () => {
  const texts = ['a', 'b', 'a'];
  const table = new TextTable((place) => texts[place] ?? '', 3);
  expect(texts.map((text, place) => table.put(text, place))).toEqual([undefined, undefined, 0]);
  expect([table.find('a'), table.find('b')]).toEqual([2, 1]);
});

test('property: whatever texts records have, each finds the first that has it, and all in their order', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ї'), maxLength: 3 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 200 }), text, (texts, other) => {
      const records = texts.map((name, index) => ({ name, index }));
      const byName = runAtOnce(ByText.of(records, ({ name }) => name));
      for (const wanted of [...texts, other]) {
        const all = byName.all(wanted);
        expect([...all]).toEqual(records.filter(({ name }) => name === wanted));
        expect(all.length).toBe([...all].length);
        expect(byName.find(wanted)).toBe(records.find(({ name }) => name === wanted));
        expect(byName.placeOf(wanted) ?? -1).toBe(texts.indexOf(wanted));
      }
    }),
  );
});

test('property: whatever texts records have in common, they are grouped as a map of lists groups them', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'ї'), maxLength: 3 });
  fc.assert(
    fc.property(fc.array(fc.option(text, { nil: undefined }), { maxLength: 200 }), text, (texts, other) => {
      const records = texts.map((name, index) => ({ name, index }));
      const groups = runAtOnce(TextGroups.of(records, ({ name }) => name));
      const expected = Map.groupBy(records, ({ name }) => name);
      for (const wanted of [...texts, other]) {
        if (wanted !== undefined) expect(groups.get(wanted)).toEqual(expected.get(wanted));
      }
    }),
  );
});

test('10,000 records with a text of their own are 10,000 groups, made a few at a stretch', () => {
  const looks = new Looks();
  const records = numbers.map((number) => ({ subject: `subject ${number}`, number }));
  const groups = looks.during(
    TextGroups.of(looks.at(records, 'number'), ({ subject, number }) => (number >= 0 ? subject : undefined)),
  );
  expect(records.every(({ subject }) => groups.get(subject)?.length === 1)).toBe(true);
  // Each once, also where a part of the table is full: a record of a table is read from bytes at each look.
  expect([looks.all, looks.most]).toEqual([MANY, VALUES_A_STEP]);
});

test('property: sorted in steps, thousands stand as sorting them at once puts them, equal ones as they were', () => {
  const keys = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 3_000 });
  fc.assert(
    fc.property(keys, (list) => {
      const compare = (a: number, b: number) => (list[b] ?? 0) - (list[a] ?? 0);
      const order = runAtOnce(sortInSteps(list.length, compare));
      expect([...order]).toEqual([...list.keys()].sort(compare));
    }),
    { numRuns: 30 },
  );
});

test('of many those that a test holds for are kept in their order, and where it is all of them, the list itself', () => {
  expect(runAtOnce(keepInSteps(numbers, (number) => number % 3 === 0))).toEqual(
    numbers.filter((number) => number % 3 === 0),
  );
  expect(runAtOnce(keepInSteps(numbers, () => true))).toBe(numbers);
  expect(runAtOnce(keepInSteps(numbers, () => false))).toEqual([]);
});

test('work on 10,000 values can be interrupted hundreds of times', () => {
  const seen: number[] = [];
  const stops = [...forEach(numbers, (value) => seen.push(value))].length;
  expect(seen).toEqual(numbers);
  expect(stops).toBeGreaterThan(300);
});

test('property: whatever is asked of what keeps a part of 1,000 texts, each gets what is made of it', () => {
  const text = fc.integer({ min: 0, max: 999 }).map((number) => `cell ${number}`);
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3_000 }), (texts) => {
      const kept = new KeptCells<string>();
      for (const asked of texts) expect(kept.get(asked, () => `${asked}!`)).toBe(`${asked}!`);
    }),
    { numRuns: 20 },
  );
});

test('what was made of a text is not made again for the next row that has it', () => {
  const kept = new KeptCells<object>();
  const first = kept.get('USD', () => ({}));
  expect(kept.get('USD', () => ({}))).toBe(first);
});

test('the texts of 50,000 rows are read as they were kept, also one that is longer than all others together', () => {
  const kept = new KeptTexts();
  const rows = Array.from({ length: 50_000 }, (_, row) => [`note ${row}`, row % 2 ? 'Україна' : '', '']);
  rows[7] = ['x'.repeat(3_000_000), '', 'Haiti'];
  for (const texts of rows) kept.push(texts);
  expect(rows.every((texts, place) => texts.join() === kept.at(place).join())).toBe(true);
  expect([kept.at(7), kept.at(7), kept.at(8)]).toEqual([rows[7], rows[7], rows[8]]);
});

test('an empty text behind 131,584 of eight letters, which fill their chunks to the last byte, is read as empty', () => {
  const kept = new KeptTexts();
  for (let row = 0; row < 131_584; row += 1) kept.push(['abcdefgh']);
  for (let row = 0; row < 3; row += 1) kept.push(['']);
  expect([131_583, 131_584, 131_586].map((row) => kept.at(row))).toEqual([['abcdefgh'], [''], ['']]);
});

test.each([0, 15, 16, 17, 16_384, 16_385, 40_000])(
  'a column of %i numbers gives them back by their places',
  (length) => {
    const [small, large] = [NumberColumn.of32Bits(), NumberColumn.of64Bits()];
    for (let place = 0; place < length; place += 1) {
      small.push(2 ** 32 - 1 - place);
      large.push(-(2n ** 63n) + BigInt(place));
    }
    expect([small.length, large.length]).toEqual([length, length]);
    const places = Array.from({ length }, (_, place) => place);
    expect(places.every((place) => small.at(place) === 2 ** 32 - 1 - place)).toBe(true);
    expect(places.every((place) => large.at(place) === -(2n ** 63n) + BigInt(place))).toBe(true);
  },
);

test('of 150,000 values, of which each is said twice, every row has its own', () => {
  const column = new SharedColumn<object>();
  const values = Array.from({ length: 150_000 }, () => ({}));
  for (const value of values) {
    column.push(value);
    column.push(undefined);
    column.push(value);
  }
  const isRight = (value: object, index: number) =>
    column.at(3 * index) === value &&
    column.at(3 * index + 1) === undefined &&
    column.at(3 * index + 2) === value;
  expect(values.every(isRight)).toBe(true);
});

test('a row is told once for its source and file, a sentence once for its source', () => {
  const told = new ToldEvidence();
  const row = (number: number, file = 'table.csv') => {
    return { type: 'row', file, row: number, cells: [], url: undefined } as const;
  };
  const quote = { type: 'quote', quote: 'Five helicopters.', lines: [1] } as const;
  const ask = [
    { sourceId: 'a', evidence: row(2) },
    { sourceId: 'a', evidence: row(2) },
    { sourceId: 'a', evidence: row(2_000_000) },
    { sourceId: 'a', evidence: row(2, 'table.tsv') },
    { sourceId: 'b', evidence: row(2) },
    { sourceId: 'a', evidence: quote },
    { sourceId: 'a', evidence: { ...quote, lines: [3] } as const },
    { sourceId: 'b', evidence: quote },
  ];
  expect(ask.map((record) => told.add(record))).toEqual([true, false, true, true, true, true, false, true]);
});
