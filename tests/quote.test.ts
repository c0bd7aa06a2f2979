import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../src/data/fold.ts';
import { nearestPassage, renderNearest } from '../src/data/nearest-passage.ts';
import { diagnoseQuote, findQuote } from '../src/data/quote.ts';

const TEXT = `The President has approved more than $123 million in aid since early March.
This assistance includes:

A new tranche of $5.5 million for body armor, and 20-person shelters.
Embassy Kyiv has purchased and delivered non-lethal tactical gear; it can't stay. “U.S.–Ukraine” talks—in Kyiv—went on.
`;

const published = (quote: string, text = TEXT) => findQuote(text, quote)?.published;

test('a quote is found with its line and its place in the original text', () => {
  const found = findQuote(TEXT, 'A new tranche of $5.5 million');
  expect(found?.lines).toEqual([4]);
  expect(TEXT.slice(found?.start, found?.end)).toBe('A new tranche of $5.5 million');
});

test.each([
  ['straight quotation marks for curly ones', '"U.S.–Ukraine" talks', '“U.S.–Ukraine” talks'],
  ['a hyphen for a dash', 'in Kyiv-went on', 'in Kyiv—went on'],
  ['a curly apostrophe for a straight one', 'it can’t stay', "it can't stay"],
  ['a word joiner inside a word', 'body ar\u2060mor, and 20-person', 'body armor, and 20-person'],
  ['a soft hyphen and a zero-width space', 'de\u00ADlivered\u200B non-lethal', 'delivered non-lethal'],
  ['a byte order mark and spaces around it', '\uFEFF  A new tranche ', 'A new tranche'],
  [
    'no-break spaces and line breaks',
    'since early\u00A0March. This\n  assistance',
    'since early March. This assistance',
  ],
  ['full-width digits, which NFKC makes plain', 'tranche of $５.５ million', 'tranche of $5.5 million'],
])('typography is forgiven, and what was published is given back: %s', (_, quote, original) => {
  expect(published(quote)).toBe(original);
});

test('typography of the source is forgiven too: accents as marks, ligatures, hidden characters', () => {
  const text = 'The Ame\u0301lie of\uFB01ce gave\u200B 300\u00AD,000 meals away.';
  expect(published('Amélie office gave 300,000 meals', text)).toBe(
    'Ame\u0301lie of\uFB01ce gave 300,000 meals',
  );
});

test.each([
  ['another letter', 'Embassy Kyiv has purchased and delivred'],
  ['another case', 'embassy Kyiv has purchased'],
  ['another digit', 'more than $124 million'],
  ['emphasis that is not there', 'has *purchased* and delivered'],
  ['a word left out without …', 'Embassy Kyiv has delivered'],
  ['a space where there is none', 'body armor , and'],
  ['nothing at all', ''],
  ['only an ellipsis', '…'],
])('a quote with %s is not found', (_, quote) => {
  expect(findQuote(TEXT, quote)).toBeUndefined();
});

test.each([
  ['a figure', '23 million in aid'],
  ['the sign of a figure', '123 million in aid'],
  ['the decimals of a figure', 'new tranche of $5'],
  ['a word', 'assistance inclu'],
  ['the half of a compound that reverses it', 'lethal tactical gear'],
  ['the negation of a verb', 'it can'],
])('a quote cannot cut %s in two', (_, quote) => {
  expect(diagnoseQuote(TEXT, quote)).toMatchObject({ reason: 'cut' });
});

test('a figure is not cut out of a range, whatever its dash', () => {
  const text = 'It cost 5–6 million dollars, or €7—8 million.';
  expect(findQuote(text, '6 million dollars')).toBeUndefined();
  expect(findQuote(text, '8 million.')).toBeUndefined();
  expect(published('5-6 million dollars', text)).toBe('5–6 million dollars');
});

test('a passage may begin and end at a dash that divides a sentence', () => {
  expect(published('talks-in Kyiv')).toBe('talks—in Kyiv');
  expect(published('“U.S.–Ukraine” talks')).toBe('“U.S.–Ukraine” talks');
});

test('… and ... join passages in the order of the text, and each line on which one begins is named once', () => {
  const joined = 'This assistance includes: … A new tranche … 20-person shelters. ... Embassy Kyiv has';
  expect(findQuote(TEXT, joined)).toMatchObject({
    lines: [2, 4, 5],
    published: 'This assistance includes: … A new tranche … 20-person shelters. … Embassy Kyiv has',
  });
});

test('passages in another order than the text are told apart from passages that are not there', () => {
  expect(diagnoseQuote(TEXT, 'Embassy Kyiv has … This assistance includes')).toEqual({
    passage: 'This assistance includes',
    reason: 'order',
    line: 2,
  });
});

