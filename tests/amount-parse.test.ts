import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Amount, Bound, Unit } from '../src/data/amount.ts';
import { parseAmount } from '../src/data/amount-parse.ts';
import { renderAmount } from '../src/data/amount-render.ts';

const M = 100_000_000n;
const usd: Unit = { type: 'money', currency: 'USD' };
const closed = (minor: bigint): Bound => ({ minor, open: false, about: false });
const open = (minor: bigint): Bound => ({ minor, open: true, about: false });
const about = (minor: bigint): Bound => ({ minor, open: false, about: true });
const dollars = (low: Bound, high?: Bound): Amount => ({ unit: usd, low, high });
const meals = (low: Bound, high?: Bound): Amount => ({ unit: { type: 'things', noun: 'meals' }, low, high });

test.each<[string, Amount]>([
  ['$23 million', dollars(closed(23n * M), closed(23n * M))],
  ['$200,000,000', dollars(closed(200n * M), closed(200n * M))],
  ['$2.85 billion', dollars(closed(2850n * M), closed(2850n * M))],
  ['US$ 5 million', dollars(closed(5n * M), closed(5n * M))],
  ['USD 5 million', dollars(closed(5n * M), closed(5n * M))],
  ['5 million dollars', dollars(closed(5n * M), closed(5n * M))],
  ['$1,234,567.89', dollars(closed(123_456_789n), closed(123_456_789n))],
  ['$5.5', dollars(closed(550n), closed(550n))],
  ['$500k', dollars(closed(50_000_000n), closed(50_000_000n))],
  ['a million dollars', dollars(closed(M), closed(M))],
  ['more than $23 million', dollars(open(23n * M))],
  ['Over $23 million', dollars(open(23n * M))],
  ['at least $23 million', dollars(closed(23n * M))],
  ['no less than $23 million', dollars(closed(23n * M))],
  ['$23 million or more', dollars(closed(23n * M))],
  ['up to $150 million', dollars(closed(0n), closed(150n * M))],
  ['no more than $150 million', dollars(closed(0n), closed(150n * M))],
  ['at most $150 million', dollars(closed(0n), closed(150n * M))],
  ['less than $150 million', dollars(closed(0n), open(150n * M))],
  ['under $150 million', dollars(closed(0n), open(150n * M))],
  ['nearly $40 million', dollars(about(40n * M), closed(40n * M))],
  ['almost $40 million', dollars(about(40n * M), closed(40n * M))],
  ['approximately $40 million', dollars(about(40n * M), about(40n * M))],
  ['some $40 million', dollars(about(40n * M), about(40n * M))],
  ['roughly $40 million', dollars(about(40n * M), about(40n * M))],
  ['around $40 million', dollars(about(40n * M), about(40n * M))],
  ['an estimated $40 million', dollars(about(40n * M), about(40n * M))],
  ['more than about $40 million', dollars({ minor: 40n * M, open: true, about: true })],
  ['between $20 million and $25 million', dollars(closed(20n * M), closed(25n * M))],
  ['$20-25 million', dollars(closed(20n * M), closed(25n * M))],
  ['$20–$25 million', dollars(closed(20n * M), closed(25n * M))],
  ['$500,000-1 million', dollars(closed(50_000_000n), closed(M))],
  ['$20 million to $25 million', dollars(closed(20n * M), closed(25n * M))],
  ['from $20 million to $25 million', dollars(closed(20n * M), closed(25n * M))],
  ['approximately $20–25 million', dollars(about(20n * M), about(25n * M))],
  ['at least $5 million and less than $6 million', dollars(closed(5n * M), open(6n * M))],
  ['in excess of $23 million', dollars(open(23n * M))],
  ['well over $23 million', dollars(open(23n * M))],
  ['upwards of $23 million', dollars(open(23n * M))],
  ['a minimum of $23 million', dollars(closed(23n * M))],
  ['$23 million at least', dollars(closed(23n * M))],
  ['$23 million, or more', dollars(closed(23n * M))],
  ['$23 million-plus', dollars(closed(23n * M))],
  ['5,000+ meals', meals(closed(5_000_000n))],
  ['not to exceed $150 million', dollars(closed(0n), closed(150n * M))],
  ['not exceeding $150 million', dollars(closed(0n), closed(150n * M))],
  ['as much as $150 million', dollars(closed(0n), closed(150n * M))],
  ['a maximum of $150 million', dollars(closed(0n), closed(150n * M))],
  ['a ceiling of $150 million', dollars(closed(0n), closed(150n * M))],
  ['up to a maximum of $150 million', dollars(closed(0n), closed(150n * M))],
  ['up to an aggregate value of $150 million', dollars(closed(0n), closed(150n * M))],
  ['$150 million at most', dollars(closed(0n), closed(150n * M))],
  ['well below $150 million', dollars(closed(0n), open(150n * M))],
  ['close to $40 million', dollars(about(40n * M), about(40n * M))],
  ['on the order of $40 million', dollars(about(40n * M), about(40n * M))],
  ['$40 million or so', dollars(about(40n * M), about(40n * M))],
  ['an additional $40 million', dollars(closed(40n * M), closed(40n * M))],
  ['in the amount of $40 million', dollars(closed(40n * M), closed(40n * M))],
  ['a total of nearly another $40 million', dollars(about(40n * M), closed(40n * M))],
  ['just over $40 million', dollars(open(40n * M), about(40n * M))],
  ['just under $40 million', dollars(about(40n * M), open(40n * M))],
  ['just shy of $40 million', dollars(about(40n * M), open(40n * M))],
  ['“$23\u00a0million”', dollars(closed(23n * M), closed(23n * M))],
  ['approximately 300,000 meals', meals(about(300_000_000n), about(300_000_000n))],
  ['20 to 25 meals', meals(closed(20_000n), closed(25_000n))],
  ['300k meals', meals(closed(300_000_000n), closed(300_000_000n))],
  ['a dozen meals', meals(closed(12_000n), closed(12_000n))],
  ['2.5 meals', meals(closed(2500n), closed(2500n))],
])('“%s” is read with its bounds', (text, amount) => {
  expect(parseAmount(text)).toEqual(amount);
});

