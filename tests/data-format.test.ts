import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { z } from 'zod';
import { parseAmount } from '../src/data/amount-parse.ts';
import { renderAmount } from '../src/data/amount-render.ts';
import { KINDS } from '../src/data/facts.ts';
import { loadFacts, loadFactsAndNotes } from '../src/data/load.ts';
import { factsFile } from '../src/data/schema.ts';
import { tableFile } from '../src/data/table-schema.ts';
import { parseWhen } from '../src/data/when-parse.ts';
import { formatWhen } from '../src/data/when-render.ts';
import { renderFault } from '../src/errors.ts';
import { editorSchema } from '../src/write-schema.ts';
import { quoteOf } from './fixtures/facts.ts';

const page = await readFile(join(import.meta.dirname, '../docs/data-format.md'), 'utf8');

function firstBlock(language: string): string {
  const [, block] = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(page) ?? [];
  if (block === undefined) throw new Error(`No ${language} block`);
  return block;
}

/** Every key that a file may have, at any depth. */
function keysOf(file: z.ZodObject): Set<string> {
  const keys = new Set<string>();
  const visit = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const { properties = {}, items } = schema as { properties?: object; items?: unknown };
    for (const [key, property] of Object.entries(properties)) {
      keys.add(key);
      visit(property);
    }
    visit(items);
  };
  visit(editorSchema(file));
  return keys;
}

/** Cells of the first column of the table under a heading. */
function firstColumn(heading: string): string[] {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const rows = (section.split('\n## ')[0] ?? '').matchAll(/^\| (`.*?`) \|/gm);
  return Array.from(rows, ([, cell = '']) => cell).flatMap(
    (cell) => cell.match(/(?<=`)[^`,][^`]*(?=`)/g) ?? [],
  );
}

const NOW = Temporal.Instant.from('2024-03-01T00:00:00Z');

/** A facts folder with the worked example in it. */
async function exampleFolder(yaml: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'example-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const folder = join(root, '2024-02-14-aid-update');
  await mkdir(folder);
  await writeFile(join(folder, 'source.txt'), firstBlock('text'));
  await writeFile(join(folder, 'facts.yaml'), yaml);
  return root;
}

test('the worked example of docs/data-format.md loads as the page says', async () => {
  const root = await exampleFolder(firstBlock('yaml'));
  const facts = await loadFacts(root, { loadedBy: 'test', now: NOW, number: 1 });
  const tranche = facts.getAssistance('2024-02-14-aid-update/first-tranche');
  expect(tranche).toMatchObject({ to: 'coast-guard-of-sudland', programId: 'maritime-security-initiative' });
  expect(quoteOf(tranche).quote).toContain('“some 2,000” life vests');
  expect(facts.items).toHaveLength(2);
  expect(facts.engagements).toHaveLength(1);
});

test('the note that docs/data-format.md shows is the one that a slip in the example has', async () => {
  const root = await exampleFolder(firstBlock('yaml').replace('to: Sudland\n', 'to: Sudlnd\n'));
  const { findNotes } = await loadFactsAndNotes(root, { loadedBy: 'test', now: NOW, number: 1 });
  const [note, ...others] = findNotes();
  expect(others).toEqual([]);
  expect(page).toContain(`note: facts/${note && renderFault(note)}\n`);
});

test('docs/data-format.md explains every key of the schema, and every kind', () => {
  const keys = keysOf(factsFile);
  expect(keys.size).toBeGreaterThan(25);
  const unexplained = [...keys, ...KINDS].filter((key) => !page.includes(`\`${key}\``));
  expect(unexplained).toEqual([]);
});

test('every amount wording that docs/data-format.md lists is understood', () => {
  const wordings = firstColumn('Amounts').map((wording) =>
    /\d/.test(wording) ? wording : `${wording} $5 million`,
  );
  expect(wordings.length).toBeGreaterThan(18);
  for (const wording of wordings) expect(() => parseAmount(wording), wording).not.toThrow();
});

test('every time that docs/data-format.md lists is understood', () => {
  const times = firstColumn('Times');
  expect(times.length).toBeGreaterThan(8);
  for (const time of times) {
    const braces = /^\{ (.*) \}$/.exec(time)?.[1];
    const value = braces
      ? Object.fromEntries(braces.split(', ').map((field) => field.split(/: (.*)/s)))
      : time;
    expect(() => parseWhen(value), time).not.toThrow();
  }
});

