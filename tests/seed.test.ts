import { beforeAll, expect, test } from 'vitest';
import { renderAmount } from '../src/data/amount-render.ts';
import type { Facts } from '../src/data/facts.ts';
import { loadFacts } from '../src/data/load.ts';
import { findQuote } from '../src/data/quote.ts';
import { renderWhen } from '../src/data/when-render.ts';
import { bundledFacts, SHEET } from './fixtures/bot.ts';
import { quoteOf } from './fixtures/facts.ts';

let facts: Facts;
beforeAll(async () => {
  facts = await loadFacts(await bundledFacts([SHEET]), {
    loadedBy: 'test',
    now: Temporal.Instant.from('2026-01-01T00:00:00Z'),
    number: 1,
  });
});

const aid = (id: string) => facts.getAssistance(`${SHEET}/${id}`);
const itemsOf = (id: string) => aid(id).items.map(({ name }) => name);
const quotes = () =>
  [...facts.assistance, ...facts.items, ...facts.engagements].map((fact) => quoteOf(fact).quote);

test('the White House published the fact sheet on 4 June 2014; the note says how that is known, and no address is given', () => {
  const sheet = facts.getSource(SHEET);
  expect(sheet).toMatchObject({
    title: 'U.S. security assistance to Ukraine',
    publisher: 'The White House',
    url: undefined,
  });
  expect(sheet.published.toString()).toBe('2014-06-04');
  expect(sheet.note).toMatch(/undated.*early June.*not verified/s);
});

test('every quote stands in the text, at the lines that the evidence names', () => {
  const { text = '' } = facts.getSource(SHEET);
  for (const { quote, lines } of [...facts.assistance, ...facts.items, ...facts.engagements].map(quoteOf)) {
    expect(findQuote(text, quote)?.lines, quote).toEqual(lines);
  }
});

test('each passage of a quote has its line: what Embassy Kyiv delivered is on lines 2 and 6', () => {
  expect(quoteOf(aid('approved-since-march')).lines).toEqual([1]);
  expect(quoteOf(aid('embassy-purchases')).lines).toEqual([2, 6]);
});

test('no sentence of the sheet is left without a fact, but for the one about why', () => {
  let rest = (facts.getSource(SHEET).text ?? '').replace(/\s+/g, ' ');
  const passages = quotes().flatMap((quote) => quote.split(' … '));
  for (const passage of passages.toSorted((a, b) => b.length - a.length))
    rest = rest.replaceAll(passage, '\n');
  // Where passages were taken out, only what joined them remains.
  const left = rest
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  expect(left).toEqual([
    expect.stringMatching(
      /^The United States is working to bolster Ukraine's ability .* destabilize eastern Ukraine\.$/,
    ),
    ', as well as',
    'Senior Leader Engagement',
  ]);
});

test('more than $23 million was approved since early March, and the five other facts are part of it', () => {
  const total = aid('approved-since-march');
  expect(total.amount && renderAmount(total.amount)).toBe('more than $23 million');
  expect(total.when && renderWhen(total.when)).toBe('since early March 2014');
  expect(total).toMatchObject({ kind: 'approved', from: 'united-states', to: 'ukraine' });
  const parts = facts.childrenOf(total);
  expect(parts.map(({ id, kind }) => `${id.split('/')[1]} ${kind}`)).toEqual([
    'june-tranche announced',
    'mre delivered',
    'fmf approved',
    'ctr allocated',
    'embassy-purchases delivered',
  ]);
  // The phrase above the list is what says that its entries are parts.
  expect(parts.every((part) => quoteOf(part).quote.includes('This assistance includes:'))).toBe(true);
});

test('the $5 million tranche has three items', () => {
  const tranche = aid('june-tranche');
  expect(tranche.amount && renderAmount(tranche.amount)).toBe('$5 million');
  expect(itemsOf('june-tranche')).toEqual([
    'body armor',
    'night vision goggles',
    'additional communications equipment',
  ]);
});

