import { expect, test } from 'vitest';
import { renderAmount } from '../src/data/amount-render.ts';
import type { Assistance, Facts, Kind } from '../src/data/facts.ts';
import { shareOfItem, type Total, totalSteps } from '../src/data/total.ts';
import type { Part } from '../src/data/totals/breakdown.ts';
import type { Figure } from '../src/data/totals/count.ts';
import { assistance, factsOf, source } from './fixtures/facts.ts';
import { Looks } from './fixtures/looks.ts';
import { totalAssistance } from './fixtures/total.ts';

const seed = factsOf({
  assistance: [
    assistance({ id: 'june/approved', kind: 'approved', amount: 'more than $23 million' }),
    assistance({
      id: 'june/tranche',
      partOf: 'june/approved',
      amount: '$5 million',
      items: [{ name: 'body armor' }, { name: 'night vision goggles' }, { name: 'communications equipment' }],
    }),
    assistance({
      id: 'june/meals',
      kind: 'delivered',
      partOf: 'june/approved',
      items: [{ name: 'Meals Ready to Eat', quantity: 'approximately 300,000 meals' }],
    }),
    assistance({ id: 'june/ctr', kind: 'allocated', items: [{ name: 'clothing' }] }),
  ],
});

// Two sources on one package and its tranche; the later one does not say what the tranche is part of.
const march = source({ id: 'march', published: '2014-03-20' });
const june = source({ id: 'june', published: '2014-06-04' });

function totalOf(facts: Facts, ...ids: string[]): Total {
  const selection = ids.length > 0 ? ids.map((id) => facts.getAssistance(id)) : facts.assistance;
  return totalAssistance(facts, selection);
}

/** `approved more than $23 million: june/approved` for each sum. */
function sumsIn({ sums }: Total): string[] {
  return sums.map(({ kind, amount, counted }) => {
    return `${kind} ${renderAmount(amount)}: ${idsOf(counted.map((entry) => entry.assistance))}`;
  });
}

function onlyCounted(total: Total) {
  const [counted] = total.sums.flatMap((sum) => sum.counted);
  if (!counted || total.sums.flatMap((sum) => sum.counted).length > 1) throw new Error('not one is counted');
  return counted;
}

function idsOf(records: readonly Assistance[]): string {
  return records.map(({ id }) => id).join(', ');
}

function figureIn(figure: Figure | undefined): string | undefined {
  return figure && `${figure.assistance.id} ${renderAmount(figure.amount)}`;
}

function itemizedIn({ itemized }: Pick<Part, 'itemized'>): string[] {
  return itemized.map(({ kind, amount }) => `${kind} ${renderAmount(amount)}`);
}

/** `announced june/tranche $5 million`, the parts of parts indented. */
function treeOf(parts: readonly Part[], indent = ''): string[] {
  return parts.flatMap(({ assistance: { kind, id }, amount, parts: inner }) => [
    `${indent}${kind} ${id} ${amount ? renderAmount(amount) : 'not published'}`,
    ...treeOf(inner, `${indent}  `),
  ]);
}

function unpublishedIn({ unpublished }: Total): string {
  return idsOf(unpublished.map((entry) => entry.assistance));
}

function containedIn({ contained }: Total): string[] {
  return contained.map((entry) => `${entry.assistance.id} in ${idsOf(entry.containedIn)}`);
}

test('of the whole fact sheet only the more than $23 million is counted; $5 million of it is itemized, more than $18 million is not', () => {
  const total = totalOf(seed);
  expect(sumsIn(total)).toEqual(['approved more than $23 million: june/approved']);
  const counted = onlyCounted(total);
  expect(treeOf(counted.parts)).toEqual([
    'announced june/tranche $5 million',
    'delivered june/meals not published',
  ]);
  expect(itemizedIn(counted)).toEqual(['announced $5 million']);
  expect(counted.remaining && renderAmount(counted.remaining)).toBe('more than $18 million');
  expect([counted.exceeds, counted.within, counted.sameAs, counted.circular]).toEqual([
    false,
    undefined,
    [],
    [],
  ]);
  expect(containedIn(total)).toEqual(['june/tranche in june/approved']);
});

test('what has no published amount is named, inside the counted $23 million or beside it, and adds no sum of $0', () => {
  const { unpublished, sums } = totalOf(seed);
  expect(unpublished.map(({ assistance: { id }, within }) => [id, figureIn(within)])).toEqual([
    ['june/meals', 'june/approved more than $23 million'],
    ['june/ctr', undefined],
  ]);
  expect(sums.map(({ kind }) => kind)).toEqual(['approved']);
});

