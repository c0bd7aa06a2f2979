import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { checkFacts } from '../src/check-facts.ts';
import type { Facts } from '../src/data/facts.ts';
import { SourceFile } from '../src/data/formats/source-file.ts';
import { loadFacts } from '../src/data/load.ts';
import { readSources } from '../src/data/read-sources.ts';
import { renderWhen } from '../src/data/when-render.ts';
import { DataError, renderFault } from '../src/errors.ts';
import { quoteOf } from './fixtures/facts.ts';

const NOW = Temporal.Instant.from('2014-07-01T12:00:00Z');
const TEXT = `The United States has approved more than $23 million in aid for Ukraine.
It includes a new tranche of $5 million for helmets and five trucks.
Approximately 300,000 meals were delivered in March, worth €2 million.
Ministers will meet in Kyiv on June 20.
`;
const SOURCE = 'source: { title: T, publisher: P, published: 2014-06-04 }\n';
const AID =
  '{ id: aid, title: Aid, kind: approved, amount: more than $23 million, quote: approved more than $23 million }';

type Files = Readonly<Record<string, string | Uint8Array>>;
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** Writes `folder/file` into a new facts folder. */
async function factsFolder(files: Files): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'facts-'));
  folders.push(root);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** A source of the usual text; `yaml` follows its `source:` line. */
function source(folder: string, yaml: string): Files {
  return { [`${folder}/source.txt`]: TEXT, [`${folder}/facts.yaml`]: SOURCE + yaml };
}

async function load(files: Files): Promise<Facts> {
  return loadFacts(await factsFolder(files), { loadedBy: 'ana', now: NOW, number: 7 });
}

/** Every fault as it is printed; an empty list if the facts load. */
async function faultsOf(files: Files): Promise<string[]> {
  return faultsIn(await factsFolder(files));
}

async function faultsIn(folder: string): Promise<string[]> {
  try {
    await loadFacts(folder, { loadedBy: 'ana', now: NOW, number: 1 });
    return [];
  } catch (error) {
    if (error instanceof DataError)
      return error.faults.map((fault) => renderFault(fault).replace(`${folder} `, ''));
    throw error;
  }
}

const assistance = (...records: string[]) =>
  `assistance:\n${records.map((record) => `  - ${record}\n`).join('')}`;

test('a source loads with its records, ids under its folder, and the evidence of each', async () => {
  const facts = await load(
    source(
      'a',
      `${assistance(
        AID,
        '{ id: tranche, title: Tranche, kind: announced, amount: $5 million, partOf: aid, from: USA, to: Ukraine, ' +
          'quote: "It includes a new tranche of $5 million for helmets and five trucks.", ' +
          'items: [helmets, { name: Big Trucks, id: trucks, quantity: Five trucks }] }',
      ).replace('[helmets,', '[{ name: Blue Helmets, category: protection, aliases: [casques] },')}` +
        'engagements:\n  - { id: talks, title: Talks, when: 2014-06-20, status: planned, where: Kyiv, quote: Ministers will meet in Kyiv }\n',
    ),
  );
  const tranche = facts.getAssistance('a/tranche');
  expect(tranche).toMatchObject({
    partOf: 'a/aid',
    kind: 'announced',
    from: 'usa',
    to: 'ukraine',
    evidence: { lines: [2] },
  });
  expect(tranche.items).toMatchObject([
    { id: 'a/tranche/blue-helmets', category: 'protection', aliases: ['casques'], assistanceId: 'a/tranche' },
    { id: 'a/tranche/trucks', quantity: { low: { minor: 5000n } }, evidence: tranche.evidence },
  ]);
  expect(facts.engagements).toMatchObject([{ id: 'a/talks', status: 'planned', evidence: { lines: [4] } }]);
  expect(facts.revision).toMatchObject({ number: 7, loadedBy: 'ana', loadedAt: NOW });
});

