import { expect, test } from 'vitest';
import { parseAmount } from '../src/data/amount-parse.ts';
import { findCircles, NO_PARENT } from '../src/data/circles.ts';
import { draftParts } from '../src/data/part-drafts.ts';
import { linkParts, type PartDraft } from '../src/data/part-of.ts';
import { runAtOnce } from '../src/data/steps.ts';
import { assistance } from './fixtures/facts.ts';
import { Looks } from './fixtures/looks.ts';

// What is part of what, where a table has thousands of parts: the same as of a few, and done step by step.

const MANY = 5_000;
const NOTHING_ELSE = { engagementIds: new Set<string>(), unreadable: new Set<string>() };

/** Parts as a table gives them; what is wrong with them goes to `faults`. */
function partsOf(partOf: (row: number) => string | undefined, amount: (row: number) => string, count = MANY) {
  const faults: string[] = [];
  const add = (_: unknown, problem: string, remedy: string) => faults.push(`${problem} — ${remedy}`);
  const parts = Array.from({ length: count }, (_, row): PartDraft => {
    const id = `aid/row-${row}`;
    const words = amount(row);
    return {
      ...{ id, sourceId: 'aid', report: { add }, path: [], items: [] },
      partOf: partOf(row),
      amount: words === '' ? undefined : parseAmount(words),
    };
  });
  return { parts, faults };
}

const whole: PartDraft = {
  ...{ id: 'law/all', sourceId: 'law', report: { add: () => {} }, path: [], items: [] },
  ...{ partOf: undefined, amount: parseAmount('$5 million') },
};

test('5,000 rows of one whole are each found to be part of it and checked against its money, a few at a stretch', () => {
  const looks = new Looks();
  const { parts, faults } = partsOf(
    () => 'law/all',
    (row) => (row === 4_000 ? '$6 million' : '$1,000'),
  );
  const watched = looks.at(parts, 'amount');
  const parents = looks.during(linkParts([whole, ...watched], NOTHING_ELSE));
  expect(parts.every(({ id }) => parents.get(id) === 'law/all')).toBe(true);
  expect([parents.get('law/all'), parents.get('aid/row-5000')]).toEqual([undefined, undefined]);
  expect(faults).toEqual([expect.stringContaining('$6 million is more than all of law/all')]);
  expect(looks.all).toBeGreaterThanOrEqual(MANY);
  expect(looks.most).toBeLessThanOrEqual(64);
});

test('a chain of 2,000 parts is checked up to its outermost whole, and can be left on the way up', () => {
  const looks = new Looks();
  const amounts = new Map([
    [0, '$5 million'],
    [1_999, '$6 million'],
  ]);
  const { parts, faults } = partsOf(
    (row) => (row === 0 ? undefined : `row-${row - 1}`),
    (row) => amounts.get(row) ?? 'at least $1',
    2_000,
  );
  looks.during(linkParts(looks.at(parts, 'amount'), NOTHING_ELSE));
  expect(faults).toEqual([
    expect.stringContaining('$6 million is more than all of aid/row-0, which contains it: $5 million'),
  ]);
  // From each of 32 parts that are checked at a stretch, 32 steps up at most.
  expect(looks.most).toBeLessThanOrEqual(33 * 33);
});

test('a circle through 5,000 rows is one fault, which names the first 20 of its links', () => {
  const { parts, faults } = partsOf(
    (row) => `row-${(row + 1) % MANY}`,
    () => '',
  );
  runAtOnce(linkParts(parts, NOTHING_ELSE));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(
    /^goes in a circle: aid\/row-0 is part of aid\/row-1 is part of .*aid\/row-19 is part of … is part of aid\/row-0 — /,
  );
});

test('circles are found wherever the walk to them begins, each once, and what leads into one is none', () => {
  // 0 → 1 → 2 → 1, 3 → 4 → 3, 5 → 5, 6 → 0, and 7 is part of nothing.
  const parents = Int32Array.from([1, 2, 1, 4, 3, 5, 0, NO_PARENT]);
  expect(runAtOnce(findCircles(parents))).toEqual([[1, 2], [3, 4], [5]]);
});

test('a circle of 5,000 is gone round in more than a hundred steps', () => {
  const parents = Int32Array.from({ length: MANY }, (_, place) => (place + 1) % MANY);
  expect([...findCircles(parents)].length).toBeGreaterThan(100);
  expect(runAtOnce(findCircles(parents))[0]).toHaveLength(MANY);
});

test('5,000 rows that name what is not there are told what was meant, with the ids compared once for all of them', () => {
  const looks = new Looks();
  const { parts, faults } = partsOf(
    () => 'law/al',
    () => '$1',
  );
  looks.during(linkParts([whole, ...looks.at(parts, 'sourceId')], NOTHING_ELSE));
  expect(new Set(faults)).toEqual(new Set(['there is no assistance “law/al” — did you mean “law/all”?']));
  expect(faults).toHaveLength(MANY);
  expect(looks.all).toBeLessThan(4 * MANY);
  expect(looks.most).toBeLessThanOrEqual(100);
});

test('rows that others are part of are drafted too, those that have a draft once, a few at a stretch', () => {
  const looks = new Looks();
  const rows = Array.from({ length: MANY }, (_, row) =>
    assistance({ id: `aid/row-${row}`, amount: '$5 million' }),
  );
  const part = { ...whole, id: 'law/part', partOf: 'aid/row-4000' };
  const self = { ...whole, id: 'law/inner', partOf: 'part' };
  const found = [
    { assistance: looks.at(rows, 'partOf'), drafts: [] },
    { assistance: [assistance({ id: 'law/part' }), assistance({ id: 'law/inner' })], drafts: [part, self] },
  ];
  const drafts = looks.during(draftParts(found));
  expect(drafts.map(({ id }) => id)).toEqual(['law/part', 'law/inner', 'aid/row-4000']);
  expect(drafts[2]).toMatchObject({ partOf: undefined, amount: rows[4_000]?.amount });
  expect(looks.all).toBe(MANY);
  expect(looks.most).toBeLessThanOrEqual(64);
});