test('the announced $5 million asked for alone is counted, as part of the larger approved amount', () => {
  const total = totalOf(seed, 'june/tranche');
  expect(sumsIn(total)).toEqual(['announced $5 million: june/tranche']);
  const counted = onlyCounted(total);
  expect(figureIn(counted.within)).toBe('june/approved more than $23 million');
  expect([counted.parts, counted.itemized, counted.remaining]).toEqual([[], [], undefined]);
});

test('nothing selected is no sum at all', () => {
  expect(totalAssistance(seed, [])).toEqual({ sums: [], contained: [], countedByParts: [], unpublished: [] });
});

test('a fact selected twice is counted once', () => {
  expect(sumsIn(totalOf(seed, 'june/tranche', 'june/tranche'))).toEqual([
    'announced $5 million: june/tranche',
  ]);
});

test('a whole without an amount hides nothing: its parts are counted, and it is named as their whole', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'x/package' }),
      assistance({ id: 'x/program', partOf: 'x/package' }),
      assistance({ id: 'x/trucks', partOf: 'x/program', amount: '$2 million' }),
      assistance({ id: 'x/boots', partOf: 'x/package', amount: '$3 million' }),
      assistance({ id: 'x/tents', partOf: 'x/package' }),
    ],
  });
  const total = totalOf(facts);
  expect(sumsIn(total)).toEqual(['announced $5 million: x/boots, x/trucks']);
  const named = total.countedByParts.map((entry) => `${entry.assistance.id}: ${idsOf(entry.parts)}`);
  expect(named).toEqual(['x/package: x/trucks, x/boots', 'x/program: x/trucks']);
  expect(unpublishedIn(total)).toBe('x/tents');
});

test('a part of a part is inside the whole even where what lies between has no amount or is not selected', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'x/whole', kind: 'approved', amount: '$10 million' }),
      assistance({ id: 'x/between', partOf: 'x/whole' }),
      assistance({ id: 'x/trucks', partOf: 'x/between', kind: 'obligated', amount: '$2 million' }),
    ],
  });
  expect(containedIn(totalOf(facts, 'x/whole', 'x/trucks'))).toEqual(['x/trucks in x/whole']);
  expect(treeOf(onlyCounted(totalOf(facts, 'x/whole')).parts)).toEqual([
    'announced x/between not published',
    '  obligated x/trucks $2 million',
  ]);
  expect(itemizedIn(onlyCounted(totalOf(facts, 'x/whole')))).toEqual(['obligated $2 million']);
});

test('amounts of different kinds and of different currencies stand apart, in the order in which money moves, the largest first', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'x/paid', kind: 'disbursed', amount: '$9 million' }),
      assistance({ id: 'x/euros', kind: 'approved', amount: '€1 million' }),
      assistance({ id: 'x/less', kind: 'approved', amount: '$2 million' }),
      assistance({ id: 'x/more', kind: 'approved', amount: '$3 million' }),
    ],
  });
  expect(sumsIn(totalOf(facts))).toEqual([
    'approved $5 million: x/more, x/less',
    'approved €1 million: x/euros',
    'disbursed $9 million: x/paid',
  ]);
});

test('two sources on one $5 million tranche are $5 million, told by the newer', () => {
  const facts = factsOf({
    sources: [march, source({ id: 'may', published: '2014-05-02' }), june],
    assistance: [
      assistance({ id: 'march/tranche', subject: 's', amount: '$5 million' }),
      assistance({ id: 'june/tranche', subject: 's', amount: '$5 million' }),
      assistance({ id: 'may/mention', subject: 's' }),
    ],
  });
  const total = totalOf(facts);
  expect(sumsIn(total)).toEqual(['announced $5 million: june/tranche']);
  expect(idsOf(onlyCounted(total).sameAs)).toBe('may/mention, march/tranche');
  expect(onlyCounted(total).disagreement).toEqual([]);
  expect(total.unpublished).toEqual([]);
});

test('$5 million in one source and $6 million in another for one tranche is a range, with both figures', () => {
  const facts = factsOf({
    sources: [march, june],
    assistance: [
      assistance({ id: 'march/tranche', subject: 's', amount: '$5 million' }),
      assistance({ id: 'june/tranche', subject: 's', amount: '$6 million' }),
    ],
  });
  const total = totalOf(facts);
  expect(sumsIn(total)).toEqual(['announced between $5 million and $6 million: june/tranche']);
  expect(onlyCounted(total).disagreement.map(figureIn)).toEqual([
    'june/tranche $6 million',
    'march/tranche $5 million',
  ]);
});

