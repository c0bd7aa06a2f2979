import { expect, test } from 'vitest';
import { parseDay } from '../src/data/when-day.ts';
import { formatWhen, renderWhen } from '../src/data/when-render.ts';

const today = Temporal.PlainDate.from('2014-06-04');

test.each([
  ['2014-06-04', '2014-06-04', '4 June 2014'],
  ['4 June 2014', '2014-06-04', '4 June 2014'],
  ['June 4, 2014', '2014-06-04', '4 June 2014'],
  ['Jun 4 2014', '2014-06-04', '4 June 2014'],
  ['4th of June, 2014', '2014-06-04', '4 June 2014'],
  ['since 4\u00a0June 2014', '2014-06-04', '4 June 2014'],
  ['early March 2014', '2014-03-01~/2014-03-10~', 'early March 2014'],
  ['mid March 2014', '2014-03-11~/2014-03-20~', 'mid-March 2014'],
  ['Mid-March 2014', '2014-03-11~/2014-03-20~', 'mid-March 2014'],
  ['late February 2014', '2014-02-21~/2014-02-28~', 'late February 2014'],
  ['March 2014', '2014-03', 'March 2014'],
  ['Sept. 2013', '2013-09', 'September 2013'],
  ['about June 2014', '2014-06~', 'about June 2014'],
  ['2014', '2014', '2014'],
  ['2014-06~', '2014-06~', 'about June 2014'],
  ['2014-03/2014-06-04', '2014-03-01/2014-06-04', 'March 2014 to 4 June 2014'],
  ['spring 2014', '2014-03-01~/2014-05-31~', 'spring 2014'],
  ['Fall 2013', '2013-09-01~/2013-11-30~', 'autumn 2013'],
  ['winter 2013–14', '2013-12-01~/2014-02-28~', 'winter 2013–14'],
  ['today', '2014-06-04', '4 June 2014'],
  ['Yesterday', '2014-06-03', '3 June 2014'],
  ['last week', '2014-05-26/2014-06-01', '26 May – 1 June 2014'],
  ['this month', '2014-06', 'June 2014'],
  ['last month', '2014-05', 'May 2014'],
  ['last year', '2013', '2013'],
])('“%s”, typed on 4 June 2014, is %s, in words “%s”', (text, notation, words) => {
  const { when, assumedYear } = parseDay(text, { today });
  expect([formatWhen(when), renderWhen(when), assumedYear]).toEqual([notation, words, false]);
});

test('the month before a January is in the year before', () => {
  const { when } = parseDay('last month', { today: Temporal.PlainDate.from('2014-01-31') });
  expect(formatWhen(when)).toBe('2013-12');
});

test.each([
  ['March', '2014-03'],
  ['4 June', '2014-06-04'],
  ['5 June', '2013-06-05'],
  ['June', '2014-06'],
  ['July', '2013-07'],
  ['early July', '2013-07-01~/2013-07-10~'],
  ['29 February', '2012-02-29'],
  ['winter', '2013-12-01~/2014-02-28~'],
])('“%s” without a year is the latest that had begun by 4 June 2014: %s', (text, notation) => {
  const { when, assumedYear } = parseDay(text, { today });
  expect([formatWhen(when), assumedYear]).toEqual([notation, true]);
});

test('“4 June” is looked for before the last day of the facts, not before today, where that is given', () => {
  const options = {
    today: Temporal.PlainDate.from('2026-03-01'),
    latest: Temporal.PlainDate.from('2014-06-10'),
  };
  expect(formatWhen(parseDay('4 June', options).when)).toBe('2014-06-04');
  expect(formatWhen(parseDay('11 June', options).when)).toBe('2013-06-11');
  expect(formatWhen(parseDay('today', options).when)).toBe('2026-03-01');
});

test.each([
  ['04/06/2014', 'write 2014-06-04 (4 June 2014) or 2014-04-06 (6 April 2014)'],
  ['4.6.14', 'write 2014-06-04 (4 June 2014) or 2014-04-06 (6 April 2014)'],
  ['13/06/2014', '“13/06/2014” is not understood; write 2014-06-13 (13 June 2014)'],
  ['winter 2014', 'write winter 2013-14 or winter 2014-15'],
  ['winter 2013-15', 'write winter 2012-13 or winter 2013-14'],
  ['spring 2014-15', 'write spring 2014'],
  ['30 February', '“30 February”: there is no such day. Write 2014-06-04'],
  ['29 February 2014', 'there is no such day. Write 2014-06-04'],
  ['2014-02-30', 'there is no 30 February 2014'],
  ['2014-06-04T10:00', 'has a time of day'],
  ['next Tuesday', '“next Tuesday” is not understood as a date. Write 2014-06-04'],
  ['4 June 0000', 'there is no such day'],
  ['99/99/2014', 'is not understood as a date. Write 2014-06-04'],
  ['2014-6-4', '“2014-6-4” is not understood as a date'],
  ['[2014,2015]', 'is not understood as a date. Write 2014-06-04'],
  ['', 'empty. Write 2014-06-04'],
  ['x'.repeat(6000), `“${'x'.repeat(60)}…” is not understood`],
])('“%s” is refused: “%s”', (text, named) => {
  expect(() => parseDay(text, { today })).toThrowError(
    expect.objectContaining({ name: 'ParseError', message: expect.stringContaining(named) }),
  );
});
