import { expect, test } from 'vitest';
import { type Hit, Search } from '../src/search/search.ts';
import { itemRecord, RECORDS } from './search-names.ts';

const search = Search.of(RECORDS);

const namesOf = (hits: readonly Hit[]) => hits.map(({ record }) => record.name);
const certain = (query: string) =>
  search.find(query).hits.filter(({ confidence }) => confidence === 'certain');

/** What matched, with `[` and `]` around what would be bold. */
function marked({ matched, ranges }: Hit): string {
  const inserted = ranges
    .toReversed()
    .reduce(
      (text, [start, end]) => `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`,
      matched,
    );
  return inserted;
}

test('communications equipment is certain to be three items: one of that name, two that are also called so', () => {
  expect(certain('communications equipment').map(({ record, tier }) => [record.name, tier])).toEqual([
    ['communications equipment', 'exact'],
    ['additional communications equipment', 'alias'],
    ['communications gear', 'alias'],
  ]);
});

test.each([
  ['fuel pumps', ['fuel pumps', 'hand fuel pumps']],
  ['fuel pump', ['fuel pumps', 'hand fuel pumps']],
  ['Shelters', ['shelters', '20-person shelters']],
  ['wire', ['barbed wire', 'concertina wire']],
  ['20 person shelter', ['20-person shelters']],
  ['NVG', ['night vision goggles']],
  ['bulletproof vest', ['body armor']],
  ['nightvision goggles', ['night vision goggles']],
  ['hand-held radio', []],
  ['hand-held radios', ['handheld radios']],
  ['fmf', ['Foreign Military Financing']],
  ['ПРИЦІЛ НІЧНОГО БАЧЕННЯ', ['приціл нічного бачення']],
])('%s is certain to mean %j', (query, names) => {
  expect(namesOf(certain(query))).toEqual(names);
});

test('what a name says after “of” or “to” is not the thing: Ukraine is no border guard, nor is “eat” a meal', () => {
  expect(namesOf(certain('Ukraine'))).toEqual(['Ukraine']);
  expect(certain('eat')).toEqual([]);
});

test('an id finds its record alone, in any case, although it is longer than a query may be', () => {
  const long = itemRecord('body armor', {
    id: '2014-06-04-us-security-assistance-to-ukraine/june-tranche-of-equipment/body-armor',
  });
  const found = Search.of([...RECORDS, long]).find(long.id.toUpperCase());
  expect(found.hits).toMatchObject([{ record: long, tier: 'id', confidence: 'certain', field: 'id' }]);
  expect(found.cut).toBe(false);
});

test('an id that is no path comes first, and one that only spells the name plainly answers as the name', () => {
  expect(search.find('border-guard').hits[0]).toMatchObject({ tier: 'id', record: { type: 'party' } });
  expect(search.find('ukraine').hits[0]).toMatchObject({ tier: 'exact', field: 'name', matched: 'Ukraine' });
});

test('nite vison gogles finds night vision goggles first, and not for certain', () => {
  const [first] = search.find('nite vison gogles').hits;
  expect(first?.record.name).toBe('night vision goggles');
  expect(first?.confidence).toBe('guess');
});

test.each([
  ['a beginning', 'night vis', 'night vision goggles', 'prefix'],
  ['words in another order', 'goggles night vision', 'night vision goggles', 'word'],
  ['a missing word', 'night goggles', 'night vision goggles', 'word'],
  ['a missing small word', 'meals ready eat', 'Meals Ready to Eat', 'word'],
  ['beginnings of words', 'food freez', 'food storage freezers', 'word'],
  ['a small word too many', 'batteries for vehicles', 'vehicle batteries', 'word'],
  ['words written as one', 'fuelpump', 'fuel pumps', 'word'],
  ['one word written as two, one letter off', 'exca vetors', 'excavators', 'fuzzy'],
  ['one word written as two', 'radios hand held', 'handheld radios', 'word'],
  ['a slip in a word', 'genrators', 'generators', 'fuzzy'],
  ['swapped letters', 'eqiupment engineering', 'engineering equipment', 'fuzzy'],
  ['a slip in each of two words', 'patorl flashligts', 'patrol flashlights', 'fuzzy'],
  ['another spelling', 'body armour', 'body armor', 'fuzzy'],
  ['a slip in a beginning', 'nigth vis', 'night vision goggles', 'fuzzy'],
  ['initials', 'EOD', 'explosive ordnance disposal equipment', 'fuzzy'],
  ['initials', 'WPU', 'water purification units', 'fuzzy'],
  ['initials in the plural', 'WPUs', 'water purification units', 'fuzzy'],
  ['initials and a word', 'EOD equipment', 'explosive ordnance disposal equipment', 'fuzzy'],
  ['letters and digits apart', 'm-777', 'M777 howitzers', 'prefix'],
  ['letters and digits together', '155mm shells', '155 mm artillery shells', 'word'],
  ['Ukrainian with a slip', 'нічного бачненя', 'приціл нічного бачення', 'fuzzy'],
])('%s (%s) makes %s likely, by tier %s', (_, query, name, tier) => {
  const [first] = search.find(query).hits;
  expect(first).toMatchObject({ record: { name }, confidence: 'likely', tier });
});

