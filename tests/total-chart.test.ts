import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Context } from '../src/commands/command.ts';
import { answerSteps } from '../src/commands/total.ts';
import { chartOf } from '../src/commands/total-chart.ts';
import type { Grouping } from '../src/commands/total-groups.ts';
import { type TotalQuestion, understand } from '../src/commands/total-question.ts';
import { type Facts, type FactsInput, KINDS } from '../src/data/facts.ts';
import { runAtOnce } from '../src/data/steps.ts';
import { parseWhen } from '../src/data/when-parse.ts';
import { ENGLISH } from '../src/i18n/language.ts';
import type { Chart } from '../src/replies/charts/chart.ts';
import { describeChart } from '../src/replies/charts/describe.ts';
import { ChartDrawer } from '../src/replies/charts/drawer.ts';
import { Search } from '../src/search/search.ts';
import { assistance, factsOf, onDay, party, program, source } from './fixtures/facts.ts';
import { Looks } from './fixtures/looks.ts';

// What the chart of an answer shows: which rows, with which amounts, in which words.

function contextOf(facts: Facts): Context {
  const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
  return { facts, search: Search.build(facts), now, charts: new ChartDrawer(), language: ENGLISH };
}

function findChart(
  input: Partial<FactsInput>,
  by: Grouping,
  question: TotalQuestion = {},
): Chart | undefined {
  const context = contextOf(factsOf(input));
  return runAtOnce(chartOf(ENGLISH, runAtOnce(understand(question, context)), by));
}

function getChart(input: Partial<FactsInput>, by: Grouping, question: TotalQuestion = {}): Chart {
  const chart = findChart(input, by, question);
  if (chart === undefined) throw new Error('There is no chart.');
  return chart;
}

/** "Ukraine: $5 million announced", with ">" for each row that contains it. */
function linesOf({ panels }: Chart): string[] {
  return panels.flatMap(({ heading, rows }) => [
    ...(heading === undefined ? [] : [heading]),
    ...rows.map(({ name, depth, bars, remark }) => {
      const told = [...bars.map(({ words }) => words), remark].filter((part) => part !== undefined);
      return `${'>'.repeat(depth)}${name}: ${told.join(' | ')}`;
    }),
  ]);
}

const when = (text: string) => parseWhen(text);

// Kinds

const TRANCHE = [
  assistance({ id: 's/whole', kind: 'approved', amount: 'more than $23 million' }),
  assistance({ id: 's/part', kind: 'announced', amount: '$5 million', partOf: 's/whole' }),
  assistance({ id: 's/trucks', kind: 'delivered', partOf: 's/whole' }),
];

test('by kind: each kind is what /total kind: answers, in the order of the field, with what has no published amount', () => {
  const chart = getChart({ assistance: TRANCHE }, 'kind');
  expect(linesOf(chart)).toEqual([
    'Approved: more than $23 million',
    'Announced: $5 million',
    'Delivered: No amount published (trucks)',
  ]);
  expect(chart.notes).toEqual([
    'Kinds are never added to each other: the same money can be approved, announced and delivered.',
  ]);
});

test('where all is of one kind the title says which, and the rows need not', () => {
  const chart = getChart({ assistance: TRANCHE, parties: [] }, 'program', { kind: 'announced' });
  expect(chart.title).toBe('Announced assistance by program');
  expect(linesOf(chart)).toEqual(['No program named: $5 million']);
});

test('a chart names what its question was narrowed to', () => {
  const parties = [party({ id: 'ua', name: 'Ukraine' })];
  const records = TRANCHE.map((record) => ({ ...record, to: 'ua', when: onDay('2014-06-04') }));
  const { subtitle } = getChart({ assistance: records, parties }, 'kind', {
    recipient: 'Ukraine',
    since: 'March 2014',
  });
  expect(subtitle).toBe('to Ukraine · since 1 March 2014');
});

// Programs

