import { expect, test } from 'vitest';
import { Facts } from '../src/data/facts.ts';
import {
  assistance,
  engagement,
  factsOf,
  onDay,
  party,
  program,
  REVISION,
  source,
} from './fixtures/facts.ts';

const march = source({ id: 'march', published: '2014-03-20' });
const june = source({ id: 'june', published: '2014-06-04' });
const july = source({ id: 'july', published: '2014-07-01' });

test('sources are newest first, and assistance and its items follow them in the order of each source', () => {
  const facts = factsOf({
    sources: [march, july, june],
    assistance: [
      assistance({ id: 'march/meals', items: [{ name: 'meals' }] }),
      assistance({ id: 'june/vests', items: [{ name: 'vests' }, { name: 'boots' }] }),
      assistance({ id: 'july/radios' }),
      assistance({ id: 'june/armor', items: [{ name: 'armor' }] }),
    ],
  });
  expect(facts.sources.map(({ id }) => id)).toEqual(['july', 'june', 'march']);
  expect(facts.assistance.map(({ id }) => id)).toEqual([
    'july/radios',
    'june/vests',
    'june/armor',
    'march/meals',
  ]);
  expect(facts.items.map(({ name }) => name)).toEqual(['vests', 'boots', 'armor', 'meals']);
});

test('two sources of one day stand in the order of their ids, whichever was read first', () => {
  const [a, b] = [source({ id: 'a' }), source({ id: 'b' })];
  expect(factsOf({ sources: [b, a] }).sources).toEqual(factsOf({ sources: [a, b] }).sources);
});

test('engagements are earliest first', () => {
  const facts = factsOf({
    engagements: [
      engagement({ id: 'june/later', day: '2014-06-09' }),
      engagement({ id: 'june/sooner', day: '2014-04-01' }),
    ],
  });
  expect(facts.engagements.map(({ id }) => id)).toEqual(['june/sooner', 'june/later']);
});

test('a record of each sort is found by its id, and an id that nothing has finds nothing or throws', () => {
  const vests = assistance({ id: 'june/vests', items: [{ name: 'vests' }] });
  const talks = engagement({ id: 'june/talks' });
  const fmf = program({ id: 'fmf' });
  const ukraine = party({ id: 'ukraine' });
  const facts = factsOf({
    sources: [june],
    assistance: [vests],
    engagements: [talks],
    programs: [fmf],
    parties: [ukraine],
  });
  expect([facts.findSource('june'), facts.getSource('june')]).toEqual([june, june]);
  expect([facts.findAssistance('june/vests'), facts.getAssistance('june/vests')]).toEqual([vests, vests]);
  expect(facts.findItem('june/vests/vests')).toBe(vests.items[0]);
  expect(facts.getItem('june/vests/vests')).toBe(vests.items[0]);
  expect([facts.findEngagement('june/talks'), facts.getEngagement('june/talks')]).toEqual([talks, talks]);
  expect([facts.findProgram('fmf'), facts.getProgram('fmf')]).toEqual([fmf, fmf]);
  expect([facts.findParty('ukraine'), facts.getParty('ukraine')]).toEqual([ukraine, ukraine]);
  for (const sort of ['Source', 'Assistance', 'Item', 'Engagement', 'Program', 'Party'] as const) {
    expect(facts[`find${sort}`]('constructor')).toBeUndefined();
    const said = `There is no ${sort.toLowerCase()} “nowhere” among the facts.`;
    expect(() => facts[`get${sort}`]('nowhere')).toThrow(said);
  }
});

test('no list that it hands out can be changed', () => {
  const facts = factsOf({
    programs: [program({ id: 'fmf' })],
    parties: [party({ id: 'ukraine' })],
    engagements: [engagement({ id: 'june/talks' })],
    assistance: [
      assistance({ id: 'june/all', subject: 's', programId: 'fmf', items: [{ name: 'vests' }] }),
      assistance({ id: 'june/part', partOf: 'june/all' }),
      assistance({ id: 'july/all', subject: 's' }),
    ],
  });
  const lists = [
    facts.sources,
    facts.assistance,
    facts.items,
    facts.engagements,
    facts.programs,
    facts.parties,
    facts.childrenOf(facts.getAssistance('june/all')),
    facts.childrenOf(facts.getAssistance('june/part')),
    facts.ancestorsOf('june/part'),
    facts.sameSubject(facts.getAssistance('june/all')),
  ];
  for (const list of lists) expect(Object.isFrozen(list)).toBe(true);
});

