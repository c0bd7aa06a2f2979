import { describe, expect, test } from 'vitest';
import { CLOCKS, calendarOf, eventOf, read, timeOf } from './fixtures/calendars.ts';

const WEEKLY = ['DTSTART;TZID=Europe/Kyiv:20260316T100000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=3'];

const told = async (...parts: Parameters<typeof read>) =>
  (await read(...parts)).meetings.map(
    (one) => `${one.id.replace('talks/', '')} ${one.status} ${timeOf(one)}`,
  );

describe('a meeting of a calendar', () => {
  test('is planned, at its time on the clocks of its place, with its title, place, people and page', async () => {
    const { meetings, faults, notes } = await read(
      calendarOf(
        eventOf(
          'SUMMARY:Steering group\\, second round',
          'DTSTART;TZID=Europe/Kyiv:20260320T100000',
          'DTEND;TZID=Europe/Kyiv:20260320T113000',
          'LOCATION:Kyiv\\, Bankova 11',
          'ORGANIZER;CN="Shevchenko, Olha":mailto:olha@example.org',
          'ATTENDEE;CN=Ana Bo;PARTSTAT=ACCEPTED:mailto:ana@example.org',
          'URL:https://example.org/talks',
        ),
      ),
    );
    expect(faults.concat(notes)).toEqual([]);
    expect(meetings).toMatchObject([
      {
        id: 'talks/weekly-call',
        title: 'Steering group, second round',
        status: 'planned',
        where: 'Kyiv, Bankova 11',
        between: ['Shevchenko, Olha', 'Ana Bo'],
        url: 'https://example.org/talks',
        seriesId: undefined,
      },
    ]);
    expect(meetings.map(timeOf)).toEqual(['2026-03-20T10:00:00+02:00[Europe/Kyiv]/PT1H30M']);
  });

  test('rests on its event: its UID, where it begins in the file, and the lines that say when, where and what', async () => {
    const { meetings } = await read(
      calendarOf(
        eventOf('DTSTART:20260320T100000Z', 'DESCRIPTION:Dial 1234', 'ATTENDEE:mailto:a@example.org'),
      ),
    );
    expect(meetings[0]?.evidence).toEqual({
      type: 'event',
      file: 'calendar.ics',
      uid: 'weekly-call',
      line: 3,
      lines: ['SUMMARY:Weekly call', 'DTSTART:20260320T100000Z'],
    });
  });

  test('of whole days has no hour, and its last day is the one before DTEND', async () => {
    const days = (...lines: string[]) => told(calendarOf(eventOf(...lines)));
    expect(await days('DTSTART;VALUE=DATE:20260320')).toEqual(['weekly-call planned 2026-03-20']);
    expect(await days('DTSTART;VALUE=DATE:20260320', 'DTEND;VALUE=DATE:20260321')).toEqual([
      'weekly-call planned 2026-03-20',
    ]);
    expect(await days('DTSTART;VALUE=DATE:20260601', 'DTEND;VALUE=DATE:20260701')).toEqual([
      'weekly-call planned 2026-06-01/2026-06-30',
    ]);
    expect(await days('DTSTART;VALUE=DATE:20260320', 'DURATION:P1W')).toEqual([
      'weekly-call planned 2026-03-20/2026-03-26',
    ]);
  });

  test('is shown with nobody’s address: who has no name is called what stands before the @; rooms and who declined are left out', async () => {
    const { meetings } = await read(
      calendarOf(
        eventOf(
          'DTSTART:20260320T100000Z',
          'ORGANIZER;CN=talks:mailto:abc123@group.calendar.google.com',
          'ATTENDEE:mailto:ana.bo@example.org',
          'ATTENDEE;CN=cy@example.org:mailto:cy@example.org',
          'ATTENDEE;MEMBER="mailto:x@example.org","mailto:y@example.org";CN=Di:mailto:di@example.org',
          'ATTENDEE;CN=Ed;PARTSTAT=DECLINED:mailto:ed@example.org',
          'ATTENDEE;CN=Room 5;CUTYPE=ROOM:mailto:r5@example.org',
        ),
      ),
    );
    expect(meetings[0]?.between).toEqual(['talks', 'ana.bo', 'cy', 'Di']);
    expect(JSON.stringify(meetings)).not.toContain('@example.org');
  });

  test('that is marked as private is left out, and its source says so', async () => {
    const { meetings, remarks } = await read(
      calendarOf(
        eventOf('DTSTART:20260320T100000Z', 'CLASS:PRIVATE'),
        eventOf('UID:b', 'DTSTART:20260320T100000Z'),
      ),
    );
    expect(meetings.map(({ id }) => id)).toEqual(['talks/b']);
    expect(remarks).toEqual(['One event is marked as private and left out.']);
  });

  test('without a title is told under that name, with a note', async () => {
    const text = calendarOf('BEGIN:VEVENT', 'UID:a', 'DTSTART:20260320T100000Z', 'END:VEVENT');
    const { meetings, notes } = await read(text);
    expect(meetings.map(({ title }) => title)).toEqual(['Meeting without a title']);
    expect(notes).toEqual(['talks/calendar.ics:3:1 event “a” — SUMMARY is missing — give it a title']);
  });

  test.each([
    ['STATUS:CANCELLED', ''],
    ['STATUS:CONFIRMED', 'METHOD:CANCEL'],
  ])('is cancelled by %s %s', async (status, method) => {
    const text = calendarOf(...(method === '' ? [] : [method]), eventOf('DTSTART:20260320T100000Z', status));
    expect(await told(text)).toEqual(['weekly-call cancelled 2026-03-20T10:00:00Z']);
  });
});