test.each(['the', 'a', '$5.5', '… and …', 'This assistance includes: … and'])(
  '“%s” is too short to prove anything',
  (quote) => {
    expect(findQuote(`${TEXT} and the a`, quote)).toBeUndefined();
    expect(diagnoseQuote(`${TEXT} and the a`, quote)).toMatchObject({ reason: 'short' });
  },
);

test('scripts without spaces between words can be quoted from any character to any other', () => {
  expect(published('医療品と防弾チョッキを供与', '日本は医療品と防弾チョッキを供与した。')).toBe(
    '医療品と防弾チョッキを供与',
  );
  expect(published('прикордонній службі', 'Допомога прикордонній службі України')).toBe(
    'прикордонній службі',
  );
});

test.each([
  [
    'a changed word',
    'has purchased and delivred non-lethal',
    { line: 5, there: 'delivered', quoted: 'delivred' },
  ],
  ['a word too few', 'Embassy Kyiv has delivered non-lethal', { there: 'purchased and', quoted: '' }],
  ['a word too many', 'Embassy Kyiv has fully purchased and', { there: '', quoted: 'fully' }],
  ['the first word', 'Embasy Kyiv has purchased and', { there: 'Embassy', quoted: 'Embasy' }],
  ['the last word', 'A new tranche of $5.5 billion', { line: 4, there: 'million', quoted: 'billion' }],
  ['only a space', 'for body armor , and 20-person', { there: 'armor,', quoted: 'armor ,' }],
])('the nearest passage of a wrong quote marks the first difference: %s', (_, quote, difference) => {
  expect(nearestPassage(TEXT, quote)).toMatchObject(difference);
});

test('a difference is worded with its line, what the text has, and what the quote has', () => {
  const nearest = nearestPassage(TEXT, 'Embassy Kyiv has purchased and delivred non-lethal');
  expect(nearest && renderNearest(nearest)).toBe(
    "line 5: “…Embassy Kyiv has purchased and ⟦delivered⟧ non-lethal tactical gear; it can't…”, where the quote has “delivred”",
  );
});

test('a text with nothing like the quote has no nearest passage', () => {
  expect(nearestPassage(TEXT, 'Seven helicopters arrived by sea yesterday')).toBeUndefined();
});

test('what is cut out of a text at its spaces is found in it, typography changed or not', () => {
  const words = fc.array(fc.stringMatching(/^[A-Za-z0-9$€%é“”’'.,;–—-]{1,8}$/), {
    minLength: 4,
    maxLength: 30,
  });
  const cut = fc.record({ words, from: fc.nat(20), count: fc.integer({ min: 2, max: 10 }) });
  fc.assert(
    fc.property(cut, ({ words, from, count }) => {
      const part = words.slice(from % (words.length - 2), (from % (words.length - 2)) + count);
      fc.pre(!/\.{3,}/.test(words.join(' ')) && part.filter((word) => /[A-Za-z0-9é]/.test(word)).length > 1);
      const found = findQuote(words.join(' \n'), part.join(' ').replaceAll('“', '"').replaceAll('–', '-'));
      expect(found).toBeDefined();
    }),
  );
});

test('folding is the same done twice, and every folded character knows where it came from', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { text: folded, starts } = fold(text);
      expect(fold(folded).text).toBe(folded);
      expect(starts).toHaveLength(folded.length);
      expect(starts.every((start, index) => start >= (starts[index - 1] ?? 0) && start < text.length)).toBe(
        true,
      );
    }),
  );
});

test('what a typewriter has stays, each from its own place, but for one space of several', () => {
  const typed = fc.string({
    unit: fc.constantFrom('a', 'B', '7', ',', ' ', ' ', '\n', 'é', '`'),
    maxLength: 60,
  });
  fc.assert(
    fc.property(typed, (text) => {
      const { text: folded, starts } = fold(text);
      expect(folded).toBe(text.replaceAll('`', "'").replace(/\s+/g, ' '));
      const origins = Array.from(starts, (start) => text.charAt(start).replace('`', "'").replace('\n', ' '));
      expect(origins.join('')).toBe(folded);
    }),
  );
});

test.each([
  ['one long word', 'a'.repeat(1_000_000), 'a'.repeat(2000)],
  ['the same short word', 'a '.repeat(500_000), `${'a '.repeat(900)}b`],
  [
    'prose',
    `${TEXT.repeat(2000)}Embassy Lviv has purchased ninety kitchens.`,
    'Embassy Lviv has purchased ninty kitchens.',
  ],
])('a wrong quote is explained in a megabyte of %s', (_, text, quote) => {
  const missing = diagnoseQuote(text, quote);
  nearestPassage(text, missing?.passage ?? '');
  expect(missing).toBeDefined();
});
