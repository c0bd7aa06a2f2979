import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { expand, type Rule } from '../src/data/formats/ics/rule.ts';
import { parseRuleParts, type RuleParts } from '../src/data/formats/ics/rule-parts.ts';
import { CLOCKS, calendarOf, eventOf, read } from './fixtures/calendars.ts';
import { daysOfRule } from './fixtures/rule-by-definition.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const UNTIL = Temporal.PlainDate.from('2028-12-31');

const interval = fc.integer({ min: 1, max: 5 });
const weekdays = fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1, maxLength: 5 });
const nth = fc
  .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1, -2), fc.constantFrom(...WEEKDAYS))
  .map(([number, day]) => `${number}${day}`);
const numbers = (...from: number[]) =>
  fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: 3 });
const months = numbers(1, 2, 3, 6, 9, 11, 12);
const monthDays = numbers(1, 2, 13, 15, 28, 29, 30, 31, -1, -2, -31);
const yearDays = numbers(1, 59, 60, 100, 365, 366, -1, -366);
const positions = numbers(1, 2, 3, -1, -2);
const wkst = fc.constantFrom(...WEEKDAYS);

/** Rules of every kind that is read, but for BYWEEKNO and hours of the day. */
const anyRule = fc.oneof(
  fc.record(
    { freq: fc.constant('DAILY'), interval, byDay: weekdays, byMonth: months, byMonthDay: monthDays },
    { requiredKeys: ['freq'] },
  ),
  fc.record(
    { freq: fc.constant('WEEKLY'), interval, wkst, byDay: weekdays, byMonth: months, bySetPos: positions },
    { requiredKeys: ['freq', 'byDay'] },
  ),
  fc.record({ freq: fc.constant('WEEKLY'), interval }, { requiredKeys: ['freq'] }),
  fc.record(
    { freq: fc.constant('MONTHLY'), interval, byMonth: months, byMonthDay: monthDays },
    { requiredKeys: ['freq'] },
  ),
  fc.record(
    {
      freq: fc.constant('MONTHLY'),
      interval,
      byDay: fc.oneof(weekdays, fc.array(nth, { minLength: 1, maxLength: 2 })),
      byMonthDay: monthDays,
      bySetPos: positions,
    },
    { requiredKeys: ['freq', 'byDay'] },
  ),
  fc.record(
    { freq: fc.constant('YEARLY'), interval, byMonth: months, byMonthDay: monthDays },
    { requiredKeys: ['freq'] },
  ),
  fc.record(
    {
      freq: fc.constant('YEARLY'),
      interval,
      byMonth: months,
      byDay: fc.oneof(weekdays, fc.array(nth, { minLength: 1, maxLength: 2 })),
      bySetPos: positions,
    },
    { requiredKeys: ['freq', 'byDay'] },
  ),
  fc.record({ freq: fc.constant('YEARLY'), interval, byYearDay: yearDays }, { requiredKeys: ['freq'] }),
) as fc.Arbitrary<RuleParts>;
const anyStart = fc
  .integer({ min: 0, max: 1500 })
  .map((days) => Temporal.PlainDate.from('2021-01-01').add({ days }));
const clock = fc
  .integer({ min: 0, max: 24 * 4 - 1 })
  .map((quarters) => new Temporal.PlainTime(Math.floor(quarters / 4), (quarters % 4) * 15));

function walls(rule: Rule, start: Temporal.PlainDateTime, from = start.toPlainDate()): string[] {
  return [...expand(rule, start, { from, until: UNTIL })].flat().map(String);
}

function ruleOf(text: string, until?: string): Rule {
  const { parts, ends, fault } = parseRuleParts(text);
  expect(fault).toBeUndefined();
  return {
    parts,
    count: ends.count,
    until: until === undefined ? undefined : Temporal.PlainDateTime.from(until),
  };
}

