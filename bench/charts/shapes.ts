import { parseAmount } from '../../src/data/amount-parse.ts';
import { ENGLISH } from '../../src/i18n/language.ts';
import { toBar } from '../../src/replies/charts/bar.ts';
import type { Chart, Panel, Row } from '../../src/replies/charts/chart.ts';
import { chartWords } from '../../src/replies/charts/words.ts';

// Charts of the shapes that are asked for: a few rows, three years of months, and several kinds in two currencies.

function row(name: string, amounts: readonly string[], remark?: string): Row {
  return { name, depth: 0, bars: amounts.map((words) => toBar(ENGLISH, parseAmount(words))), remark };
}

const FEW: readonly Row[] = [
  row('Approved', ['more than $23 million'], 'No amount published (Materiel for the armed forces)'),
  row('Allocated', [], 'No amount published (Supplies for the State Border Guard Service)'),
  row('Announced', ['$5 million']),
  row('Delivered', [], '2 with no published amount (Meals Ready to Eat; Purchases by Embassy Kyiv)'),
];

const MONTHS: readonly Row[] = Array.from({ length: 36 }, (_, index) => {
  const millions = 50 + ((index * 137) % 800);
  return row(`Month ${index + 1} of 36`, [
    index % 2 === 0 ? `up to $${millions} million` : `$${millions} million`,
  ]);
});

const SEVERAL: readonly Panel[] = ['$', '€'].map((prefix) => ({
  heading: prefix === '$' ? 'US dollars' : 'Euros',
  prefix,
  rows: [
    'Україна',
    'Державна прикордонна служба України',
    'Грузія',
    'Молдова',
    'The other 188 recipients',
  ].map((name) =>
    row(name, [`between ${prefix}150 million and ${prefix}2.3 billion`, `more than ${prefix}40 million`]),
  ),
}));

const NOTES = [
  'Together, each dollar once: between $150 million and $2.3 billion announced, more than $40 million delivered.',
];
const FOOTER = [
  'Source: U.S. security assistance to Ukraine, The White House, 4 June 2014',
  'Facts: revision 1 (3f2a9c1d)',
];

const PANELS: Readonly<Record<string, readonly Panel[]>> = {
  '4 rows': [{ heading: undefined, prefix: '$', rows: FEW }],
  '36 months': [{ heading: undefined, prefix: '$', rows: MONTHS }],
  '10 rows, 20 bars, 2 currencies': SEVERAL,
};

export const SHAPES = Object.keys(PANELS);

/** @param number in the title, so that no chart was drawn before */
export function makeChart(shape: string, number: number): Chart {
  const title = `Assistance by recipient, ${number}`;
  return {
    title,
    subtitle: 'to Ukraine · since 1 March 2014',
    panels: PANELS[shape] ?? [],
    notes: NOTES,
    footer: FOOTER,
    words: chartWords(ENGLISH),
  };
}