test('the calendar of the page loads as it says: ten meetings, one cancelled, one moved, and a visit of three days', async () => {
  const [, section = ''] = page.split('## Calendars\n');
  const block = (language: string) =>
    new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(section)?.[1] ?? '';
  const root = await mkdtemp(join(tmpdir(), 'example-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, '2026-01-10-contact-group'));
  await writeFile(join(root, '2026-01-10-contact-group', 'calendar.yaml'), block('yaml'));
  await writeFile(join(root, '2026-01-10-contact-group', 'calendar.ics'), block('ics'));
  const now = Temporal.Instant.from('2026-02-01T00:00:00Z');
  const { facts, findNotes } = await loadFactsAndNotes(root, { loadedBy: 'test', now, number: 1 });
  expect(findNotes()).toEqual([]);
  expect(facts.engagements.map(({ status, when }) => `${status} ${formatWhen(when)}`)).toEqual([
    'planned 2026-03-02T10:00:00+02:00[Europe/Kyiv]/PT1H',
    'planned 2026-03-09T10:00:00+02:00[Europe/Kyiv]/PT1H',
    'cancelled 2026-03-16T10:00:00+02:00[Europe/Kyiv]/PT1H',
    'planned 2026-03-23T10:00:00+02:00[Europe/Kyiv]/PT1H',
    'planned 2026-03-25/2026-03-27',
    'planned 2026-03-31T15:00:00+03:00[Europe/Kyiv]/PT1H',
    'planned 2026-04-06T10:00:00+03:00[Europe/Kyiv]/PT1H',
    'planned 2026-04-13T10:00:00+03:00[Europe/Kyiv]/PT1H',
    'planned 2026-04-20T10:00:00+03:00[Europe/Kyiv]/PT1H',
    'planned 2026-04-27T10:00:00+03:00[Europe/Kyiv]/PT1H',
  ]);
});

test('a calendar.yaml that asks for what is not possible is a fault at its key', async () => {
  const root = await mkdtemp(join(tmpdir(), 'example-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'talks'));
  await writeFile(join(root, 'talks', 'calendar.ics'), 'BEGIN:VCALENDAR\nEND:VCALENDAR\n');
  const faultsOf = async (settings: string) => {
    const head = `source: { title: T, publisher: P, published: 2024-01-01 }\ncalendar: ${settings}\n`;
    await writeFile(join(root, 'talks', 'calendar.yaml'), head);
    const loaded = loadFacts(root, { loadedBy: 'test', now: NOW, number: 1 });
    return loaded.then(
      () => '',
      (error: unknown) => String(error),
    );
  };
  expect(await faultsOf('{ zone: Europe/Kyiv }')).toBe('');
  expect(await faultsOf('{ zone: Kyiv }')).toContain(
    'talks/calendar.yaml:2:19 calendar.zone — “Kyiv” is no time zone that is known',
  );
  expect(await faultsOf('{ zones: { Office: +02:00 } }')).toContain(
    'calendar.zones.Office — “+02:00” is no time zone that is known',
  );
  expect(await faultsOf('{ from: 2026-02-01, until: 2026-01-01 }')).toContain(
    'calendar — from (2026-02-01) is after until (2026-01-01)',
  );
  expect(await faultsOf('{ from: 1990-01-01 }')).toContain(
    'more than 20 years lie between 1990-01-01 and 2026-03-31',
  );
  expect(await faultsOf('{ until: tomorrow }')).toContain(
    'calendar.until — is not a date — write the day as YYYY-MM-DD',
  );
  expect(await faultsOf('{ zon: Europe/Kyiv }')).toContain(
    'calendar.zon — is not a key that is known here — did you mean “zone”?',
  );
});

test('the table of docs/data-format.md loads as the page says, and is told of as the page shows', async () => {
  const root = await mkdtemp(join(tmpdir(), 'example-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const source = join(root, '2024-03-01-sudland-deliveries');
  await mkdir(source);
  const tables = page.slice(page.indexOf('## Tables'));
  const block = (language: string) =>
    new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(tables)?.[1] ?? '';
  await writeFile(join(source, 'table.csv'), block('csv'));
  await writeFile(join(source, 'table.yaml'), block('yaml'));
  const facts = await loadFacts(root, { loadedBy: 'test', now: NOW, number: 1 });
  expect(facts.assistance.map(({ kind, amount }) => `${kind} ${amount && renderAmount(amount)}`)).toEqual([
    'obligated $12.5 million',
    'disbursed undefined',
    'disbursed −$4,000.50',
  ]);
  expect(`${facts.sources[0]?.remarks.join('\n')}\n`).toBe(block('text'));
});

test('docs/data-format.md explains every key of table.yaml', () => {
  const keys = keysOf(tableFile);
  expect(keys.size).toBeGreaterThan(30);
  expect([...keys].filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});
