import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stem } from '../src/data/stem.ts';
import { clean, fold, toOriginal } from '../src/search/normalize.ts';

/** Any text at all, lone surrogates and invisible characters among it. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.string({
    unit: fc.constantFrom(
      'é',
      'e\u0301',
      'ﬁ',
      '½',
      '№',
      'й',
      'ї',
      '™',
      '\u202e',
      '.',
      ',',
      '’',
      '1',
      'B',
      ' ',
    ),
  }),
);

test.each([
  ['Night-Vision  GOGGLES', 'night vision goggles'],
  ['155mm', '155 mm'],
  ['155-mm', '155 mm'],
  ['M-777', 'm 777'],
  ['M777', 'm 777'],
  ['M777A2', 'm 777 a 2'],
  ['Café Müller', 'cafe muller'],
  ['Cafe\u0301', 'cafe'],
  ['Straße', 'strasse'],
  ['Łódź', 'lodz'],
  ['ﬁeld ½', 'field 1 2'],
  ['ＦＭＦ', 'fmf'],
  ['Javelin™', 'javelin'],
  ['U.S. European Command', 'us european command'],
  ['Ukraine’s', 'ukraines'],
  ['п’ять', 'пять'],
  ['пʼять', 'пять'],
  ['Йод і Їжак', 'иод і іжак'],
  ['approximately 300,000 MREs', 'approximately 300000 mres'],
  ['2,5', '2 5'],
  ['5\'10"', '5 10'],
  ['so\u00adft \u202eright\u202c \u200bzero', 'soft right zero'],
  ['a\ud800b\u0000c', 'abc'],
  ['tab\tand\u0085line', 'tab and line'],
  ['हिन्दी', 'हिन्दी'],
  ['?!…', ''],
  ['', ''],
])('%j is compared as %j', (text, folded) => {
  expect(fold(text).text).toBe(folded);
});

test('a letter typed without its breve or dots is the same Ukrainian letter: КИЇВ and киів', () => {
  expect(fold('КИЇВ').text).toBe(fold('киів').text);
  expect(fold('Київський').text).toBe(fold('Киівськии').text);
});

test.each([
  ['batteries', 'battery'],
  ['boxes', 'box'],
  ['houses', 'house'],
  ['lenses', 'lens'],
  ['glasses', 'glass'],
  ['gases', 'gas'],
  ['buses', 'bus'],
  ['caches', 'cache'],
  ['valves', 'valve'],
  ['alloys', 'alloy'],
  ['movies', 'movie'],
  ['shoes', 'shoe'],
  ['radios', 'radio'],
  ['mres', 'mre'],
  ['goggles', 'goggle'],
])('%s and %s have one stem', (plural, singular) => {
  expect(stem(plural)).toBe(stem(singular));
});

test.each([
  ['glass', 'glas'],
  ['us', 'u'],
  ['gas', 'ga'],
  ['chassis', 'chassi'],
  ['radio', 'radar'],
])('%s is no plural of %s', (word, other) => {
  expect(stem(word)).not.toBe(stem(other));
});

test('a match is shown in the text as it was written, accents and hyphens included', () => {
  const text = 'new Cafe\u0301-155mm';
  const folded = fold(text);
  expect(folded.text).toBe('new cafe 155 mm');
  expect(toOriginal(folded, [[4, 8]])).toEqual([[4, 9]]);
  expect(toOriginal(folded, [[9, 15]])).toEqual([[10, 15]]);
});

test('adjacent words that matched are shown as one passage, words with another between them as two', () => {
  const folded = fold('night-vision goggles');
  expect(
    toOriginal(folded, [
      [6, 12],
      [0, 5],
    ]),
  ).toEqual([[0, 12]]);
  expect(
    toOriginal(folded, [
      [0, 5],
      [13, 20],
    ]),
  ).toEqual([
    [0, 5],
    [13, 20],
  ]);
});

test('two words that come from one character, as in ½, are shown once', () => {
  expect(
    toOriginal(fold('½'), [
      [0, 1],
      [2, 3],
    ]),
  ).toEqual([[0, 1]]);
});

test('property: words cover the folded text with single spaces between them, and fold to themselves', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const folded = fold(text);
      expect(folded.words.map((word) => word.text).join(' ')).toBe(folded.text);
      for (const { text: word, start, end } of folded.words) expect(folded.text.slice(start, end)).toBe(word);
      expect(fold(folded.text).text).toBe(folded.text);
    }),
  );
});

test('property: every unit of folded text knows where it came from, in order and inside the original', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { text: folded, starts, ends } = fold(text);
      expect([starts.length, ends.length]).toEqual([folded.length, folded.length]);
      for (const [unit, start] of starts.entries()) {
        const end = ends[unit] ?? Number.NaN;
        expect(start).toBeGreaterThanOrEqual(starts[unit - 1] ?? 0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});

test('property: cleaning a text changes nothing that is compared, and cleaning it again changes nothing', () => {
  const wellFormed = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(wellFormed, (text) => {
      expect(fold(clean(text)).text).toBe(fold(text).text);
      expect(clean(clean(text))).toBe(clean(text));
    }),
  );
});
