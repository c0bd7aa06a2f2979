import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generate } from '../bench/search/generate.ts';
import { hashText } from '../src/data/hash.ts';
import { Endings } from '../src/search/endings.ts';
import { foldAny } from '../src/search/folder.ts';
import { NearWalk } from '../src/search/fuzzy.ts';
import { HashTable } from '../src/search/hash.ts';
import { fold } from '../src/search/normalize.ts';
import { foldPlain } from '../src/search/plain-text.ts';
import { Search } from '../src/search/search.ts';
import { countSlips, countSlipsInside } from '../src/search/slips.ts';
import { soundOf } from '../src/search/sound.ts';
import { Vocabulary } from '../src/search/vocabulary.ts';
import { itemRecord } from './search-names.ts';

const word = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 1, maxLength: 9 });

test('property: ASCII is folded fast to what any text is folded to, controls, signs and numbers included', () => {
  const ascii = fc.oneof(
    fc.string({ unit: 'binary-ascii' }),
    fc.string({ unit: fc.constantFrom(..."aB1 -.,'`\u0007\t") }),
  );
  fc.assert(
    fc.property(ascii, (text) => {
      const plain = foldPlain(text);
      const { text: folded, starts, ends } = foldAny(text);
      if (plain !== undefined) expect(plain).toBe(folded);
      expect([fold(text).starts, fold(text).ends]).toEqual([starts, ends]);
    }),
    { numRuns: 2_000 },
  );
  expect(foldPlain('U.S.')).toBeUndefined();
  expect(foldPlain('300,000')).toBeUndefined();
  expect(foldPlain('shells, 155mm. New')).toBe('shells 155 mm new');
});

/** Optimal string alignment by the table that everybody knows. */
function slipsByTable(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (_, column) => row + column),
  );
  const at = (row: number, column: number) => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= a.length; row += 1) {
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = at(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swapped = isSwap ? at(row - 2, column - 2) + 1 : Infinity;
      const line = rows[row];
      if (line) line[column] = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, replaced, swapped);
    }
  }
  return at(a.length, b.length);
}

test('property: slips counted by bits are those of the table, for whole words and for their nearest beginning', () => {
  fc.assert(
    fc.property(word, word, (typed, other) => {
      const { whole, beginning } = countSlips(typed, other, 9);
      expect(whole).toBe(slipsByTable(typed, other));
      const all = Array.from({ length: other.length + 1 }, (_, length) =>
        slipsByTable(typed, other.slice(0, length)),
      );
      expect(beginning).toBe(Math.min(...all));
    }),
    { numRuns: 1_000 },
  );
});

test('property: the fewest slips inside a text are those of its nearest part', () => {
  fc.assert(
    fc.property(word, fc.string({ unit: fc.constantFrom(...'abcde '), maxLength: 14 }), (pattern, text) => {
      const parts = Array.from(
        { length: text.length + 1 },
        (_, start) => countSlips(pattern, text.slice(start), 20).beginning,
      );
      const inside = countSlipsInside(pattern, text);
      // A swap is one slip of a hand, and two here.
      expect(inside).toBeGreaterThanOrEqual(Math.min(...parts));
      if (text.includes(pattern)) expect(inside).toBe(0);
    }),
    { numRuns: 500 },
  );
});

function vocabularyOf(words: readonly string[]): Vocabulary {
  const sorted = [...new Set(words)].sort();
  const starts = Uint32Array.from([0, ...sorted].map((_, at) => sorted.slice(0, at).join('').length));
  return new Vocabulary(new Uint8Array(Buffer.from(sorted.join(''))), starts);
}

