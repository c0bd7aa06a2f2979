import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generate } from '../bench/search/generate.ts';
import { Search } from '../src/search/search.ts';

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