test('by program: a part that names none is counted with what contains it, and what names none at all comes last', () => {
  const programs = [
    program({ id: 'fmf', name: 'Foreign Military Financing' }),
    program({ id: 'ctr', name: 'CTR' }),
  ];
  const records = [
    assistance({ id: 's/a', programId: 'fmf', amount: '$8 million' }),
    assistance({ id: 's/b', partOf: 's/a', amount: '$3 million' }),
    assistance({ id: 's/c', programId: 'ctr' }),
    assistance({ id: 's/d', amount: '$90 million' }),
  ];
  const chart = getChart({ programs, assistance: records }, 'program');
  expect(linesOf(chart)).toEqual([
    'Foreign Military Financing: $8 million',
    'CTR: No amount published (c)',
    'No program named: $90 million',
  ]);
  expect(chart.notes).toEqual(['Together, each dollar once: $98 million announced.']);
});

test('money that is in two rows is said to be, and the whole has it once', () => {
  const programs = [program({ id: 'fmf', name: 'FMF' }), program({ id: 'imet', name: 'IMET' })];
  const records = [
    assistance({ id: 's/whole', programId: 'fmf', amount: '$8 million' }),
    assistance({ id: 's/part', programId: 'imet', partOf: 's/whole', amount: '$3 million' }),
  ];
  const { notes } = getChart({ programs, assistance: records }, 'program');
  expect(notes).toEqual([
    'Together, each dollar once: $8 million announced.',
    'Some of this money is in more than one row, so the rows are not to be added.',
  ]);
});

test('one money told by two sources under two programs is in both rows, and said to be', () => {
  const programs = [program({ id: 'fmf', name: 'FMF' }), program({ id: 'imet', name: 'IMET' })];
  const records = [
    assistance({ id: 'a/x', programId: 'fmf', amount: '$8 million', subject: 'x' }),
    assistance({ id: 'b/x', programId: 'imet', amount: '$8 million', subject: 'x' }),
  ];
  const { notes } = getChart({ programs, assistance: records }, 'program');
  expect(notes).toContain('Some of this money is in more than one row, so the rows are not to be added.');
});

// Recipients

test('by recipient: whoever belongs to one is counted with it, and has a row of its own under it', () => {
  const parties = [
    party({ id: 'ge', name: 'Georgia' }),
    party({ id: 'guard', name: 'Border guard', partOf: 'ua' }),
    party({ id: 'ua', name: 'Ukraine' }),
  ];
  const records = [
    assistance({ id: 's/a', to: 'ua', amount: '$8 million' }),
    assistance({ id: 's/b', to: 'guard', amount: '$3 million' }),
    assistance({ id: 's/c', to: 'ge', amount: '$9 million' }),
  ];
  const chart = getChart({ parties, assistance: records }, 'recipient');
  expect(linesOf(chart)).toEqual([
    'Ukraine: $11 million',
    '>Border guard: $3 million',
    'Georgia: $9 million',
  ]);
  expect(chart.notes).toEqual([
    'Together, each dollar once: $20 million announced.',
    'Some of this money is in more than one row, so the rows are not to be added.',
  ]);
});

test('of 200 recipients the ten largest have rows, and the other 190 one together, each dollar once', () => {
  const parties = Array.from({ length: 200 }, (_, n) => party({ id: `p${n}`, name: `Recipient ${n}` }));
  const records = parties.flatMap(({ id }, n) => [
    assistance({ id: `s/whole${n}`, to: id, amount: `$${n + 1} million` }),
    assistance({ id: `s/part${n}`, to: id, amount: '$1 million', partOf: `s/whole${n}` }),
  ]);
  const lines = linesOf(getChart({ parties, assistance: records }, 'recipient'));
  expect(lines).toHaveLength(11);
  expect(lines[0]).toBe('Recipient 199: $200 million');
  expect(lines[9]).toBe('Recipient 190: $191 million');
  // 1 + 2 + … + 190
  expect(lines[10]).toBe('The other 190 recipients: $18.145 billion');
});

// Months

