import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bound, Unit } from '../src/data/amount.ts';
import { parseAmount } from '../src/data/amount-parse.ts';
import { renderAmount, renderFigure } from '../src/data/amount-render.ts';
import { exponentOf } from '../src/data/amount-unit.ts';
import { anyAmount } from './amount.arbitrary.ts';

test.each([
  'more than $23 million',
  'up to $150 million',
  'nearly $40 million',
  'between $20 million and $25 million',
  'at least $5 million and less than $6 million',
  'approximately 300,000 meals',
  '$2.85 billion',
  '$1,234,567.89',
  '$5.50',
  'UAH 5 million',
  'CA$5 million',
  '¥5,000',
  'KWD 5.25',
  '2.5 tons',
  'more than about $5 million',
  'between about $5 million and $6 million',
  'less than about 20 meals',
  '$18 million or slightly more',
  'slightly less than $40 million',
  'an unknown amount in USD',
  'an unknown number of meals',
  'an unknown number',
])('“%s” is worded as it was read', (text) => {
  expect(renderAmount(parseAmount(text))).toBe(text);
});

test.each([
  ['over 300 thousand meals', 'more than 300,000 meals'],
  ['$1,500 million', '$1.5 billion'],
  ['$1,234,567', '$1,234,567'],
  ['$1,234,000', '$1.234 million'],
  ['$1,000,500,000', '$1,000,500,000'],
  ['$999,999.99', '$999,999.99'],
  ['between $999 and $1 million', 'between $999 and $1,000,000'],
])('%s is written %s, without rounding', (text, written) => {
  expect(renderAmount(parseAmount(text))).toBe(written);
});

test('digits are written in full where they are asked for', () => {
  expect(renderAmount(parseAmount('more than $23 million'), { figures: 'digits' })).toBe(
    'more than $23,000,000',
  );
});

test('every amount is read back from its wording, in words and in digits', () => {
  fc.assert(
    fc.property(anyAmount, fc.constantFrom('words' as const, 'digits' as const), (amount, figures) => {
      expect(parseAmount(renderAmount(amount, { figures }))).toEqual(amount);
    }),
    { numRuns: 3000 },
  );
});

test('a figure in words shows three decimals at most', () => {
  const usd: Unit = { type: 'money', currency: 'USD' };
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 18n), (minor) => {
      expect(renderFigure(minor, usd)).toMatch(
        /^\$(?:[\d,]+(?:\.\d{1,3})? (?:million|billion|trillion)|[\d,]+(?:\.\d\d)?)$/,
      );
    }),
  );
});

test('the two ends of one figure have a wording of their own for every mix of open and about', () => {
  const flags = [false, true];
  const bounds = flags.flatMap((open) => flags.map((about): Bound => ({ minor: 500n, open, about })));
  const unit: Unit = { type: 'money', currency: 'USD' };
  const words = bounds.flatMap((low) => bounds.map((high) => renderAmount({ unit, low, high })));
  expect(new Set(words).size).toBe(16);
});

test.each([
  ['USD', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['HUF', 2],
  ['CLF', 4],
])('%s has %d decimals by ISO 4217', (currency, decimals) => {
  expect(exponentOf({ type: 'money', currency })).toBe(decimals);
});
