import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Amount,
  addAmounts,
  type Bound,
  canContain,
  compareAmounts,
  hullOfAmounts,
  isEmpty,
  isExact,
  sameAmount,
  sameUnit,
  subtractAmount,
  sumAmounts,
  type Unit,
} from '../src/data/amount.ts';
import { parseAmount } from '../src/data/amount-parse.ts';
import { renderAmount } from '../src/data/amount-render.ts';
import { anyAmountIn } from './amount.arbitrary.ts';

const usd: Unit = { type: 'money', currency: 'USD' };
const dollars = anyAmountIn(usd);

test.each([
  ['more than $23 million', '$5 million', 'more than $28 million'],
  ['$23 million', '$5 million', '$28 million'],
  ['up to $150 million', '$5 million', 'between $5 million and $155 million'],
  ['less than $150 million', '$5 million', 'at least $5 million and less than $155 million'],
  ['approximately $5 million', '$5 million', 'approximately $10 million'],
  ['nearly $40 million', '$5 million', 'nearly $45 million'],
  ['approximately 300,000 meals', 'at least 2 meals', 'at least about 300,002 meals'],
])('%s and %s make %s', (a, b, sum) => {
  expect(renderAmount(addAmounts(parseAmount(a), parseAmount(b)))).toBe(sum);
});

test.each([
  ['more than $23 million', '$5 million', 'more than $18 million'],
  ['$23 million', '$5 million', '$18 million'],
  ['$23 million', 'more than $5 million', 'less than $18 million'],
  ['$23 million', 'up to $5 million', 'between $18 million and $23 million'],
  ['$23 million', 'nearly $5 million', '$18 million or slightly more'],
  ['$23 million', 'approximately $5 million', 'approximately $18 million'],
  ['up to $150 million', '$5 million', 'up to $145 million'],
  ['more than $23 million', 'more than $5 million', 'an unknown amount in USD'],
  ['more than $5 million', '$5 million', 'more than $0'],
  ['approximately $5 million', '$5 million', 'approximately $0'],
  ['$5 million', '$7 million', '$0'],
  ['less than $5 million', '$5 million', '$0'],
])('of %s, without %s, there remains %s', (whole, part, rest) => {
  expect(renderAmount(subtractAmount(parseAmount(whole), parseAmount(part)))).toBe(rest);
});

test.each([
  ['$5 million', '$6 million', 'between $5 million and $6 million'],
  ['more than $5 million', '$5 million', 'at least $5 million'],
  ['$5 million', 'approximately $5 million', 'approximately $5 million'],
  ['nearly $40 million', '$38 million', 'between $38 million and $40 million'],
])('two sources that say %s and %s lie %s', (a, b, hull) => {
  expect(renderAmount(hullOfAmounts(parseAmount(a), parseAmount(b)))).toBe(hull);
});

test.each([
  ['more than $23 million', '$50 million', true],
  ['$23 million', '$23 million', true],
  ['$23 million', 'more than $23 million', false],
  ['less than $23 million', '$23 million', false],
  ['$23 million', '$24 million', false],
  ['$23 million', 'up to $24 million', true],
  ['approximately $23 million', '$24 million', true],
  ['approximately $23 million', '$50 million', false],
  ['$23 million', 'approximately $24 million', true],
  ['$23 million', 'approximately $50 million', false],
])('whether %s can contain %s is %s', (whole, part, expected) => {
  expect(canContain(parseAmount(whole), parseAmount(part))).toBe(expected);
});

test('dollars, euros, meals and vests never combine', () => {
  const texts = ['$5', '€5', '5 meals', '5 vests'];
  for (const [a, b] of texts.flatMap((one) => texts.map((other) => [one, other] as const))) {
    const [first, second] = [parseAmount(a), parseAmount(b)];
    expect(sameUnit(first, second)).toBe(a === b);
    if (a === b) continue;
    for (const combine of [addAmounts, subtractAmount, hullOfAmounts, canContain]) {
      expect(() => combine(first, second)).toThrow(RangeError);
    }
  }
});

test('the sum of no amounts is refused, for it has no unit', () => {
  expect(() => sumAmounts([])).toThrow(RangeError);
  expect(renderAmount(sumAmounts(['$1', '$2', 'over $3'].map(parseAmount)))).toBe('more than $6');
});

test.each([
  ['$23 million', true],
  ['more than $23 million', false],
  ['approximately $23 million', false],
  ['nearly $23 million', false],
  ['between $22 million and $23 million', false],
  ['at least $23 million', false],
])('that %s is exact is %s', (text, expected) => {
  expect(isExact(parseAmount(text))).toBe(expected);
});

