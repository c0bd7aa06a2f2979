import { expect, test } from 'vitest';
import {
  isoDay,
  localeOfTimes,
  writeDay,
  writeDistance,
  writeMessageTime,
  writeTime,
} from '../playground/page/times.ts';

const NOON = Date.UTC(2014, 4, 20, 12) / 1000;
const kyiv = { locale: 'en-GB', zone: 'Europe/Kyiv' };

test.each([
  ['t', '15:00'],
  ['T', '15:00:00'],
  ['d', '20/05/2014'],
  ['D', '20 May 2014'],
  ['f', '20 May 2014 at 15:00'],
  ['F', 'Tuesday, 20 May 2014 at 15:00'],
  ['?', '20 May 2014 at 15:00'],
])('<t:…:%s> is written %j in a zone three hours ahead', (letter, written) => {
  expect(writeTime(NOON, letter, 0, kyiv)).toBe(written);
});

test('times are written in the language of the reader', () => {
  expect(writeTime(NOON, 'D', 0, { locale: 'uk', zone: 'UTC' })).toBe('20 травня 2014 р.');
  expect(writeTime(NOON, 'D', 0, { locale: 'en-US', zone: 'UTC' })).toBe('May 20, 2014');
  expect(writeMessageTime(NOON * 1000, kyiv)).toBe('20 May 2014, 15:00');
});

test.each([
  [5 * 86_400, 'in 5 days'],
  [-2 * 3600, '2 hours ago'],
  [90, 'in 2 minutes'],
  [0, 'in 0 seconds'],
  [-400 * 86_400, '1 year ago'],
])('%i seconds away is %j, by the bot’s clock', (seconds, written) => {
  expect(writeDistance(seconds, kyiv)).toBe(written);
  expect(writeTime(NOON + seconds, 'R', NOON * 1000, kyiv)).toBe(written);
});

test('the bot’s day is a day of UTC, wherever the server or the reader is', () => {
  const late = Date.UTC(2014, 4, 20, 23, 59);
  expect(writeDay(late, 'en-GB')).toBe('Tuesday, 20 May 2014');
  expect(isoDay(late)).toBe('2014-05-20');
});

test('a time that no date can hold is said to be none', () => {
  expect(writeTime(9e15, 'F', 0, kyiv)).toBe('Invalid date');
});

test('English is written as the browser writes it, if the browser names a locale that there is', () => {
  expect(localeOfTimes('en-US', 'en-AU')).toBe('en-AU');
  expect(localeOfTimes('en-US', 'en-US@posix')).toBe('en-GB');
  expect(localeOfTimes('en-US', 'uk')).toBe('en-GB');
  expect(localeOfTimes('uk', 'en-US')).toBe('uk');
});