test('property: walking the vocabulary finds the words one slip away, and the beginnings, that comparing all of them finds', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), word, (words, typed) => {
      const vocabulary = vocabularyOf(words);
      const walk = new NearWalk(vocabulary, typed, true);
      walk.walkOne();
      const found = new Set(
        walk.found.flatMap(({ from, to }) =>
          Array.from({ length: to - from }, (_, at) => vocabulary.textOf(from + at)),
        ),
      );
      for (const other of words) {
        const { whole, beginning } = countSlips(typed, other, 1);
        const isNear = Math.min(whole, beginning) === 1 && other !== typed && !other.startsWith(typed);
        if (isNear) expect(found).toContain(other);
      }
      for (const other of found) expect(countSlips(typed, other, 9).beginning).toBeLessThanOrEqual(1);
    }),
    { numRuns: 500 },
  );
});

test('property: of long words those two slips away are found wherever the slips are', () => {
  const long = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 8, maxLength: 12 });
  const place = fc.nat(11);
  fc.assert(
    fc.property(long, place, place, (meant, one, two) => {
      const typed = [one, two].reduce(
        (text, at) => text.slice(0, at % text.length) + text.slice((at % text.length) + 1),
        meant,
      );
      fc.pre(slipsByTable(typed, meant) === 2);
      const vocabulary = vocabularyOf([meant, 'zzzzzzzz']);
      const walk = new NearWalk(vocabulary, typed, false);
      const endings = new Endings(vocabulary, Endings.build(vocabulary, [0, 1]));
      walk.walkTwo(endings, 8);
      expect(walk.found.map(({ from }) => vocabulary.textOf(from))).toContain(meant);
    }),
    { numRuns: 300 },
  );
});

test('property: a hash table hands over every number of a key, up to 64 of them', () => {
  const entries = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(999)), { maxLength: 60 });
  fc.assert(
    fc.property(entries, (pairs) => {
      const hashes = Uint32Array.from(pairs, ([key]) => hashText(key));
      const table = HashTable.build(
        hashes,
        Uint32Array.from(pairs, ([, number]) => number),
        1_000,
      );
      for (const [key, number] of pairs) expect(table.find(hashText(key))).toContain(number);
      expect(table.find(hashText('none'))).toEqual([]);
    }),
  );
});

test.each([
  ['Javelin', 'Джавелін'],
  ['Stinger', 'Стінгер'],
  ['Patriot', 'Патріот'],
  ['Kyiv', 'Київ'],
  ['Bradli', 'Бредлі'.replace('е', 'а')],
])('%s and %s sound the same', (latin, ukrainian) => {
  const folded = (text: string) => foldAny(text).text;
  expect(soundOf(folded(latin))).toBe(soundOf(folded(ukrainian)));
});

test.each([0, 256])(
  'names in the other script are found, where up to %i records are all judged',
  (judgeUpTo) => {
    const names = ['Javelin missiles', 'HMMWV trucks', 'тепловізор', 'helmets', 'Бредлі'];
    const search = Search.of(
      names.map((name) => itemRecord(name)),
      { judgeUpTo },
    );
    const first = (query: string) => search.find(query).hits[0]?.record.name;
    expect(first('Джавелін')).toBe('Javelin missiles');
    expect(first('джаве')).toBe('Javelin missiles');
    expect(first('хамві')).toBe('HMMWV trucks');
    expect(first('teplovizor')).toBe('тепловізор');
    expect(first('Bradley')).toBe('Бредлі');
    expect(search.find('Джавелін').hits[0]?.confidence).toBe('likely');
    expect(search.find('хамві').hits[0]?.confidence).toBe('guess');
  },
);

const many = Search.of(generate(2_000, 5));

test.each([
  ['one letter 4,000 times', 'a'.repeat(4_000)],
  ['letters and digits in turn', 'a1'.repeat(2_000)],
  ['4,000 one-letter words', 'e '.repeat(4_000)],
  ['controls', '\u0000\u0007'.repeat(2_000)],
  ['right-to-left marks', 'tac\u202etical \u200f'.repeat(400)],
  ['lone surrogates', '\ud83dtactical'.repeat(400)],
])('%s is answered from an index, and cut to what a query may hold', (_, query) => {
  const found = many.find(query);
  expect(found.query.length).toBeLessThanOrEqual(64);
  expect(found.hits.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
  expect(many.suggest(query).length).toBeLessThanOrEqual(25);
});