test('a figure from outside the selection is named and not mixed in, if it is of the same kind', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'a/tranche', subject: 's', amount: '$5 million' }),
      assistance({ id: 'b/tranche', subject: 's', amount: '$6 million' }),
      assistance({ id: 'c/tranche', subject: 's', amount: '$7 million', kind: 'approved' }),
    ],
  });
  const counted = onlyCounted(totalOf(facts, 'a/tranche'));
  expect([renderAmount(counted.amount), idsOf(counted.elsewhere)]).toEqual(['$5 million', 'b/tranche']);
});

test('one thing approved by one source and disbursed by another is two sums, each with the same parts', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'a/approved', subject: 's', kind: 'approved', amount: '$8 million' }),
      assistance({ id: 'b/disbursed', subject: 's', kind: 'disbursed', amount: '$6 million' }),
      assistance({ id: 'b/trucks', partOf: 'b/disbursed', kind: 'delivered', amount: '$1 million' }),
    ],
  });
  const total = totalOf(facts);
  expect(sumsIn(total)).toEqual(['approved $8 million: a/approved', 'disbursed $6 million: b/disbursed']);
  const parts = total.sums.flatMap((sum) => sum.counted.flatMap((counted) => treeOf(counted.parts)));
  expect(parts).toEqual(['delivered b/trucks $1 million', 'delivered b/trucks $1 million']);
  expect(containedIn(total)).toEqual(['b/trucks in a/approved, b/disbursed']);
});

test('one thing in dollars and in euros is two sums', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'a/tranche', subject: 's', amount: '$5 million' }),
      assistance({ id: 'b/tranche', subject: 's', amount: '€4 million' }),
    ],
  });
  expect(sumsIn(totalOf(facts))).toEqual([
    'announced $5 million: a/tranche',
    'announced €4 million: b/tranche',
  ]);
});

test('a tranche that only another source puts into the package is inside it: its dollars are not counted again', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'a/package', kind: 'approved', amount: '$23 million' }),
      assistance({ id: 'a/tranche', partOf: 'a/package', subject: 's', amount: '$5 million' }),
      assistance({ id: 'b/tranche', subject: 's', amount: '$5 million' }),
      assistance({ id: 'b/vests', partOf: 'b/tranche', amount: '$1 million' }),
    ],
  });
  const total = totalOf(facts, 'b/vests', 'b/tranche', 'a/package');
  expect(sumsIn(total)).toEqual(['approved $23 million: a/package']);
  expect(containedIn(total)).toEqual(['b/tranche in a/package', 'b/vests in a/package']);
  const counted = onlyCounted(total);
  expect(treeOf(counted.parts)).toEqual(['announced a/tranche $5 million', '  announced b/vests $1 million']);
  expect(counted.parts.map(({ sameAs }) => idsOf(sameAs))).toEqual(['b/tranche']);
  expect(itemizedIn(counted)).toEqual(['announced $5 million']);
  expect(figureIn(onlyCounted(totalOf(facts, 'b/vests')).within)).toBe('a/tranche $5 million');
});

test('sources that put each of two things inside the other are taken as telling of one, and it is said', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'a/one', subject: 'one', partOf: 'a/two', amount: '$5 million' }),
      assistance({ id: 'a/two', subject: 'two', amount: '$7 million' }),
      assistance({ id: 'b/one', subject: 'one', amount: '$6 million' }),
      assistance({ id: 'b/two', subject: 'two', partOf: 'b/one', amount: '$4 million' }),
      assistance({ id: 'b/part', partOf: 'b/two', amount: '$1 million' }),
      assistance({ id: 'a/whole', amount: '$50 million' }),
      assistance({ id: 'b/apart', amount: '$100 million' }),
    ],
  });
  const total = totalOf(facts, 'a/one', 'a/two', 'b/one', 'b/two', 'b/part');
  expect(sumsIn(total)).toEqual(['announced between $4 million and $7 million: a/one']);
  const counted = onlyCounted(total);
  expect(idsOf(counted.circular)).toBe('a/one, a/two, b/one, b/two');
  expect(idsOf(counted.sameAs)).toBe('a/two, b/one, b/two');
  expect(counted.disagreement).toHaveLength(4);
  expect(treeOf(counted.parts)).toEqual(['announced b/part $1 million']);
  expect(sumsIn(totalOf(facts, 'b/two', 'a/one'))).toEqual([
    'announced between $4 million and $5 million: a/one',
  ]);
});

