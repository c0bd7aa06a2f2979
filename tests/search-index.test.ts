import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generate } from '../bench/search/generate.ts';
import { ask, CLASSES, type QueryClass } from '../bench/search/queries.ts';
import { Random } from '../bench/search/random.ts';
import { accepts, type Filter } from '../src/search/facets.ts';
import { readQuery } from '../src/search/query.ts';
import { Search, type SearchRecord } from '../src/search/search.ts';
import { LongShelf } from '../src/search/shelf.ts';

const records = generate(600, 7);
const indexed = Search.of(records);
const judged = Search.of(records, { judgeUpTo: Infinity });

const anyRecord = fc.constantFrom(...records);

test('property: an index of 600 records finds what judging all of them finds for certain, by name, alias and id', () => {
  const called = anyRecord.chain(({ id, name, aliases }) =>
    fc.constantFrom(id, name, name.toUpperCase(), ...aliases),
  );
  fc.assert(
    fc.property(called, (query) => {
      const certain = (search: Search) =>
        search
          .find(query, { limit: 25 })
          .hits.filter(({ tier }) => tier === 'exact' || tier === 'id' || tier === 'alias')
          .map(({ record }) => record.id);
      expect(certain(indexed)).toEqual(certain(judged));
    }),
    { numRuns: 40 },
  );
});

/** One letter left out, put in, replaced, or swapped with the next. */
function edit(name: string, at: number, letter: string, kind: number): string {
  const [before, after] = [name.slice(0, at), name.slice(at)];
  const rest = [
    after.slice(1),
    letter + after,
    letter + after.slice(1),
    after.slice(1, 2) + after.slice(0, 1) + after.slice(2),
  ];
  return before + (rest[kind] ?? after);
}

test('property: the first answer of the index is as good as the first of judging all, for names with a slip', () => {
  let worse = 0;
  fc.assert(
    fc.property(
      anyRecord,
      fc.nat(40),
      fc.constantFrom(...'aeinrst'),
      fc.nat(3),
      ({ name }, at, letter, kind) => {
        const query = edit(name, at % name.length, letter, kind);
        const [ours, all] = [indexed, judged].map(
          (search) => search.find(query, { limit: 1 }).hits[0]?.score ?? 2,
        );
        if ((ours ?? 2) > (all ?? 2) + 1e-9) worse += 1;
      },
    ),
    { numRuns: 60 },
  );
  expect(worse).toBeLessThanOrEqual(2);
});

test('an index finds a name by its initials, with and without those of its small words, and by the sound of another script', () => {
  const named = (name: string): SearchRecord => ({
    type: 'item',
    id: `test/${name}`,
    name,
    aliases: [],
    details: [],
  });
  const search = Search.of([...records, named('bag of sand and cement'), named('Джавелін')]);
  const first = (query: string) => search.find(query).hits[0]?.record.name;
  expect(first('BOSAC')).toBe('bag of sand and cement');
  expect(first('BSC')).toBe('bag of sand and cement');
  expect(first('javelin')).toBe('Джавелін');
});

test('two slips in the first half of a long word are found by its second half, among 600 records', () => {
  const calorimeter: SearchRecord = {
    type: 'item',
    id: 'test/calorimeter',
    name: 'calorimeter',
    aliases: [],
    details: [],
  };
  const search = Search.of([...records, calorimeter]);
  expect(search.find('kalorrimeter').hits[0]?.record.name).toBe('calorimeter');
});

const item = (id: string, name: string, description = ''): SearchRecord => ({
  type: 'item',
  id,
  name,
  aliases: [],
  details: description === '' ? [] : [{ field: 'description', text: description }],
});

test('initials that an item and a meeting have find only the meeting where only meetings are asked for', () => {
  const meeting: SearchRecord = { ...item('m', 'Night Vision Group'), type: 'engagement' };
  const search = Search.of([...records, item('i', 'night vision goggles'), meeting]);
  const names = (typed: string) =>
    search.find(typed, { types: ['engagement'] }).hits.map(({ record }) => record.name);
  expect(names('NVG')).toEqual(['Night Vision Group']);
  expect(search.suggest('nvg', { types: ['engagement'] }).map(({ record }) => record.id)).toEqual(['m']);
});

test('initials that 100 items have hide no meeting that has them too', () => {
  const many = Array.from({ length: 100 }, (_, at) => item(`i/${at}`, `nimble valve gauge ${at}`));
  const meeting: SearchRecord = { ...item('m', 'nuclear verification group session'), type: 'engagement' };
  const search = Search.of([...records, ...many, meeting]);
  expect(search.find('NVG', { types: ['engagement'] }).hits[0]?.record.id).toBe('m');
});

test('of 101 records that have a word, the one that is left after 100 are removed is found by it', () => {
  const many = Array.from({ length: 100 }, (_, at) => item(`z/${at}`, `zweibach ${at}`));
  const left = item('left', 'long zweibach thing here');
  const removed = many.map(({ id }) => id);
  const search = Search.of([...records, ...many, left]).with({ removed });
  const ids = (hits: readonly { record: SearchRecord }[]) => hits.map(({ record }) => record.id);
  expect(ids(search.suggest('zweib'))).toEqual(['left']);
  expect(search.find('zweibach').hits[0]?.tier).toBe('word');
});

