import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { labelsOf, shareTestBot, textOf, useTestBot } from './fixtures/bot.ts';

const discord = shareTestBot();

const meetings = async (options: Record<string, string> = {}) =>
  textOf(await discord.ana.run('/meetings', options));

test('/meetings as of 20 May 2014 has the EUCOM group, expected in early June 2014 in Kyiv, with its sentence', async () => {
  const text = await meetings({ as_of: '20 May 2014' });
  expect(text).toContain('U.S. European Command');
  expect(text).toContain('early June 2014 · Kyiv · planned');
  expect(text).toContain(
    'In early June, U.S. European Command will hold a general/flag officer steering group meeting',
  );
});

test('/meetings as of a day before the source was published says that the source is younger', async () => {
  expect(await meetings({ as_of: '20 May 2014' })).toContain('was published later, on 4 June 2014');
});

test('/meetings today has none, names the last one, and says how to add some', async () => {
  const text = await meetings();
  expect(text).toContain('No upcoming meeting is among the facts.');
  expect(text).toContain('The last one known:\n**');
  expect(text).toContain('engagements:');
});

test('/meetings when: all lists the three of 2014, soonest first', async () => {
  const text = await meetings({ when: 'all' });
  const order = ['1 April 2014', 'Senior defense officials', 'U.S. European Command'].map((part) =>
    text.indexOf(part),
  );
  expect(order.every((at) => at >= 0)).toBe(true);
  expect(order.toSorted((a, b) => a - b)).toEqual(order);
});

test('/meetings when: past says of a planned one that no source says it was held', async () => {
  expect(await meetings({ when: 'past' })).toContain('was planned; no source says that it was held');
});

test('/meetings as of 4 June 2014 has what its source reports as held under past, and the planned one under upcoming', async () => {
  const upcoming = await meetings({ as_of: '4 June 2014' });
  expect(upcoming).toContain('steering group');
  expect(upcoming).not.toContain('Meeting of senior defense officials');
  expect(await meetings({ as_of: '4 June 2014', when: 'past' })).toContain(
    'Meeting of senior defense officials',
  );
});

test('/meetings never names an hour for “early June”', async () => {
  expect(await meetings({ when: 'all' })).not.toMatch(/<t:/);
});

test('/meetings search: steering finds the one, and a search that fits none says so', async () => {
  expect(await meetings({ when: 'all', search: 'steering' })).toContain('U.S. European Command');
  expect(await meetings({ when: 'all', search: 'xqzzt' })).toContain('No meeting is like “xqzzt”');
});

test('/meetings opens one of them from the menu', async () => {
  const reply = await discord.ana.run('/meetings', { when: 'all' });
  expect(labelsOf(reply)).toHaveLength(3);
  const id = discord.current.bot.context().facts.engagements[0]?.id ?? '';
  expect(textOf(await discord.ana.select(reply, undefined, [id]))).toContain(
    'bilateral defense consultations',
  );
});

const ZONED = `source: { title: Calendar of talks, publisher: Ministry of Examples, published: 2026-01-10 }
engagements:
${Array.from(
  { length: 9 },
  (_, i) => `  - id: talk-${i + 1}
    title: Talk ${i + 1}
    when: { start: '2026-03-${20 + i}T10:00', zone: Europe/Kyiv, duration: PT1H }
    status: planned
    where: Kyiv
    quote: The parties will talk every morning at ten in Kyiv.`,
).join('\n')}
`;

async function writeTalks(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tranche-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, '2026-01-10-talks'));
  await writeFile(
    join(folder, '2026-01-10-talks', 'source.txt'),
    'The parties will talk every morning at ten in Kyiv.\n',
  );
  await writeFile(join(folder, '2026-01-10-talks', 'facts.yaml'), ZONED);
  return folder;
}

test('exact times are Discord timestamps: 10:00 in Kyiv is 08:00 UTC before the clocks change and 07:00 after', async () => {
  const { standin } = await useTestBot({ factsDir: await writeTalks(), now: '2026-03-19T12:00:00Z' });
  const seconds = (iso: string) => Temporal.Instant.from(iso).epochMilliseconds / 1000;
  const bo = standin.user('bo');
  expect(textOf(await bo.run('/meetings'))).toContain(`<t:${seconds('2026-03-20T08:00:00Z')}:F>`);
  expect(textOf(await bo.run('/meetings', { as_of: '2026-03-28' }))).toContain(
    `<t:${seconds('2026-03-28T08:00:00Z')}:F>`,
  );
});

test('nine meetings take three pages; buttons turn them for the asker, and answer anybody else alone', async () => {
  const { standin } = await useTestBot({ factsDir: await writeTalks(), now: '2026-03-19T12:00:00Z' });
  const reply = await standin.user('bo').run('/meetings');
  expect(textOf(reply)).toContain('Page 1 of 3');
  const second = await standin.user('bo').click(reply, { label: 'Next' });
  expect(second.updated).toBe(true);
  expect(textOf(second)).toContain('Page 2 of 3');
  expect(textOf(second)).toContain('Talk 5');
  const foreign = await standin.user('cy').click(second, { label: 'Next' });
  expect(foreign.updated).toBe(false);
  expect(foreign.ephemeral).toBe(true);
  expect(textOf(foreign)).toContain('Page 3 of 3');
  expect(standin.refusals).toEqual([]);
});