test('an item may rest on a sentence of its own, and have a time and money of its own', async () => {
  const facts = await load(
    source(
      'a',
      assistance(
        AID.replace(
          ' }',
          ', items: [{ name: meals, quantity: "approximately 300,000 meals", amount: €2 million, when: 2014-03, ' +
            'quote: "Approximately 300,000 meals were delivered in March, worth €2 million." }] }',
        ).replace('amount: more than $23 million, ', ''),
      ),
    ),
  );
  const [meals] = facts.items;
  expect(meals?.evidence).toMatchObject({ lines: [3] });
  expect(meals?.when && renderWhen(meals.when)).toBe('March 2014');
  expect(meals?.amount?.unit).toEqual({ type: 'money', currency: 'EUR' });
});

test('evidence is what was published, not how the YAML types it', async () => {
  const yaml = `quote: 'has approved "more than $23 million" so far'`;
  const facts = await load({
    'a/source.txt': 'He has approved “more than $23\u00A0million” so far.',
    'a/facts.yaml': SOURCE + assistance(AID.replace('quote: approved more than $23 million', yaml)),
  });
  expect(facts.assistance.map(quoteOf)[0]?.quote).toBe('has approved “more than $23 million” so far');
});

test('the hash is the same for the same content and another for any other', async () => {
  const one = await load(source('a', assistance(AID)));
  const same = await load(source('a', assistance(AID)));
  const other = await load(source('a', assistance(AID.replace('title: Aid', 'title: Help'))));
  const renamed = await load(source('b', assistance(AID)));
  expect(one.revision.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(same.revision.hash).toBe(one.revision.hash);
  expect(new Set([one, other, renamed].map(({ revision }) => revision.hash)).size).toBe(3);
});

test('a program known by name, alias or another case in several sources is one, with the aliases of all', async () => {
  const under = (program: string) => assistance(AID.replace('amount', `program: ${program}, amount`));
  const facts = await load({
    ...source('a', `programs: [{ name: Foreign Military Financing, aliases: [FMF] }]\n${under('FMF')}`),
    ...source(
      'b',
      `programs: [{ name: foreign military  financing, aliases: [F.M.F., FMF grants] }]\n${under('FMF grants')}`,
    ),
    ...source('c', under('Foreign military financing')),
    ...source('d', `programs: [{ name: FMF, aliases: [US FMF] }]\n${under('Lend-Lease')}`),
  });
  expect(facts.programs).toEqual([
    {
      id: 'foreign-military-financing',
      name: 'Foreign Military Financing',
      aliases: ['FMF', 'FMF grants', 'US FMF'],
    },
    { id: 'lend-lease', name: 'Lend-Lease', aliases: [] },
  ]);
  const programIds = facts.assistance.map((record) => facts.programIdOf(record));
  expect(programIds.filter((id) => id === 'foreign-military-financing')).toHaveLength(3);
});

test('a party belongs to another by any of its names, also one that only another source declares', async () => {
  const facts = await load({
    ...source(
      'a',
      `parties: [{ name: Border Guard, partOf: UA, aliases: [DPSU] }]\n${assistance(AID.replace('amount', 'to: DPSU, amount'))}`,
    ),
    ...source('b', 'parties: [{ name: Ukraine, aliases: [UA] }]\n'),
  });
  expect(facts.getParty('border-guard').partOf).toBe('ukraine');
  expect(facts.assistance[0]?.to).toBe('border-guard');
  expect([...facts.partiesWithin('ukraine')].sort()).toEqual(['border-guard', 'ukraine']);
});

test('facts may be part of, and on the same subject as, those of another source', async () => {
  const facts = await load({
    ...source('a', assistance(AID.replace('amount', 'subject: total, amount'))),
    ...source('b', assistance(AID.replace('amount', 'partOf: a/aid, subject: total, amount'))),
  });
  expect(facts.getAssistance('b/aid').partOf).toBe('a/aid');
  expect(facts.sameSubject(facts.getAssistance('a/aid'))).toHaveLength(1);
});

test.each([
  ['2014-06-04', []],
  ['2014-06', []],
  ['{ to: 2014-06-20, says: by 20 June }', []],
  // Still the 4th in Honolulu.
  ['{ start: 2014-06-05T10:00, zone: Europe/Kyiv }', []],
  [
    '{ start: 2014-06-06T10:00, zone: Europe/Kyiv }',
    [expect.stringContaining('begins on 2014-06-06, after')],
  ],
])('whether a meeting at %s can have been held by 4 June 2014', async (when, faults) => {
  const engagement = `{ id: talks, title: T, when: ${when}, status: held, quote: will meet in Kyiv }`;
  expect(await faultsOf(source('a', `engagements: [${engagement}]\n`))).toEqual(faults);
});

test('a source published today where the day begins first is not in the future; tomorrow is', async () => {
  const published = (day: string) =>
    faultsOf({ 'a/source.txt': TEXT, 'a/facts.yaml': SOURCE.replace('2014-06-04', day) });
  expect(await published('2014-07-02')).toEqual([]);
  expect(await published('2014-07-03')).toEqual([
    'a/facts.yaml:1:46 source.published — 2014-07-03 is in the future — write the day on which it was published',
  ]);
});

test('whatever is cut out of a facts.yaml or put into it, it loads or has faults that say what to do', async () => {
  const path = join(import.meta.dirname, '../facts/2014-06-04-us-security-assistance-to-ukraine/facts.yaml');
  const yaml = await readFile(path, 'utf8');
  const text = new TextEncoder().encode(TEXT);
  const junk = fc.constantFrom(
    '',
    ' ',
    '\t',
    ':',
    ': ',
    '- ',
    '{',
    ']',
    '"',
    '*a',
    '&a ',
    '!x ',
    '|',
    'null',
    '7',
    '\0',
    '\n',
  );
  const edits = fc.array(fc.tuple(fc.nat(yaml.length), fc.nat(30), junk), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(edits, async (edits) => {
      const edited = edits.reduce(
        (yaml, [at, cut, put]) => yaml.slice(0, at) + put + yaml.slice(at + cut),
        yaml,
      );
      const files = new Map([
        ['source.txt', SourceFile.of(text)],
        ['facts.yaml', SourceFile.of(new TextEncoder().encode(edited))],
      ]);
      const folder = { name: 'a', files, others: [] };
      const { faults } = await readSources([folder], Temporal.PlainDate.from('2014-07-01'));
      expect(faults.every(({ problem, remedy }) => problem !== '' && remedy !== '')).toBe(true);
      expect(faults.map(renderFault).join()).not.toMatch(/undefined|\[object/);
    }),
    { numRuns: 50 },
  );
});

const change = (from: string, to: string) => assistance(AID.replace(from, to));
const second = (fields: string) => assistance(AID, `{ id: two, title: T, kind: announced, ${fields} }`);

test.each([
  [
    'an id given twice',
    assistance(AID, AID),
    'a/facts.yaml:4:11 assistance[aid].id — “aid” is the id of another fact as well, at a/facts.yaml:3 — give each its own',
  ],
  [
    'an id of an engagement that assistance has',
    `${assistance(AID)}engagements: [{ id: aid, title: T, when: 2014, status: held, quote: will meet in Kyiv }]\n`,
    'engagements[aid].id — “aid” is the id of another fact as well',
  ],
  [
    'two items of one name',
    change(' }', ', items: [{ name: trucks, quote: five trucks }, { name: Trucks, quote: five trucks }] }'),
    'items[Trucks].name — another item has the id “trucks”, at a/facts.yaml:3 — give one an id of its own',
  ],
  [
    'a partOf that leads nowhere',
    second('partOf: aud, quote: a new tranche'),
    'a/facts.yaml:4:51 assistance[two].partOf — there is no assistance “aud” — did you mean “aid”?',
  ],
  [
    'a partOf into another source that leads nowhere',
    second('partOf: b/aid, quote: a new tranche'),
    'there is no assistance “b/aid” — did you mean “aid”?',
  ],
  [
    'a partOf to an engagement',
    `${second('partOf: talks, quote: a new tranche')}engagements: [{ id: talks, title: T, when: 2014, status: held, quote: will meet in Kyiv }]\n`,
    '“talks” is an engagement, and only assistance contains money',
  ],
  [
    'a partOf to itself',
    change('amount', 'partOf: aid, amount'),
    'assistance[aid].partOf — goes in a circle: a/aid is part of a/aid — remove partOf from one of them',
  ],
  [
    'a part in another currency',
    second('partOf: aid, amount: €2 million, quote: worth €2 million'),
    'assistance[two].amount — €2 million is not in the currency of a/aid, which contains it: more than $23 million — check both',
  ],
  [
    'an item in another currency',
    change(
      ' }',
      ', items: [{ name: meals, amount: €2 million, quote: "300,000 meals were delivered in March, worth €2 million" }] }',
    ),
    'items[meals].amount — €2 million is not in the currency of a/aid',
  ],
  [
    'money that counts things',
    change('more than $23 million', 'five trucks').replace(
      'quote: approved more than $23 million',
      'quote: helmets and five trucks',
    ),
    'amount — “five trucks” counts things, where money belongs — write a currency, such as $5 million, or move it to the quantity of an item',
  ],
  [
    'a quantity that is money',
    change(' }', ', items: [{ name: approved x, quantity: $23 million }] }'),
    'quantity — “$23 million” is money, where a number of things belongs — move it to amount',
  ],
  [
    'an amount in words that nobody can read',
    change('more than $23 million', 'a great deal'),
    'amount — “a great deal” is not understood as an amount',
  ],
  [
    'a figure that the quote does not state',
    change('more than $23 million', 'more than $24 million'),
    'a/facts.yaml:3:52 assistance[aid].amount — “$24 million” is not stated in the quote — write the figure of the quote, or quote the passage that states it',
  ],
  [
    'a hedge that is dropped',
    change('more than $23 million', '$23 million'),
    'a/facts.yaml:3:52 assistance[aid].amount — the quote says “more than $23 million”, not “$23 million” — write “more than $23 million”, or quote the passage that says “$23 million”',
  ],
  [
    'a hedge that is reversed',
    change('more than $23 million', 'up to $23 million'),
    'amount — the quote says “more than $23 million”, not “up to $23 million” — write “more than $23 million”',
  ],
  [
    'a quantity without its hedge',
    change(
      ' }',
      ', items: [{ name: meals, quantity: 300000 meals, quote: "Approximately 300,000 meals" }] }',
    ),
    'items[meals].quantity — the quote says “Approximately 300,000”, not “300000 meals” — write “approximately 300,000 meals”',
  ],
  [
    'an item that its quote does not name',
    second(
      'quote: a new tranche of $5 million for helmets, items: [{ name: helmet }, { name: tanks, aliases: [T-72] }]',
    ),
    'a/facts.yaml:4:125 assistance[two].items[tanks].name — no word of “tanks”, “T-72” is in the quote — correct the name, give an alias as the source writes it, or quote the passage that names it',
  ],
  [
    'a meeting held after the day of publication',
    'engagements: [{ id: talks, title: T, when: 2014-06-20, status: held, quote: will meet in Kyiv }]\n',
    'a/facts.yaml:2:64 engagements[talks].status — is held, though it begins on 2014-06-20, after the source was published on 2014-06-04 — write planned, or correct when',
  ],
  ['a month that is not on the calendar', change('amount', 'when: 2014-13, amount'), 'when — “2014-13”'],
  ['an empty time', change('amount', 'when: , amount'), 'when — '],
  [
    'a wrong quote',
    change('quote: approved', 'quote: aproved'),
    'a/facts.yaml:3:82 assistance[aid].quote — “aproved more than $23 million” is not in source.txt; nearest is line 1: “The United States has ⟦approved⟧ more than $23 million in aid…”, where the quote has “aproved” — copy the words from source.txt',
  ],
  [
    'a quote that cuts a figure',
    change('quote: approved more than $23 million', 'quote: 23 million in aid'),
    '“23 million in aid” cuts a word or a figure of source.txt in two',
  ],
  [
    'passages in the wrong order',
    change('quote: approved more than $23 million', 'quote: will meet in Kyiv … more than $23 million'),
    '“more than $23 million” stands on line 1 of source.txt, before the passage that it follows here — join passages in the order of the text',
  ],
  [
    'a subject in a source that is not there',
    change('amount', 'subject: b/boats, amount'),
    'subject — there is no source “b”',
  ],
  [
    'a program declared twice',
    'programs: [{ name: FMF }, { name: fmf }]\n',
    'programs[fmf].name — “fmf” is declared twice, also at a/facts.yaml:2 — keep one, with the aliases of both',
  ],
  [
    'an alias of two parties',
    'parties: [{ name: Defence Ministry UK, aliases: [MOD] }, { name: Defence Ministry, aliases: [MoD] }]\n',
    'parties[Defence Ministry].aliases — “MoD” is an alias of “Defence Ministry UK” as well — keep it for the one that it stands for',
  ],
  [
    'an alias that is a party of its own',
    'parties: [{ name: Ukraine, aliases: [Kyiv] }, { name: Kyiv }]\n',
    'parties[Ukraine].aliases — “Kyiv” is declared as a party of its own at a/facts.yaml:2',
  ],
  [
    'parties in a circle',
    'parties: [{ name: A, partOf: B }, { name: B, partOf: A }]\n',
    'partOf — goes in a circle: “A” is part of “B” is part of “A” — remove partOf from one of them',
  ],
])('%s is one fault, with its place and what to do', async (_, yaml, expected) => {
  const faults = await faultsOf(source('a', yaml));
  expect(faults).toEqual([expect.stringContaining(expected)]);
});

test('a part that certainly exceeds its whole is a fault, one that need not is none, through any number of levels', async () => {
  const text = `${TEXT}Up to $4 million, about $4.5 million and $6 million.`;
  const parts = (...amounts: string[]) => ({
    'a/source.txt': text,
    'a/facts.yaml': `${SOURCE}${assistance(
      ...amounts.map((amount, index) => {
        const amountField = amount === '' ? '' : `amount: ${amount}, `;
        const parent = index === 0 ? '' : `partOf: n${index - 1}, `;
        return `{ id: n${index}, title: T, kind: announced, ${amountField}${parent}quote: "tranche of $5 million … Up to $4 million, about $4.5 million and $6 million." }`;
      }),
    )}`,
  });
  expect(await faultsOf(parts('$5 million', 'about $4.5 million', 'up to $4 million', ''))).toEqual([]);
  expect(await faultsOf(parts('$5 million', '', '$6 million'))).toEqual([
    expect.stringContaining(
      'assistance[n2].amount — $6 million is more than all of a/n0, which contains it: $5 million',
    ),
  ]);
});

test('a circle through two sources is named once, link by link', async () => {
  const faults = await faultsOf({
    ...source('a', change('amount', 'partOf: b/aid, amount')),
    ...source('b', change('amount', 'partOf: a/aid, amount')),
  });
  expect(faults).toEqual([
    expect.stringContaining('goes in a circle: a/aid is part of b/aid is part of a/aid'),
  ]);
});

test('two sources that put a party into different others contradict each other', async () => {
  const faults = await faultsOf({
    ...source('a', 'parties: [{ name: Guard, partOf: Ukraine }]\n'),
    ...source('b', 'parties: [{ name: guard, partOf: Poland }]\n'),
  });
  expect(faults).toEqual([
    expect.stringContaining(
      'b/facts.yaml:2:34 parties[guard].partOf — “Guard” is part of “Poland” here and of “Ukraine” at a/facts.yaml:2',
    ),
  ]);
});

test('every fault of every source is reported at once, also inside records that have others', async () => {
  const faults = await faultsOf({
    ...source(
      'a',
      assistance(
        '{ id: one, titel: T, kind: aproved, amount: $9 million, partOf: nil, quote: aproved more than $23 million, items: [helmets] }',
      ),
    ),
    ...source('b', 'assistance: nothing\n'),
    'c/facts.yaml': 'source:\n\ttitle: T\n',
  });
  expect(faults.map((fault) => fault.replace(/ — .*/, ''))).toEqual([
    'a/facts.yaml:3:5 assistance[one].title',
    'a/facts.yaml:3:16 assistance[one].titel',
    'a/facts.yaml:3:32 assistance[one].kind',
    'a/facts.yaml:3:49 assistance[one].amount',
    'a/facts.yaml:3:69 assistance[one].partOf',
    'a/facts.yaml:3:81 assistance[one].quote',
    'a/facts.yaml:3:120 assistance[one].items[1]',
    'b/facts.yaml:2:13 assistance',
    'c/facts.yaml:2:1 is not YAML: tabs are not allowed as indentation',
    'c/source.txt is missing',
  ]);
});

test('a reference into a source that cannot be read is not a fault of its own', async () => {
  const faults = await faultsOf({
    ...source('a', change('amount', 'partOf: b/aid, amount')),
    'b/source.txt': TEXT,
    'b/facts.yaml': 'a: [',
  });
  expect(faults).toEqual([expect.stringMatching(/^b\/facts\.yaml:.* is not YAML/)]);
});

test.each([
  [
    'an empty facts.yaml',
    { 'a/source.txt': TEXT, 'a/facts.yaml': ' \n' },
    'a/facts.yaml:1:1 the file is empty — write source:',
  ],
  ['only a comment', { 'a/source.txt': TEXT, 'a/facts.yaml': '# later\n' }, 'the file holds nothing'],
  [
    'an empty source.txt',
    { 'a/source.txt': '', 'a/facts.yaml': SOURCE },
    'a/source.txt:1:1 the file is empty — paste the text as published',
  ],
  ['no source.txt', { 'a/facts.yaml': SOURCE }, 'a/source.txt is missing — add source.txt'],
  [
    'facts.yml',
    { 'a/source.txt': TEXT, 'a/facts.yml': SOURCE },
    'a/facts.yaml is missing, though there is facts.yml — add facts.yaml',
  ],
  [
    'neither file',
    { 'a/scan.pdf': 'x' },
    'a holds none of facts.yaml, source.txt, table.yaml, table.csv, table.tsv, calendar.yaml, calendar.ics — add source.txt and facts.yaml, or table.csv or table.tsv and table.yaml, or calendar.ics and calendar.yaml; or remove the folder',
  ],
  [
    'Latin-1',
    { 'a/source.txt': TEXT, 'a/facts.yaml': Buffer.from('source:\n  title: Café x', 'latin1') },
    'a/facts.yaml:2:13 the file is not UTF-8: byte 20 (counted from 0) is 0xE9 — save it as UTF-8',
  ],
  [
    'a cut-off character after a real �',
    {
      'a/source.txt': Buffer.concat([Buffer.from('�é\n'), Buffer.from([0xe2, 0x82])]),
      'a/facts.yaml': SOURCE,
    },
    'a/source.txt:2:1 the file is not UTF-8: byte 6 (counted from 0) is 0xE2',
  ],
  [
    'UTF-16',
    { 'a/source.txt': Buffer.from('\uFEFFtext', 'utf16le'), 'a/facts.yaml': SOURCE },
    'a/source.txt:1:1 the file is UTF-16, not UTF-8 — save it as UTF-8',
  ],
  [
    'more than 10 MB',
    { 'a/source.txt': 'x'.repeat(10 * 1024 * 1024 + 1), 'a/facts.yaml': SOURCE },
    'a/source.txt is 10.0 MB; the most is 10 MB',
  ],
  ['a folder for a file', { 'a/source.txt/x': '', 'a/facts.yaml': SOURCE }, 'a/source.txt is not a file'],
  [
    'a folder that is no id',
    { 'My Source/source.txt': TEXT, 'My Source/facts.yaml': SOURCE },
    'My Source the folder’s name cannot be an id — name it with small letters, digits and hyphens',
  ],
  [
    'a stray file',
    { ...source('a', ''), 'facts.yaml': SOURCE },
    'facts.yaml is not the folder of a source — move it into one',
  ],
  [
    'a source in the place of the folder of sources',
    { 'source.txt': TEXT, 'facts.yaml': SOURCE },
    'is one source — give the folder that it is in',
  ],
])('%s is one fault', async (_, files, expected) => {
  expect(await faultsOf(files as unknown as Files)).toEqual([expect.stringContaining(expected)]);
});

test('a byte order mark and Windows line ends are no faults, and lines still count right', async () => {
  const facts = await load({
    'a/source.txt': `\uFEFF${TEXT.replaceAll('\n', '\r\n')}`,
    'a/facts.yaml':
      `\uFEFF${SOURCE}${assistance('{ id: t, title: T, kind: announced, quote: a new tranche }')}`.replaceAll(
        '\n',
        '\r\n',
      ),
  });
  expect(facts.assistance[0]?.evidence).toEqual({ type: 'quote', quote: 'a new tranche', lines: [2] });
  expect(facts.sources[0]?.text).toMatch(/^The United States/);
});

test('README.md, the schema, and hidden files and folders may stand beside the sources', async () => {
  const files = {
    ...source('a', ''),
    'README.md': '#',
    'facts.schema.json': '{}',
    '.DS_Store': 'x',
    '.git/config': 'x',
    'a/scan.pdf': 'x',
  };
  expect(await faultsOf(files)).toEqual([]);
});

test('a facts folder that is missing, a file, or without sources says to set FACTS_DIR or add some', async () => {
  const empty = await factsFolder({ 'README.md': '#' });
  expect(await faultsIn(empty)).toEqual([
    expect.stringContaining('holds no sources — put each into a folder of its own'),
  ]);
  expect(await faultsIn(join(empty, 'nowhere'))).toEqual([
    expect.stringContaining('there is no such folder — set FACTS_DIR'),
  ]);
  expect(await faultsIn(join(empty, 'README.md'))).toEqual([
    expect.stringContaining('is not a folder — set FACTS_DIR'),
  ]);
});

test('a source may be a link to a folder; a link that leads nowhere is a fault', async () => {
  const root = await factsFolder(source('a', ''));
  const linked = await factsFolder({});
  await symlink(join(root, 'a'), join(linked, 'b'));
  expect(await faultsIn(linked)).toEqual([]);
  await symlink(join(root, 'gone'), join(linked, 'c'));
  expect(await faultsIn(linked)).toEqual([expect.stringContaining('c leads nowhere')]);
});

test('check:facts sums up a right folder, lists the faults of a wrong one with clickable places, and refuses other words', async () => {
  const right = await checkFacts([await factsFolder(source('a', assistance(AID)))], NOW);
  expect(right).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 source, all right\n  1 assistance: 1 approved\n'),
  });
  const folder = await factsFolder(source('a', assistance(AID, AID)));
  const wrong = await checkFacts([folder], NOW);
  expect(wrong.code).toBe(1);
  expect(wrong.output).toMatch(/\/a\/facts\.yaml:4:11 assistance\[aid\]\.id — .*\n\n1 fault$/);
  const table = {
    't/table.csv': `Item,Stage\n${'boots,given\n'.repeat(1200)}`,
    't/table.yaml':
      'source: { title: T, publisher: P, published: 2014-06-04 }\nrow: { title: "{Item}", kinds: { column: Stage, values: { sent: delivered } } }',
  };
  const many = await checkFacts([await factsFolder(table)], NOW);
  expect(many.output).toMatch(/\n\n1,200 faults$/);
  expect(await checkFacts(['a', 'b'], NOW)).toMatchObject({
    code: 2,
    output: expect.stringContaining('Usage'),
  });
  expect(await checkFacts(['--fix'], NOW)).toMatchObject({ code: 2 });
});