test('a name that only a removed record had finds the name that is like it', () => {
  const search = Search.of([...records, item('gone', 'zweibachs'), item('left', 'zweibuchs')]);
  const ids = search
    .with({ removed: ['gone'] })
    .find('zweibachs')
    .hits.map(({ record }) => record.id);
  expect(ids).toEqual(['left']);
});

test('two words that 50 of 700 descriptions have together find all 50, however many one of them is in', () => {
  const said = (at: number) => `${at % 2 ? 'alpha' : 'other'} ${at > 600 ? 'bravo' : 'zulu'} text`;
  const search = Search.of(Array.from({ length: 700 }, (_, at) => item(`d/${at}`, `thing ${at}`, said(at))));
  const { hits } = search.find('alpha text', { limit: 400 });
  expect(hits.length).toBe(350);
  expect(search.find('alpha bravo').hits.map(({ tier }) => tier)).toEqual(Array(50).fill('detail'));
});

test('of 3,000 records of one name, a filter of one’s own is asked about a thousand, and a limit of 1,000 gives as many', () => {
  const search = Search.of(Array.from({ length: 3_000 }, (_, at) => item(`r/${at}`, `${at} rover`)));
  const accept = ({ id }: SearchRecord) => Number(id.slice(2)) % 100 === 77;
  expect(search.find('rover', { accept }).hits.length).toBeGreaterThanOrEqual(10);
  expect(search.find('rover', { limit: 1_000 }).hits.length).toBe(1_000);
});

const dated = generate(2_000, 5).map((record, at): SearchRecord => {
  const [from, to] = [`${2010 + (at % 10)}-01-01`, `${2010 + (at % 10)}-02-01`];
  const facets = { programs: [`p${at % 7}`], recipients: [], from, to };
  return { ...record, type: at % 3 === 0 ? 'assistance' : 'item', facets };
});
const removed = dated.filter((_, at) => at % 5 === 0).map(({ id }) => id);
const left = dated.filter((_, at) => at % 5 !== 0);
const ofAll = [Search.of(dated), Search.of(dated, { judgeUpTo: Infinity })] as const;
const ofLeft = [ofAll[0].with({ removed }), Search.of(left, { judgeUpTo: Infinity })] as const;

function questionsOf(kind: QueryClass, seed: number, count: number) {
  const random = new Random(seed);
  return Array.from({ length: 200 }, () => ask(kind, random.pick(dated), random))
    .filter((question) => question !== undefined)
    .slice(0, count);
}

test.each(CLASSES)(
  'class “%s”: an index of 2,000 records, filtered or with a fifth removed, answers as well as judging all',
  (kind) => {
    const filters: readonly Filter[] = [
      {},
      { types: ['assistance'] },
      { program: 'p3', since: '2012-06-01' },
    ];
    let worse = 0;
    for (const { text, isUnfinished } of questionsOf(kind, 17, 6)) {
      for (const [index, all] of [ofAll, ofLeft]) {
        for (const filter of filters) {
          const options = { ...filter, limit: 10 };
          const [ours = [], best = []] = [index, all].map((search) =>
            isUnfinished ? search.suggest(text, options) : search.find(text, options).hits,
          );
          expect(ours.filter(({ record }) => !accepts(filter, record))).toEqual([]);
          // What has some letters in common and no word, an index does not look for.
          if (best[0] === undefined || best[0].tier === 'fuzzy') continue;
          if ((ours[0]?.score ?? 2) > best[0].score + 1e-9) worse += 1;
        }
      }
    }
    // Of 36: a slip in a word that other words are like may lead to another one.
    expect(worse).toBeLessThanOrEqual(1);
  },
);

/** Names that many records have a word of, so that the index has to choose among them. */
function crowd(names: readonly (readonly [name: string, ...aliases: string[]])[]): Search {
  return Search.of(
    names.map(([name, ...aliases]) => madeUp(name, aliases)),
    { judgeUpTo: 0 },
  );
}

function madeUp(name: string, aliases: readonly string[] = []): SearchRecord {
  return { id: `made-up/${name}`, type: 'item', name, aliases, details: [] };
}

/** So many words of a few letters. */
const short = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    (at + 260).toString(26).replaceAll(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? ''),
  );

test('“ocld por” is cold portable gear, before 600 optical things whose initials and alias both say POR', () => {
  const optical = short(600).map((word): [string, string] => [`p${word} optical router`, 'POR']);
  const search = crowd([...optical, ['cold portable wheel']]);
  expect(search.suggest('ocld por')[0]?.record.name).toBe('cold portable wheel');
});

test('two slips in seven letters are looked for where a word with one slip has nothing of the rest: “umgrvod radio”', () => {
  const radios = short(600).map((word): [string] => [`radio ${word}`]);
  const search = crowd([...radios, ['umgrvo rope'], ['mugrod radio']]);
  expect(search.find('umgrvod radio', { limit: 3 }).hits[0]?.record.name).toBe('mugrod radio');
});

test('of 20,000 names that no record has none is taken for one of 60,000, and each of those is', () => {
  const words = short(60_000);
  const { segment } = LongShelf.build(words.map((word) => madeUp(`radio ${word}`)));
  const called = (name: string) => segment.withName(readQuery(name)).length;
  expect(words.slice(0, 20_000).filter((word) => called(`rope ${word}`) > 0)).toEqual([]);
  expect(words.slice(0, 500).filter((word) => called(`Radios ${word}`) === 0)).toEqual([]);
});
