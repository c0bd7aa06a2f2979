import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareWhen,
  datesOf,
  epochSeconds,
  hasStarted,
  type InstantWhen,
  isOver,
  overlap,
  type Period,
  precisionOf,
  type When,
} from '../src/data/when.ts';
import { parseDay } from '../src/data/when-day.ts';
import { parseWhen } from '../src/data/when-parse.ts';
import { formatWhen, renderWhen } from '../src/data/when-render.ts';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const period = (from?: string, to?: string): Period => ({
  from: from ? date(from) : undefined,
  to: to ? date(to) : undefined,
});
const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);

function meeting(start: string, zone: string, duration?: string): InstantWhen {
  const when = parseWhen({ start, zone, duration });
  if (when.type !== 'instant') throw new Error('A start gives an instant.');
  return when;
}

test('a weekly meeting at 10:00 in Kyiv stays at 10:00 there when the clocks change, an hour off in UTC', () => {
  const before = meeting('2014-03-27T10:00', 'Europe/Kyiv', 'PT1H');
  const after = meeting('2014-04-03T10:00', 'Europe/Kyiv', 'PT1H');
  expect([before, after].map((when) => when.start.toInstant().toString())).toEqual([
    '2014-03-27T08:00:00Z',
    '2014-04-03T07:00:00Z',
  ]);
  expect(before.start.add({ weeks: 1 }).equals(after.start)).toBe(true);
  expect(epochSeconds(after)).toBe(Date.UTC(2014, 3, 3, 7) / 1000);
});

test('an hour through the change of the clocks lasts an hour, and a day keeps its wall time', () => {
  expect(formatWhen(meeting('2014-03-30T02:30', 'Europe/Kyiv', 'PT1H'))).toBe(
    '2014-03-30T02:30:00+02:00[Europe/Kyiv]/PT1H',
  );
  expect(renderWhen(meeting('2014-03-30T02:30', 'Europe/Kyiv', 'PT1H'))).toBe(
    '30 March 2014, 02:30–04:30 (Europe/Kyiv)',
  );
  expect(meeting('2014-03-29T10:00', 'Europe/Kyiv', 'P1D').end?.toPlainTime().toString()).toBe('10:00:00');
});

test.each<[string, unknown, string | undefined, [string, string]]>([
  [
    'its own zone',
    { start: '2014-06-04T01:00', zone: 'Europe/Kyiv' },
    undefined,
    ['2014-06-04', '2014-06-04'],
  ],
  ['UTC', { start: '2014-06-04T01:00', zone: 'Europe/Kyiv' }, 'UTC', ['2014-06-03', '2014-06-03']],
  [
    'its own zone',
    { start: '2014-06-04T22:00', zone: 'UTC', duration: 'PT2H' },
    undefined,
    ['2014-06-04', '2014-06-04'],
  ],
  [
    'its own zone',
    { start: '2014-06-04T22:00', zone: 'UTC', duration: 'PT3H' },
    undefined,
    ['2014-06-04', '2014-06-05'],
  ],
  [
    'Kyiv',
    { start: '2014-06-04T22:00', zone: 'UTC', duration: 'PT3H' },
    'Europe/Kyiv',
    ['2014-06-05', '2014-06-05'],
  ],
])('in %s, %j is on these days', (_place, value, zone, [from, to]) => {
  const dates = datesOf(parseWhen(value), zone);
  expect([dates.from?.toString(), dates.to?.toString()]).toEqual([from, to]);
});

test.each<[unknown, Period, string]>([
  ['2014-06-04', period('2014-06-01', '2014-06-30'), 'within'],
  ['2014-06', period('2014-06-01', '2014-06-30'), 'within'],
  ['2014-06', period('2014-06-02', '2014-06-30'), 'partly'],
  ['2014-06', period('2014-07-01'), 'none'],
  ['2014-06', period(undefined, '2014-06-01'), 'partly'],
  ['2014-03/..', period('2014-01-01', '2014-12-31'), 'partly'],
  ['2014-03/..', period('2014-01-01'), 'within'],
  ['../2014-03', period('2014-01-01'), 'partly'],
  ['../2014-03', period('2014-04-01'), 'none'],
  ['2014-06', period(), 'within'],
  ['2014-06-04', period('2014-06-05', '2014-06-03'), 'none'],
  [{ start: '2014-06-04T01:00', zone: 'Europe/Kyiv' }, period('2014-06-04', '2014-06-04'), 'within'],
])('%j lies in %j: %s', (value, within, expected) => {
  expect(overlap(parseWhen(value), within)).toBe(expected);
});

