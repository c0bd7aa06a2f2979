import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generate } from '../bench/search/generate.ts';
import { Search, type SearchRecord } from '../src/search/search.ts';

const records = generate(600, 7);
const indexed = Search.of(records);
const judged = Search.of(records, { judgeUpTo: Infinity });

const anyRecord = fc.constantFrom(...records);

test('property: an index of 600 records finds what judging all of them finds for certain, by name, alias and id', () => {
  const called = anyRecord.chain(({ id, name, aliases }) =>
    fc.constantFrom(id, name, name.toUpperCase(), ...aliases),
  );
  fc.assert(
    fc.property(called, (query) => {
      const certain = (search: Search) =>
        search
          .find(query, { limit: 25 })
          .hits.filter(({ tier }) => tier === 'exact' || tier === 'id' || tier === 'alias')
          .map(({ record }) => record.id);
      expect(certain(indexed)).toEqual(certain(judged));
    }),
    { numRuns: 40 },
  );
});

/** One letter left out, put in, replaced, or swapped with the next. */
function edit(name: string, at: number, letter: string, kind: number): string {
  const [before, after] = [name.slice(0, at), name.slice(at)];
  const rest = [
    after.slice(1),
    letter + after,
    letter + after.slice(1),
    after.slice(1, 2) + after.slice(0, 1) + after.slice(2),
  ];
  return before + (rest[kind] ?? after);
}

test('property: the first answer of the index is as good as the first of judging all, for names with a slip', () => {
  let worse = 0;
  fc.assert(
    fc.property(
      anyRecord,
      fc.nat(40),
      fc.constantFrom(...'aeinrst'),
      fc.nat(3),
      ({ name }, at, letter, kind) => {
        const query = edit(name, at % name.length, letter, kind);
        const [ours, all] = [indexed, judged].map(
          (search) => search.find(query, { limit: 1 }).hits[0]?.score ?? 2,
        );
        if ((ours ?? 2) > (all ?? 2) + 1e-9) worse += 1;
      },
    ),
    { numRuns: 60 },
  );
  expect(worse).toBeLessThanOrEqual(2);
});

test('an index finds a name by its initials, with and without those of its small words, and by the sound of another script', () => {
  const named = (name: string): SearchRecord => ({
    type: 'item',
    id: `test/${name}`,
    name,
    aliases: [],
    details: [],
  });
  const search = Search.of([...records, named('bag of sand and cement'), named('Джавелін')]);
  const first = (query: string) => search.find(query).hits[0]?.record.name;
  expect(first('BOSAC')).toBe('bag of sand and cement');
  expect(first('BSC')).toBe('bag of sand and cement');
  expect(first('javelin')).toBe('Джавелін');
});

test('two slips in the first half of a long word are found by its second half, among 600 records', () => {
  const calorimeter: SearchRecord = {
    type: 'item',
    id: 'test/calorimeter',
    name: 'calorimeter',
    aliases: [],
    details: [],
  };
  const search = Search.of([...records, calorimeter]);
  expect(search.find('kalorrimeter').hits[0]?.record.name).toBe('calorimeter');
});
