import { expect, test } from 'vitest';
import type { Context } from '../src/commands/command.ts';
import { renderItems, renderNoItem } from '../src/commands/item.render.ts';
import { item } from '../src/commands/item.ts';
import { getById, lookUp } from '../src/commands/lookup.ts';
import { renderParty } from '../src/commands/party.render.ts';
import { renderSource } from '../src/commands/source.render.ts';
import { suggest } from '../src/commands/suggest.ts';
import { answerSteps, total } from '../src/commands/total.ts';
import type { Facts, Item } from '../src/data/facts.ts';
import { ENGLISH } from '../src/i18n/language.ts';
import { ChartDrawer } from '../src/replies/charts/drawer.ts';
import type { Reply } from '../src/replies/reply.ts';
import { shortId } from '../src/replies/short-id.ts';
import { Search } from '../src/search/search.ts';
import { type AssistanceDraft, assistance, factsOf, party, source } from './fixtures/facts.ts';
import { Looks } from './fixtures/looks.ts';

// Answers about thousands of records are what they would be about a few, and others are answered while they are worked out.

const MANY = 3_000;
/** Between two stops 32 records are looked at, each some times. */
const FEW = 300;

function contextOf(facts: Facts): Context {
  const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
  return { facts, search: Search.build(facts), now, charts: new ChartDrawer(), language: ENGLISH };
}

function rowsOf(draft: (row: number) => Omit<AssistanceDraft, 'id'>) {
  return Array.from({ length: MANY }, (_, row) => {
    const evidence = { type: 'row', file: 'table.csv', row: row + 2, cells: [], url: undefined } as const;
    return assistance({ id: `aid/row-${row}`, title: `Row ${row}`, evidence, ...draft(row) });
  });
}

const textOf = ({ embeds }: Reply) => JSON.stringify(embeds);
const optionsOf = ({ components = [] }: Reply): readonly unknown[] =>
  components.flatMap((row) => row.components.flatMap((one) => ('options' in one ? (one.options ?? []) : [])));

test('a party that 3,000 facts are given to is told of with the first 8 and their number, a few looked at a stretch', () => {
  const looks = new Looks();
  const parties = [party({ id: 'haiti', name: 'Haiti' }), party({ id: 'guard', partOf: 'haiti' })];
  const rows = rowsOf((row) => ({
    to: row % 2 ? 'haiti' : 'guard',
    from: row === 7 ? 'haiti' : undefined,
    amount: '$1 million',
  }));
  const facts = factsOf({ parties, assistance: looks.at(looks.at(rows, 'to'), 'evidence') });
  const reply = looks.during(renderParty({ facts, language: ENGLISH }, facts.getParty('haiti')));
  const fields = reply.embeds[0]?.fields ?? [];
  expect(fields.map(({ name }) => name)).toEqual(['Receives', 'Gives']);
  expect(fields[0]?.value).toMatch(/^• \$1 million: Row 0 · .*\n(?:.*\n){7}.*2,?992/);
  expect(fields[1]?.value).toMatch(/^• \$1 million: Row 7 · [^\n]*$/);
  // Row 7, which is told of twice, is one row.
  expect(reply.embeds[0]?.description).toMatch(/2,?9\d\d more rows/);
  expect(optionsOf(reply)).toHaveLength(25);
  expect(looks.all).toBeGreaterThan(2 * MANY);
  expect(looks.most).toBeLessThanOrEqual(FEW);
});

test('a page of a source with 3,000 facts looks at the 20 that it shows, also at the last', () => {
  const looks = new Looks();
  const rows = rowsOf(() => ({ amount: '$1 million' }));
  const facts = factsOf({ sources: [source({ id: 'aid' })], assistance: looks.at(rows, 'title') });
  const view = { facts, language: ENGLISH };
  const render = (page: number) => looks.duringAll(() => renderSource(view, facts.getSource('aid'), page));
  const first = render(0);
  expect(first.embeds[0]?.footer?.text).toMatch(/^Facts, page 1 of 150 · /);
  expect(first.embeds[0]?.fields?.[0]?.value).toMatch(/^• Row 0: /);
  const last = render(149);
  expect(textOf(last)).toContain('• Row 2999: ');
  expect(looks.most).toBeLessThanOrEqual(40);
});

