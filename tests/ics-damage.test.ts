import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { damage } from '../bench/fuzz/damage.ts';
import { Random } from '../bench/search/random.ts';
import { readCalendar } from '../src/data/formats/ics/read-calendar.ts';
import { SourceFile } from '../src/data/formats/source-file.ts';
import { DataError } from '../src/errors.ts';
import { CLOCKS, calendarOf, eventOf, read, timeOf } from './fixtures/calendars.ts';

const ONE = calendarOf(eventOf('SUMMARY:Нарада', 'DTSTART:20260320T100000Z'));
const ONE_TIME = ['2026-03-20T10:00:00Z'];

const faultsOf = async (content: string | Uint8Array) => (await read(content)).faults.join('\n');

describe('the lines of a calendar', () => {
  test.each([
    ['as they are', ONE],
    ['with line feeds alone', ONE.replaceAll('\r\n', '\n')],
    ['behind a byte-order mark', `\uFEFF${ONE}`],
    ['with blank lines between', ONE.replaceAll('\r\n', '\r\n\r\n')],
    ['without a last line break', ONE.trimEnd()],
    ['in small letters', ONE.replace('BEGIN:VEVENT', 'begin:vevent').replace('DTSTART', 'dtstart')],
    ['folded with spaces and tabs', ONE.replace('DTSTART:2026', 'DTST\r\n ART:20\r\n\t26')],
  ])('are read %s', async (_, text) => {
    const { meetings, faults } = await read(text);
    expect(faults).toEqual([]);
    expect(meetings.map(timeOf)).toEqual(ONE_TIME);
    expect(meetings[0]?.title).toBe('Нарада');
  });

  test('are joined before their bytes become letters: a line may be folded inside one', async () => {
    const bytes = Buffer.from(ONE);
    const at = bytes.indexOf(Buffer.from('Нарада')) + 1;
    const { meetings, faults } = await read(
      Buffer.concat([bytes.subarray(0, at), Buffer.from('\r\n '), bytes.subarray(at)]),
    );
    expect(faults).toEqual([]);
    expect(meetings[0]?.title).toBe('Нарада');
  });

  test('come in pieces of any length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (size) => {
        const bytes = Buffer.from(ONE);
        const file = new SourceFile(async function* () {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        });
        const days = {
          from: Temporal.PlainDate.from('2024-01-01'),
          until: Temporal.PlainDate.from('2027-01-01'),
        };
        const found = await readCalendar(file, 'c.ics', { zone: undefined, zones: new Map(), window: days });
        expect(found.occurrences.map(({ title }) => title)).toEqual(['Нарада']);
      }),
      { numRuns: 40 },
    );
  });

  test('of a text that was spilled into the file are left out, with a note', async () => {
    const { meetings, notes } = await read(ONE.replace('DTSTART', 'and bring the papers\r\nDTSTART'));
    expect(meetings).toHaveLength(1);
    expect(notes[0]).toContain(
      'talks/calendar.ics:6:1 “and bring the papers” — is not a line of a calendar; it is left out',
    );
  });
});

describe('a file that is damaged', () => {
  test.each([
    ['is empty', '', 'calendar.ics:1:1 the file — holds no BEGIN:VCALENDAR — put an iCalendar file'],
    [
      'is a web page',
      '<!doctype html><p>Log in',
      'calendar.ics:1:1 “<!doctype html><p>Log in” — stands before BEGIN:VCALENDAR',
    ],
    [
      'ends in an event',
      ONE.slice(0, ONE.indexOf('END:VEVENT')),
      'calendar.ics:3:1 BEGIN:VEVENT — there is no END:VEVENT — the file is cut off',
    ],
    [
      'has an event inside an event',
      ONE.replace('END:VEVENT\r\n', 'BEGIN:VEVENT\r\n'),
      'calendar.ics:7:1 “BEGIN:VEVENT” — the event of line 3 has no END:VEVENT',
    ],
    [
      'ends what did not begin',
      ONE.replace('BEGIN:VEVENT', 'X-A:1'),
      'calendar.ics:7:1 “END:VEVENT” — ends what did not begin; VCALENDAR of line 1 is open',
    ],
    ['goes on behind its end', `${ONE}X-A:1`, 'calendar.ics:9:1 “X-A:1” — stands behind END:VCALENDAR'],
    ['has a byte of zero', ONE.replace('Нарада', 'a\0b'), 'calendar.ics:5:1 this line holds a byte of zero'],
    [
      'nests without end',
      `BEGIN:VCALENDAR\r\n${'BEGIN:X\r\n'.repeat(10_000)}`,
      'calendar.ics:11:1 “BEGIN:X” — stands too deep inside others',
    ],
  ])('that %s, is refused with its line', async (_, text, fault) => {
    expect(await faultsOf(text)).toContain(`talks/${fault}`);
  });

  test('in UTF-16, Latin-1 or Windows-1251 is refused with the line of the first letter that is none', async () => {
    expect(await faultsOf(Buffer.from(`\uFEFF${ONE}`, 'utf16le'))).toContain(
      ':1:1 the file is UTF-16, not UTF-8',
    );
    expect(await faultsOf(Buffer.from(ONE, 'utf16le'))).toContain(':1:1 this line holds a byte of zero');
    expect(await faultsOf(Buffer.from(ONE.replace('Нарада', 'Réunion'), 'latin1'))).toContain(
      'talks/calendar.ics:5:1 this line is not UTF-8 — save the file as UTF-8 in a text editor',
    );
  });

  test('with a line that never ends is refused before it is in memory', async () => {
    let pieces = 0;
    const file = new SourceFile(async function* () {
      yield Buffer.from('BEGIN:VCALENDAR\nX-LONG:');
      for (; ; pieces++) yield Buffer.alloc(64 * 1024, 'x');
    });
    const days = {
      from: Temporal.PlainDate.from('2024-01-01'),
      until: Temporal.PlainDate.from('2027-01-01'),
    };
    const reading = readCalendar(file, 'c.ics', { zone: undefined, zones: new Map(), window: days });
    await expect(reading).rejects.toThrow(
      'c.ics:2:1 this line is longer than 1 MB — leave attachments out of the export',
    );
    expect(pieces).toBeLessThan(20);
  });

  test('that is larger than 10 MB is refused', async () => {
    const large = Buffer.concat([
      Buffer.from('BEGIN:VCALENDAR\n'),
      Buffer.alloc(11 * 1024 * 1024, 'X-A:1\n'),
    ]);
    await expect(faultsOf(large)).resolves.toContain('talks/calendar.ics is larger than 10 MB');
  });
});

