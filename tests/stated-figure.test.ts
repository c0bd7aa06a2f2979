import { expect, test } from 'vitest';
import { parseAmount } from '../src/data/amount-parse.ts';
import { findUnstatedFigure } from '../src/data/stated-figure.ts';

const unstated = (amount: string, quote: string) =>
  findUnstatedFigure(amount, parseAmount(amount).unit, quote);

test.each([
  ['$5 million', 'A new tranche of $5 million'],
  ['$5 million', '5,000,000 dollars were given'],
  ['$5 million', 'five million dollars were given'],
  ['more than $23 million', 'has approved more than $23 million in aid'],
  ['between $20 million and $25 million', 'between 20 and 25 million dollars'],
  ['$20-25 million', 'some $20–25 million'],
  ['CAD 5 million', 'Canada gave $5 million'],
  ['€1.5bn', 'EUR 1.5 billion'],
  ['five helicopters', '5 Mi-17 helicopters'],
  ['21 trucks', 'twenty-one trucks'],
  ['20 trucks', 'twenty five-ton trucks'],
  ['250 trucks', 'two hundred and fifty trucks'],
  ['12 trucks', 'a dozen trucks'],
  ['approximately 300,000 meals', 'the approximately 300,000 Meals Ready to Eat'],
  ['300,000 meals', 'rund 300.000 Mahlzeiten'],
  ['300,000 meals', '300\u00A0000 порцій'],
  ['$23 million', 'понад 23 млн доларів'],
  ['$2.5 billion', '2,5 млрд доларів'],
  ['$23 million', 'Aid in $ millions: 23'],
])('“%s” is stated by “%s”', (amount, quote) => {
  expect(unstated(amount, quote)).toBeUndefined();
});

test.each([
  ['$5 million', 'worth $6 million', '$5 million'],
  ['$5 million', 'worth $5 billion', '$5 million'],
  ['$5 million', 'worth €5 million', '$5 million'],
  ['$5 million', 'for $5 each', '$5 million'],
  ['€1.5bn', 'about $1.5 billion', '€1.5bn'],
  ['between $20 million and $25 million', 'at least $20 million', '$25 million'],
  ['3 million meals', 'about 123 million meals', '3 million'],
  ['5 million meals', 'about 5.5 million meals', '5 million'],
  ['300,000 meals', 'meals worth $300,000', '300,000'],
  ['777 howitzers', 'M777 howitzers', '777'],
  ['two boats', 'boats were given', '2'],
])('of “%s” the quote “%s” does not state %s', (amount, quote, figure) => {
  expect(unstated(amount, quote)).toBe(figure);
});

test('an amount without a figure asks nothing of its quote', () => {
  expect(unstated('an unknown amount in USD', 'a sum of money')).toBeUndefined();
});