/** 3,000 rows of test kits, each with a fact of its own, and one item of another name. */
function kits(looks: Looks): Facts {
  const rows = rowsOf((row) => ({
    amount: '$2',
    items: [{ name: row === 50 ? 'patrol boat' : 'test kits', category: row < 10 ? 'health' : 'supplies' }],
  }));
  const watched = rows.map((row) => ({ ...row, items: looks.at(row.items, 'name') }));
  return factsOf({ assistance: watched });
}

test('/item of a name that 2,999 items have counts them, shows the first 6, and makes no more than its menu holds', () => {
  const looks = new Looks();
  const context = contextOf(kits(looks));
  function* answer() {
    return yield* renderItems(context, lookUp(context, 'test kits', ['item']), 'item:open');
  }
  const reply = looks.during(answer());
  expect(textOf(reply)).toMatch(/“test kits” names 2,?999 items\. The first 6 are shown/);
  expect(optionsOf(reply)).toHaveLength(25);
  expect(looks.most).toBeLessThanOrEqual(FEW);
});

test('where no item is called so, all categories that 3,000 items have are named', () => {
  const looks = new Looks();
  const facts = kits(looks);
  const watched = factsOf({
    assistance: facts.assistance.map((row) => ({ ...row, items: looks.at<Item>(row.items, 'category') })),
  });
  const reply = looks.during(renderNoItem({ facts: watched, language: ENGLISH }, 'qqq', 'item:open'));
  expect(textOf(reply)).toContain('health and supplies');
  expect(optionsOf(reply)).toHaveLength(25);
  expect(looks.all).toBeGreaterThanOrEqual(MANY);
  expect(looks.most).toBeLessThanOrEqual(FEW);
});

test('/total of a name that 2,999 rows have adds up each of them, a few at a stretch', () => {
  const looks = new Looks();
  const reply = looks.during(answerSteps({ of: 'test kits' }, contextOf(kits(looks))));
  expect(textOf(reply)).toMatch(/\*\*\$5,998\*\* announced, in 2,?999 records/);
  expect(looks.all).toBeGreaterThan(MANY);
  expect(looks.most).toBeLessThanOrEqual(FEW);
});

test('autocomplete counts 2,999 records of one name without looking at them', () => {
  const looks = new Looks();
  const context = contextOf(kits(looks));
  const [choice] = looks.duringAll(() => suggest(context, 'tes', ['item']));
  expect(choice?.name).toMatch(/^test kits · 2,?999 records$/);
  expect(looks.all).toBeLessThan(MANY);
});

test('an id as it stands in its own file names the one assistance that has it, and nothing where two sources have it', () => {
  const named = (...ids: string[]) => {
    const records = ids.map((id) => assistance({ id, title: `Aid ${id.split('/')[0]}`, amount: '$2' }));
    const context = contextOf(factsOf({ assistance: records }));
    return () => textOf(new Looks().during(answerSteps({ of: 'xk-17' }, context)));
  };
  expect(named('a/xk-17', 'b/other')()).toContain('**$2** announced');
  expect(named('a/xk-17', 'b/xk-17')).toThrow('Nothing is called “xk-17”');
});

test('/help looks for its examples among the first 1,000 records of 3,000 that give none', () => {
  const looks = new Looks();
  const rows = rowsOf((row) => ({ items: [{ name: `kit ${row}` }] }));
  const watched = rows.map((row) => ({ ...row, items: looks.at<Item>(row.items, 'aliases') }));
  const facts = factsOf({ assistance: looks.at(watched, 'amount') });
  const context = contextOf(facts);
  const examples = looks.duringAll(() => [...item.examples(context), ...total.examples(context)]);
  expect(examples.filter(Boolean)).toEqual(['/item name: kit 0', '/total', '/total of: kit 0']);
  expect(looks.all).toBeLessThanOrEqual(2_000);
});

test('a record whose id is too long for a button is found by its short form, without a look at other sources', () => {
  const long = `ministry-of-finance/${'agreement-on-the-delivery-of-patrol-boats-'.repeat(2)}2014`;
  const looks = new Looks();
  const meant = assistance({ id: long, items: [{ name: 'boats' }] });
  const facts = factsOf({
    assistance: [
      ...looks.at(
        rowsOf(() => ({})),
        'id',
      ),
      meant,
    ],
  });
  const view = { facts, language: ENGLISH };
  const idOf = (id: string, type: 'assistance' | 'item') => getById(view, shortId(id), [type]).id;
  const found = looks.duringAll(() => [idOf(long, 'assistance'), idOf(`${long}/boats`, 'item')]);
  expect(found).toEqual([long, `${long}/boats`]);
  expect(looks.all).toBe(0);
});
