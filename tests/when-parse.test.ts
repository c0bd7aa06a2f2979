import { expect, test } from 'vitest';
import { parseWhen } from '../src/data/when-parse.ts';
import { formatWhen, renderWhen } from '../src/data/when-render.ts';

test.each([
  ['2014-06-04', '2014-06-04', '4 June 2014'],
  ['2014-06', '2014-06', 'June 2014'],
  ['2014', '2014', '2014'],
  [2014, '2014', '2014'],
  ['2014-06~', '2014-06~', 'about June 2014'],
  ['2014-06?', '2014-06~', 'about June 2014'],
  ['2014-06%', '2014-06~', 'about June 2014'],
  ['~2014-06-04', '2014-06-04~', 'about 4 June 2014'],
  ['2014-06-XX', '2014-06', 'June 2014'],
  ['2014-XX-XX', '2014', '2014'],
  ['2016-02-2X', '2016-02-20/2016-02-29', '20–29 February 2016'],
  ['2014-0X', '2014-01-01/2014-09-30', 'January–September 2014'],
  ['201X', '2010-01-01/2019-12-31', '2010–2019'],
  ['20XX', '2000-01-01/2099-12-31', '2000–2099'],
  ['2014-03/2014-05', '2014-03-01/2014-05-31', 'March–May 2014'],
  ['2013-11/2014-02', '2013-11-01/2014-02-28', 'November 2013 – February 2014'],
  ['2014-06-01/2014-06-10', '2014-06-01/2014-06-10', '1–10 June 2014'],
  ['2014-03-01/2014-06-04', '2014-03-01/2014-06-04', '1 March – 4 June 2014'],
  ['2013-03-01/2014-06-04', '2013-03-01/2014-06-04', '1 March 2013 – 4 June 2014'],
  ['2014-06-04/2014-06-04', '2014-06-04', '4 June 2014'],
  ['2014-03/2014-06-04', '2014-03-01/2014-06-04', 'March 2014 to 4 June 2014'],
  ['2014-03~/2014-06-04', '2014-03-01~/2014-06-04~', 'about March 2014 to 4 June 2014'],
  ['2014-03~/2014-05', '2014-03-01~/2014-05-31~', 'about March 2014 to May 2014'],
  ['2014-03~/2014-05~', '2014-03-01~/2014-05-31~', 'about March–May 2014'],
  ['2013/2014', '2013-01-01/2014-12-31', '2013–2014'],
  ['2014-03/..', '2014-03-01/..', 'since March 2014'],
  ['2014-03-01/..', '2014-03-01/..', 'since 1 March 2014'],
  ['../2014-06', '../2014-06-30', 'until June 2014'],
  ['2014-03/', '2014-03-01/..', 'March 2014 to an unknown date'],
  ['/2014-06', '../2014-06-30', 'an unknown date to June 2014'],
  ['2014-21', '2014-03-01~/2014-05-31~', 'spring 2014'],
  ['2014-24', '2014-12-01~/2015-02-28~', 'winter 2014–15'],
  ['2014-29', '2014-09-01~/2014-11-30~', 'southern spring 2014'],
  ['2014-34', '2014-04-01/2014-06-30', 'April–June 2014'],
  ['2014-21/2014-06', '2014-03-01~/2014-06-30~', 'spring 2014 to June 2014'],
])('%s is %s, in words “%s”', (value, notation, words) => {
  const when = parseWhen(value);
  expect([formatWhen(when), renderWhen(when)]).toEqual([notation, words]);
});

test('{ from, to, says } keeps the words of the source, and is not exact', () => {
  const when = parseWhen({ from: '2014-06-01', to: '2014-06-10', says: 'early June 2014' });
  expect(when).toMatchObject({
    type: 'dates',
    precision: 'range',
    approximate: true,
    says: 'early June 2014',
  });
  expect([formatWhen(when), renderWhen(when)]).toEqual(['2014-06-01~/2014-06-10~', 'early June 2014']);
});

test.each([
  [{ from: '2014-03', to: '2014-06-04' }, '2014-03-01/2014-06-04', 'March 2014 to 4 June 2014'],
  [{ from: '2014-06-01', to: '2014-06-10' }, '2014-06-01/2014-06-10', '1–10 June 2014'],
  [{ from: '2014-03' }, '2014-03-01/..', 'since March 2014'],
  [{ from: 2013, to: 2014 }, '2013-01-01/2014-12-31', '2013–2014'],
  [{ to: '2014-06-04' }, '../2014-06-04', 'until 4 June 2014'],
])('%j is %s, in words “%s”', (value, notation, words) => {
  const when = parseWhen(value);
  expect([formatWhen(when), renderWhen(when)]).toEqual([notation, words]);
});