test('check:facts notes a name that is only used and close to another, which loads all the same', async () => {
  const to = (party: string) => change('amount', `to: ${party}, amount`);
  const check = async (files: Files) => {
    const { code, output } = await checkFacts([await factsFolder(files)], NOW);
    return [code, ...output.split('\n').filter((line) => line.startsWith('note:'))];
  };
  const slip = {
    ...source('a', `parties: [{ name: Ukraine }]\n${to('Ukraine')}`),
    ...source('b', to('Ukrane')),
  };
  expect(await check(slip)).toEqual([
    0,
    expect.stringMatching(
      /^note: .*\/b\/facts\.yaml:3:48 assistance\[aid\]\.to — “Ukrane” is used once and is close to “Ukraine” — if they are one, write “Ukraine”, or declare the one as an alias of the other$/,
    ),
  ]);
  // Of two that nobody declared, the one that is used less, or later.
  const undeclared = { ...source('a', to('Nigr')), ...source('b', to('Niger')), ...source('c', to('Niger')) };
  expect(await check(undeclared)).toEqual([
    0,
    expect.stringContaining('“Nigr” is used once and is close to “Niger”'),
  ]);
  expect(await check({ ...source('a', to('Niger')), ...source('b', to('Nigeria')) })).toEqual([
    0,
    expect.stringContaining('“Nigeria” is used once and is close to “Niger”'),
  ]);
  // Declared, far from each other, too short, or used as an alias.
  const fine = [
    source('a', `parties: [{ name: Niger }, { name: Nigeria }]\n${to('Nigeria')}`),
    { ...source('a', to('Poland')), ...source('b', to('Ukraine')) },
    { ...source('a', to('UK')), ...source('b', to('UN')) },
    { ...source('a', to('Armed Forces of Ukraine')), ...source('b', to('Armed Forces of Georgia')) },
    { ...source('a', 'parties: [{ name: Ukraine, aliases: [Ukrain] }]\n'), ...source('b', to('Ukrain')) },
  ];
  for (const files of fine) expect(await check(files)).toEqual([0]);
  const belongs =
    'parties: [{ name: Guard, partOf: Ukrane }, { name: Ukraine }]\nprograms: [{ name: FMFP }]\n';
  expect(await check(source('a', `${belongs}${change('amount', 'program: FMFF, amount')}`))).toEqual([
    0,
    expect.stringContaining('parties[Guard].partOf — “Ukrane” is used once and is close to “Ukraine”'),
    expect.stringContaining('assistance[aid].program — “FMFF” is used once and is close to “FMFP”'),
  ]);
});

test('the check:facts command exits 0 for the facts that ship, and 1 with the faults on standard error', async () => {
  const script = join(import.meta.dirname, '../src/check-facts.ts');
  const run = (...args: string[]) =>
    new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
      execFile(process.execPath, [script, ...args], (error, out, err) =>
        resolve({ code: error?.code ?? 0, out, err }),
      );
    });
  expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('3 engagements'), err: '' });
  expect(await run(join(tmpdir(), 'no-such-facts'))).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('no such folder'),
  });
});
