import { expect, test } from 'vitest';
import type { Evidence } from '../src/data/facts.ts';
import { recordsOf } from '../src/search/records.ts';
import { Search } from '../src/search/search.ts';
import { assistance, engagement, factsOf, party, program, source } from './fixtures/facts.ts';

const evidence = (quote: string): Evidence => ({ type: 'quote', quote, lines: [1] });

const facts = factsOf({
  sources: [
    source({
      id: 'sheet',
      title: 'Fact sheet',
      note: 'Undated.',
      text: 'A word that is only in the text: flurb.',
    }),
  ],
  programs: [program({ id: 'ctr', name: 'Cooperative Threat Reduction', aliases: ['CTR'] })],
  parties: [party({ id: 'ukraine', name: 'Ukraine', aliases: ['UA'] })],
  assistance: [
    assistance({
      id: 'sheet/borders',
      title: 'Supplies for the border guard',
      description: 'For its posts',
      programId: 'ctr',
      evidence: evidence('supplies (e.g., shelters)'),
    }),
    assistance({
      id: 'sheet/posts',
      title: 'Shelter for posts',
      partOf: 'sheet/borders',
      evidence: evidence('20-person shelters and stoves'),
      items: [
        { name: 'shelters', aliases: ['tents'], category: 'housing', evidence: evidence('shelters for 20') },
        { name: 'stoves' },
      ],
    }),
  ],
  engagements: [
    engagement({
      id: 'sheet/talks',
      title: 'Defense consultations',
      where: 'Kyiv',
      between: ['defense officials', 'Ukrainian counterparts'],
      topics: ['regional security'],
      evidence: evidence('met in Kyiv'),
    }),
  ],
});

test('every fact is one record: items, assistance, programs, parties, engagements, sources, in that order', () => {
  expect(recordsOf(facts).map(({ type, id, name, aliases }) => [type, id, name, aliases])).toEqual([
    ['item', 'sheet/posts/shelters', 'shelters', ['tents']],
    ['item', 'sheet/posts/stoves', 'stoves', []],
    ['assistance', 'sheet/borders', 'Supplies for the border guard', []],
    ['assistance', 'sheet/posts', 'Shelter for posts', []],
    ['program', 'ctr', 'Cooperative Threat Reduction', ['CTR']],
    ['party', 'ukraine', 'Ukraine', ['UA']],
    ['engagement', 'sheet/talks', 'Defense consultations', []],
    ['source', 'sheet', 'Fact sheet', []],
  ]);
});

test.each([
  [
    'an item is also found by its category, its assistance, the program above that, and a quote of its own',
    'sheet/posts/shelters',
    [
      ['category', 'housing'],
      ['title', 'Shelter for posts'],
      ['program', 'Cooperative Threat Reduction'],
      ['program', 'CTR'],
      ['quote', 'shelters for 20'],
    ],
  ],
  [
    'an assistance is also found by its program, its description and its quote',
    'sheet/borders',
    [
      ['program', 'Cooperative Threat Reduction'],
      ['program', 'CTR'],
      ['description', 'For its posts'],
      ['quote', 'supplies (e.g., shelters)'],
    ],
  ],
  [
    'an engagement is also found by its place, its people, its topics and its quote',
    'sheet/talks',
    [
      ['place', 'Kyiv'],
      ['people', 'defense officials'],
      ['people', 'Ukrainian counterparts'],
      ['topic', 'regional security'],
      ['quote', 'met in Kyiv'],
    ],
  ],
  [
    'a source is also found by its publisher, its note and its text',
    'sheet',
    [
      ['publisher', 'The White House'],
      ['note', 'Undated.'],
      ['text', 'A word that is only in the text: flurb.'],
    ],
  ],
])('%s', (_, id, details) => {
  const record = recordsOf(facts).find((one) => one.id === id);
  expect(record?.details.map(({ field, text }) => [field, text])).toEqual(details);
});

test('the quote that an item shares with its whole assistance finds the assistance, not each of its items', () => {
  const found = Search.build(facts)
    .find('stoves')
    .hits.map(({ record }) => record.id);
  expect(found).toEqual(['sheet/posts/stoves', 'sheet/posts']);
});

test('a search built from facts finds them by their names and by what stands in their details', () => {
  const search = Search.build(facts);
  expect(search.find('tents').hits).toMatchObject([
    { record: { id: 'sheet/posts/shelters' }, tier: 'alias' },
  ]);
  expect(search.find('CTR', { types: ['item'] }).hits).toMatchObject([
    { record: { id: 'sheet/posts/shelters' }, tier: 'detail', field: 'program', matched: 'CTR' },
    { record: { id: 'sheet/posts/stoves' }, tier: 'detail', field: 'program', matched: 'CTR' },
  ]);
  expect(search.find('White House').hits).toMatchObject([{ record: { id: 'sheet' }, field: 'publisher' }]);
  expect(search.find('xqzzt').hits).toEqual([]);
});

test('facts without a record find nothing and offer nothing', () => {
  const search = Search.build(factsOf({}));
  expect(search.find('shelters').hits).toEqual([]);
  expect(search.suggest('')).toEqual([]);
});

test('filters know the program and the recipient that an assistance has from its whole, and the country of a recipient', () => {
  const given = factsOf({
    sources: [source({ id: 'sheet', title: 'Fact sheet' })],
    programs: [program({ id: 'ctr', name: 'Cooperative Threat Reduction' })],
    parties: [
      party({ id: 'ukraine', name: 'Ukraine' }),
      party({ id: 'guard', name: 'Border guard', partOf: 'ukraine' }),
    ],
    assistance: [
      assistance({ id: 'sheet/whole', title: 'All of it', programId: 'ctr', to: 'guard' }),
      assistance({ id: 'sheet/part', title: 'Part', partOf: 'sheet/whole', items: [{ name: 'stoves' }] }),
      assistance({ id: 'sheet/other', title: 'Other', items: [{ name: 'big stoves' }] }),
    ],
  });
  const namesOf = (filter: object) =>
    Search.build(given)
      .find('stove', { types: ['item'], ...filter })
      .hits.map(({ record }) => record.name);
  expect(namesOf({})).toEqual(['stoves', 'big stoves']);
  expect(namesOf({ program: 'ctr' })).toEqual(['stoves']);
  expect(namesOf({ recipient: 'ukraine' })).toEqual(['stoves']);
  expect(namesOf({ recipient: 'guard' })).toEqual(['stoves']);
  expect(namesOf({ program: 'fmf' })).toEqual([]);
});
