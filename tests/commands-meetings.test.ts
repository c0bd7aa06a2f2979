import { expect, test } from 'vitest';
import { renderText } from '../playground/render-text.ts';
import { labelsOf, shareTestBot, textOf, useTestBot } from './fixtures/bot.ts';
import { calendarOf, eventOf } from './fixtures/calendars.ts';
import { writeFiles } from './fixtures/revisions.ts';

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

function writeTalks(): Promise<string> {
  return writeFiles({
    '2026-01-10-talks/source.txt': 'The parties will talk every morning at ten in Kyiv.\n',
    '2026-01-10-talks/facts.yaml': ZONED,
  });
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

const CALENDAR = calendarOf(
  'X-WR-TIMEZONE:Europe/Kyiv',
  eventOf(
    'DTSTART:20260302T100000',
    'DURATION:PT1H',
    'RRULE:FREQ=WEEKLY',
    'EXDATE:20260330T100000',
    'LOCATION:Kyiv',
  ),
  eventOf(
    'UID:visit',
    'SUMMARY:Visit of the inspectors',
    'DTSTART;VALUE=DATE:20260325',
    'DTEND;VALUE=DATE:20260328',
  ),
);

function writeCalendar(): Promise<string> {
  return writeFiles({
    '2026-01-10-calendar/calendar.ics': CALENDAR,
    '2026-01-10-calendar/calendar.yaml':
      'source: { title: Calendar of talks, publisher: Ministry of Examples, published: 2026-01-10 }\n',
  });
}

test('a weekly call of a calendar takes one place: the next, then those after it, and its lines; opened, it says how many', async () => {
  const { standin } = await useTestBot({ factsDir: await writeCalendar(), now: '2026-03-19T12:00:00Z' });
  const seconds = (iso: string) => Temporal.Instant.from(iso).epochMilliseconds / 1000;
  const bo = standin.user('bo');
  const reply = await bo.run('/meetings');
  const text = textOf(reply);
  expect(text).not.toContain('Page 1');
  expect(text).toContain(`<t:${seconds('2026-03-23T08:00:00Z')}:F>`);
  // The second is taken out, and 10:00 in Kyiv is an hour earlier from then on.
  expect(text).toContain(
    `Repeats: <t:${seconds('2026-03-30T07:00:00Z')}:f> (cancelled), <t:${seconds('2026-04-06T07:00:00Z')}:f>`,
  );
  expect(text).toContain('RRULE:FREQ=WEEKLY');
  expect(text).toContain('UID weekly-call');
  // At the prompt, Discord's mark for small print would be noise.
  expect(renderText(reply)).toMatch(/^UID weekly-call/m);
  expect(text).toContain('25–27 March 2026 · planned');
  expect(labelsOf(reply)).toEqual(['Weekly call', 'Visit of the inspectors']);
  const opened = textOf(await bo.select(reply, undefined, ['2026-01-10-calendar/weekly-call-2026-03-23']));
  expect(opened).toContain('4 of 109 meetings that are known. After it: ');
});

test('/find and /meetings search find a weekly call once, and open its next meeting', async () => {
  const { standin } = await useTestBot({ factsDir: await writeCalendar(), now: '2026-03-19T12:00:00Z' });
  const bo = standin.user('bo');
  const found = await bo.run('/find', { text: 'weekly call' });
  expect(textOf(found).match(/• \*\*Weekly/g)).toHaveLength(1);
  expect(
    textOf(await bo.select(found, undefined, ['engagement:2026-01-10-calendar/weekly-call-2026-03-23'])),
  ).toContain('Repeats');
  expect(textOf(await bo.run('/meetings', { search: 'weekly call' }))).toContain('more, to <t:');
});

test('/source lists a weekly call of a calendar once, with how many meetings it is, and says until when they are known', async () => {
  const { standin } = await useTestBot({ factsDir: await writeCalendar(), now: '2026-03-19T12:00:00Z' });
  const text = textOf(await standin.user('bo').run('/source', { name: 'Calendar of talks' }));
  expect(text).toContain('• Weekly call (109 meetings, line 4 of calendar.ics)');
  expect(text).toContain('• Visit of the inspectors (planned, ');
  expect(text).toContain('Of what repeats, the meetings from 2024-03-01 to 2028-03-31 are known.');
});
