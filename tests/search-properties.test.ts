import fc from 'fast-check';
import Fuse from 'fuse.js';
import { expect, test } from 'vitest';
import { fold } from '../src/search/normalize.ts';
import { type FindOptions, Search, type SearchRecord } from '../src/search/search.ts';
import { itemRecord, RECORDS } from './search-names.ts';

const search = Search.of(RECORDS);
const record = fc.constantFrom(...RECORDS);

/** Any text at all: lone surrogates, controls, bidi marks, regular expressions, mixed with words of the names. */
const anyQuery = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
    .map((units) => String.fromCharCode(...units)),
  fc.string({
    unit: fc.constantFrom(
      'night',
      'vision',
      'fuel',
      'Kyiv',
      'e\u0301',
      'ﬁ',
      '½',
      '\u202e',
      '.*',
      '(',
      '\\',
      '-',
      ' ',
      '1',
    ),
    maxLength: 30,
  }),
);

function found(query: string, options?: FindOptions): SearchRecord[] {
  return search.find(query, options).hits.map((hit) => hit.record);
}

test('property: a record is found first by its name, by its aliases and by its id', () => {
  const isCalled = (text: string) => (other: SearchRecord) =>
    [other.id, other.name, ...other.aliases].some((name) => fold(name).text === fold(text).text);
  fc.assert(
    fc.property(record, ({ id, name, aliases }) => {
      expect(found(name)[0]?.name).toBe(name);
      expect(found(id)[0]?.id).toBe(id);
      for (const alias of aliases) {
        const first = found(alias).slice(0, RECORDS.filter(isCalled(alias)).length);
        expect(first.map((hit) => hit.id)).toContain(id);
      }
    }),
  );
});

test('property: a beginning of three letters or more that only one name has finds it, behind what is certain at most', () => {
  const prefix = record.chain(({ id, name }) =>
    fc.integer({ min: 3, max: name.length }).map((length) => ({ id, typed: name.slice(0, length) })),
  );
  const beginsWith = (typed: string) => (name: string) => fold(name).text.startsWith(fold(typed).text);
  fc.assert(
    fc.property(prefix, ({ id, typed }) => {
      fc.pre(fold(typed).text.replaceAll(' ', '').length >= 3);
      fc.pre(RECORDS.filter(({ name, aliases }) => [name, ...aliases].some(beginsWith(typed))).length === 1);
      const { hits } = search.find(typed);
      const before = hits.slice(
        0,
        hits.findIndex((hit) => hit.record.id === id),
      );
      expect(hits.some((hit) => hit.record.id === id)).toBe(true);
      expect(before.filter(({ confidence }) => confidence !== 'certain')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

/** One letter left out, put in, replaced, or swapped with the next. */
function edit(name: string, at: number, letter: string, kind: number): string {
  const [before, after] = [name.slice(0, at), name.slice(at)];
  if (kind === 0) return before + after.slice(1);
  if (kind === 1) return before + letter + after;
  if (kind === 2) return before + letter + after.slice(1);
  return before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2);
}

test('property: a name of six letters or more with one slip is among the first three', () => {
  const slip = record.chain(({ name }) =>
    fc.record({
      name: fc.constant(name),
      at: fc.integer({ min: 0, max: name.length - 1 }),
      letter: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzабвгґіїй -'),
      kind: fc.integer({ min: 0, max: 3 }),
    }),
  );
  fc.assert(
    fc.property(slip, ({ name, at, letter, kind }) => {
      const names = found(edit(name, at, letter, kind)).map((hit) => hit.name);
      expect(names.slice(0, 3)).toContain(name);
    }),
    { numRuns: 1_000 },
  );
});

test('property: the words of a name find it in any order', () => {
  const shuffled = record
    .filter(({ name }) => name.length <= 64)
    .chain(({ id, name }) => {
      const words = name.split(' ');
      return fc
        .shuffledSubarray(words, { minLength: words.length })
        .map((order) => ({ id, typed: order.join(' ') }));
    });
  fc.assert(
    fc.property(shuffled, ({ id, typed }) => {
      const hit = search.find(typed).hits.find((one) => one.record.id === id);
      expect(hit?.confidence).not.toBe('guess');
      expect(hit?.tier).not.toBe('detail');
    }),
  );
});

test('property: any text is answered, each record once, best first, and what is bold lies inside what matched', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      const { hits } = search.find(query);
      expect(new Set(hits.map((hit) => hit.record)).size).toBe(hits.length);
      expect(hits.map(({ score }) => score)).toEqual(
        hits.map(({ score }) => score).toSorted((a, b) => a - b),
      );
      for (const { matched, ranges, score } of [...hits, ...search.suggest(query)]) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        let last = 0;
        for (const [start, end] of ranges) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(matched.length);
      }
    }),
    { numRuns: 500 },
  );
});