test.each([
  ['a slip in a short word, which often makes another word', 'barbed wyre', 'barbed wire'],
  ['two slips in a word', 'excovatars', 'excavators'],
  ['a word that the name lacks', 'kevlar helmets', 'helmets'],
  ['letters inside a word', 'noculars', 'binoculars'],
  ['two initials', 'PF', 'patrol flashlights'],
])('%s (%s) leaves %s a guess', (_, query, name) => {
  expect(search.find(query).hits[0]).toMatchObject({ record: { name }, confidence: 'guess', tier: 'fuzzy' });
});

test('a number with another digit is another number: 152mm shells is at most a guess at 155 mm shells', () => {
  expect(search.find('155mm artillery shell').hits[0]?.confidence).toBe('certain');
  expect(search.find('152mm artillery shells').hits.map(({ confidence }) => confidence)).toEqual(['guess']);
});

test.each(['xqzzt flurb', 'qwertyuiop', 'zzz', '?!', '', ' \u200b ', '🪖', 'блрхщц'])(
  '%j finds nothing',
  (query) => {
    expect(search.find(query).hits).toEqual([]);
  },
);

test('a word beats the same letters inside another word: sword finds Iron Sword before Longsword', () => {
  const { hits } = Search.of([itemRecord('Longsword'), itemRecord('Iron Sword')]).find('sword');
  expect(hits.map(({ record, confidence }) => [record.name, confidence])).toEqual([
    ['Iron Sword', 'certain'],
    ['Longsword', 'guess'],
  ]);
  expect(hits.map(marked)).toEqual(['Iron [Sword]', 'Long[sword]']);
});

test('a name that begins with the query comes before one that has it further on, and the shorter of two first', () => {
  const records = ['spare wheel hubs', 'wheel hub covers', 'wheel hubs'].map((name) => itemRecord(name));
  expect(namesOf(Search.of(records).find('wheel hu').hits)).toEqual([
    'wheel hubs',
    'wheel hub covers',
    'spare wheel hubs',
  ]);
});

const LONG_NAME =
  'Ukraine Security Assistance Initiative package of training and advisory services, with counter-battery radars';

test.each([
  ['radars', 'word', 'certain'],
  ['battery', 'word', 'likely'],
  ['counterbattery', 'word', 'likely'],
  ['advisroy', 'fuzzy', 'likely'],
  ['visory servi', 'fuzzy', 'guess'],
])('%s, past the 60th letter of a name, is found', (query, tier, confidence) => {
  const { hits } = Search.of([itemRecord('helmets'), itemRecord(LONG_NAME)]).find(query);
  expect(hits).toMatchObject([{ record: { name: LONG_NAME }, tier, confidence }]);
});

test('a query of 64 characters with slips all over is still judged as a whole', () => {
  const slips = 'Ukraone Security Asistance Initaitive pakcage of training an adv';
  expect(slips).toHaveLength(64);
  const { hits, cut } = Search.of([itemRecord('helmets'), itemRecord(LONG_NAME)]).find(slips);
  expect(hits.map(({ record }) => record.name)).toEqual([LONG_NAME]);
  expect(cut).toBe(true);
});

test('only what was typed is bold, in the words of the record', () => {
  const first = (query: string) => search.find(query).hits.slice(0, 1).map(marked);
  expect(first('20 person shelter')).toEqual(['[20-person shelters]']);
  expect(first('night vis')).toEqual(['[night vis]ion goggles']);
  expect(first('goggles night')).toEqual(['[night] vision [goggles]']);
  expect(first('EOD')).toEqual(['[e]xplosive [o]rdnance [d]isposal equipment']);
  expect(first('u.s european com')).toEqual([
    '[U.S. European Com]mand general/flag officer steering group meeting with Ukrainian counterparts',
  ]);
  expect(first('european us')).toEqual([
    '[U.S. European] Command general/flag officer steering group meeting with Ukrainian counterparts',
  ]);
});

