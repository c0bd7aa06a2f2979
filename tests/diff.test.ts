import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderAmount } from '../src/data/amount-render.ts';
import {
  type Changed,
  type Diff,
  diffFacts,
  hasChanged,
  isEmptyDiff,
  type Listed,
} from '../src/data/diff.ts';
import { type Assistance, type Engagement, type Facts, KINDS } from '../src/data/facts.ts';
import { runAtOnce } from '../src/data/steps.ts';
import { sumAll } from '../src/data/totals/all.ts';
import { parseWhen } from '../src/data/when-parse.ts';
import { assistance, engagement, factsOf, onDay, party, source } from './fixtures/facts.ts';
import { Looks } from './fixtures/looks.ts';
import { totalAssistance } from './fixtures/total.ts';

const UKRAINE = party({ id: 'ukraine', name: 'Ukraine' });
const of = (...records: Assistance[]) => factsOf({ assistance: records, parties: [UKRAINE] });
const aid = (draft: Partial<Omit<Assistance, 'amount' | 'items'>> & { amount?: string } = {}) =>
  assistance({ id: 'a/aid', title: 'Aid', amount: '$5 million', to: 'ukraine', ...draft });

/** What a diff says of the fields of one record, as `field: before -> after`. */
function fieldsOf({ changed }: Diff, id: string): string[] {
  const found = changed.find((one) => one.id === id);
  return (found?.changes ?? []).map(({ field, before, after }) => `${field}: ${before} -> ${after}`);
}

test('what came, went and changed is told by type, id and title, field by field in words', () => {
  const before = of(aid(), aid({ id: 'b/old', title: 'Old' }));
  const after = of(
    aid({ amount: 'more than $6 million', when: onDay('2014-06-04'), to: undefined, kind: 'approved' }),
    aid({ id: 'c/new', title: 'New' }),
  );
  const diff = diffFacts(before, after);
  expect(diff.added).toEqual([
    { type: 'source', id: 'c', title: 'c' },
    { type: 'assistance', id: 'c/new', title: 'New' },
  ]);
  expect(diff.removed).toEqual([
    { type: 'source', id: 'b', title: 'b' },
    { type: 'assistance', id: 'b/old', title: 'Old' },
  ]);
  expect(fieldsOf(diff, 'a/aid')).toEqual([
    'kind: announced -> approved',
    'amount: $5 million -> more than $6 million',
    'when: undefined -> 4 June 2014',
    'to: Ukraine -> undefined',
  ]);
});

test('an item that changes is told by itself, not as a change of its assistance', () => {
  const withItem = (quantity: string) =>
    factsOf({ assistance: [assistance({ id: 'a/aid', items: [{ name: 'trucks', quantity }] })] });
  const diff = diffFacts(withItem('5 trucks'), withItem('6 trucks'));
  expect(diff.changed).toEqual([
    {
      type: 'item',
      id: 'a/aid/trucks',
      title: 'trucks',
      changes: [{ field: 'quantity', before: '5 trucks', after: '6 trucks' }],
    },
  ]);
});

test('days that move under the same words are told with the days', () => {
  const talks = (to: string) =>
    factsOf({
      engagements: [
        engagement({ id: 'a/talks', when: parseWhen({ from: '2014-06-01', to, says: 'early June 2014' }) }),
      ],
    });
  expect(fieldsOf(diffFacts(talks('2014-06-10'), talks('2014-06-12')), 'a/talks')).toEqual([
    'when: early June 2014 (2014-06-01 to 2014-06-10) -> early June 2014 (2014-06-01 to 2014-06-12)',
  ]);
});

test('of a source it is told where its text differs, and a fact whose words stand on another line is counted, not told', () => {
  const facts = (text: string, line: number) =>
    factsOf({
      sources: [source({ id: 'a', text })],
      assistance: [aid({ evidence: { type: 'quote', quote: 'Aid', lines: [line] } })],
      parties: [UKRAINE],
    });
  const diff = diffFacts(facts('Aid', 1), facts('\n\nAid', 3));
  expect(diff).toMatchObject({ added: [], removed: [], moved: 1 });
  expect(fieldsOf(diff, 'a')).toEqual(['text: undefined -> 2 lines from line 1 “”']);
});

const LONG = 'The first €12.5 million of the package of aid for the border guard were paid on 4 May.';