test('a part given the subject of its own whole is still its part, not a second figure for it', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'a/whole', subject: 's', amount: '$23 million' }),
      assistance({ id: 'a/part', subject: 's', partOf: 'a/whole', amount: '$5 million' }),
      assistance({ id: 'b/whole', subject: 's', amount: '$23 million' }),
    ],
  });
  const total = totalOf(facts);
  expect(sumsIn(total)).toEqual(['announced $23 million: a/whole']);
  expect(containedIn(total)).toEqual(['a/part in a/whole']);
  expect(containedIn(totalOf(facts, 'a/part', 'b/whole'))).toEqual(['a/part in b/whole']);
  expect(itemizedIn(onlyCounted(total))).toEqual(['announced $5 million']);
  expect(onlyCounted(total).circular).toEqual([]);
});

const twoPackages = (shared: string | undefined) =>
  factsOf({
    assistance: [
      assistance({ id: 'a/package', amount: '$23 million' }),
      assistance({ id: 'a/tranche', partOf: 'a/package', subject: 's', amount: shared }),
      assistance({ id: 'b/package', amount: '$10 million' }),
      assistance({ id: 'b/tranche', partOf: 'b/package', subject: 's' }),
      assistance({ id: 'b/vests', partOf: 'b/tranche', amount: '$1 million' }),
    ],
  });

test('a $5 million tranche that two sources put into packages of $23 million and $10 million makes them $28 million together', () => {
  const total = totalOf(twoPackages('$5 million'));
  expect(sumsIn(total)).toEqual(['announced $28 million: a/package, b/package']);
  const overlaps = total.sums.flatMap((sum) => sum.overlaps);
  expect(overlaps).toHaveLength(1);
  expect(overlaps[0]?.assistance.id).toBe('a/tranche');
  expect(overlaps[0]?.amount && renderAmount(overlaps[0].amount)).toBe('$5 million');
  expect(idsOf(overlaps[0]?.containedIn ?? [])).toBe('a/package, b/package');
  expect(containedIn(total)).toContain('a/tranche in a/package, b/package');
});

test('where nobody says how much two packages of $23 million and $10 million share, they are between $23 million and $33 million', () => {
  const [sum] = totalOf(twoPackages(undefined)).sums;
  expect(sum && renderAmount(sum.amount)).toBe('between $23 million and $33 million');
  expect(sum?.overlaps.map(({ assistance: { id }, amount }) => [id, amount && renderAmount(amount)])).toEqual(
    [
      ['a/tranche', undefined],
      ['b/vests', '$1 million'],
    ],
  );
});

test('a shared tranche said to be larger than both packages narrows nothing', () => {
  const [sum] = totalOf(twoPackages('$90 million')).sums;
  expect(sum && renderAmount(sum.amount)).toBe('between $23 million and $33 million');
  expect(sum?.counted.map(({ exceeds }) => exceeds)).toEqual([true, true]);
});

test('three packages of $10 million that share two tranches, which share $8 million, are $10 million and not less', () => {
  const packages = ['a', 'b', 'c'].flatMap((folder) => [
    assistance({ id: `${folder}/package`, amount: '$10 million' }),
    assistance({ id: `${folder}/one`, partOf: `${folder}/package`, subject: 'one', amount: '$9 million' }),
    assistance({ id: `${folder}/two`, partOf: `${folder}/package`, subject: 'two', amount: '$9 million' }),
  ]);
  const shared = ['a/one', 'b/two'].map((partOf) => {
    return assistance({ id: `${partOf}-trucks`, partOf, subject: 'trucks', amount: '$8 million' });
  });
  const facts = factsOf({ assistance: [...packages, ...shared] });
  expect(sumsIn(totalOf(facts))).toEqual(['announced $10 million: a/package, b/package, c/package']);
});

test('parts of several kinds are listed by kind, and what remains is not worked out across them', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'x/whole', kind: 'approved', amount: '$10 million' }),
      assistance({ id: 'x/sent', partOf: 'x/whole', kind: 'delivered', amount: '$2 million' }),
      assistance({ id: 'x/said', partOf: 'x/whole', amount: '$3 million' }),
      assistance({ id: 'x/more', partOf: 'x/whole', amount: '$1 million' }),
    ],
  });
  const counted = onlyCounted(totalOf(facts));
  expect(itemizedIn(counted)).toEqual(['announced $4 million', 'delivered $2 million']);
  expect([counted.remaining, counted.exceeds]).toEqual([undefined, false]);
});