describe('a series', () => {
  test('is as many meetings, each known by the day for which it was planned', async () => {
    expect(await told(calendarOf(eventOf(...WEEKLY)))).toEqual([
      'weekly-call-2026-03-16 planned 2026-03-16T10:00:00+02:00[Europe/Kyiv]/PT1H',
      'weekly-call-2026-03-23 planned 2026-03-23T10:00:00+02:00[Europe/Kyiv]/PT1H',
      'weekly-call-2026-03-30 planned 2026-03-30T10:00:00+03:00[Europe/Kyiv]/PT1H',
    ]);
  });

  test('that never ends is known for the days of the window only, and its source says which', async () => {
    const text = calendarOf(eventOf('DTSTART:20100101T100000Z', 'RRULE:FREQ=YEARLY'));
    const { meetings, remarks } = await read(text, { from: '2026-01-01', until: '2028-01-01' });
    expect(meetings.map(timeOf)).toEqual([
      '2026-01-01T10:00:00Z',
      '2027-01-01T10:00:00Z',
      '2028-01-01T10:00:00Z',
    ]);
    expect(remarks).toEqual(['Of what repeats, the meetings from 2026-01-01 to 2028-01-01 are known.']);
  });

  test('of which all meetings are outside of the window is noted', async () => {
    const { meetings, notes } = await read(
      calendarOf(eventOf('DTSTART:20200101T100000Z', 'RRULE:FREQ=DAILY;COUNT=9')),
    );
    expect(meetings).toEqual([]);
    expect(notes).toEqual([
      'talks/calendar.ics:3:1 event “Weekly call” — none of its meetings is between 2024-01-01 and 2027-12-31 — ' +
        'to know them, write other days as from and until in calendar.yaml',
    ]);
  });

  test('a single meeting is known whenever it was', async () => {
    expect(await told(calendarOf(eventOf('DTSTART:20020101T100000Z')))).toHaveLength(1);
  });

  test('EXDATE takes a meeting out: it stays as cancelled, with the line that says so', async () => {
    const text = calendarOf(eventOf(...WEEKLY, 'EXDATE;TZID=Europe/Kyiv:20260323T100000'));
    const { meetings } = await read(text);
    expect(meetings.map(({ status }) => status)).toEqual(['planned', 'cancelled', 'planned']);
    expect(meetings[1]?.evidence).toMatchObject({
      line: 9,
      lines: expect.arrayContaining(['EXDATE;TZID=Europe/Kyiv:20260323T100000']),
    });
  });

  test.each([
    ['in UTC', 'EXDATE:20260323T080000Z'],
    ['as a day', 'EXDATE;VALUE=DATE:20260323'],
    ['in a list', 'EXDATE;TZID=Europe/Kyiv:20260301T100000,20260323T100000'],
    ['without a zone', 'EXDATE:20260323T100000'],
  ])('EXDATE may be written %s', async (_, line) => {
    const { meetings } = await read(calendarOf(eventOf(...WEEKLY, line)));
    expect(meetings.map(({ status }) => status)).toEqual(['planned', 'cancelled', 'planned']);
  });

  test('an EXDATE on which nothing begins takes nothing out, and is noted', async () => {
    const { meetings, notes } = await read(calendarOf(eventOf(...WEEKLY, 'EXDATE:20260323T100000Z')));
    expect(meetings.map(({ status }) => status)).toEqual(['planned', 'planned', 'planned']);
    expect(notes[0]).toContain(
      'talks/calendar.ics:9:1 event “Weekly call” EXDATE — no meeting of the series begins at 2026-03-23T10:00:00Z',
    );
  });

  test('RDATE adds a meeting, also as a period; told apart by its hour', async () => {
    const text = calendarOf(
      eventOf(
        ...WEEKLY,
        'RDATE;TZID=Europe/Kyiv:20260323T150000',
        'RDATE;VALUE=PERIOD:20260401T080000Z/PT2H',
      ),
    );
    expect((await told(text)).map((each) => each.split(' ')[0])).toEqual([
      'weekly-call-2026-03-16',
      'weekly-call-2026-03-23',
      'weekly-call-2026-03-23-1500',
      'weekly-call-2026-03-30',
      'weekly-call-2026-04-01-0800',
    ]);
  });

  test('a meeting that is moved keeps its id, wherever in the file it stands', async () => {
    const moved = eventOf(
      'RECURRENCE-ID;TZID=Europe/Kyiv:20260323T100000',
      'DTSTART;TZID=Europe/Kyiv:20260325T150000',
      'LOCATION:Lviv',
    );
    const expected = [
      'weekly-call-2026-03-16 planned 2026-03-16T10:00:00+02:00[Europe/Kyiv]/PT1H',
      'weekly-call-2026-03-23 planned 2026-03-25T15:00:00+02:00[Europe/Kyiv]',
      'weekly-call-2026-03-30 planned 2026-03-30T10:00:00+03:00[Europe/Kyiv]/PT1H',
    ];
    expect(await told(calendarOf(eventOf(...WEEKLY), moved))).toEqual(expected);
    expect(await told(calendarOf(moved, eventOf(...WEEKLY)))).toEqual(expected);
  });

  test('a meeting that is cancelled alone keeps its id and the title of its series', async () => {
    const off = [
      'BEGIN:VEVENT',
      'UID:weekly-call',
      'RECURRENCE-ID:20260323T080000Z',
      'DTSTART:20260323T080000Z',
      'STATUS:CANCELLED',
      'END:VEVENT',
    ];
    const { meetings, notes } = await read(calendarOf(eventOf(...WEEKLY), ...off));
    expect(meetings[1]).toMatchObject({
      id: 'talks/weekly-call-2026-03-23',
      status: 'cancelled',
      title: 'Weekly call',
    });
    expect(notes).toEqual([]);
  });

  test('THISANDFUTURE moves all from there on, as far on the clocks', async () => {
    const later = eventOf(
      'SUMMARY:Afternoon call',
      'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Kyiv:20260323T100000',
      'DTSTART;TZID=Europe/Kyiv:20260324T150000',
    );
    expect(await told(calendarOf(eventOf(...WEEKLY), later))).toEqual([
      'weekly-call-2026-03-16 planned 2026-03-16T10:00:00+02:00[Europe/Kyiv]/PT1H',
      'weekly-call-2026-03-23 planned 2026-03-24T15:00:00+02:00[Europe/Kyiv]',
      'weekly-call-2026-03-30 planned 2026-03-31T15:00:00+03:00[Europe/Kyiv]',
    ]);
  });

  test('a changed meeting does not repeat, whatever rule was copied into it; a change of all that follow with a rule is refused', async () => {
    const id = 'RECURRENCE-ID;TZID=Europe/Kyiv:20260323T100000';
    const change = (line: string) =>
      eventOf(line, 'DTSTART;TZID=Europe/Kyiv:20260324T100000', 'RRULE:FREQ=DAILY');
    const { meetings, notes } = await read(calendarOf(eventOf(...WEEKLY), change(id)));
    expect(meetings).toHaveLength(3);
    expect(notes[0]).toContain('RRULE — a changed meeting has a rule');
    const { faults } = await read(
      calendarOf(eventOf(...WEEKLY), change(id.replace(';', ';RANGE=THISANDFUTURE;'))),
    );
    expect(faults[0]).toContain(
      'RRULE — a change of all that follow has a rule of its own — end the series there',
    );
  });

  test('a change of a meeting that the series no longer has is a meeting more, and is noted', async () => {
    const left = eventOf('RECURRENCE-ID:20260501T080000Z', 'DTSTART:20260502T080000Z');
    const { meetings, notes } = await read(calendarOf(eventOf(...WEEKLY), left));
    expect(meetings.at(-1)?.id).toBe('talks/weekly-call-2026-05-01-0800');
    expect(notes[0]).toContain('its RECURRENCE-ID is no meeting of the series');
  });

  test('of two versions the greater SEQUENCE holds, then the later DTSTAMP', async () => {
    const version = (sequence: number, stamp: string, start: string) =>
      eventOf(`SEQUENCE:${sequence}`, `DTSTAMP:${stamp}`, `DTSTART:${start}`);
    expect(
      await told(
        calendarOf(
          version(2, '20260101T000000Z', '20260320T100000Z'),
          version(1, '20260102T000000Z', '20260321T100000Z'),
        ),
      ),
    ).toEqual(['weekly-call planned 2026-03-20T10:00:00Z']);
    expect(
      await told(
        calendarOf(
          version(1, '20260101T000000Z', '20260320T100000Z'),
          version(1, '20260102T000000Z', '20260321T100000Z'),
        ),
      ),
    ).toEqual(['weekly-call planned 2026-03-21T10:00:00Z']);
  });

  test('a meeting that does not repeat and is moved keeps its id', async () => {
    const at = (start: string) => told(calendarOf(eventOf(`DTSTART:${start}`)));
    expect((await at('20260320T100000Z'))[0]?.split(' ')[0]).toBe(
      (await at('20260911T100000Z'))[0]?.split(' ')[0],
    );
  });

  test('a series that is moved to another hour keeps its ids', async () => {
    const ids = async (hour: string) =>
      (
        await read(
          calendarOf(eventOf(`DTSTART;TZID=Europe/Kyiv:20260316T${hour}0000`, 'RRULE:FREQ=DAILY;COUNT=5')),
        )
      ).meetings.map(({ id }) => id);
    expect(await ids('10')).toEqual(await ids('15'));
  });
});

