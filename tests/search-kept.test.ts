import { mkdir, mkdtemp, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Facts } from '../src/data/facts.ts';
import { buildSearch } from '../src/revisions/served.ts';
import { quiet } from './fixtures/quiet.ts';
import { load, table } from './fixtures/table.ts';

// What a bot that has many records leaves for its next start.

const rows = Array.from({ length: 3_200 }, (_, at) => `radio ${at},Norland,${at + 1}`);
const ROW = '{ title: "{Item}", kind: obligated, amount: { column: Value, currency: USD }, to: "{Country}" }';
const facts = (...more: string[]): Promise<Facts> =>
  load(table(ROW, ['Item,Country,Value', ...rows, ...more].join('\n')));

let indexPath: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tranche-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  indexPath = join(folder, 'search.index');
});

test('the index of more than 3,000 records is taken from its file where the facts are the same, and replaced where they are not', async () => {
  const before = await buildSearch(await facts(), { indexPath, log: quiet });
  const bytes = await readFile(indexPath);
  const longAgo = new Date('2014-06-04T00:00:00Z');
  await utimes(indexPath, longAgo, longAgo);
  const again = await buildSearch(await facts(), { indexPath, log: quiet });
  expect((await stat(indexPath)).mtime).toEqual(longAgo);
  expect(again.find('radio 77').hits).toEqual(before.find('radio 77').hits);
  const other = await buildSearch(await facts('xylograph,Norland,5'), { indexPath, log: quiet });
  expect(other.find('xylograph').hits[0]?.record.name).toBe('xylograph');
  expect((await readFile(indexPath)).equals(bytes)).toBe(false);
});

test('an index that cannot be put into its place is logged with its path, and answers all the same', async () => {
  await mkdir(indexPath);
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const search = await buildSearch(await facts(), { indexPath, log });
  expect(search.find('radio 3199').hits[0]?.record.name).toBe('radio 3199');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, path: indexPath });
  expect(lines[0]).toContain('could not be saved; the next start makes it anew');
});