test('building leaves the lists that it was given as they were', () => {
  const input = { sources: [march, july], assistance: [], programs: [], parties: [], engagements: [] };
  Facts.build(input, REVISION);
  expect(input.sources).toEqual([march, july]);
  expect(Object.isFrozen(input.programs)).toBe(false);
});

const chain = [
  assistance({ id: 'june/whole', programId: 'fmf' }),
  assistance({ id: 'june/tranche', partOf: 'june/whole' }),
  assistance({ id: 'june/vests', partOf: 'june/tranche' }),
  assistance({ id: 'june/radios', partOf: 'june/whole', programId: 'ctr' }),
];

test('children are the direct parts, ancestors are the nearest first', () => {
  const facts = factsOf({ assistance: chain });
  expect(facts.childrenOf(facts.getAssistance('june/whole')).map(({ id }) => id)).toEqual([
    'june/tranche',
    'june/radios',
  ]);
  expect(facts.childrenOf(facts.getAssistance('june/vests'))).toEqual([]);
  expect(facts.ancestorsOf('june/vests').map(({ id }) => id)).toEqual(['june/tranche', 'june/whole']);
  expect(facts.ancestorsOf('june/whole')).toEqual([]);
});

test('parts in a circle, which no loader lets through, end where they would begin again', () => {
  const facts = factsOf({
    assistance: [
      assistance({ id: 'x/a', partOf: 'x/b' }),
      assistance({ id: 'x/b', partOf: 'x/c' }),
      assistance({ id: 'x/c', partOf: 'x/b' }),
    ],
  });
  expect(facts.ancestorsOf('x/a').map(({ id }) => id)).toEqual(['x/b', 'x/c']);
  expect(facts.ancestorsOf('x/b').map(({ id }) => id)).toEqual(['x/c']);
});

test('an item leads to its assistance', () => {
  const vests = assistance({ id: 'june/tranche', items: [{ name: 'vests' }] });
  const facts = factsOf({ assistance: [vests] });
  expect(facts.assistanceOf(facts.getItem('june/tranche/vests'))).toBe(vests);
});

test('the others on one subject are the oldest first, and a meeting is never the same as a payment', () => {
  const facts = factsOf({
    sources: [march, june, july],
    assistance: [
      assistance({ id: 'july/aid', subject: 'kyiv' }),
      assistance({ id: 'june/aid', subject: 'kyiv' }),
      assistance({ id: 'march/aid', subject: 'kyiv' }),
      assistance({ id: 'march/alone' }),
      assistance({ id: 'june/alone' }),
    ],
    engagements: [
      engagement({ id: 'june/talks', subject: 'kyiv' }),
      engagement({ id: 'march/talks', subject: 'kyiv' }),
    ],
  });
  const idsFor = (id: string) => facts.sameSubject(facts.getAssistance(id)).map((record) => record.id);
  expect(idsFor('june/aid')).toEqual(['march/aid', 'july/aid']);
  expect(idsFor('march/alone')).toEqual([]);
  expect(facts.sameSubject(facts.getEngagement('june/talks')).map(({ id }) => id)).toEqual(['march/talks']);
});

test('under a program is what names it, and the parts of that which name no other', () => {
  const facts = factsOf({ assistance: chain, programs: [program({ id: 'fmf' }), program({ id: 'ctr' })] });
  const idsUnder = (programId: string) =>
    facts.assistance.filter((record) => facts.programIdOf(record) === programId).map(({ id }) => id);
  expect(idsUnder('fmf')).toEqual(['june/whole', 'june/tranche', 'june/vests']);
  expect(idsUnder('ctr')).toEqual(['june/radios']);
  expect(idsUnder('nowhere')).toEqual([]);
});

