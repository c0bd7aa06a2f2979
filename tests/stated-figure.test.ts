import { expect, test } from 'vitest';
import { parseAmount } from '../src/data/amount-parse.ts';
import { findMisstatement } from '../src/data/stated-figure.ts';

const misstatement = (amount: string, quote: string) => findMisstatement(amount, parseAmount(amount), quote);

test.each([
  ['$5 million', 'A new tranche of $5 million'],
  ['$5 million', '5,000,000 dollars were given'],
  ['$5 million', 'five million dollars were given'],
  ['more than $23 million', 'has approved more than $23 million in aid'],
  ['between $20 million and $25 million', 'between 20 and 25 million dollars'],
  ['some $20-25 million', 'some $20–25 million'],
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
  ['500,000 meals', 'half a million meals'],
  ['$5 million', 'a $5-million package'],
  ['$5 million', 'worth $5 million—the largest yet'],
])('“%s” is stated by “%s”', (amount, quote) => {
  expect(misstatement(amount, quote)).toBeUndefined();
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
  ['two boats', 'boats were given', 'two'],
  ['17 helicopters', 'five Mi-17 helicopters', '17'],
  ['20 shelters', '20-person shelters', '20'],
  ['1 million meals', 'half a million meals', '1 million'],
])('of “%s” the quote “%s” does not state %s', (amount, quote, figure) => {
  expect(misstatement(amount, quote)).toEqual({ reason: 'figure', figure });
});

test('an amount without a figure asks nothing of its quote', () => {
  expect(misstatement('an unknown amount in USD', 'a sum of money')).toBeUndefined();
});

test.each([
  ['up to $350 million', 'the drawdown of up to an aggregate value of $350 million in defense articles'],
  ['up to $150 million', 'with a ceiling of $150 million'],
  ['up to $150 million', 'in an amount not to exceed $150 million'],
  ['up to $150 million', 'not to exceed a total of $150 million'],
  ['$5 million', 'totaling $5 million'],
  ['$5 million', 'in the amount of $5 million'],
  ['$5 million', '$5 million for helmets, of which $2 million has been paid'],
  ['$2 million', '$5 million for helmets, of which $2 million has been paid'],
  ['up to $5 million', 'as much as $5 million'],
  ['more than $5 million', 'in excess of $5 million'],
  ['more than $5 million', 'more than US $5 million'],
  ['more than $5 million', 'well over $5 million'],
  ['about $40 million', 'worth some $40 million'],
  ['some 2,000 vests', 'and some “2,000” life vests'],
  ['about 300,000 meals', 'the approximately 300,000 Meals Ready to Eat'],
  ['just under $5 million', 'just under $5 million'],
  ['more than 1 million rounds', 'We have provided more than one million rounds'],
  ['more than $5 million', 'more than an additional $5 million'],
  ['nearly $5 million', 'nearly another $5 million'],
  ['at least 5,000 helmets', '5,000 helmets or more were given'],
  ['at least 5,000 helmets', '5,000+ helmets'],
  ['more than 30 trucks', 'more than 30 of the trucks … 20 trucks'],
  ['20 trucks', 'more than 30 of the trucks … 20 trucks'],
  ['$320 million', 'more than $1 billion in new funding and an additional $320 million'],
  ['$5 million', 'more than doubled it to $5 million'],
  ['$6 million', 'raised its contribution from $5 million to $6 million'],
  ['from $5 million to $6 million', 'costs from $5 million to $6 million'],
  ['$5 million', 'gave $5 million to 10 countries'],
  ['$5 million', 'gave $5 million to 10 million people'],
  ['10 trucks', 'handed over 10 trucks'],
  ['more than 10 trucks', 'handed over 10 trucks'],
  ['$5 million', 'which adds up to $5 million'],
  ['more than $5 million', 'more than $5 million and up to 200 trucks'],
  ['up to 200 trucks', 'more than $5 million and up to 200 trucks'],
  ['less than $5 million', '“less than $5\u00A0million,” he said'],
])('“%s” has the wording of “%s”', (amount, quote) => {
  expect(misstatement(amount, quote)).toBeUndefined();
});

test.each([
  ['$23 million', 'approved more than $23 million', 'more than $23 million', 'more than $23 million'],
  ['up to $23 million', 'approved more than $23 million', 'more than $23 million', 'more than $23 million'],
  [
    'at least $23 million',
    'approved more than $23 million',
    'more than $23 million',
    'more than $23 million',
  ],
  [
    '300,000 meals',
    'the approximately 300,000 Meals',
    'approximately 300,000',
    'approximately 300,000 meals',
  ],
  ['more than $5 million', 'a tranche of $5 million for', '$5 million', '$5 million'],
  ['about $5 million', 'a total of $5 million for', 'a total of $5 million', '$5 million'],
  ['$150 million', 'a ceiling of $150 million', 'a ceiling of $150 million', 'up to $150 million'],
  ['$150 million', 'not to exceed $150 million', 'not to exceed $150 million', 'up to $150 million'],
  [
    '$350 million',
    'up to an aggregate value of $350 million',
    'up to an aggregate value of $350 million',
    'up to $350 million',
  ],
  [
    '$25 million',
    'between $20 and $25 million',
    'between $20 and $25 million',
    'between $20 million and $25 million',
  ],
  [
    '$25 million',
    'some $20–25 million',
    'some $20-25 million',
    'between about $20 million and about $25 million',
  ],
  [
    '$20-25 million',
    'some $20–25 million',
    'some $20-25 million',
    'between about $20 million and about $25 million',
  ],
  ['5,000 helmets', '5,000 helmets or more', '5,000 or more', 'at least 5,000 helmets'],
  ['5,000 helmets', '5,000+ helmets were given', '5,000+', 'at least 5,000 helmets'],
  ['12 trucks', 'more than a dozen trucks', 'more than a dozen', 'more than 12 trucks'],
  ['nearly CAD 5 million', 'about $5 million', 'about $5 million', 'approximately CA$5 million'],
])('“%s” is not what “%s” says: “%s”; “%s” is', (amount, quote, says, write) => {
  expect(misstatement(amount, quote)).toEqual({ reason: 'wording', says: [says], write: [write] });
  expect(misstatement(write, quote)).toBeUndefined();
});

test('where a quote has the figure twice, either wording is the amount’s, and a third names both', () => {
  const quote = 'a tranche of $5 million; so far more than $5 million was spent';
  expect(misstatement('$5 million', quote)).toBeUndefined();
  expect(misstatement('more than $5 million', quote)).toBeUndefined();
  expect(misstatement('up to $5 million', quote)).toMatchObject({
    says: ['$5 million', 'more than $5 million'],
  });
});