test('approximately 300,000 Meals Ready to Eat were delivered in March', () => {
  const [meals, ...others] = aid('mre').items;
  expect(others).toEqual([]);
  expect(meals).toMatchObject({
    name: 'Meals Ready to Eat',
    aliases: expect.arrayContaining(['MRE', 'MREs']),
  });
  expect(meals?.quantity && renderAmount(meals.quantity)).toBe('approximately 300,000 meals');
  expect(meals?.when && renderWhen(meals.when)).toBe('March 2014');
});

test('Foreign Military Financing supports the armed forces with six kinds of things, and no figure', () => {
  expect(aid('fmf')).toMatchObject({
    programId: 'foreign-military-financing',
    to: 'armed-forces-of-ukraine',
    amount: undefined,
  });
  expect(facts.getParty('armed-forces-of-ukraine').partOf).toBe('ukraine');
  expect(itemsOf('fmf')).toEqual([
    'medical supplies',
    'helmets',
    'sleeping mats',
    'water purification units',
    'explosive ordnance disposal equipment',
    'handheld radios',
  ]);
});

test('Cooperative Threat Reduction supports the State Border Guard Service with eight kinds of things, and no figure', () => {
  const guard = 'state-border-guard-service-of-ukraine';
  expect(aid('ctr')).toMatchObject({
    programId: 'cooperative-threat-reduction',
    to: guard,
    amount: undefined,
  });
  expect(facts.getParty(guard).partOf).toBe('ukraine');
  expect(itemsOf('ctr')).toEqual([
    'clothing',
    'shelters',
    'small power generators',
    'hand fuel pumps',
    'engineering equipment',
    'communications equipment',
    'vehicles',
    'non-lethal individual tactical gear',
  ]);
});

test('Embassy Kyiv bought and delivered seventeen kinds of things to the State Border Guard Service', () => {
  expect(aid('embassy-purchases')).toMatchObject({
    through: 'embassy-kyiv',
    to: 'state-border-guard-service-of-ukraine',
    amount: undefined,
  });
  const items = itemsOf('embassy-purchases');
  expect(items).toHaveLength(17);
  // Each is a word of the sheet's list, in its order.
  const list = quoteOf(aid('embassy-purchases')).quote.match(/delivered (.*), and (communications gear)/);
  expect(items).toEqual([...(list?.[1]?.split(', ') ?? []), list?.[2]]);
});

test('each item stands in the words of its own evidence', () => {
  for (const item of facts.items) expect(quoteOf(item).quote).toContain(item.name);
  expect(facts.items).toHaveLength(35);
});

test('people find what several lists name: communications equipment three times, fuel pumps and shelters twice', () => {
  const named = (wanted: string) =>
    facts.items.filter(({ name, aliases }) => [name, ...aliases].includes(wanted)).length;
  expect([named('communications equipment'), named('fuel pumps'), named('shelters')]).toEqual([3, 2, 2]);
});

test('UA is Ukraine, EUCOM meets in the steering group, and the tranche has no time of its own', () => {
  expect(facts.getParty('ukraine').aliases).toContain('UA');
  const group = facts.getEngagement(`${SHEET}/eucom-steering-group`);
  expect(group.title).toBe('U.S. European Command general/flag officer steering group meeting');
  expect(group.between).toEqual(['U.S. European Command (EUCOM)', 'Ukrainian counterparts']);
  expect(aid('june-tranche').when).toBeUndefined();
});

test('three engagements: one on 1 April, one held in early June, one still planned for early June, all in Kyiv', () => {
  const found = facts.engagements.map((one) => [
    one.id.split('/')[1],
    one.status,
    renderWhen(one.when),
    one.where,
  ]);
  expect(found).toEqual([
    ['defense-consultations', 'held', '1 April 2014', 'Kyiv'],
    ['senior-defense-officials', 'held', 'early June 2014', 'Kyiv'],
    ['eucom-steering-group', 'planned', 'early June 2014', 'Kyiv'],
  ]);
  expect(facts.engagements.every(({ between, topics }) => between.length === 2 && topics.length > 0)).toBe(
    true,
  );
});