test('words of a quote, a place or a topic find their record after every name, and never by likeness', () => {
  const found = search.find('Kyiv').hits.map(({ record, tier, field }) => [record.type, tier, field]);
  expect(found).toEqual([
    ['assistance', 'word', 'name'],
    ['engagement', 'detail', 'place'],
  ]);
  expect(search.find('Kyyv').hits.filter(({ tier }) => tier === 'detail')).toEqual([]);
  expect(search.find('strategic directions').hits.map(marked)).toEqual([
    '[strategic direction] for future military-to-military cooperation',
  ]);
  expect(search.find('strategic flurb').hits).toEqual([]);
});

test('a detail may have some of the words and the name the others', () => {
  expect(search.find('steering group Kyiv strategic').hits[0]).toMatchObject({
    record: { id: 'sheet/steering-group' },
    confidence: 'guess',
  });
  expect(search.find('monitoring goods').hits).toMatchObject([
    { record: { id: 'sheet/embassy' }, tier: 'detail', field: 'quote' },
  ]);
});

test('types, a filter of one’s own and a limit narrow what is found', () => {
  expect(
    search.find('ukraine', { types: ['source', 'engagement'] }).hits.map(({ record }) => record.type),
  ).toEqual(['source', 'engagement']);
  const accept = ({ name }: { name: string }) => name.startsWith('20');
  expect(namesOf(search.find('shelters', { accept }).hits)).toEqual(['20-person shelters']);
  expect(namesOf(search.find('sheet/aid/shelters', { accept }).hits)).not.toContain('shelters');
  expect(search.find('equipment', { limit: 2 }).hits).toHaveLength(2);
});

test('records that answer equally well stand in their own order', () => {
  const records = ['b', 'a', 'c'].map((id) => itemRecord('radio', { id }));
  const found = Search.of(records).find('radios').hits;
  expect(found.map(({ record }) => record.id)).toEqual(['b', 'a', 'c']);
});

test('a query is cut at 64 characters, and says so', () => {
  const found = search.find(`helmets ${'x'.repeat(100)}`);
  expect(found).toMatchObject({ query: `helmets ${'x'.repeat(56)}`, cut: true });
  expect(search.find(`${'x'.repeat(63)}🪖`).query).toBe('x'.repeat(63));
  expect(search.find('x'.repeat(64)).cut).toBe(false);
});

test('a query is cut at 8 words, and the cut one is searched', () => {
  const found = search.find('night vision goggles for all of the armed forces');
  expect(found).toMatchObject({ query: 'night vision goggles for all of the armed', cut: true });
  expect(found.hits[0]).toMatchObject({ record: { name: 'night vision goggles' }, confidence: 'guess' });
});

test('what folds into very many words is cut at twice 8 of them', () => {
  expect(search.find('a1'.repeat(30))).toMatchObject({ query: 'a1'.repeat(8), cut: true });
  expect(search.find('M1A2 SEPv3').cut).toBe(false);
});

test('a whole name of more than 64 characters is certain, and nothing of it was cut', () => {
  const { name } = RECORDS.find(({ type }) => type === 'engagement') ?? { name: '' };
  expect(name.length).toBeGreaterThan(64);
  expect(search.find(name)).toMatchObject({
    cut: false,
    query: name,
    hits: [{ tier: 'exact', record: { name } }],
  });
});

test('an empty field is offered one record of each type in turn, 25 at most', () => {
  const offers = search.suggest(' ');
  expect(offers).toHaveLength(25);
  expect(offers.slice(0, 7).map(({ record }) => record.type)).toEqual([
    'item',
    'assistance',
    'program',
    'party',
    'engagement',
    'source',
    'item',
  ]);
  expect(namesOf(search.suggest('', { types: ['item'], limit: 2 }))).toEqual([
    'body armor',
    'night vision goggles',
  ]);
  expect(Search.of([]).suggest('')).toEqual([]);
});

test('an unfinished word of a quote is enough for a suggestion, not for a look-up', () => {
  expect(search.suggest('monitor').map(({ record }) => record.id)).toEqual(['sheet/embassy']);
  expect(search.find('monitor').hits).toEqual([]);
});

test('one letter suggests the names that begin with it, then those with such a word, none of them likely', () => {
  const hits = search.suggest('w');
  expect(namesOf(hits)).toEqual([
    'water purification units',
    'barbed wire',
    'concertina wire',
    expect.any(String),
  ]);
  expect(new Set(hits.map(({ confidence }) => confidence))).toEqual(new Set(['guess']));
});
