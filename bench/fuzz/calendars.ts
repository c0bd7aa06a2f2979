import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SourceFile } from '../../src/data/formats/source-file.ts';
import { Random } from '../search/random.ts';
import { type FuzzCounts, noCounts, tryFolder } from './counts.ts';
import { damage } from './damage.ts';

const HEADS = ['', 'calendar: { zone: Europe/Kyiv }\n'].map((settings) =>
  Buffer.from(`source: { title: T, publisher: P, published: 2024-01-01 }\n${settings}`),
);

/** Lines that have broken some program or other. */
const EVIL = [
  ...['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].flatMap((freq) => [
    `RRULE:FREQ=${freq}`,
    `RRULE:FREQ=${freq};COUNT=1000000000`,
    `RRULE:FREQ=${freq};INTERVAL=999999999`,
    `RRULE:FREQ=${freq};BYMONTH=2;BYMONTHDAY=30`,
    `RRULE:FREQ=${freq};BYMONTHDAY=-1;BYSETPOS=-366`,
    `RRULE:FREQ=${freq};BYDAY=1TH;BYSETPOS=2`,
    `RRULE:FREQ=${freq};BYYEARDAY=366,-366;BYWEEKNO=53`,
    `RRULE:FREQ=${freq};UNTIL=99991231T235959Z`,
    `RRULE:FREQ=${freq};BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23`,
  ]),
  ...[
    'RRULE:',
    'RRULE:RRULE:RRULE:FREQ=DAILY',
    'RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU;BYMONTH=1',
    'EXRULE:FREQ=DAILY',
  ],
  ...[
    'DTSTART:00000101T000000Z',
    'DTSTART:99991231T235959Z',
    'DTSTART;TZID=Europe/Kyiv:16010101T000000',
    'DTSTART:20260229',
  ],
  ...[
    'DURATION:P999999W',
    'DURATION:PT9999999H',
    'DURATION:P',
    'DTEND:00010101',
    'DTEND;TZID=:20260101T000000',
  ],
  ...[
    'RECURRENCE-ID;RANGE=THISANDFUTURE:20250101T000000Z',
    'RECURRENCE-ID:99991231',
    'SEQUENCE:-99999999999999999999',
  ],
  ...[
    'UID:',
    'UID:\u{1F4A9}',
    `UID:${'x'.repeat(5000)}`,
    'SUMMARY:',
    `SUMMARY:${'\\n'.repeat(3000)}`,
    'SUMMARY:\u202E\u0000',
  ],
  ...[
    'BEGIN:VEVENT',
    'END:VEVENT',
    'BEGIN:VCALENDAR',
    'END:VCALENDAR',
    'BEGIN:VTIMEZONE',
    'END:VTIMEZONE',
    'BEGIN:VALARM',
    'METHOD:CANCEL',
  ],
  ...[
    'TZOFFSETFROM:+9999',
    'TZOFFSETTO:-2359',
    'TZID:Europe/Kyiv',
    'X-LIC-LOCATION:Mars/Olympus',
    'X-WR-TIMEZONE:__proto__',
  ],
  ...[
    'ATTENDEE;MEMBER="a","b";CN="c',
    `ATTENDEE;CN="${'é'.repeat(4000)}":mailto:x`,
    'URL:javascript:alert(1)',
    ' folded',
    '\tfolded',
  ],
  `EXDATE:${Array.from({ length: 10_000 }, (_, i) => `2026${String((i % 12) + 1).padStart(2, '0')}${String((i % 28) + 1).padStart(2, '0')}T100000Z`).join(',')}`,
  `X-LONG:${'y'.repeat(200_000)}`,
];

/** A calendar as programs write them, in small: a series with a zone, a change and exceptions, a whole day, a single meeting. */
const SAMPLE = `BEGIN:VCALENDAR
PRODID:-//Example//Calendar 1.0//EN
VERSION:2.0
METHOD:PUBLISH
X-WR-TIMEZONE:Europe/Kyiv
BEGIN:VTIMEZONE
TZID:Our clocks
BEGIN:DAYLIGHT
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
DTSTART:20070325T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
DTSTART:20071028T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:weekly@example.org
SUMMARY:Щотижнева нарада\\, друга частина
DTSTART;TZID=Our clocks:20250106T100000
DTEND;TZID=Our clocks:20250106T113000
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU
EXDATE;TZID=Our clocks:20250120T100000,20250123T100000
RDATE;VALUE=PERIOD:20250401T080000Z/PT2H
ATTENDEE;CN="Bo, Ana";PARTSTAT=ACCEPTED:mailto:ana@example.org
END:VEVENT
BEGIN:VEVENT
UID:weekly@example.org
RECURRENCE-ID;TZID=Our clocks:20250203T100000
SEQUENCE:2
SUMMARY:Moved
DTSTART;TZID="FLE Standard Time":20250204T150000
END:VEVENT
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E00800000000C9AB6E5A6AFED401000000000000000
 010000000C55132227F0F0948A7D58F6190A3AEF9
SUMMARY:Visit
DTSTART;VALUE=DATE:20260320
DTEND;VALUE=DATE:20260323
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
UID:single
SUMMARY:Call
DTSTART:20260320T100000
DURATION:PT45M
LOCATION:Kyiv
URL:https://example.org/call
END:VEVENT
END:VCALENDAR
`;

/** Those that ship with this file, and all of a folder. */
export async function loadCalendars(folder: string): Promise<Uint8Array[]> {
  const names = folder === '' ? [] : (await readdir(folder)).filter((name) => name.endsWith('.ics'));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return [Buffer.from(SAMPLE), Buffer.from(SAMPLE.replaceAll('\n', '\r\n')), ...files];
}

/** Loads `count` damaged calendars, the same for the same seed. */
export async function fuzzCalendars(
  count: number,
  seed: number,
  originals: readonly Uint8Array[],
): Promise<FuzzCounts> {
  const random = new Random(seed);
  const counts = noCounts();
  for (let i = 0; i < count; i++) {
    const calendar = damage(random.pick(originals), random, EVIL);
    const files = new Map([
      ['calendar.yaml', SourceFile.of(random.pick(HEADS))],
      ['calendar.ics', SourceFile.of(calendar)],
    ]);
    await tryFolder({ name: 'calendar', files, others: [] }, counts);
  }
  return counts;
}
