import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { KINDS } from '../src/data/facts.ts';
import { FileReport } from '../src/data/file-report.ts';
import { readYaml } from '../src/data/formats/yaml.ts';
import { factsFile } from '../src/data/schema.ts';
import { reportSchemaFaults } from '../src/data/schema-faults.ts';
import { renderFault } from '../src/errors.ts';
import { editorSchema, renderSchema, SCHEMAS, writeSchemas } from '../src/write-schema.ts';
import { BUNDLED_FACTS } from './fixtures/bot.ts';

const SOURCE = 'source: { title: T, publisher: P, published: 2014-06-04 }\n';

function faultsOf(yaml: string): string[] {
  const reading = readYaml(yaml);
  if (!reading.ok) throw new Error('not YAML');
  const report = new FileReport('a/facts.yaml', reading);
  reportSchemaFaults(factsFile, reading.value, report);
  return report.faults.map(renderFault);
}

const assistance = (fields: string) =>
  `${SOURCE}assistance:\n  - { id: one, title: T, kind: delivered, quote: Q, ${fields} }\n`;

test.each([...SCHEMAS])('the committed %s is what the code says', async (name, schema) => {
  expect(await readFile(join(BUNDLED_FACTS, name), 'utf8')).toBe(renderSchema(schema));
});

test.each([...SCHEMAS])(
  '%s describes every key of every record, so that editors can show it',
  (_, schema) => {
    const missing: string[] = [];
    const visit = (schema: unknown, path: string) => {
      if (typeof schema !== 'object' || schema === null) return;
      const { properties = {}, items } = schema as {
        properties?: Record<string, { description?: string }>;
        items?: unknown;
      };
      for (const [key, property] of Object.entries(properties)) {
        if (!property.description) missing.push(`${path}.${key}`);
        visit(property, `${path}.${key}`);
      }
      visit(items, `${path}[]`);
    };
    visit(editorSchema(schema), '');
    expect(missing).toEqual([]);
  },
);

test('the JSON Schema names all nine kinds, and allows no unknown keys', () => {
  const text = JSON.stringify(editorSchema(factsFile));
  expect(text).toContain(JSON.stringify(KINDS));
  expect(text.match(/"additionalProperties":false/g)?.length).toBeGreaterThanOrEqual(7);
});

test('npm run schema -- --check exits 0 for a fresh file, 1 for a stale or missing one, 2 for other words', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'schema-'));
  expect(await writeSchemas(['--check'], folder)).toBe(1);
  expect(await writeSchemas([], folder)).toBe(0);
  expect(await writeSchemas(['--check'], folder)).toBe(0);
  await writeFile(join(folder, 'table.schema.json'), '{}');
  expect(await writeSchemas(['--check'], folder)).toBe(1);
  expect(await writeSchemas(['--chekc'], folder)).toBe(2);
  expect(errors.mock.calls.flat().join('\n')).toContain('npm run schema');
  errors.mockRestore();
});

test('a whole and right file has no faults', () => {
  expect(faultsOf(assistance('when: 2014, items: [{ name: helmets, aliases: [casques] }]'))).toEqual([]);
});

test.each([
  [
    'an unknown key',
    'ammount: $5 million',
    'a/facts.yaml:3:53 assistance[one].ammount — is not a key that is known here — did you mean “amount”?',
  ],
  [
    'an unknown key of an item',
    'items: [{ name: helmets, alias: [x] }]',
    '.items[helmets].alias — is not a key that is known here — did you mean “aliases”?',
  ],
  [
    'a key like no other',
    'colour: red',
    'remove it, or use one of: id, title, description, kind, amount, when, from, to, through, program, partOf, subject, quote, items',
  ],
  [
    'a number for money',
    'amount: 5000000',
    'amount — is the number 5000000, where text belongs — write it as the source does: more than $23 million',
  ],
  [
    'a number for a name',
    'from: 5',
    'from — is the number 5, where text belongs — put it in quotation marks: "5"',
  ],
  ['nothing after a key', 'description: ', 'description — is empty — write a value, or delete the line'],
  ['an empty text', "description: ' '", 'description — is empty — write a value, or delete the line'],
  [
    'text for a list',
    'items: helmets',
    'items — is the text “helmets”, where a list belongs — write it as a list: [helmets]',
  ],
  [
    'text for an item',
    'items: [helmets]',
    'items[1] — is the text “helmets”, where keys with values belong — write { name: helmets }',
  ],
  [
    'an id in capitals',
    'items: [{ name: x, id: Night Vision }]',
    'items[Night Vision].id — is not an id — use small letters and digits',
  ],
  ['a name without letters', 'to: "—"', 'to — has no letter or digit — write a name'],
  ['a subject in words', 'subject: patrol boats', 'subject — is not a subject'],
])('%s is a fault that says what to write', (_, fields, expected) => {
  const faults = faultsOf(assistance(fields));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(expected);
});

test('a wrong kind lists the kinds and the nearest', () => {
  const [fault] = faultsOf(assistance('').replace('delivered', 'deliverd'));
  expect(fault).toBe(
    'a/facts.yaml:3:32 assistance[one].kind — “deliverd” is not one of requested, appropriated, authorized, approved, allocated, announced, obligated, disbursed, delivered — did you mean “delivered”?',
  );
});

test('what is missing is named with what belongs there, at the place of its record', () => {
  const faults = faultsOf(`${SOURCE}engagements:\n  - id: talks\n    quote: Q\n`);
  expect(faults).toEqual([
    expect.stringMatching(
      /^a\/facts\.yaml:3:5 engagements\[talks\]\.title — is missing — add it: What it is/,
    ),
    expect.stringMatching(/engagements\[talks\]\.when — is missing — add it: A date \(2014-06-04\)/),
    expect.stringMatching(
      /engagements\[talks\]\.status — is missing — .*One of planned, held, postponed, cancelled$/,
    ),
  ]);
});

test.each([
  ['2014-02-30', 'is not a date'],
  ['2014-06', 'is not a date'],
  ['2014', 'is the number 2014, where text belongs'],
])('published: %s is a fault: it takes a day of the calendar', (day, problem) => {
  expect(faultsOf(SOURCE.replace('2014-06-04', day))).toEqual([expect.stringContaining(problem)]);
});

test.each(['ftp://example.org/a', 'example.org', 'javascript:alert(1)'])('%s is no web address', (url) => {
  expect(faultsOf(SOURCE.replace('}', `, url: "${url}" }`))).toEqual([
    expect.stringContaining('source.url — is not a web address — write one that begins with https://'),
  ]);
});

test.each([
  ['', 'the file holds nothing — write source: and what it says'],
  ['- a\n', 'the file is a list, where keys with values belong — write source: …'],
  ['words\n', 'the file is the text “words”, where keys with values belong — write { source: words }'],
])('a file that holds %j is one fault', (yaml, expected) => {
  expect(faultsOf(yaml)).toEqual([expect.stringContaining(expected)]);
});

test('a quote of more than 2,000 characters is refused', () => {
  expect(faultsOf(assistance('').replace('quote: Q', `quote: ${'word '.repeat(401)}`))).toEqual([
    expect.stringContaining('quote — is longer than 2000 characters'),
  ]);
});
