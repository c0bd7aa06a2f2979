import fc from 'fast-check';
import { type Amount, isEmpty, type Unit } from '../src/data/amount.ts';
import { isNoun } from '../src/data/amount-unit.ts';

/** Minor units: any, small ones, and round ones such as sources give. */
const anyMinor = fc.oneof(
  fc.bigInt(0n, 10n ** 21n),
  fc.bigInt(0n, 20n),
  fc
    .tuple(fc.bigInt(0n, 5000n), fc.integer({ min: 0, max: 15 }))
    .map(([digits, zeros]) => digits * 10n ** BigInt(zeros)),
);

const anyBound = fc.record({ minor: anyMinor, open: fc.boolean(), about: fc.boolean() });

const anyNoun = fc.oneof(
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
  anyNoun.map((noun) => ({ type: 'things' as const, noun })),
);

/** Every shape of amount in one unit: all flags, one figure or two, and no upper end. */
export function anyAmountIn(unit: Unit): fc.Arbitrary<Amount> {
  return fc
    .tuple(
      anyBound,
      fc.oneof(anyBound, fc.constant('same'), fc.constant(undefined)),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([low, other, open, about]): Amount => {
      const high = typeof other === 'string' ? { minor: low.minor, open, about } : other;
      return high && high.minor < low.minor ? { unit, low: high, high: low } : { unit, low, high };
    })
    .filter(({ low, high }) => !isEmpty(low, high));
}

export const anyAmount: fc.Arbitrary<Amount> = anyUnit.chain(anyAmountIn);