test('property: the same query has the same answer, whatever was asked before', () => {
  fc.assert(
    fc.property(anyQuery, anyQuery, (query, other) => {
      const first = search.find(query);
      search.find(other);
      expect(search.find(query)).toEqual(first);
    }),
  );
});

test('property: whatever plain Fuse.js gives a score of 0.25 or better, for six letters or more, we find', () => {
  const name = fc
    .string({ unit: fc.constantFrom(...'aabcde '), minLength: 6, maxLength: 64 })
    .map((text) => fold(text).text)
    .filter((text) => text.replaceAll(' ', '').length >= 6);
  const places = fc.array(fc.nat({ max: 64 }), { maxLength: 12 });
  // One of the names with slips here and there, so that a long query is alike too.
  const asked = fc.tuple(fc.array(name, { minLength: 1, maxLength: 8 }), places).map(([names, slips]) => {
    const slipped = slips.reduce((text, at) => edit(text, at % text.length, 'e', at % 4), names[0] ?? '');
    const typed = fold(slipped).text.split(' ').slice(0, 8).join(' ').slice(0, 64).trim();
    return { names, typed };
  });
  const options = { ignoreLocation: true, ignoreFieldNorm: true, includeScore: true, threshold: 0.25 };
  let alike = 0;
  fc.assert(
    fc.property(asked, ({ names, typed }) => {
      fc.pre(typed.replaceAll(' ', '').length >= 6);
      const ours = Search.of(names.map((text, index) => itemRecord(text, { id: `${index}` }))).find(typed);
      const ids = ours.hits.map((hit) => hit.record.id);
      for (const { refIndex, score = 1 } of new Fuse(names, options).search(typed)) {
        if (score > 0.25) continue;
        alike += 1;
        expect(ids).toContain(`${refIndex}`);
      }
    }),
    { numRuns: 400 },
  );
  expect(alike).toBeGreaterThan(50);
});

test.each([
  ['one letter 4,000 times', 'a'.repeat(4_000)],
  ['a megabyte', 'night vision '.repeat(80_000)],
  ['letters and digits in turn', 'a1'.repeat(2_000)],
  ['4,000 one-letter words', 'e '.repeat(4_000)],
  ['signs that unfold into 18 letters each', 'ﷺ'.repeat(4_000)],
  ['accents without end', `e${'\u0301'.repeat(4_000)}`],
  ['dotted initials without end', 'a.'.repeat(4_000)],
  ['right-to-left marks', '\u202e\u200f'.repeat(2_000)],
  ['lone surrogates', '\ud83d'.repeat(4_000)],
  ['an expression that never ends', `${'(a+)+'.repeat(800)}$`],
])('%s is answered, and cut to what a query may hold', (_, query) => {
  const found = search.find(query);
  expect(found.query.length).toBeLessThanOrEqual(64);
  expect(found.hits.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
  expect(search.suggest(query).length).toBeLessThanOrEqual(25);
});