describe('a zone', () => {
  const start = async (zone: string, ...lines: string[]) => {
    const { meetings, faults } = await read(
      calendarOf(...lines, eventOf(`DTSTART;TZID=${zone}:20260615T100000`)),
    );
    return [...meetings.map(timeOf), ...faults].join();
  };

  test.each([
    ['Europe/Kyiv', '2026-06-15T10:00:00+03:00[Europe/Kyiv]'],
    ['/freeassociation.sourceforge.net/Europe/Kyiv', '2026-06-15T10:00:00+03:00[Europe/Kyiv]'],
    ['FLE Standard Time', '2026-06-15T10:00:00+03:00[Europe/Kyiv]'],
    ['"W. Europe Standard Time"', '2026-06-15T10:00:00+02:00[Europe/Berlin]'],
    ['"(UTC-05:00) Eastern Time (US & Canada)"', '2026-06-15T10:00:00-04:00[America/New_York]'],
    ['"(UTC+07:00) Bangkok, Hanoi, Jakarta"', '2026-06-15T10:00:00+07:00[Asia/Bangkok]'],
    ['UTC', '2026-06-15T10:00:00Z'],
  ])('%s is understood', async (zone, expected) => {
    expect(await start(zone)).toBe(expected);
  });

  test('that only the calendar knows is read by its rules, with the offset and no place', async () => {
    expect(await start('Kyiv clocks', CLOCKS['Europe/Kyiv'].text)).toBe('2026-06-15T10:00:00+03:00[+03:00]');
  });

  test('that only the calendar knows is its own place where the rules are the same', async () => {
    const own = 'X-WR-TIMEZONE:Europe/Kyiv';
    expect(await start('Kyiv clocks', own, CLOCKS['Europe/Kyiv'].text)).toBe(
      '2026-06-15T10:00:00+03:00[Europe/Kyiv]',
    );
    expect(await start('New York clocks', own, CLOCKS['America/New_York'].text)).toBe(
      '2026-06-15T10:00:00-04:00[-04:00]',
    );
  });

  test('that names its place in X-LIC-LOCATION is that place', async () => {
    const text = CLOCKS['Europe/Kyiv'].text.replace('TZID:', 'X-LIC-LOCATION:Europe/Kyiv\r\nTZID:');
    expect(await start('Kyiv clocks', text)).toBe('2026-06-15T10:00:00+03:00[Europe/Kyiv]');
  });

  test('whose rules in the calendar are not those of the place is noted, and the place holds', async () => {
    const stale = CLOCKS['Europe/Kyiv'].text.replace('Kyiv clocks', 'Asia/Amman');
    const { notes, meetings } = await read(
      calendarOf(stale, eventOf('DTSTART;TZID=Asia/Amman:20260115T100000')),
    );
    expect(meetings.map(timeOf)).toEqual(['2026-01-15T10:00:00+03:00[Asia/Amman]']);
    expect(notes[0]).toContain(
      'the calendar’s own rules for “Asia/Amman” say UTC+02:00 for 2024-01-15, where Asia/Amman has UTC+03:00',
    );
  });

  test('that nobody knows is a fault that says what to write', async () => {
    expect(await start('Our office')).toBe(
      'talks/calendar.ics:6:1 event “Weekly call” DTSTART — “Our office” is no zone that is known, and the calendar does not say what it is — ' +
        'write calendar: { zones: { "Our office": Europe/Kyiv } } in calendar.yaml, with the place that is meant',
    );
    const { meetings } = await read(calendarOf(eventOf('DTSTART;TZID=Our office:20260615T100000')), {
      zones: { 'Our office': 'Europe/Kyiv' },
    });
    expect(meetings.map(timeOf)).toEqual(['2026-06-15T10:00:00+03:00[Europe/Kyiv]']);
  });

  test('of a time without one is the calendar’s, else that of calendar.yaml, else a fault', async () => {
    const floating = eventOf('DTSTART:20260615T100000');
    expect((await read(calendarOf('X-WR-TIMEZONE:Europe/Kyiv', floating))).meetings.map(timeOf)).toEqual([
      '2026-06-15T10:00:00+03:00[Europe/Kyiv]',
    ]);
    expect((await read(calendarOf(floating), { zone: 'Europe/Kyiv' })).meetings.map(timeOf)).toEqual([
      '2026-06-15T10:00:00+03:00[Europe/Kyiv]',
    ]);
    expect((await read(calendarOf('X-WR-TIMEZONE:Kyiv', floating))).faults[0]).toContain(
      'has no zone, and that of its calendar, “Kyiv”, is not known',
    );
    expect((await read(calendarOf(floating))).faults).toEqual([
      'talks/calendar.ics:6:1 event “Weekly call” DTSTART — has no zone, nor has its calendar — ' +
        'write calendar: { zone: Europe/Kyiv } in calendar.yaml, with the place whose clocks are meant',
    ]);
  });
});

