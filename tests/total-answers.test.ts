import { describe, expect, test } from 'vitest';
import type { Context } from '../src/commands/command.ts';
import { answerSteps, answerTotal } from '../src/commands/total.ts';
import type { TotalQuestion } from '../src/commands/total-question.ts';
import type { FactsInput } from '../src/data/facts.ts';
import { runAtOnce } from '../src/data/steps.ts';
import { ENGLISH } from '../src/i18n/language.ts';
import { ChartDrawer } from '../src/replies/charts/drawer.ts';
import { Search } from '../src/search/search.ts';
import { assistance, factsOf, onDay, party, program, source } from './fixtures/facts.ts';

// What the bundled source has no example of, rendered from facts made here.

function contextOf(input: Partial<FactsInput>): Context {
  const facts = factsOf(input);
  const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
  return { facts, search: Search.build(facts), now, charts: new ChartDrawer(), language: ENGLISH };
}

function ask(input: Partial<FactsInput>, question: TotalQuestion = {}): string {
  const { embeds } = runAtOnce(answerSteps(question, contextOf(input)));
  return embeds
    .flatMap(({ title, description, fields = [] }) => [
      title,
      description,
      ...fields.flatMap(({ name, value }) => [name, value]),
    ])
    .join('\n');
}

const wh = source({ id: 'wh', title: 'Fact sheet', publisher: 'The White House', published: '2022-03-16' });
const dod = source({
  id: 'dod',
  title: 'Release',
  publisher: 'Department of Defense',
  published: '2022-03-18',
});

test('two sources with two figures for one subject: both are shown, and the range is counted once', () => {
  const text = ask({
    sources: [wh, dod],
    assistance: [
      assistance({ id: 'wh/a', amount: '$800 million', subject: 'march' }),
      assistance({ id: 'dod/a', amount: '$810 million', subject: 'march' }),
    ],
  });
  expect(text).toContain('**Between $800 million and $810 million** announced');
  expect(text).toContain('$800 million (The White House, 16 March 2022)');
  expect(text).toContain('$810 million (Department of Defense, 18 March 2022)');
});

test('two sources with one figure for one subject are counted once, and the answer says so', () => {
  const text = ask({
    sources: [wh, dod],
    assistance: [
      assistance({ id: 'wh/a', amount: '$150 million', subject: 'may' }),
      assistance({ id: 'dod/a', amount: '$150 million', subject: 'may' }),
    ],
  });
  expect(text).toContain('**$150 million** announced');
  expect(text).toContain('1 other record tells of the same money; it is counted once.');
});

test('an id as its file has it is that assistance, though another is called nearly so', () => {
  const input = {
    sources: [wh],
    assistance: [
      assistance({ id: 'wh/june-tranche', title: 'New equipment', amount: '$5 million' }),
      assistance({ id: 'wh/other', title: 'July tranche', amount: '$7 million' }),
    ],
  };
  expect(ask(input, { of: 'june-tranche' })).toContain('**$5 million** announced: New equipment');
  expect(ask(input, { of: 'june tranche' })).toContain('Closest: **July tranche**');
});

test('kinds and currencies are told apart and never added', () => {
  const text = ask({
    sources: [wh],
    assistance: [
      assistance({ id: 'wh/a', amount: 'up to $150 million', kind: 'authorized' }),
      assistance({ id: 'wh/b', amount: '$5 million', kind: 'delivered' }),
      assistance({ id: 'wh/c', amount: '€2 million', kind: 'delivered' }),
    ],
  });
  expect(text).toContain('**Up to $150 million** authorized');
  expect(text).toContain('**$5 million** delivered');
  expect(text).toContain('**€2 million** delivered');
  expect(text).toContain('not added to each other');
  expect(text).not.toContain('155');
});

test('parts that come to more than the whole are said, not hidden', () => {
  const text = ask({
    sources: [wh],
    assistance: [
      assistance({ id: 'wh/whole', amount: '$10 million' }),
      assistance({ id: 'wh/a', amount: '$8 million', partOf: 'wh/whole' }),
      assistance({ id: 'wh/b', amount: '$4 million', partOf: 'wh/whole' }),
    ],
  });
  expect(text).toContain('**$10 million** announced');
  expect(text).toContain('come to more than the whole');
});

test('several records of one kind are added up, each named', () => {
  const text = ask({
    sources: [wh],
    assistance: [
      assistance({ id: 'wh/a', title: 'First', amount: 'more than $23 million' }),
      assistance({ id: 'wh/b', title: 'Second', amount: '$7 million' }),
    ],
  });
  expect(text).toContain('**More than $30 million** announced, in 2 records');
  expect(text).toContain('• More than $23 million: First');
  expect(text).toContain('• $7 million: Second');
});

test('a fact without a date is not added to a period, and is named', () => {
  const text = ask(
    {
      sources: [wh],
      assistance: [
        assistance({ id: 'wh/a', title: 'Dated', amount: '$1 million', when: onDay('2022-03-10') }),
        assistance({ id: 'wh/b', title: 'Undated', amount: '$2 million' }),
      ],
    },
    { since: '2022-03-01' },
  );
  expect(text).toContain('**$1 million** announced');
  expect(text).toMatch(/No date published, so not added\n• \$2 million: Undated/);
});