test('amounts sort by the least, then by the most, and an unknown most is greatest', () => {
  const sorted = [
    'less than $9',
    'up to $9',
    '$5',
    'up to about $9',
    'between $5 and $7',
    'at least $5',
    'more than $5',
    '$6',
    '€9',
  ];
  const amounts = [...sorted].reverse().map(parseAmount).sort(compareAmounts);
  expect(amounts.map((amount) => renderAmount(amount))).toEqual([
    '€9',
    'less than $9',
    'up to $9',
    'up to about $9',
    '$5',
    'between $5 and $7',
    'at least $5',
    'more than $5',
    '$6',
  ]);
});

test('comparison is a total order, zero only between the same amounts', () => {
  fc.assert(
    fc.property(dollars, dollars, dollars, (a, b, c) => {
      expect(Math.sign(compareAmounts(a, b))).toBe(-Math.sign(compareAmounts(b, a)) + 0);
      expect(compareAmounts(a, b) === 0).toBe(sameAmount(a, b));
      if (compareAmounts(a, b) <= 0 && compareAmounts(b, c) <= 0)
        expect(compareAmounts(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

test('addition does not depend on order or grouping', () => {
  fc.assert(
    fc.property(dollars, dollars, dollars, (a, b, c) => {
      expect(addAmounts(a, b)).toEqual(addAmounts(b, a));
      expect(addAmounts(addAmounts(a, b), c)).toEqual(addAmounts(a, addAmounts(b, c)));
    }),
  );
});

/** Amounts with a true value inside each. Where both ends are one figure, about and open, no exact value need be inside. */
const inside = dollars
  .filter(({ low, high }) => !high || high.minor - low.minor >= 2n || isPlain(low, high))
  .chain((amount) => {
    const least = amount.low.minor + (amount.low.open ? 1n : 0n);
    const most = amount.high ? amount.high.minor - (amount.high.open ? 1n : 0n) : least + 10n ** 22n;
    return fc.tuple(fc.constant(amount), fc.oneof(fc.bigInt(least, most), fc.constantFrom(least, most)));
  });

function isPlain(low: Bound, high: Bound): boolean {
  return !low.open && !high.open;
}

function holds({ low, high }: Amount, value: bigint): boolean {
  const isLowEnough = low.open ? value > low.minor : value >= low.minor;
  return isLowEnough && (!high || (high.open ? value < high.minor : value <= high.minor));
}

test('a sum, a remainder and a range hold every value that the true values can give', () => {
  fc.assert(
    fc.property(inside, inside, ([a, x], [b, y]) => {
      expect(holds(addAmounts(a, b), x + y)).toBe(true);
      expect(holds(hullOfAmounts(a, b), x) && holds(hullOfAmounts(a, b), y)).toBe(true);
      const [whole, part, total, taken] = x < y ? [b, a, y, x] : [a, b, x, y];
      expect(canContain(whole, part)).toBe(true);
      expect(holds(subtractAmount(whole, part), total - taken)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a sum is no wider than needed: its ends are the sums of the ends, reached exactly when both are', () => {
  fc.assert(
    fc.property(dollars, dollars, (a, b) => {
      const sum = addAmounts(a, b);
      expect([sum.low.minor, sum.low.open]).toEqual([a.low.minor + b.low.minor, a.low.open || b.low.open]);
      expect(sum.high === undefined).toBe(a.high === undefined || b.high === undefined);
      if (!sum.high || !a.high || !b.high) return;
      expect([sum.high.minor, sum.high.open]).toEqual([
        a.high.minor + b.high.minor,
        a.high.open || b.high.open,
      ]);
    }),
  );
});

test('“about” never vanishes from a sum, nor from an end of a remainder that it decides', () => {
  fc.assert(
    fc.property(dollars, dollars, (a, b) => {
      const sum = addAmounts(a, b);
      expect(sum.low.about).toBe(a.low.about || b.low.about);
      expect(sum.high?.about).toBe(sum.high && (a.high?.about || b.high?.about || false));
      const rest = subtractAmount(a, b);
      expect(rest.high?.about).toBe(a.high && (a.high.about || b.low.about));
      if (rest.low.minor > 0n) expect(rest.low.about).toBe(a.low.about || b.high?.about);
    }),
  );
});

test('what is left after taking away what was added still holds the first amount', () => {
  fc.assert(
    fc.property(inside, inside, ([a, x], [b]) => {
      expect(holds(subtractAmount(addAmounts(a, b), b), x)).toBe(true);
    }),
  );
});

test('no sum, remainder or range is empty, and each can be worded', () => {
  fc.assert(
    fc.property(
      dollars,
      dollars,
      fc.constantFrom(addAmounts, subtractAmount, hullOfAmounts),
      (a, b, combine) => {
        const result = combine(a, b);
        expect(isEmpty(result.low, result.high)).toBe(false);
        expect(parseAmount(renderAmount(result))).toEqual(result);
      },
    ),
    { numRuns: 1000 },
  );
});