test('by month: what its source dates over several months, or roughly, is put into none of them', () => {
  const records = [
    assistance({ id: 's/june', when: onDay('2014-06-04'), amount: '$5 million' }),
    assistance({ id: 's/also-june', when: when('2014-06'), amount: 'up to $2 million' }),
    assistance({ id: 's/spring', when: when('2014-03/2014-06-04'), amount: 'more than $23 million' }),
    assistance({ id: 's/about', when: when('2014-06~'), amount: '$1 million' }),
    assistance({ id: 's/whenever', amount: '$7 million' }),
  ];
  const chart = getChart({ assistance: records }, 'month');
  expect(linesOf(chart)).toEqual([
    'March 2014 to 4 June 2014: more than $23 million',
    'June 2014: between $5 million and $7 million',
    'About June 2014: $1 million',
    'No date stated: $7 million',
  ]);
  expect(chart.notes).toContain(
    'What is dated only roughly, or over more than a month, has a row of its own: no source says how much of it fell into which month.',
  );
});

test('by month: a part without a date goes with what contains it, into a month or a stretch of time', () => {
  const records = [
    assistance({ id: 's/june', when: onDay('2014-06-04') }),
    assistance({ id: 's/a', partOf: 's/june', amount: '$5 million' }),
    assistance({ id: 's/spring', when: when('2014-03/2014-05') }),
    assistance({ id: 's/b', partOf: 's/spring', amount: '$4 million' }),
  ];
  expect(linesOf(getChart({ assistance: records }, 'month'))).toEqual([
    'March–May 2014: $4 million',
    'June 2014: $5 million',
  ]);
});

test('of fifty months the newest 36 are drawn, and the earlier 14 are told in words', () => {
  const first = Temporal.PlainYearMonth.from('2020-01');
  const records = Array.from({ length: 50 }, (_, n) => {
    const day = first.add({ months: n }).toPlainDate({ day: 9 });
    return assistance({ id: `s/${n}`, when: onDay(day.toString()), amount: '$10 million' });
  });
  const lines = linesOf(getChart({ assistance: records }, 'month'));
  expect(lines).toHaveLength(37);
  expect(lines[0]).toBe('Before March 2021: $140 million, not drawn');
  expect(lines[1]).toBe('March 2021: $10 million');
  expect(lines[36]).toBe('February 2024: $10 million');
});

// Currencies, and what is not drawn

test('currencies have an axis each; of more than three the rest are named', () => {
  const amounts = ['$5 million', '€4 million', 'UAH 3 million', 'PLN 2 million', '$1 million'];
  const records = amounts.map((amount, n) =>
    assistance({ id: `s/${n}`, amount, kind: KINDS[n % 3] ?? 'announced' }),
  );
  const chart = getChart({ assistance: records }, 'program');
  expect(chart.panels.map(({ heading, prefix }) => [heading, prefix])).toEqual(
    [
      ['Euros', '€'],
      ['Polish zlotys', 'PLN '],
      ['Ukrainian hryvnias', 'UAH '],
    ].sort(),
  );
  expect(chart.notes).toContain('Not drawn: amounts in USD.');
});

test('what has no amount stands once, on the panel where its row is', () => {
  const records = [
    assistance({ id: 's/a', kind: 'approved', amount: '$5 million' }),
    assistance({ id: 's/b', kind: 'delivered', amount: '€5 million' }),
    assistance({ id: 's/trucks', kind: 'delivered' }),
    assistance({ id: 's/ships', kind: 'announced' }),
  ];
  expect(linesOf(getChart({ assistance: records }, 'kind'))).toEqual([
    'Euros',
    'Announced: No amount published (ships)',
    'Delivered: €5 million | No amount published (trucks)',
    'US dollars',
    'Approved: $5 million',
  ]);
});

