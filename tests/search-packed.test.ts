import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildAside } from '../src/search/background.ts';
import { sortByKey } from '../src/search/counting-sort.ts';
import { RecordPacker } from '../src/search/packed-records.ts';
import { DETAIL_FIELDS, RECORD_TYPES, type SearchRecord } from '../src/search/records.ts';
import { itemRecord } from './search-names.ts';

function packed(records: readonly SearchRecord[]) {
  const chunks: Uint8Array[] = [];
  const packer = new RecordPacker((chunk) => chunks.push(chunk));
  for (const record of records) packer.add(record);
  return { records: packer.finish(), chunks };
}

// Half a surrogate pair too: UTF-8 has no form for it.
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'Приціл нічного бачення', '\ud83d', '\u0000'),
);
const record = fc.record(
  {
    type: fc.constantFrom(...RECORD_TYPES),
    id: text,
    name: text,
    aliases: fc.array(text, { maxLength: 4 }),
    details: fc.array(fc.record({ field: fc.constantFrom(...DETAIL_FIELDS), text }), { maxLength: 4 }),
    facets: fc.record({ programs: fc.array(text), from: fc.constant('2014-06-04') }, { requiredKeys: [] }),
  },
  { requiredKeys: ['type', 'id', 'name', 'aliases', 'details'] },
);

test('property: records come out of their bytes as they went in, whatever their texts are', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), (records) => {
      const { records: list } = packed(records);
      expect(list.length).toBe(records.length);
      expect(Array.from({ length: list.length }, (_, place) => list.at(place))).toEqual(records);
      expect(list.at(records.length)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test('5,000 records and one of 17 MB lie in two pieces, each of which is handed over once', () => {
  const many = Array.from({ length: 5_000 }, (_, at) => itemRecord(`radio ${at}`));
  const long = itemRecord(`x${' y'.repeat(17 * 2 ** 19)}`);
  const { records, chunks } = packed([...many, long, ...many]);
  expect(records.length).toBe(10_001);
  expect(records.at(5_000)).toEqual(long);
  expect(records.at(10_000)).toEqual(many[4_999]);
  expect(chunks).toHaveLength(2);
  expect(chunks.every((chunk, at) => chunk === records.packed.chunks[at])).toBe(true);
});

test('a record that cannot be read ends the building with its error, and leaves no thread behind', async () => {
  const records = {
    length: 3,
    at: (place: number) => {
      if (place === 2) throw new Error('record 2 is gone');
      return itemRecord('radio');
    },
  };
  const before = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  await expect(buildAside(records)).rejects.toThrow('record 2 is gone');
  expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort')).toHaveLength(before);
});

test('property: numbers are sorted by their keys, those of one key as they came', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ high: fc.nat(3), low: fc.nat(65_535) })), (numbers) => {
      const column = (key: 'high' | 'low') => Uint16Array.from(numbers, (number) => number[key]);
      const order = sortByKey(column('high'), sortByKey(column('low')));
      const expected = numbers
        .map((number, at) => ({ ...number, at }))
        .sort((a, b) => a.high - b.high || a.low - b.low || a.at - b.at);
      expect([...order]).toEqual(expected.map(({ at }) => at));
    }),
  );
});
