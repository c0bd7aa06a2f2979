import fc from 'fast-check';
import { type Amount, isEmpty, type Unit } from '../src/data/amount.ts';
import { isNoun } from '../src/data/amount-unit.ts';

const anyBound = fc.record({
  minor: fc.oneof(
    fc.bigInt(0n, 10n ** 21n),
    fc.bigInt(0n, 5000n),
    fc
      .tuple(fc.bigInt(0n, 5000n), fc.integer({ min: 0, max: 15 }))
      .map(([digits, zeros]) => digits * 10n ** BigInt(zeros)),
  ),
  open: fc.boolean(),
  about: fc.boolean(),
});
const noun = fc.oneof(
  fc.constantFrom(
    '',
    'meals',
    'Meals Ready to Eat',
    '20-person shelters',
    "soldiers' kits",
    'U.S. helicopters',
  ),
  fc.stringMatching(/^[a-zA-Z]{1,9}( [a-z0-9-]{1,9}){0,3}$/).filter(isNoun),
);
const anyUnit: fc.Arbitrary<Unit> = fc.oneof(
  fc
    .constantFrom('USD', 'EUR', 'GBP', 'UAH', 'JPY', 'KWD', 'CAD', 'PLN', 'CLF')
    .map((currency) => ({ type: 'money' as const, currency })),
  noun.map((text) => ({ type: 'things' as const, noun: text })),
);
export const anyAmount: fc.Arbitrary<Amount> = fc
  .tuple(
    anyUnit,
    anyBound,
    fc.option(fc.oneof(anyBound, fc.constant('same' as const)), { nil: undefined }),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([unit, low, other, isOpen, isAbout]) => {
    const high = other === 'same' ? { minor: low.minor, open: isOpen, about: isAbout } : other;
    return high && high.minor < low.minor ? { unit, low: high, high: low } : { unit, low, high };
  })
  .filter(({ low, high }) => !isEmpty(low, high));