test.each([
  ['€1.5bn', 'EUR', 150_000_000_000n],
  ['5 million euros', 'EUR', 500_000_000n],
  ['£5m', 'GBP', 500_000_000n],
  ['₴5 million', 'UAH', 500_000_000n],
  ['CA$5 million', 'CAD', 500_000_000n],
  ['5 million Canadian dollars', 'CAD', 500_000_000n],
  ['A$5 million', 'AUD', 500_000_000n],
  ['¥5 million', 'JPY', 5_000_000n],
  ['KWD 1.5', 'KWD', 1500n],
  ['HUF 10.50', 'HUF', 1050n],
  ['5 million UAH', 'UAH', 500_000_000n],
])('“%s” is %s, %d in its minor unit by ISO 4217', (text, currency, minor) => {
  expect(parseAmount(text)).toEqual({
    unit: { type: 'money', currency },
    low: closed(minor),
    high: closed(minor),
  });
});

test.each([
  ['Five helicopters', 'helicopters', 5000n],
  ['twenty 20-person shelters', '20-person shelters', 20_000n],
  ['5,000 155mm rounds', '155mm rounds', 5_000_000n],
  ['300,000 Meals Ready to Eat', 'Meals Ready to Eat', 300_000_000n],
  ['1,200 soldiers’ kits', "soldiers' kits", 1_200_000n],
  ['300,000', '', 300_000_000n],
  ['1,000 M-16 rifles', 'M-16 rifles', 1_000_000n],
  ['three U.S. helicopters', 'U.S. helicopters', 3000n],
])('“%s” counts “%s”', (text, noun, minor) => {
  expect(parseAmount(text)).toEqual({
    unit: { type: 'things', noun },
    low: closed(minor),
    high: closed(minor),
  });
});

test.each([
  ['$5 zillion', 'zillion'],
  ['5 zillion meals', 'zillion meals'],
  ['more than up to $5', 'up to $5'],
  ['$5 million and change', 'and change'],
  ['5,000 helmets and 10 vests', 'helmets and 10 vests'],
  ['300,000 meals or more', 'meals or more'],
  ['-$5 million', 'negative'],
  ['$-5 million', 'negative'],
  ['$5.123', 'too many decimals'],
  ['¥5.5', 'too many decimals'],
  ['$1,00,000', 'commas and points'],
  ['1.500,00', 'commas and points'],
  ['300.000 meals', 'thousands or decimals'],
  ['between $25 million and $20 million', 'not below'],
  ['$25 million-$20 million', 'not below'],
  ['$25-20 million', 'write both in full'],
  ['$900-1.2 million', 'write both in full'],
  ['between $20 and $25 million', 'write both in full'],
  ['between $20 and $20 million', 'write both in full'],
  ['less than $0', 'not below'],
  ['$5 million CAD', 'both USD and CAD'],
  ['€20-$25 million', 'both EUR and USD'],
  ['100s of trucks', 'right behind the number'],
  ['5 usd', 'is it USD?'],
  ['5 mil', 'mil'],
  ['5 million pesos', 'several countries'],
  ['5 million pounds', 'several countries'],
  ['$5 million meals', 'meals'],
  ['5m', 'letter'],
  ['5½ million', '½'],
  ['$5² million', '²'],
  ['twenty-five helicopters', 'twenty'],
  ['half a million meals', 'half a million meals'],
  ['dozens of trucks', 'dozens of trucks'],
  ['several trucks', 'several trucks'],
  ['a helicopter', 'a helicopter'],
  ['$', '$'],
  ['', 'empty'],
  ['about nearly $5', 'nearly $5'],
  ['$5 million to Ukraine', 'to Ukraine'],
  ['€5 million and $6 million', 'and $6 million'],
  ['an unknown amount in QQQ', 'QQQ'],
  ['$5 million at least $6 million', 'at least $6 million'],
  ['20 or more million-plus meals', 'million-plus meals'],
  ['007', 'begins with 0'],
  [`$1${'0'.repeat(40)}`, 'too long'],
  ['meals '.repeat(50), 'too long'],
  ['20-person shelters', 'person shelters'],
])('“%s” is refused, naming “%s” and the forms that are accepted', (text, named) => {
  expect(() => parseAmount(text)).toThrowError(
    expect.objectContaining({
      name: 'ParseError',
      message: expect.stringMatching(new RegExp(`${RegExp.escape(named)}.*Write it like “\\$23 million”`)),
    }),
  );
});

const PIECES =
  `more than|between|and|to|from|up to|at least|less than|about|nearly|or more|or so|-plus|+|a total of|just under|a maximum of|-|$|€|USD|5|20|1,000|.5|five|a|dozen|million|m|k|
dollars|meals| | | `.split('|');

test('any jumble of these words is read as an amount that reads back, or is refused with a reason', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
      const amount = tryParse(pieces.join(''));
      if (amount) expect(parseAmount(renderAmount(amount))).toEqual(amount);
    }),
    { numRuns: 3000 },
  );
});

function tryParse(text: string): Amount | undefined {
  try {
    return parseAmount(text);
  } catch (error) {
    expect(error).toMatchObject({ name: 'ParseError' });
    return undefined;
  }
}