describe('a rule', () => {
  test('falls on the days on which the standard’s own words let it fall', () => {
    fc.assert(
      fc.property(anyRule, anyStart, (parts, start) => {
        const found = walls({ parts, count: undefined, until: undefined }, start.toPlainDateTime('10:00'));
        expect(found).toEqual(daysOfRule(parts, start, UNTIL).map((day) => `${day}T10:00:00`));
      }),
      { numRuns: 250 },
    );
  });

  test('is the same seen from any day on: a window only cuts', () => {
    fc.assert(
      fc.property(anyRule, anyStart, fc.integer({ min: 0, max: 1500 }), (parts, start, days) => {
        const rule = { parts, count: 7, until: undefined };
        const from = start.add({ days });
        const all = walls(rule, start.toPlainDateTime('10:00'));
        expect(walls(rule, start.toPlainDateTime('10:00'), from)).toEqual(
          all.filter((wall) => wall >= `${from}`),
        );
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['FREQ=WEEKLY;COUNT=3', '2026-03-20', ['2026-03-20', '2026-03-27', '2026-04-03']],
    ['FREQ=WEEKLY;BYDAY=MO;COUNT=3', '2026-03-20', ['2026-03-23', '2026-03-30']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2', '2026-03-31', ['2026-03-31', '2026-04-30']],
    ['FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3', '2026-03-31', ['2026-03-31', '2026-05-31', '2026-07-31']],
    ['FREQ=YEARLY;COUNT=2', '2024-02-29', ['2024-02-29', '2028-02-29']],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=2', '2026-05-11', ['2026-05-11', '2027-05-17']],
  ])(
    '%s from %s: a start that does not fit counts too, and a day that is not there is passed over',
    (text, start, days) => {
      expect(walls(ruleOf(text), Temporal.PlainDateTime.from(`${start}T10:00`))).toEqual(
        days.map((day) => `${day}T10:00:00`),
      );
    },
  );

  test('UNTIL is the last moment at which it may begin', () => {
    const start = Temporal.PlainDateTime.from('2026-03-20T10:00');
    expect(walls(ruleOf('FREQ=DAILY', '2026-03-21T10:00'), start)).toHaveLength(2);
    expect(walls(ruleOf('FREQ=DAILY', '2026-03-21T09:59:59'), start)).toHaveLength(1);
  });

  test.each([
    ['FREQ=SECONDLY', 'FREQ=SECONDLY is more often than a meeting begins'],
    ['FREQ=MINUTELY;INTERVAL=30', 'FREQ=MINUTELY is more often than a meeting begins'],
    ['FREQ=FORTNIGHTLY', 'FREQ=FORTNIGHTLY is not one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY'],
    ['BYDAY=MO', 'FREQ is missing'],
    ['FREQ=WEEKLY;BYDAY=1FR', 'BYDAY=1FR counts weekdays of a month'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY has no meaning with FREQ=WEEKLY'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY=32 is out of its range'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL=0 is not a number above zero'],
    ['FREQ=DAILY;COUNT=-1', 'COUNT=-1 is not a number above zero'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'it has FREQ twice'],
    ['FREQ=DAILY;RSCALE=CHINESE', 'RSCALE is not a part of a rule that is known'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS chooses from nothing'],
    [
      'FREQ=DAILY;BYMINUTE=0,10,20,30,40,50;BYHOUR=8,9,10,11,12',
      'it begins up to 30 times a day; the most is 24',
    ],
  ])('%s is refused: %s', (text, fault) => {
    expect(parseRuleParts(text).fault).toContain(fault);
  });
});

/** Rules at which ical.js 2.2.1 is right: see decision 11 for the others. */
const simpleRule = fc.oneof(
  interval.map((every) => `FREQ=DAILY;INTERVAL=${every}`),
  fc
    .tuple(interval, weekdays, wkst)
    .map(([every, days, first]) => `FREQ=WEEKLY;INTERVAL=${every};WKST=${first};BYDAY=${days}`),
  fc
    .tuple(interval, numbers(1, 2, 13, 15, 28, -1))
    .map(([every, days]) => `FREQ=MONTHLY;INTERVAL=${every};BYMONTHDAY=${days}`),
  fc.tuple(interval, nth).map(([every, day]) => `FREQ=MONTHLY;INTERVAL=${every};BYDAY=${day}`),
  fc.tuple(months, nth).map(([of, day]) => `FREQ=YEARLY;BYMONTH=${of};BYDAY=${day}`),
  numbers(1, 59, 60, 100, 365, -1).map((days) => `FREQ=YEARLY;BYYEARDAY=${days}`),
);

/** What ical.js makes of a calendar with one event and its zone. */
function instantsByIcal(text: string, until: Temporal.Instant): Temporal.Instant[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zone = calendar.getFirstSubcomponent('vtimezone');
  const main = calendar.getFirstSubcomponent('vevent');
  if (zone === null || main === null) throw new Error('The calendar has no zone or no event.');
  const event = new ICAL.Event(main);
  const clocks = new ICAL.Timezone(zone);
  event.startDate.zone = clocks;
  const found: Temporal.Instant[] = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) {
    const wall = next.clone();
    wall.zone = clocks;
    const instant = Temporal.Instant.fromEpochMilliseconds(wall.toUnixTime() * 1000);
    if (Temporal.Instant.compare(instant, until) > 0) break;
    found.push(instant);
  }
  return found;
}

/** Whether the clocks show this time on that day, and once. */
function isShownOnce(day: Temporal.ZonedDateTime, time: Temporal.PlainTime): boolean {
  const wall = day.toPlainDate().toPlainDateTime(time);
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(day.timeZoneId, { disambiguation }),
  );
  return first !== undefined && second !== undefined && first.equals(second);
}

const isBefore2027 = (instant: string) => instant < '2026-12-30';

describe('meetings across changes of the clocks', () => {
  const anyPlace = fc.constantFrom(...(Object.keys(CLOCKS) as (keyof typeof CLOCKS)[]));

  test.each(['by the name of the place', 'by the rules that the calendar brings'])(
    'are those that ical.js finds, in Kyiv, New York and on Lord Howe Island, %s',
    async (how) => {
      await fc.assert(
        fc.asyncProperty(simpleRule, anyPlace, anyStart, clock, async (rule, place, day, time) => {
          const zone = how.includes('place') ? place : CLOCKS[place].name;
          const start = `${day.toString().replaceAll('-', '')}T${time.toString().replaceAll(':', '')}`;
          const zoneText = CLOCKS[place].text.replace(`TZID:${CLOCKS[place].name}`, `TZID:${zone}`);
          const text = calendarOf(zoneText, eventOf(`DTSTART;TZID=${zone}:${start}`, `RRULE:${rule}`));
          const { meetings, faults } = await read(text, { from: day.toString(), until: '2026-12-31' });
          expect(faults).toEqual([]);
          const ours = meetings.flatMap(({ when }) =>
            when.type === 'instant' ? when.start.toInstant() : [],
          );
          const theirs = instantsByIcal(text, Temporal.Instant.from('2026-12-31T23:59:59Z'));
          // Whoever is right there has a test below: ical.js does not do what the standard says.
          const isClear = (instant: Temporal.Instant) => isShownOnce(instant.toZonedDateTimeISO(place), time);
          const sorted = new Set([...ours.slice(0, 1), ...theirs].filter(isClear).map(String));
          expect(ours.filter(isClear).map(String).filter(isBefore2027)).toEqual(
            [...sorted].filter(isBefore2027),
          );
        }),
        { numRuns: 40 },
      );
    },
  );

  test.each(['Europe/Kyiv', 'Kyiv clocks'])(
    'in %s keep their hour; one that the clocks skip moves forward with them, one that they show twice is the first',
    async (zone) => {
      const text = (time: string) =>
        calendarOf(
          CLOCKS['Europe/Kyiv'].text,
          eventOf(`DTSTART;TZID=${zone}:${time}`, 'RRULE:FREQ=WEEKLY;COUNT=3'),
        );
      const instants = async (time: string) =>
        (await read(text(time))).meetings.map(({ when }) =>
          when.type === 'instant' ? when.start.toInstant().toString() : '',
        );
      expect(await instants('20260322T100000')).toEqual([
        '2026-03-22T08:00:00Z',
        '2026-03-29T07:00:00Z',
        '2026-04-05T07:00:00Z',
      ]);
      expect(await instants('20260322T033000')).toEqual([
        '2026-03-22T01:30:00Z',
        '2026-03-29T01:30:00Z',
        '2026-04-05T00:30:00Z',
      ]);
      expect(await instants('20261018T033000')).toEqual([
        '2026-10-18T00:30:00Z',
        '2026-10-25T00:30:00Z',
        '2026-11-01T01:30:00Z',
      ]);
    },
  );
});