test('within a country are its services, and theirs, but not its neighbour', () => {
  const facts = factsOf({
    parties: [
      party({ id: 'unit', partOf: 'border-guard' }),
      party({ id: 'ukraine' }),
      party({ id: 'border-guard', partOf: 'ukraine' }),
      party({ id: 'poland' }),
    ],
  });
  expect(facts.partiesWithin('ukraine')).toEqual(new Set(['ukraine', 'border-guard', 'unit']));
  expect(facts.partiesWithin('unit')).toEqual(new Set(['unit']));
  expect(() => facts.partiesWithin('nowhere')).toThrow('“nowhere”');
});

test('parties in a circle are all within each other', () => {
  const facts = factsOf({ parties: [party({ id: 'a', partOf: 'b' }), party({ id: 'b', partOf: 'a' })] });
  expect(facts.partiesWithin('a')).toEqual(new Set(['a', 'b']));
});

test('as of 4 June, what was published on 4 June counts and what came on 1 July does not', () => {
  const facts = factsOf({
    sources: [march, june, july],
    assistance: [
      assistance({ id: 'july/whole', subject: 's', items: [{ name: 'trucks' }] }),
      assistance({ id: 'june/part', partOf: 'july/whole' }),
      assistance({ id: 'march/whole', subject: 's' }),
      assistance({ id: 'june/inner', partOf: 'march/whole' }),
    ],
    engagements: [engagement({ id: 'july/talks' }), engagement({ id: 'june/talks' })],
    programs: [program({ id: 'fmf' })],
    parties: [party({ id: 'ukraine' })],
  });
  const then = facts.publishedBy(Temporal.PlainDate.from('2014-06-04'));
  expect(then.sources.map(({ id }) => id)).toEqual(['june', 'march']);
  expect(then.assistance.map(({ id, partOf }) => [id, partOf])).toEqual([
    ['june/part', undefined],
    ['june/inner', 'march/whole'],
    ['march/whole', undefined],
  ]);
  expect(then.items).toEqual([]);
  expect(then.engagements.map(({ id }) => id)).toEqual(['june/talks']);
  expect(then.sameSubject(then.getAssistance('march/whole'))).toEqual([]);
  expect([then.programs, then.parties, then.revision]).toEqual([
    facts.programs,
    facts.parties,
    facts.revision,
  ]);
  expect(facts.getAssistance('june/part').partOf).toBe('july/whole');
});

test('as of a day before all sources there is nothing, and after all of them nothing changes', () => {
  const facts = factsOf({ sources: [june], assistance: [assistance({ id: 'june/aid' })] });
  expect(facts.publishedBy(Temporal.PlainDate.from('2014-06-03')).assistance).toEqual([]);
  expect(facts.publishedBy(Temporal.PlainDate.from('2014-06-04'))).toBe(facts);
});

test('records that name a source or a whole that is not there are refused', () => {
  const input = { sources: [june], programs: [], parties: [], engagements: [] };
  const build = (record: ReturnType<typeof assistance>) => () =>
    Facts.build({ ...input, assistance: [record] }, REVISION);
  expect(build(assistance({ id: 'nowhere/aid' }))).toThrow('There is no source “nowhere”');
  expect(build(assistance({ id: 'june/aid', partOf: 'june/gone' }))).toThrow(
    'There is no assistance “june/gone”',
  );
});

test('given in any order and more than once, facts come back once each, in their own order', () => {
  const facts = factsOf({ assistance: chain });
  const [whole, tranche, vests] = facts.assistance;
  if (!whole || !tranche || !vests) throw new Error('the fixture has three');
  expect(facts.inOrder([vests, whole, vests, { ...tranche }])).toEqual([whole, tranche, vests]);
  expect(() => facts.inOrder([assistance({ id: 'x/stranger' })])).toThrow('“x/stranger”');
});

test('a meeting without a subject is the same as no other', () => {
  const facts = factsOf({
    engagements: [engagement({ id: 'june/a', when: onDay('2014-06-01') }), engagement({ id: 'june/b' })],
  });
  expect(facts.sameSubject(facts.getEngagement('june/a'))).toEqual([]);
});