test.each([
  ['$10 million', ['$6 million', '$5 million'], true, undefined],
  ['up to $10 million', ['$11 million'], true, undefined],
  ['$10 million', ['$6 million', '$4 million'], false, '$0'],
  ['$10 million', ['more than $4 million'], false, 'less than $6 million'],
  ['more than $10 million', ['$10 million'], false, 'more than $0'],
  ['more than $10 million', ['$11 million'], false, undefined],
  ['more than $10 million', ['more than $4 million'], false, undefined],
  ['about $10 million', ['$11 million'], false, undefined],
])('of %s, parts of %j certainly exceed it: %s; what remains: %s', (whole, parts, exceeds, remaining) => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'x/whole', amount: whole }),
      ...parts.map((amount, index) => assistance({ id: `x/${index}`, partOf: 'x/whole', amount })),
    ],
  });
  const counted = onlyCounted(totalOf(facts));
  expect([counted.exceeds, counted.remaining && renderAmount(counted.remaining)]).toEqual([
    exceeds,
    remaining,
  ]);
});

test('a part that says more than the part it is in is reported there', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'x/whole', amount: '$10 million' }),
      assistance({ id: 'x/part', partOf: 'x/whole', amount: '$2 million' }),
      assistance({ id: 'x/inner', partOf: 'x/part', amount: '$3 million' }),
    ],
  });
  const counted = onlyCounted(totalOf(facts));
  expect([counted.exceeds, counted.parts[0]?.exceeds, counted.parts[0]?.remaining]).toEqual([
    false,
    true,
    undefined,
  ]);
});

const priced = (amount: string | undefined, kind: Kind = 'announced') =>
  assistance({
    id: 'x/tranche',
    kind,
    amount,
    items: [
      { name: 'vests', amount: '$1 million' },
      { name: 'boots', amount: '$2 million' },
      { name: 'tents' },
    ],
  });

test('where only items have amounts, $1 million and $2 million, their sum is counted and said to be that', () => {
  const counted = onlyCounted(totalOf(factsOf({ assistance: [priced(undefined)] })));
  expect([renderAmount(counted.amount), counted.fromItems]).toEqual(['$3 million', true]);
  expect(counted.pricedItems.map(({ name }) => name)).toEqual(['vests', 'boots']);
  expect([counted.itemized, counted.remaining]).toEqual([[], undefined]);
});

test('where the whole has $5 million and two items have $3 million, the items are parts: $2 million remain', () => {
  const counted = onlyCounted(totalOf(factsOf({ assistance: [priced('$5 million')] })));
  expect([renderAmount(counted.amount), counted.fromItems]).toEqual(['$5 million', false]);
  expect(itemizedIn(counted)).toEqual(['announced $3 million']);
  expect(counted.remaining && renderAmount(counted.remaining)).toBe('$2 million');
});

test('items and parts of one kind are itemized together', () => {
  const part = assistance({ id: 'x/trucks', partOf: 'x/tranche', amount: '$1 million' });
  const counted = onlyCounted(totalOf(factsOf({ assistance: [priced('$5 million'), part] })));
  expect(itemizedIn(counted)).toEqual(['announced $4 million']);
});

test('the items of two sources on one tranche are two tellings of the same money', () => {
  const other = { ...priced('$5 million'), id: 'y/tranche', sourceId: 'y', subject: 's' };
  const facts = factsOf({ assistance: [{ ...priced('$5 million'), subject: 's' }, other] });
  expect(itemizedIn(onlyCounted(totalOf(facts)))).toEqual(['announced $3 million']);
});

test('a sum of items contains those items only: a part with its own $4 million is counted beside them', () => {
  const part = assistance({ id: 'x/trucks', partOf: 'x/tranche', amount: '$4 million' });
  const facts = factsOf({ assistance: [priced(undefined), part] });
  expect(sumsIn(totalOf(facts))).toEqual(['announced $7 million: x/trucks, x/tranche']);
  expect(onlyCounted(totalOf(facts, 'x/trucks')).within).toBeUndefined();
});