test.each([
  [
    'a figure of as many digits',
    LONG,
    LONG.replace('4 May', '5 May'),
    ['line 1 “…border guard were paid on 4 May.”', 'line 1 “…border guard were paid on 5 May.”'],
  ],
  ['lines that came', 'one\nfour', 'one\ntwo\nthree\nfour', [undefined, '2 lines from line 2 “two”']],
  ['a line that went', 'one\ntwo', 'one', ['line 2 “two”', undefined]],
  ['lines that are others', 'a\nb\nc', 'a\nx\ny\nc', ['line 2 “b”', '2 lines from line 2 “x”']],
  ['one of two alike', 'a\na', 'a', ['line 2 “a”', undefined]],
  ['a text that there was not', '', 'one\ntwo', [undefined, '2 lines from line 1 “one”']],
  ['what nobody sees', 'a b\r', 'a  b', ['line 1 “a bU+000D”', 'line 1 “aU+0020 b”']],
  [
    'the second half of an emoji',
    `${'x'.repeat(40)}😀`,
    `${'x'.repeat(40)}😁`,
    [`line 1 “…${'x'.repeat(29)}😀”`, `line 1 “…${'x'.repeat(29)}😁”`],
  ],
])('%s in the text of a source: what is told before and after differs', (_what, before, after, told) => {
  const facts = (text: string) => factsOf({ sources: [source({ id: 'a', text })] });
  expect(diffFacts(facts(before), facts(after)).changed[0]?.changes).toEqual([
    { field: 'text', before: told[0], after: told[1] },
  ]);
});

test('totals are told by kind and currency, each dollar once, before and after', () => {
  const whole = aid({ amount: '$9 million' });
  const part = aid({ id: 'a/part', amount: '$2 million', partOf: 'a/aid' });
  const { totals } = diffFacts(
    of(whole, part),
    of(whole, part, aid({ id: 'a/euro', amount: '€1 million' }), aid({ id: 'b/more', amount: '$1 million' })),
  );
  const words = totals.map((total) => [
    total.kind,
    total.before && renderAmount(total.before),
    total.after && renderAmount(total.after),
    hasChanged(total),
  ]);
  expect(words).toEqual([
    ['announced', '$9 million', '$10 million', true],
    ['announced', undefined, '€1 million', true],
  ]);
});

// Small worlds in which most ids are shared, and most fields are not.

const anyAid: fc.Arbitrary<Assistance> = fc
  .record({
    folder: fc.constantFrom('a', 'b'),
    id: fc.constantFrom('one', 'two', 'three'),
    title: fc.constantFrom('Aid', 'More aid'),
    kind: fc.constantFrom(...KINDS.slice(3, 6)),
    amount: fc.constantFrom(undefined, '$5 million', 'more than $5 million', '€2 million'),
    subject: fc.constantFrom(undefined, undefined, 'boats'),
    goods: fc.uniqueArray(fc.constantFrom('trucks', 'boats', 'meals')),
  })
  .map(({ folder, id, goods, ...draft }) =>
    assistance({
      ...draft,
      id: `${folder}/${id}`,
      items: goods.map((name) => ({ name, amount: '$1 million' })),
    }),
  );
const anyTalks: fc.Arbitrary<Engagement> = fc
  .record({
    id: fc.constantFrom('a/talks', 'b/visit'),
    day: fc.constantFrom('2014-06-04', '2014-06-05'),
    topics: fc.uniqueArray(fc.constantFrom('x', 'y')),
  })
  .map(engagement);
const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    assistance: fc.uniqueArray(anyAid, { selector: ({ id }) => id }),
    engagements: fc.uniqueArray(anyTalks, { selector: ({ id }) => id }),
    linked: fc.boolean(),
  })
  .map(({ assistance: records, engagements, linked }) => {
    const [first, ...rest] = records;
    const parts = rest.map((record) => (linked && first ? { ...record, partOf: first.id } : record));
    return factsOf({ assistance: first ? [first, ...parts] : [], engagements });
  });

const byId = <T extends Listed>(list: readonly T[]) =>
  list.toSorted((a, b) => (a.type + a.id < b.type + b.id ? -1 : 1));
const turned = ({ changes, ...rest }: Changed) => ({
  ...rest,
  changes: changes.map(({ field, before, after }) => ({ field, before: after, after: before })),
});
/** Titles are those of the later state. */
const untitled = (list: readonly Listed[]) => byId(list).map(({ title, ...rest }) => rest);

