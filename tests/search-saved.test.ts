import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generate } from '../bench/search/generate.ts';
import { buildAside } from '../src/search/background.ts';
import { Search } from '../src/search/search.ts';
import { itemRecord } from './search-names.ts';

const records = generate(500, 11);
const folder = await mkdtemp(join(tmpdir(), 'search-saved-'));
const savedPath = join(folder, 'index');
afterAll(() => rm(folder, { recursive: true }));

const QUERIES = [
  'tactical',
  'radio',
  'mobile sistem',
  records[3]?.name ?? '',
  records[8]?.id ?? '',
  'приціл',
];
const answersOf = (search: Search) => QUERIES.map((query) => search.find(query, { limit: 10 }).hits);

test('a search built on a thread of its own answers as one built here, and its records are equal', async () => {
  const { search, isFromSaved } = await buildAside(records);
  expect(isFromSaved).toBe(false);
  expect(answersOf(search)).toEqual(answersOf(Search.of(records)));
});

test('an index that was saved is taken for the same records; of other records, damaged or half a file it is built anew', async () => {
  const first = await buildAside(records, { savedPath });
  expect(first.isFromSaved).toBe(false);
  const second = await buildAside(records, { savedPath });
  expect(second.isFromSaved).toBe(true);
  expect(answersOf(second.search)).toEqual(answersOf(first.search));

  const changed = records.with(3, itemRecord('flurb', { id: 'new/one' }));
  const third = await buildAside(changed, { savedPath });
  expect(third.isFromSaved).toBe(false);
  expect(third.search.find('flurb').hits.map(({ record }) => record.id)).toEqual(['new/one']);

  const saved = await readFile(savedPath);
  for (const damaged of [
    saved.with(saved.length - 9, (saved.at(-9) ?? 0) ^ 1),
    saved.subarray(0, saved.length >> 1),
    Buffer.from('no index at all'),
    Buffer.alloc(0),
    Buffer.from(saved.toString('latin1').replace(/"version":\d+/, '"version":0'), 'latin1'),
  ]) {
    await writeFile(savedPath, damaged);
    const { search, isFromSaved } = await buildAside(changed, { savedPath });
    expect(isFromSaved).toBe(false);
    expect(search.find('flurb').hits).toHaveLength(1);
  }
});

test('records are added, replaced and removed without a new index of the others', () => {
  const search = Search.of(records);
  const [old] = records;
  if (!old) throw new Error('No records.');
  const renamed = { ...old, name: 'flurb detectors', aliases: [] };
  const added = itemRecord('xylograph presses');
  const changed = search.with({ added: [renamed, added], removed: [records[1]?.id ?? ''] });
  expect(changed.find('flurb detector', { limit: 1 }).hits.map(({ record }) => record)).toEqual([renamed]);
  expect(changed.find('xylograph').hits.map(({ record }) => record)).toEqual([added]);
  expect(changed.find(old.id).hits.map(({ record }) => record)).toEqual([renamed]);
  expect(changed.find(records[1]?.id ?? '').hits.filter(({ tier }) => tier === 'id')).toEqual([]);
  expect(search.find('flurb detector').hits.filter(({ confidence }) => confidence === 'certain')).toEqual([]);
  const again = changed.with({ removed: [added.id] });
  expect(again.find('xylograph').hits).toEqual([]);
  expect([...again.records()]).toHaveLength(records.length - 1);
  expect(again.isDueForRebuild).toBe(false);
  expect(
    search.with({ added: generate(400, 12).map((one, at) => ({ ...one, id: `n${at}` })) }).isDueForRebuild,
  ).toBe(true);
});

test('a filter by type, program, recipient or dates narrows what an index finds to the very records that have it', () => {
  const withFacets = records.map((record, at) => ({
    ...record,
    type: at % 10 === 0 ? ('assistance' as const) : ('item' as const),
    facets: {
      programs: [at % 50 === 0 ? 'fmf' : 'ctr'],
      recipients: ['ukraine'],
      from: at % 3 === 0 ? '2014-03-01' : undefined,
      to: at % 3 === 0 ? '2014-03-31' : undefined,
    },
  }));
  const search = Search.of(withFacets);
  const placesOf = (filter: object) =>
    search
      .find('tactical', { limit: 500, ...filter })
      .hits.map(({ record }) => withFacets.findIndex(({ id }) => id === record.id));
  const all = placesOf({});
  expect(all.length).toBeGreaterThan(60);
  const sorted = (places: number[]) => places.toSorted((a, b) => a - b);
  expect(sorted(placesOf({ types: ['assistance'] }))).toEqual(sorted(all.filter((at) => at % 10 === 0)));
  expect(sorted(placesOf({ program: 'fmf' }))).toEqual(sorted(all.filter((at) => at % 50 === 0)));
  expect(sorted(placesOf({ since: '2014-03-31' }))).toEqual(sorted(all.filter((at) => at % 3 === 0)));
  expect(placesOf({ since: '2014-04-01' })).toEqual([]);
  expect(placesOf({ until: '2014-02-28' })).toEqual([]);
  expect(placesOf({ recipient: 'georgia' })).toEqual([]);
  expect(search.suggest('', { types: ['assistance'], limit: 3 }).map(({ record }) => record.type)).toEqual([
    'assistance',
    'assistance',
    'assistance',
  ]);
});