test('items of a tranche inside the counted package are inside it too', () => {
  const whole = assistance({ id: 'x/whole', kind: 'approved', amount: '$9 million' });
  const facts = factsOf({ assistance: [whole, { ...priced(undefined), partOf: 'x/whole' }] });
  const total = totalOf(facts);
  expect(sumsIn(total)).toEqual(['approved $9 million: x/whole']);
  expect(containedIn(total)).toEqual(['x/tranche in x/whole']);
  expect(itemizedIn(onlyCounted(total))).toEqual(['announced $3 million']);
});

test('items priced in two currencies are counted in both', () => {
  const record = assistance({
    id: 'x/tranche',
    items: [
      { name: 'vests', amount: '$1 million' },
      { name: 'boots', amount: '€2 million' },
    ],
  });
  expect(sumsIn(totalOf(factsOf({ assistance: [record] })))).toEqual([
    'announced €2 million: x/tranche',
    'announced $1 million: x/tranche',
  ]);
});

test('a thing unpublished by the selected source names the source or the kind that does give a figure', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'a/tranche', subject: 's' }),
      assistance({ id: 'b/tranche', subject: 's', amount: '$5 million' }),
      assistance({ id: 'c/tranche', subject: 's', kind: 'delivered', amount: '$4 million' }),
    ],
  });
  const total = totalOf(facts, 'a/tranche', 'c/tranche');
  expect(sumsIn(total)).toEqual(['delivered $4 million: c/tranche']);
  expect(total.unpublished.map((entry) => `${entry.assistance.id}: ${idsOf(entry.elsewhere)}`)).toEqual([
    'a/tranche: b/tranche, c/tranche',
  ]);
});

test('a fact that is not among the facts is refused', () => {
  expect(() => totalAssistance(seed, [assistance({ id: 'x/stranger' })])).toThrow('“x/stranger”');
});

test('body armor has no figure of its own: it shares $5 million with 2 other items', () => {
  const share = shareOfItem(seed, seed.getItem('june/tranche/body-armor'));
  expect([share.sharedWith, share.figure, figureIn(share.shared)]).toEqual([
    3,
    undefined,
    'june/tranche $5 million',
  ]);
  expect(share.assistance.id).toBe('june/tranche');
});

test('the meals share only the more than $23 million, and clothing shares no published amount', () => {
  const meals = shareOfItem(seed, seed.getItem('june/meals/Meals-Ready-to-Eat'));
  expect([meals.sharedWith, figureIn(meals.shared)]).toEqual([1, 'june/approved more than $23 million']);
  expect(shareOfItem(seed, seed.getItem('june/ctr/clothing')).shared).toBeUndefined();
});

test('an item with $1 million of its own says so', () => {
  const facts = factsOf({ assistance: [priced('$5 million')] });
  const { figure } = shareOfItem(facts, facts.getItem('x/tranche/vests'));
  expect(figure && renderAmount(figure)).toBe('$1 million');
});

test('an item whose source gives no amount shares the one that another source gives, of its kind first', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'a/tranche', subject: 's', kind: 'approved', amount: '$6 million' }),
      assistance({ id: 'b/tranche', subject: 's', items: [{ name: 'vests' }] }),
      assistance({ id: 'c/tranche', subject: 's', amount: '$5 million' }),
    ],
  });
  expect(figureIn(shareOfItem(facts, facts.getItem('b/tranche/vests')).shared)).toBe('c/tranche $5 million');
});

test('2,000 parts of one whole, and 2,000 of parts, are told inside it and counted once, a few at a stretch', () => {
  const looks = new Looks();
  const parts = Array.from({ length: 2_000 }, (_, index) => [
    assistance({ id: `s/part-${index}`, amount: '$2', partOf: 's/whole' }),
    assistance({ id: `s/inner-${index}`, amount: '$1', partOf: `s/part-${index}` }),
  ]).flat();
  const whole = assistance({ id: 's/whole', amount: '$9,000' });
  const facts = factsOf({ assistance: [whole, ...looks.at(parts, 'amount')] });
  const { sums, contained } = looks.during(totalSteps(facts, facts.assistance));
  expect(sums.map(({ amount }) => renderAmount(amount))).toEqual(['$9,000']);
  const [counted] = sums[0]?.counted ?? [];
  expect(counted?.itemized.map(({ amount }) => renderAmount(amount))).toEqual(['$4,000']);
  expect(counted?.remaining && renderAmount(counted.remaining)).toBe('$5,000');
  expect([counted?.parts.length, counted?.parts[7]?.parts.length, contained.length]).toEqual([
    2_000, 1, 4_000,
  ]);
  expect(looks.all).toBeGreaterThan(parts.length);
  expect(looks.most).toBeLessThanOrEqual(400);
});