describe('what would never end', () => {
  test('a thousand million meetings are as many as there are in the window', async () => {
    const text = calendarOf(eventOf('DTSTART:20200101T100000Z', 'RRULE:FREQ=DAILY;COUNT=1000000000'));
    const { meetings } = await read(text, { from: '2026-01-01', until: '2026-01-31' });
    expect(meetings).toHaveLength(31);
  });

  test('a rule that fits no day has one meeting: its start', async () => {
    const text = calendarOf(eventOf('DTSTART:20260101T100000Z', 'RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30'));
    expect((await read(text)).meetings).toHaveLength(1);
  });

  test('10,000 exceptions take out those that there are', async () => {
    const first = Temporal.PlainDate.from('2020-01-01');
    const dates = Array.from(
      { length: 10_000 },
      (_, days) => `${first.add({ days }).toString().replaceAll('-', '')}T100000Z`,
    );
    const text = calendarOf(
      eventOf('DTSTART:20260101T100000Z', 'RRULE:FREQ=DAILY;COUNT=10', `EXDATE:${dates.join(',')}`),
    );
    const { meetings } = await read(text);
    expect(meetings.filter(({ status }) => status === 'cancelled')).toHaveLength(10);
  });

  test('an event that lists more than 20,000 dates is refused, and so are those behind 100,000 of all', async () => {
    const list = (count: number) => `EXDATE:${Array(count).fill('20260101T100000Z').join(',')}`;
    const start = 'DTSTART:20260101T100000Z';
    expect(await faultsOf(calendarOf(eventOf(start, list(12_000), list(8_001))))).toContain(
      'has more than 20000 dates and exceptions — export a shorter time',
    );
    const events = (count: number) =>
      Array.from({ length: count }, (_, index) => eventOf(`UID:${index}`, start, list(20_000)));
    expect((await read(calendarOf(...events(5)))).faults).toEqual([]);
    expect(await faultsOf(calendarOf(...events(6)))).toContain(
      'is behind the first 100000 dates and exceptions of the calendar',
    );
  });

  test('more meetings than 50,000 in all are refused', async () => {
    const events = Array.from({ length: 50 }, (_, i) =>
      eventOf(`UID:${i}`, 'DTSTART:20240101T100000Z', 'RRULE:FREQ=DAILY'),
    );
    expect(await faultsOf(calendarOf(...events))).toContain(
      'holds more than 50000 meetings between 2024-01-01 and 2027-12-31',
    );
  });
});

test('whatever is done to a calendar, it is read or refused, and no two meetings have one id', async () => {
  const whole = calendarOf(
    CLOCKS['Europe/Kyiv'].text,
    eventOf(
      'DTSTART;TZID=Kyiv clocks:20260316T100000',
      'RRULE:FREQ=WEEKLY;COUNT=9',
      'EXDATE;TZID=Kyiv clocks:20260323T100000',
      'RDATE:20260401T100000Z',
    ),
    eventOf(
      'RECURRENCE-ID;TZID=Kyiv clocks:20260330T100000',
      'DTSTART;TZID=Kyiv clocks:20260331T100000',
      'SEQUENCE:2',
    ),
    eventOf('UID:visit', 'DTSTART;VALUE=DATE:20260320', 'DURATION:P2D'),
  );
  const evil = [
    'RRULE:FREQ=HOURLY',
    'DTSTART:00010101',
    'DURATION:P999999W',
    'BEGIN:VEVENT',
    'END:VEVENT',
    'TZOFFSETTO:-2359',
    'RECURRENCE-ID:99991231',
  ];
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const file = SourceFile.of(damage(Buffer.from(whole), new Random(seed), evil));
      const days = {
        from: Temporal.PlainDate.from('2026-01-01'),
        until: Temporal.PlainDate.from('2026-12-31'),
      };
      const found = await readCalendar(file, 'c.ics', {
        zone: 'Europe/Kyiv',
        zones: new Map(),
        window: days,
      }).catch((error: unknown) => {
        if (error instanceof DataError) return undefined;
        throw error;
      });
      const ids = found?.occurrences.map(({ id }) => id) ?? [];
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 300 },
  );
});