test('a recipient includes whoever belongs to it, and no one else', () => {
  const input = {
    sources: [wh],
    parties: [
      party({ id: 'ukraine', name: 'Ukraine' }),
      party({ id: 'guard', name: 'Border Guard', partOf: 'ukraine' }),
      party({ id: 'haiti', name: 'Haiti' }),
    ],
    assistance: [
      assistance({ id: 'wh/a', amount: '$1 million', to: 'guard' }),
      assistance({ id: 'wh/b', amount: '$2 million', to: 'haiti' }),
    ],
  };
  expect(ask(input, { recipient: 'Ukraine' })).toContain('**$1 million**');
  expect(ask(input, { recipient: 'Haiti' })).toContain('**$2 million**');
  expect(ask(input)).toContain('**$3 million**');
});

test('a question that nothing fits is not answered with zero', () => {
  const text = ask(
    { sources: [wh], assistance: [assistance({ id: 'wh/a', amount: '$1 million' })] },
    { kind: 'disbursed' },
  );
  expect(text).toContain('That is not zero');
});

test('forty records fit into one message that Discord takes', () => {
  const records = Array.from({ length: 40 }, (_, i) =>
    assistance({ id: `wh/a${i}`, title: `Tranche ${i}`, amount: `$${i + 1} million` }),
  );
  const text = ask({ sources: [wh], assistance: records });
  expect(text).toContain('**$820 million** announced, in 40 records');
  expect(text).toContain('and 32 more, all counted');
  expect(text.length).toBeLessThan(6000);
});

test('a figure for the same money outside the question is named, not mixed in', () => {
  const input = {
    sources: [wh, dod],
    parties: [party({ id: 'ukraine', name: 'Ukraine' }), party({ id: 'guard', name: 'Border Guard' })],
    assistance: [
      assistance({ id: 'wh/a', amount: '$800 million', subject: 'march', to: 'ukraine' }),
      assistance({ id: 'dod/a', amount: '$810 million', subject: 'march', to: 'guard' }),
    ],
  };
  const text = ask(input, { recipient: 'Ukraine' });
  expect(text).toContain('**$800 million** announced');
  expect(text).toContain(
    'Outside this question: $810 million announced for the same, says Department of Defense',
  );
});

test('a part that names no program or recipient is under those of what contains it', () => {
  const input = {
    sources: [wh],
    programs: [program({ id: 'fmf', name: 'Foreign Military Financing' })],
    parties: [party({ id: 'ukraine', name: 'Ukraine' })],
    assistance: [
      assistance({ id: 'wh/whole', to: 'ukraine', programId: 'fmf' }),
      assistance({ id: 'wh/a', amount: '$8 million', partOf: 'wh/whole' }),
    ],
  };
  expect(ask(input, { program: 'Foreign Military Financing' })).toContain('**$8 million** announced');
  expect(ask(input, { recipient: 'Ukraine' })).toContain('**$8 million** announced');
});

test('a part with no date of its own goes with what contains it, and is not added without it', () => {
  const input = {
    sources: [wh],
    assistance: [
      assistance({ id: 'wh/whole', amount: '$10 million', kind: 'appropriated', when: onDay('2022-03-10') }),
      assistance({ id: 'wh/a', title: 'Part', amount: '$8 million', kind: 'disbursed', partOf: 'wh/whole' }),
    ],
  };
  const both = ask(input, { since: '2022-03-01' });
  expect(both).toContain('**$10 million** appropriated');
  expect(both).not.toContain('No date published');
  const part = ask(input, { kind: 'disbursed', since: '2022-03-01' });
  expect(part).toMatch(/No date published, so not added\n• \$8 million: Part/);
});

test.each([
  ['until: 2021', { until: '2021' }, 'Known of it:\n• trucks: Delivered, 10 March 2022'],
  ['kind: approved', { kind: 'approved' as const }, 'Known of it:\n• trucks: Delivered, 10 March 2022'],
  ['since: 11 March 2022', { since: '11 March 2022' }, 'That is not zero'],
])('an item that is known and does not fit %s is said to be known, with when and how', (_, filter, said) => {
  const input = {
    sources: [wh],
    assistance: [
      assistance({ id: 'wh/a', kind: 'delivered', when: onDay('2022-03-10'), items: [{ name: 'trucks' }] }),
    ],
  };
  expect(ask(input, { of: 'trucks', ...filter })).toContain(said);
});

test('an item of a record that is only partly in the period says so', () => {
  const when = {
    ...onDay('2022-03-10'),
    to: Temporal.PlainDate.from('2022-06-10'),
    precision: 'range' as const,
  };
  const input = {
    sources: [wh],
    assistance: [assistance({ id: 'wh/a', when, items: [{ name: 'trucks' }] })],
  };
  expect(ask(input, { of: 'trucks', since: 'May 2022' })).toContain('Only partly in that period');
});