test('records partly in the period, or without a date, are not drawn and said not to be', () => {
  const records = [
    assistance({ id: 's/in', when: onDay('2014-06-04'), amount: '$5 million' }),
    assistance({ id: 's/partly', when: when('2014-03/2014-06'), amount: '$4 million' }),
    assistance({ id: 's/undated', amount: '$3 million' }),
  ];
  const chart = getChart({ assistance: records }, 'kind', { since: '1 June 2014' });
  expect(linesOf(chart)).toEqual(['Announced: $5 million']);
  expect(chart.notes).toEqual([
    'Not drawn: 1 record only partly in that period and 1 record without a date.',
  ]);
});

test('there is no chart where nothing has a published amount, nor of items, which have no sum', () => {
  const trucks = assistance({ id: 's/trucks', items: [{ name: 'lorries' }] });
  const input = { assistance: [trucks, assistance({ id: 's/money', amount: '$1 million' })] };
  expect(findChart({ assistance: [trucks] }, 'kind')).toBeUndefined();
  expect(findChart(input, 'kind', { of: 'lorries' })).toBeUndefined();
  expect(findChart(input, 'kind')).toBeDefined();
});

test('one source is named in the footer, several are counted with their publishers and dates; then the revision', () => {
  const sources = [
    source({ id: 'a', title: 'Fact sheet', published: '2014-06-04' }),
    source({ id: 'b', publisher: 'Department of Defense', published: '2022-03-16' }),
  ];
  const [one, two] = [assistance({ id: 'a/x', amount: '$1' }), assistance({ id: 'b/x', amount: '$2' })];
  expect(getChart({ sources, assistance: [one] }, 'kind').footer).toEqual([
    'Source: Fact sheet, The White House, 4 June 2014',
    'Facts: revision 1 (aaaaaaaa)',
  ]);
  expect(getChart({ sources, assistance: [one, two] }, 'kind').footer[0]).toBe(
    '2 sources: Department of Defense and The White House, 4 June 2014 to 16 March 2022',
  );
});

// In words

test('the alt text says every row with its amount, the notes, the source and the revision', () => {
  expect(describeChart(ENGLISH, getChart({ assistance: TRANCHE }, 'kind'))).toBe(
    'Bar chart: Assistance by kind. Approved: more than $23 million. Announced: $5 million. ' +
      'Delivered: No amount published (trucks). ' +
      'Kinds are never added to each other: the same money can be approved, announced and delivered. ' +
      'Source: s, The White House, 4 June 2014. Facts: revision 1 (aaaaaaaa).',
  );
});

test('an alt text keeps within Discord’s 1,024 characters by whole rows, and counts those that it leaves out', () => {
  const parties = Array.from({ length: 9 }, (_, n) =>
    party({ id: `p${n}`, name: `${'Державна служба '.repeat(8)}${n}` }),
  );
  const records = parties.map(({ id }, n) =>
    assistance({ id: `s/${n}`, to: id, amount: `$${n + 1} million` }),
  );
  const text = describeChart(ENGLISH, getChart({ parties, assistance: records }, 'recipient'));
  expect(text.length).toBeLessThanOrEqual(1024);
  const [, left] = /And (\d) more in the picture\./.exec(text) ?? [];
  expect(text.match(/\$\d million\. /g)).toHaveLength(9 - Number(left));
  expect(text).toMatch(/\$45 million announced\..*Facts: revision 1 \(aaaaaaaa\)\.$/);
});

// What holds for any facts

const PARTIES = [
  party({ id: 'ua', name: 'Ukraine' }),
  party({ id: 'army', name: 'Army', partOf: 'ua' }),
  party({ id: 'navy', name: 'Navy', partOf: 'ua' }),
  party({ id: 'ge', name: 'Georgia' }),
];
const PROGRAMS = [program({ id: 'fmf', name: 'FMF' }), program({ id: 'ctr', name: 'CTR' })];
const AMOUNTS = [
  '$5 million',
  'more than $23 million',
  'up to $2 million',
  'about $9 million',
  '€4 million',
  undefined,
];
const TIMES = ['2014-03', '2014-03-05', '2014-06-04', '2014-03/2014-06-04', undefined];