describe('between any two states', () => {
  test('what is loaded twice from the same records has no difference', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { sources, programs, parties, assistance: records, engagements } = facts;
        const again = factsOf(
          structuredRecords({ sources, programs, parties, assistance: records, engagements }),
        );
        const diff = diffFacts(facts, again);
        expect(isEmptyDiff(diff)).toBe(true);
        expect(diff.moved).toBe(0);
        expect(diff.totals.some(hasChanged)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test('the way back is the way there, turned around', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (a, b) => {
        const [there, back] = [diffFacts(a, b), diffFacts(b, a)];
        expect(untitled(back.added)).toEqual(untitled(there.removed));
        expect(untitled(back.removed)).toEqual(untitled(there.added));
        expect(untitled(back.changed.map(turned))).toEqual(untitled(there.changed));
        expect(back.moved).toBe(there.moved);
        const key = ({ kind, before, after }: Diff['totals'][number]) =>
          [kind, before && renderAmount(before), after && renderAmount(after)].join();
        expect(
          back.totals.map(({ kind, before, after }) => key({ kind, before: after, after: before })).sort(),
        ).toEqual(there.totals.map(key).sort());
      }),
      { numRuns: 150 },
    );
  });

  test('what is added, and what is not removed, is all that there is afterwards', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (a, b) => {
        const { added, removed } = diffFacts(a, b);
        const ids = ({ sources, assistance: records, items, engagements }: Facts) =>
          [...sources, ...records, ...items, ...engagements].map(({ id }) => id);
        const gone = new Set(removed.map(({ id }) => id));
        const expected = [...ids(a).filter((id) => !gone.has(id)), ...added.map(({ id }) => id)];
        expect(expected.sort()).toEqual(ids(b).sort());
      }),
      { numRuns: 100 },
    );
  });

  test('totals family by family are the totals of all at once', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const words = (sums: readonly { kind: string; amount: Parameters<typeof renderAmount>[0] }[]) =>
          sums.map(({ kind, amount }) => `${kind} ${renderAmount(amount)}`).sort();
        expect(words(runAtOnce(sumAll(facts)))).toEqual(words(totalAssistance(facts, facts.assistance).sums));
      }),
      { numRuns: 150 },
    );
  });
});

/** Copies, so that nothing is the same object. */
function structuredRecords<T extends object>(input: T): T {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
      return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copy(entry)]));
  };
  return copy(input) as T;
}

test('2,000 wholes with a part each come to what the wholes do, and can be left after every few of them', () => {
  const looks = new Looks();
  const pairs = Array.from({ length: 2_000 }, (_, index) => [
    assistance({ id: `a/whole-${index}`, amount: '$2' }),
    assistance({ id: `a/part-${index}`, amount: '$1', partOf: `a/whole-${index}` }),
  ]).flat();
  const sums = looks.during(sumAll(of(...looks.at(pairs, 'amount'))));
  expect(sums.map(({ amount }) => renderAmount(amount))).toEqual(['$4,000']);
  expect(looks.all).toBeGreaterThan(pairs.length);
  expect(looks.most).toBeLessThanOrEqual(50);
});

test('3,000 facts about one subject are added up as one, and each is looked at some times, not 3,000', () => {
  const looks = new Looks();
  const tellings = Array.from({ length: 3_000 }, (_, index) =>
    assistance({ id: `s/t-${index}`, kind: 'obligated', subject: 'boats', amount: index % 2 ? '$5' : '$7' }),
  );
  const [sum, ...others] = looks.duringAll(() => runAtOnce(sumAll(of(...looks.at(tellings, 'subject')))));
  expect(others).toEqual([]);
  expect(sum && renderAmount(sum.amount)).toBe('between $5 and $7');
  expect(looks.all).toBeLessThan(20 * tellings.length);
});

test('of 6,000 facts about one subject of which half state no amount, those are told as silent', () => {
  const tellings = Array.from({ length: 6_000 }, (_, index) =>
    assistance({
      id: `s/t-${index}`,
      kind: 'obligated',
      subject: 'boats',
      amount: index % 2 ? '$5' : undefined,
    }),
  );
  const facts = of(...tellings);
  const [sum] = totalAssistance(facts, facts.assistance).sums;
  expect(sum && renderAmount(sum.amount)).toBe('$5');
  expect(sum?.counted.map(({ sameAs }) => sameAs.length)).toEqual([5_999]);
});

test('of 20,003 facts that came, 20,000 are listed and all are counted, and the same where they go or change', () => {
  const many = (amount: string) =>
    of(...Array.from({ length: 20_003 }, (_, index) => assistance({ id: `s/f-${index}`, amount })));
  const [none, some, others] = [of(), many('$5'), many('$6')];
  const [come, go, change] = [diffFacts(none, some), diffFacts(some, none), diffFacts(some, others)];
  expect([come.added, go.removed, change.changed].map(({ length }) => length)).toEqual([
    20_000, 20_000, 20_000,
  ]);
  const counted = [come.counts.added, go.counts.removed, change.counts.changed];
  expect(counted.map((counts) => counts.get('assistance'))).toEqual([20_003, 20_003, 20_003]);
  expect([come.changed, come.removed, change.added].flat()).toEqual([]);
});