test('a giver is not a recipient: the answer names the recipients', () => {
  const input = {
    sources: [wh],
    parties: [party({ id: 'us', name: 'United States' }), party({ id: 'haiti', name: 'Haiti' })],
    assistance: [assistance({ id: 'wh/a', amount: '$1 million', from: 'us', to: 'haiti' })],
  };
  expect(() => ask(input, { recipient: 'United States' })).toThrow(
    'No recipient is called “United States”. There are: Haiti.',
  );
});

test('a word that is a category tells of all items in it', () => {
  const items = [
    { name: 'goggles', category: 'optics' },
    { name: 'binoculars', category: 'optics' },
    { name: 'trucks', category: 'vehicles' },
  ];
  const text = ask({ sources: [wh], assistance: [assistance({ id: 'wh/a', items })] }, { of: 'optics' });
  expect(text).toContain('Nothing is called just “optics”: it is a category, and these are in it.');
  expect(text).toContain('**Goggles**');
  expect(text).toContain('**Binoculars**');
  expect(text).not.toContain('**Trucks**');
});

test('one kind of money told in two currencies is two sums, and said to be the same', () => {
  const text = ask({
    sources: [wh, dod],
    assistance: [
      assistance({ id: 'wh/a', amount: '$23 million', subject: 'march' }),
      assistance({ id: 'dod/a', amount: '€21 million', subject: 'march' }),
    ],
  });
  expect(text).toMatch(/are the same money, told in different currencies/);
});

test('a guess names what else may have been meant', () => {
  const items = [{ name: 'communications gear' }, { name: 'communications vans' }, { name: 'trucks' }];
  const text = ask(
    { sources: [wh], assistance: [assistance({ id: 'wh/a', items })] },
    { of: 'communications' },
  );
  expect(text).toContain('Closest: **communications gear**. Or did you mean communications vans?');
});

test('a word that several items are kinds of tells of all of them', () => {
  const items = [{ name: 'medical equipment' }, { name: 'radio equipment' }, { name: 'trucks' }];
  const text = ask({ sources: [wh], assistance: [assistance({ id: 'wh/a', items })] }, { of: 'equipment' });
  expect(text).toContain('Nothing is called just “equipment”: these are kinds of it.');
  expect(text).toContain('**Radio equipment**');
});

test('a source’s words never become a link or a mention', () => {
  const when = { ...onDay('2022-03-10'), says: '[soon](https://evil.example) <@42>' };
  const text = ask({
    sources: [wh],
    assistance: [
      assistance({ id: 'wh/a', title: '[a\nb](https://evil.example)', amount: '$1 million', when }),
    ],
  });
  expect(text).not.toMatch(/(?<!\\)\[|(?<!\\)<@/);
});

describe('of 3,000 facts, of which every tenth has no figure and every hundredth is part of another', () => {
  const context = contextOf({
    sources: [wh],
    programs: [program({ id: 'fmf', name: 'Foreign Military Financing' })],
    assistance: Array.from({ length: 3_000 }, (_, index) =>
      assistance({
        id: `wh/row-${index}`,
        amount: index % 10 === 3 ? undefined : `$${1_000 + ((index * 7919) % 500)}`,
        when: index % 4 === 0 ? onDay('2022-03-01') : undefined,
        partOf: index % 100 === 99 ? 'wh/row-0' : undefined,
        programId: index % 2 === 0 ? 'fmf' : undefined,
      }),
    ),
  });

  test.each<TotalQuestion>([
    {},
    { program: 'Foreign Military Financing' },
    { since: '2022-03-01' },
    { until: '2022-03-31', asOf: '2022-03-31' },
  ])('the answer to %o that is worked out in slices is the one worked out at once', async (question) => {
    const answer = answerTotal(question, context);
    expect(answer).toBeInstanceOf(Promise);
    expect(await answer).toEqual(runAtOnce(answerSteps(question, context)));
    expect(await answerTotal(question, context)).toBe(await answer);
  });

  test('the sum has each dollar once, and counts what it does not show', async () => {
    const { embeds } = await answerTotal({}, context);
    const counted = context.facts.assistance.filter(({ amount, partOf }) => amount && !partOf);
    const sum = counted.reduce((cents, { amount }) => cents + (amount?.low.minor ?? 0n), 0n) / 100n;
    expect(embeds[0]?.description).toContain(
      `**$${sum.toLocaleString('en-US')}** announced, in ${counted.length.toLocaleString('en-US')} records`,
    );
  });

  test('a question that is refused is refused each time it is asked', async () => {
    const question = { program: 'Lend-Lease' };
    await expect(answerTotal(question, context)).rejects.toThrow('Lend-Lease');
    await expect(answerTotal(question, context)).rejects.toThrow('Lend-Lease');
  });
});

test('where the facts name no recipient and no program, a question for one says so, and lists none', () => {
  const input = { assistance: [assistance({ id: 'wh/aid', amount: '$5 million' })] };
  expect(() => ask(input, { recipient: 'Haiti' })).toThrow('called “Haiti”: the facts name none.');
  expect(() => ask(input, { program: 'FMF' })).toThrow('called “FMF”: the facts name none.');
});