const told = fc.record({
  amount: fc.constantFrom(...AMOUNTS),
  kind: fc.constantFrom(...KINDS.slice(3, 6)),
  to: fc.option(fc.constantFrom(...PARTIES.map(({ id }) => id)), { nil: undefined }),
  programId: fc.option(fc.constantFrom(...PROGRAMS.map(({ id }) => id)), { nil: undefined }),
  time: fc.constantFrom(...TIMES),
  partOf: fc.option(fc.nat(7), { nil: undefined }),
  subject: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
});
const worlds = fc.array(told, { minLength: 1, maxLength: 8 }).map((records) =>
  factsOf({
    parties: PARTIES,
    programs: PROGRAMS,
    assistance: records.map(({ time, partOf, ...record }, n) =>
      assistance({
        id: `s${n % 2}/${n}`,
        ...record,
        when: time === undefined ? undefined : when(time),
        // Of one before it, so that nothing is inside itself.
        partOf: partOf !== undefined && partOf < n ? `s${partOf % 2}/${partOf}` : undefined,
      }),
    ),
  }),
);

/** The sums that an answer begins its paragraphs with, as the chart words them. */
function sumsIn(context: Context, question: TotalQuestion): string[] {
  const [embed] = runAtOnce(answerSteps(question, context)).embeds;
  const heads = (embed?.description ?? '').matchAll(/^\*\*([^*]+)\*\* (\w+)/gm);
  return [...heads]
    .filter(([, amount]) => amount !== 'No amount published')
    .map(([, amount = '', kind]) => `${amount.charAt(0).toLowerCase()}${amount.slice(1)} ${kind}`);
}

const FILTERS: Readonly<Record<Grouping, (name: string) => TotalQuestion | undefined>> = {
  kind: (name) => {
    const kind = KINDS.find((known) => known === name.toLowerCase());
    return kind && { kind };
  },
  program: (name) => (PROGRAMS.some((known) => known.name === name) ? { program: name } : undefined),
  recipient: (name) => (PARTIES.some((known) => known.name === name) ? { recipient: name } : undefined),
  month: (name) => (/^(March|June) 2014$/.test(name) ? { since: name, until: name } : undefined),
};