test('a meeting at 01:00 in Kyiv is on the day before for somebody who looks from New York', () => {
  const when = meeting('2014-06-04T01:00', 'Europe/Kyiv');
  expect(overlap(when, period('2014-06-04'), 'America/New_York')).toBe('none');
  expect(overlap(when, period('2014-06-03', '2014-06-03'), 'America/New_York')).toBe('within');
});

test.each<[unknown, string, boolean, boolean]>([
  ['2014-06-04', '2014-06-03T20:59:59Z', false, false],
  ['2014-06-04', '2014-06-03T21:00:00Z', true, false],
  ['2014-06-04', '2014-06-04T20:59:59Z', true, false],
  ['2014-06-04', '2014-06-04T21:00:00Z', true, true],
  ['2014-03/..', '2099-01-01T00:00:00Z', true, false],
  ['../2014-03', '1999-01-01T00:00:00Z', true, false],
  [
    { start: '2014-06-04T10:00', zone: 'Europe/Kyiv', duration: 'PT1H' },
    '2014-06-04T06:59:59Z',
    false,
    false,
  ],
  [{ start: '2014-06-04T10:00', zone: 'Europe/Kyiv', duration: 'PT1H' }, '2014-06-04T07:00:00Z', true, false],
  [{ start: '2014-06-04T10:00', zone: 'Europe/Kyiv', duration: 'PT1H' }, '2014-06-04T08:00:00Z', true, true],
  [{ start: '2014-06-04T10:00', zone: 'Europe/Kyiv' }, '2014-06-04T20:59:59Z', true, false],
  [{ start: '2014-06-04T10:00', zone: 'Europe/Kyiv' }, '2014-06-04T21:00:00Z', true, true],
])(
  'seen from Kyiv, whether %j at %s has started is %s, and whether it is over is %s',
  (value, now, started, over) => {
    const when = parseWhen(value);
    expect([
      hasStarted(when, instant(now), 'Europe/Kyiv'),
      isOver(when, instant(now), 'Europe/Kyiv'),
    ]).toEqual([started, over]);
  },
);

test('times sort by start, then by end; an open start is first, an open end last', () => {
  const times = [
    '../2014-03',
    '../2014-04',
    '2014',
    // 10:00 of 1 June in Tokyo is before New York's evening of 31 May.
    { start: '2014-06-01T10:00', zone: 'Asia/Tokyo' },
    { start: '2014-05-31T23:00', zone: 'America/New_York' },
    '2014-06-04',
    { start: '2014-06-04T09:00', zone: 'UTC' },
    '2014-06-05',
    '2014-06-05/2014-06-07',
    '2014-06-05/..',
  ].map(parseWhen);
  expect([...times].reverse().sort(compareWhen).map(formatWhen)).toEqual(times.map(formatWhen));
});

const zones = ['Europe/Kyiv', 'America/New_York', 'UTC', 'Asia/Kathmandu', 'Pacific/Kiritimati'];
const anyDate = fc.integer({ min: -400, max: 400 }).map((days) => date('2014-03-15').add({ days }));
const anyDates: fc.Arbitrary<When> = fc
  .record({
    one: anyDate,
    length: fc.oneof(fc.constant(0), fc.nat(70), fc.constantFrom('month', 'year')),
    open: fc.constantFrom('from', 'to', 'none', 'none'),
    approximate: fc.boolean(),
  })
  .map(({ one, length, open, approximate }): When => {
    const [first, last] = spanOf(one, length);
    const dates = { from: open === 'from' ? undefined : first, to: open === 'to' ? undefined : last };
    return { type: 'dates', ...dates, precision: precisionOf(dates), approximate, says: undefined };
  });
