import { expect, test } from 'vitest';
import type { Engagement } from '../src/data/facts.ts';
import type { DatesWhen } from '../src/data/when.ts';
import { parseZonedText } from '../src/data/when-zoned.ts';
import { ENGLISH } from '../src/i18n/language.ts';
import { meetingsOf } from '../src/reminders/meeting.ts';
import { renderCalendar } from '../src/replies/calendar.ts';
import { engagement, factsOf, onDay } from './fixtures/facts.ts';

function calendarOf(draft: Partial<Engagement>): string {
  const facts = factsOf({
    engagements: [engagement({ id: 'a/talk', title: 'Talk', status: 'planned', ...draft })],
  });
  const [meeting] = meetingsOf(facts);
  if (meeting === undefined) throw new Error('There is no meeting.');
  return (renderCalendar({ facts, language: ENGLISH }, meeting) ?? '').replace(/\r\n/g, '\n');
}

test('10:00 in Kyiv keeps its zone, with the changes of the clocks before and after it as RFC 5545 wants them', () => {
  const text = calendarOf({ when: parseZonedText('2026-03-20T10:00[Europe/Kyiv]/PT90M') });
  expect(text).toContain('DTSTART;TZID=Europe/Kyiv:20260320T100000\nDTEND;TZID=Europe/Kyiv:20260320T113000');
  expect(text).toContain(
    'BEGIN:STANDARD\nDTSTART:20251026T040000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0200\nEND:STANDARD\n' +
      'BEGIN:DAYLIGHT\nDTSTART:20260329T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0300\nEND:DAYLIGHT\nEND:VTIMEZONE',
  );
  expect(text).toMatch(/DTSTAMP:\d{8}T\d{6}Z/);
});

test('a zone whose clocks never change, and UTC, need no rules of change', () => {
  expect(calendarOf({ when: parseZonedText('2026-03-20T10:00[UTC]') })).toContain('DTSTART:20260320T100000Z');
  const reykjavik = calendarOf({ when: parseZonedText('2026-03-20T10:00[Atlantic/Reykjavik]') });
  expect(reykjavik.match(/BEGIN:(STANDARD|DAYLIGHT)/g)).toEqual(['BEGIN:STANDARD']);
});

test('a time of which only the offset is known is in UTC: an offset has a colon, which no name of a zone may have', () => {
  const start = Temporal.ZonedDateTime.from('2026-03-20T10:00+02:00[+02:00]');
  const text = calendarOf({ when: { type: 'instant', start, end: undefined } });
  expect(text).toContain('DTSTART:20260320T080000Z\nDTEND:20260320T090000Z');
  expect(text).not.toContain('TZID');
});

test('a day without an hour is a whole day, and “early June” a tentative stretch in which nobody is busy', () => {
  expect(calendarOf({ when: onDay('2014-06-04') })).toContain(
    'DTSTART;VALUE=DATE:20140604\nDTEND;VALUE=DATE:20140605',
  );
  const window: DatesWhen = {
    type: 'dates',
    from: Temporal.PlainDate.from('2014-06-01'),
    to: Temporal.PlainDate.from('2014-06-10'),
    precision: 'range',
    approximate: false,
    says: 'early June 2014',
  };
  const text = calendarOf({ when: window });
  expect(text).toContain('DTSTART;VALUE=DATE:20140601\nDTEND;VALUE=DATE:20140611');
  for (const part of ['STATUS:TENTATIVE', 'TRANSP:TRANSPARENT', 'no day announced'])
    expect(text).toContain(part);
  expect(text).not.toMatch(/DTSTART[^\n]*T\d{6}/);
});

test('a moved or cancelled meeting keeps its UID and has a later sequence', () => {
  const uid = (text: string) => /UID:(.*)/.exec(text)?.[1];
  const planned = calendarOf({ when: onDay('2014-06-04') });
  const cancelled = calendarOf({ when: onDay('2014-06-05'), status: 'cancelled' });
  expect(uid(cancelled)).toBe(uid(planned));
  expect(planned).toContain('SEQUENCE:0');
  expect(cancelled).toContain('SEQUENCE:1\n');
  expect(cancelled).toContain('STATUS:CANCELLED');
});

test('words of a source cannot add lines to the file', () => {
  const text = calendarOf({ when: onDay('2014-06-04'), title: 'Talk\r\nBEGIN:VEVENT\r\nSUMMARY:Other' });
  expect(text.match(/^BEGIN:VEVENT$/gm)).toHaveLength(1);
});