test.each(['kind', 'program', 'recipient', 'month'] as const)(
  'by %s: each row shows exactly the sums that /total answers with that filter',
  (by) => {
    let compared = 0;
    fc.assert(
      fc.property(worlds, (facts) => {
        const context = contextOf(facts);
        const chart = runAtOnce(chartOf(ENGLISH, runAtOnce(understand({}, context)), by));
        const kinds = new Set(facts.assistance.map(({ kind }) => kind));
        const rows = Map.groupBy(chart?.panels.flatMap((panel) => panel.rows) ?? [], ({ name }) => name);
        for (const [name, parts] of rows) {
          const question = FILTERS[by](name);
          if (question === undefined) continue;
          const suffix =
            by === 'kind' ? ` ${name.toLowerCase()}` : kinds.size === 1 ? ` ${[...kinds][0]}` : '';
          const drawn = parts.flatMap(({ bars }) => bars.map(({ words }) => `${words}${suffix}`));
          expect(drawn.toSorted()).toEqual(sumsIn(context, question).toSorted());
          compared += drawn.length;
        }
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(40);
  },
);

test('every record without an amount is named in some row, unless another source or the parts of either give one', () => {
  let named = 0;
  fc.assert(
    fc.property(worlds, fc.constantFrom<Grouping>('program', 'month'), (facts, by) => {
      const chart = runAtOnce(chartOf(ENGLISH, runAtOnce(understand({}, contextOf(facts))), by));
      const remarks = chart?.panels.flatMap(({ rows }) => rows.flatMap(({ remark }) => remark ?? [])) ?? [];
      const titles = remarks.flatMap((remark) => /\((.*)\)/.exec(remark)?.[1]?.split('; ') ?? []);
      // A row with more than four says how many more.
      if (chart === undefined || titles.some((title) => title.startsWith('and '))) return;
      for (const record of facts.assistance) {
        const isTold = [record, ...facts.sameSubject(record)].some(
          (record) => record.amount !== undefined || facts.childrenOf(record).length > 0,
        );
        if (isTold) continue;
        expect(titles).toContain(record.title);
        named++;
      }
    }),
    { numRuns: 400 },
  );
  expect(named).toBeGreaterThan(15);
});

// Thousands of records

/** 6,000 rows: two in three of one kind, program, recipient and month, the third of another. */
const ROWS = Array.from({ length: 6_000 }, (_, row) => {
  const isFirst = row % 3 !== 0;
  return assistance({
    id: `s/row-${row}`,
    amount: '$1 million',
    kind: isFirst ? 'obligated' : 'disbursed',
    programId: isFirst ? 'fmf' : 'ctr',
    to: isFirst ? 'ua' : 'pl',
    when: onDay(isFirst ? '2014-03-02' : '2014-04-09'),
  });
});
const NAMED = {
  programs: [program({ id: 'fmf', name: 'FMF' }), program({ id: 'ctr', name: 'CTR' })],
  parties: [party({ id: 'ua', name: 'Ukraine' }), party({ id: 'pl', name: 'Poland' })],
};

test.each([
  ['kind', 'kind', ['Obligated: $4 billion', 'Disbursed: $2 billion']],
  ['program', 'programId', ['FMF: $4 billion obligated', 'CTR: $2 billion disbursed']],
  ['recipient', 'to', ['Ukraine: $4 billion obligated', 'Poland: $2 billion disbursed']],
  ['month', 'when', ['March 2014: $4 billion obligated', 'April 2014: $2 billion disbursed']],
] as const)('the chart of 6,000 rows by %s can be left after every few of them', (by, field, lines) => {
  for (const watched of [field, 'sourceId'] as const) {
    const looks = new Looks();
    const context = contextOf(factsOf({ ...NAMED, assistance: looks.at(ROWS, watched) }));
    const understood = runAtOnce(understand({}, context));
    const chart = looks.during(chartOf(ENGLISH, understood, by));
    expect(chart && linesOf(chart)).toEqual(lines);
    expect(looks.all).toBeGreaterThanOrEqual(ROWS.length);
    // A step has 32 records, each looked at some times.
    expect(looks.most).toBeLessThanOrEqual(200);
  }
});

test('where 6,000 parts have another recipient than their whole, the rows are said to share money, after a look at each', () => {
  const looks = new Looks();
  const whole = assistance({ id: 's/whole', kind: 'obligated', amount: '$9 billion', to: 'pl' });
  const parts = looks.at(
    ROWS.map((row) => ({ ...row, to: 'ua', kind: 'obligated' as const, partOf: 's/whole' })),
    'sourceId',
  );
  const context = contextOf(factsOf({ ...NAMED, assistance: [whole, ...parts] }));
  const chart = looks.during(chartOf(ENGLISH, runAtOnce(understand({}, context)), 'recipient'));
  expect(chart && linesOf(chart)).toEqual(['Poland: $9 billion', 'Ukraine: $6 billion']);
  expect(chart?.notes).toContain(
    'Some of this money is in more than one row, so the rows are not to be added.',
  );
  expect(looks.most).toBeLessThanOrEqual(200);
});

test('groups that have no row of their own are joined with each of their 6,000 rows once', () => {
  const looks = new Looks();
  const parties = Array.from({ length: 60 }, (_, index) =>
    party({ id: `p-${index}`, name: `Party ${index}` }),
  );
  const rows = ROWS.map((row, index) => ({ ...row, to: `p-${index % 60}`, kind: 'obligated' as const }));
  const facts = factsOf({ ...NAMED, parties, assistance: looks.at(rows, 'sourceId') });
  const chart = looks.during(chartOf(ENGLISH, runAtOnce(understand({}, contextOf(facts))), 'recipient'));
  const lines = chart ? linesOf(chart) : [];
  expect(lines).toHaveLength(11);
  expect(lines.at(-1)).toMatch(/50 .*: \$5 billion/);
  expect(looks.most).toBeLessThanOrEqual(200);
});