test.each([
  [
    { start: '2014-06-04T10:00', zone: 'Europe/Kyiv', duration: 'PT1H30M' },
    '2014-06-04T10:00:00+03:00[Europe/Kyiv]/PT1H30M',
    '4 June 2014, 10:00–11:30 (Europe/Kyiv)',
  ],
  [{ start: '2014-06-04 9:00', zone: 'UTC' }, '2014-06-04T09:00:00+00:00[UTC]', '4 June 2014, 09:00 (UTC)'],
  [
    '2014-06-04T10:00+03:00[Europe/Kyiv]',
    '2014-06-04T10:00:00+03:00[Europe/Kyiv]',
    '4 June 2014, 10:00 (Europe/Kyiv)',
  ],
  [
    '2014-06-04T07:00Z[Europe/Kyiv]',
    '2014-06-04T10:00:00+03:00[Europe/Kyiv]',
    '4 June 2014, 10:00 (Europe/Kyiv)',
  ],
  [
    '2014-06-04T22:00[America/New_York]/PT10H',
    '2014-06-04T22:00:00-04:00[America/New_York]/PT10H',
    '4 June 2014, 22:00 – 5 June 2014, 08:00 (America/New_York)',
  ],
  [
    { start: '2014-10-26T03:30+02:00', zone: 'Europe/Kyiv' },
    '2014-10-26T03:30:00+02:00[Europe/Kyiv]',
    '26 October 2014, 03:30 (Europe/Kyiv, UTC+02:00)',
  ],
])('%j is %s, in words “%s”', (value, notation, words) => {
  const when = parseWhen(value);
  expect([formatWhen(when), renderWhen(when)]).toEqual([notation, words]);
});

test.each<[unknown, string]>([
  ['2014-02-30', 'there is no 30 February 2014'],
  ['2014-13', 'there is no month 13'],
  ['2014-06-4', 'not a date that is understood'],
  ['early June 2014', 'not a date that is understood'],
  ['2014-06/2014-03', 'ends before it begins'],
  ['2014-XX-04', 'one stretch of days'],
  ['[2014,2015]', 'one stretch of days'],
  ['XXXX', 'one stretch of days'],
  ['201', 'one stretch of days'],
  ['../..', 'gives no date'],
  ['2014-01/2014-02/2014-03', 'more than two dates'],
  ['', 'empty'],
  [201, 'not a year'],
  [2014.6, 'not a year'],
  [null, 'cannot be empty'],
  [true, 'cannot be true'],
  [[2014], 'cannot be [2014]'],
  [{}, 'needs `from`'],
  [{ from: '2014-06-10', to: '2014-06-01' }, '`from` (2014-06-10) is after `to` (2014-06-01)'],
  [{ from: '2014-02-30' }, '`from`: “2014-02-30”: there is no 30 February 2014'],
  [{ from: '2014-03/2014-06' }, '`from`: “2014-03/2014-06” is not one date'],
  [{ from: '2014-06', says: ' ' }, '`says` is empty'],
  [{ from: '2014-06', until: '2014-07' }, '`until` is not understood'],
  [{ start: '2014-06-04', zone: 'Europe/Kyiv' }, 'has no time of day'],
  [{ start: '2014-06-04T10:00' }, 'does not say in which time zone'],
  ['2014-06-04T10:00', 'does not say in which time zone'],
  ['2014-06-04T10:00Z', 'does not say in which time zone'],
  ['2014-06-04T10:00+03:00', 'does not say in which time zone'],
  [{ start: '2014-06-04T10:00', zone: 'Europe/Kyev' }, 'Europe/Kyiv'],
  [{ start: '2014-06-04T10:00', zone: 'EST' }, '“EST” is no time zone'],
  [{ start: '2014-06-04T10:00', zone: '+03:00' }, '“+03:00” is no time zone'],
  [{ start: '2014-06-31T10:00', zone: 'Europe/Kyiv' }, 'not on the calendar'],
  [{ start: '2014-06-04T25:00', zone: 'Europe/Kyiv' }, 'not on the calendar'],
  [{ start: '2014-03-30T03:30', zone: 'Europe/Kyiv' }, 'never happens in Europe/Kyiv'],
  [
    { start: '2014-10-26T03:30', zone: 'Europe/Kyiv' },
    'write 2014-10-26T03:30+03:00 or 2014-10-26T03:30+02:00',
  ],
  ['2014-06-04T10:00+02:00[Europe/Kyiv]', 'does not agree with Europe/Kyiv; write 2014-06-04T10:00+03:00'],
  [{ start: '2014-06-04T10:00', zone: 'UTC', duration: 'PT0S' }, 'above zero'],
  [{ start: '2014-06-04T10:00', zone: 'UTC', duration: '-PT1H' }, 'above zero'],
  [{ start: '2014-06-04T10:00', zone: 'UTC', duration: '90 minutes' }, 'write PT1H30M'],
  [{ start: '2014-06-04T10:00', zone: 'UTC', duration: 90 }, '`duration` cannot be 90'],
])('%j is refused: “%s”', (value, named) => {
  expect(() => parseWhen(value)).toThrowError(
    expect.objectContaining({ name: 'ParseError', message: expect.stringContaining(named) }),
  );
});