const anyInstant: fc.Arbitrary<When> = fc
  .record({
    day: anyDate,
    minute: fc.nat(24 * 60 - 1),
    zone: fc.constantFrom(...zones),
    minutes: fc.option(fc.integer({ min: 1, max: 4000 }), { nil: undefined }),
  })
  .map(({ day, minute, zone, minutes }): When => {
    const start = day.toZonedDateTime(zone).add({ minutes: minute });
    return { type: 'instant', start, end: minutes === undefined ? undefined : start.add({ minutes }) };
  });
const anyWhen = fc.oneof(anyDates, anyInstant);

function spanOf(one: Temporal.PlainDate, length: number | string): [Temporal.PlainDate, Temporal.PlainDate] {
  if (typeof length === 'number') return [one, one.add({ days: length })];
  if (length === 'month') return [one.with({ day: 1 }), one.with({ day: one.daysInMonth })];
  return [one.with({ month: 1, day: 1 }), one.with({ month: 12, day: 31 })];
}

test('comparison is a total order over days, open ends and instants together', () => {
  fc.assert(
    fc.property(anyWhen, anyWhen, anyWhen, (a, b, c) => {
      expect(compareWhen(a, a)).toBe(0);
      expect(compareWhen(a, b) + compareWhen(b, a)).toBe(0);
      if (compareWhen(a, b) <= 0 && compareWhen(b, c) <= 0) expect(compareWhen(a, c)).toBeLessThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
});

test('what is written in the notation of facts.yaml is read back as the same time', () => {
  fc.assert(
    fc.property(anyWhen, (when) => {
      const back = parseWhen(formatWhen(when));
      expect([back.type, formatWhen(back), renderWhen(back)]).toEqual([
        when.type,
        formatWhen(when),
        renderWhen(when),
      ]);
      expect(compareWhen(back, when)).toBe(0);
      if (back.type === 'dates' && when.type === 'dates') {
        expect([back.precision, back.approximate, back.says]).toEqual([
          when.precision,
          when.approximate,
          when.says,
        ]);
      }
    }),
    { numRuns: 500 },
  );
});

test('a day, month or year in our words is understood when it is typed', () => {
  fc.assert(
    fc.property(anyDates, (when) => {
      fc.pre(when.type === 'dates' && when.precision !== 'range');
      const typed = parseDay(renderWhen(when), { today: date('2030-01-01') });
      expect([formatWhen(typed.when), typed.assumedYear]).toEqual([formatWhen(when), false]);
    }),
  );
});

test('a time lies within, partly in, or outside a period as its days do, one by one', () => {
  const near = fc.option(
    fc.integer({ min: -5, max: 12 }).map((days) => date('2014-03-15').add({ days })),
    { nil: undefined },
  );
  fc.assert(
    fc.property(near, near, near, near, (from, to, periodFrom, periodTo) => {
      fc.pre(!from || !to || Temporal.PlainDate.compare(from, to) <= 0);
      const when: When = {
        type: 'dates',
        from,
        to,
        precision: precisionOf({ from, to }),
        approximate: false,
        says: undefined,
      };
      // Twenty days before and after what is drawn stand for all the days of an open end.
      const days = Array.from({ length: 58 }, (_, index) => date('2014-02-18').add({ days: index }));
      const own = days.filter((day) => isIn(day, { from, to }));
      const shared = own.filter((day) => isIn(day, { from: periodFrom, to: periodTo }));
      const expected = shared.length === 0 ? 'none' : shared.length === own.length ? 'within' : 'partly';
      expect(overlap(when, { from: periodFrom, to: periodTo })).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

function isIn(day: Temporal.PlainDate, { from, to }: Period): boolean {
  const { compare } = Temporal.PlainDate;
  return (!from || compare(from, day) <= 0) && (!to || compare(day, to) <= 0);
}

test('what is over has started, and once over it stays over', () => {
  fc.assert(
    fc.property(
      anyWhen,
      fc.constantFrom(...zones),
      fc.integer({ min: -500, max: 500 }),
      (when, zone, hours) => {
        const now = instant('2014-03-15T00:00:00Z').add({ hours: hours * 24 });
        if (!isOver(when, now, zone)) return;
        expect(hasStarted(when, now, zone)).toBe(true);
        expect(isOver(when, now.add({ hours: 1 }), zone)).toBe(true);
      },
    ),
  );
});