describe('what programs write and mean otherwise is read, with a note', () => {
  test.each([
    [
      'a quotation mark that closes behind the time',
      'DTSTART;TZID="W. Europe Standard Time:20260615T090000"',
      '2026-06-15T09:00:00+02:00[Europe/Berlin]',
    ],
    ['a day without VALUE=DATE', 'DTSTART:20260615', '2026-06-15'],
  ])('%s', async (_, line, expected) => {
    const { meetings, faults, notes } = await read(calendarOf(eventOf(line)));
    expect(faults).toEqual([]);
    expect(meetings.map(timeOf)).toEqual([expected]);
    expect(notes).toHaveLength(1);
  });

  test.each([
    'RRULE:RRULE:FREQ=WEEKLY;COUNT=2',
    'RRULE;X-BUSYMAC-REGENERATE=TRASH:FREQ=WEEKLY;COUNT=2',
    'RRULE:AnythingRandom;FREQ=WEEKLY;COUNT=2;',
  ])('%s', async (line) => {
    const { meetings, faults } = await read(calendarOf(eventOf('DTSTART:20260615T090000Z', line)));
    expect(faults).toEqual([]);
    expect(meetings).toHaveLength(2);
  });
});

describe('a fault names the file, the line, the event, the property, the value, and what to do', () => {
  test.each([
    [
      'DTSTART:20261301T100000Z',
      'DTSTART — “20261301T100000Z” is not a time that is understood — write 20260320 for a day',
    ],
    ['DTSTART:2026-03-20T10:00:00', 'DTSTART — “00” is not a time that is understood'],
    [
      'DTSTART;TZID="Europe/Kyiv:20260320',
      'DTSTART — “DTSTART;TZID="Europe/Kyiv:20260320” cannot be taken apart',
    ],
  ])('%s', async (line, expected) => {
    const { faults, meetings } = await read(calendarOf(eventOf(line)));
    expect(faults[0]).toContain(`talks/calendar.ics:6:1 event `);
    expect(faults[0]).toContain(expected);
    expect(meetings).toEqual([]);
  });

  test.each([
    ['DTEND:20260320T090000Z', '“20260320T090000Z” ends before it begins — correct DTSTART or DTEND'],
    ['DTEND;VALUE=DATE:20260321', '“20260321” is a day, where DTSTART is a time, or the other way round'],
    ['DURATION:an hour', '“an hour” is not a duration — write PT1H30M'],
    ['DURATION:-PT1H', '“-PT1H” is below zero'],
    ['RRULE:FREQ=SECONDLY', '“FREQ=SECONDLY”: FREQ=SECONDLY is more often than a meeting begins'],
    ['RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270101', 'ends twice, by COUNT and by UNTIL — keep one of them'],
    ['RRULE:FREQ=DAILY;UNTIL=soon', 'UNTIL=SOON is not a time'],
    ['EXRULE:FREQ=DAILY', 'a rule of exceptions is not understood — list the dates as EXDATE'],
    ['RECURRENCE-ID;RANGE=THISANDPRIOR:20260320T100000Z', 'RANGE=THISANDPRIOR is not understood'],
    ['DTSTART:20260321T100000Z', 'stands in the event twice, with different values — keep one of them'],
  ])('%s: %s', async (line, expected) => {
    const { faults } = await read(calendarOf(eventOf('DTSTART:20260320T100000Z', line)));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(expected);
    expect(faults[0]).toMatch(/^talks\/calendar\.ics:7:1 event “Weekly call” [A-Z-]+ — /);
  });

  test('an event without DTSTART, one without UID, and two of one UID of which neither is newer', async () => {
    const of = async (...lines: string[]) => (await read(calendarOf(...lines))).faults.join();
    expect(await of(eventOf())).toContain('talks/calendar.ics:3:1 event “Weekly call” — DTSTART is missing');
    expect(await of('BEGIN:VEVENT', 'SUMMARY:Call', 'DTSTART:20260320T100000Z', 'END:VEVENT')).toContain(
      'event “Call” — UID is missing',
    );
    expect(await of(eventOf('DTSTART:20260320T100000Z'), eventOf('DTSTART:20260321T100000Z'))).toBe(
      'talks/calendar.ics:8:1 event “Weekly call” — has the UID of the event of line 3, and neither is newer by SEQUENCE or DTSTAMP — ' +
        'give each a UID of its own, or remove the older one',
    );
  });

  test('a rule that makes more than 5000 meetings says how to shorten the time', async () => {
    const { faults } = await read(calendarOf(eventOf('DTSTART:20240101T100000Z', 'RRULE:FREQ=HOURLY')));
    expect(faults).toEqual([
      'talks/calendar.ics:3:1 event “Weekly call” — begins more than 5000 times between 2024-01-01 and 2027-12-31 — ' +
        'write a shorter time in calendar.yaml: calendar: { from: …, until: … }',
    ]);
  });
});
