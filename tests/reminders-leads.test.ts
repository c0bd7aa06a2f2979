import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ParseError } from '../src/errors.ts';
import {
  type Lead,
  leadKey,
  minutesOf,
  parseLeadKey,
  parseLeads,
  renderLeads,
  suggestLeads,
} from '../src/reminders/leads.ts';

test.each([
  ['1w, 1d, 2h', '1 week, 1 day, 2 hours'],
  ['1 week and 1 day', '1 week, 1 day'],
  ['an hour before', '1 hour'],
  ['1w1d2h', '1 week, 1 day, 2 hours'],
  ['TWO WEEKS; 30 min', '2 weeks, 30 minutes'],
  ['1 hour, 1 week', '1 week, 1 hour'],
  ['7 days', '1 week'],
  ['90 minutes, 120 minutes', '2 hours, 90 minutes'],
  ['one-week', '1 week'],
  ['1d,,1d', '1 day'],
  ['day before, and hour', '1 day, 1 hour'],
  ['за годину', '1 hour'],
  ['за тиждень і за день', '1 week, 1 day'],
  ['за дві години, п’ять днів', '5 days, 2 hours'],
  ["за п'ять днів і за дев\u02BCять годин", '5 days, 9 hours'],
  ['the day before, and two hours before the meeting', '1 day, 2 hours'],
  ['за день до зустрічі й годину до початку', '1 day, 1 hour'],
])('“%s” is %s', (text, words) => {
  expect(renderLeads(parseLeads(text))).toBe(words);
});

test('24 hours stay 24 hours: the day on which the clocks change has 23 or 25', () => {
  expect(parseLeads('24h, 1d').map(leadKey).toSorted()).toEqual(['P1D', 'PT24H']);
});

test.each([
  ['', 'No time before the meeting is given'],
  ['before the meeting', 'No time before the meeting is given'],
  ['soon', '“soon” is not a time before a meeting; write leads such as `1w, 1d, 2h`'],
  ['1', '“1” is not a time'],
  ['1d, h', '“h” is not a time'],
  ['minute', '1 minute is too short'],
  ['days before', '“days before” is not a time'],
  ['1w, hours', '“hours” is not a time'],
  ['за години', '“години” is not a time'],
  ['1.5h', 'is not a time'],
  ['-1d', 'is not a time'],
  ['0d', '0 days is too short; the shortest is 5 minutes'],
  ['4 minutes', 'too short'],
  ['27w', '27 weeks is too long; the longest is 26 weeks'],
  ['99999999999999999999d', 'is not a time'],
  ['1d 2d 3d 4d 5d 6d 8d', '7 reminders for one meeting are too many; give at most 6'],
])('“%s” is refused: %s', (text, sentence) => {
  expect(() => parseLeads(text)).toThrow(ParseError);
  expect(() => parseLeads(text)).toThrow(sentence);
});

const lead: fc.Arbitrary<Lead> = fc
  .record({
    amount: fc.integer({ min: 1, max: 200 }),
    unit: fc.constantFrom('minute', 'hour', 'day', 'week'),
  })
  .filter((one) => minutesOf(one) >= 5 && minutesOf(one) <= 26 * 7 * 24 * 60);

test('leads read back as they are written, the longest first, each once', () => {
  fc.assert(
    fc.property(fc.array(lead, { minLength: 1, maxLength: 6 }), (leads) => {
      const parsed = parseLeads(renderLeads(leads));
      expect(parseLeads(renderLeads(parsed))).toEqual(parsed);
      expect(parsed.map(minutesOf)).toEqual(parsed.map(minutesOf).toSorted((a, b) => b - a));
      expect(new Set(parsed.map(leadKey)).size).toBe(parsed.length);
      expect(parsed.map(leadKey).map(parseLeadKey)).toEqual(parsed);
    }),
  );
});

test('any text gives leads or a sentence, and never hangs', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), (text) => {
      try {
        expect(parseLeads(text).length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(ParseError);
      }
      for (const one of suggestLeads(text)) expect(renderLeads(parseLeads(one))).toBe(one);
    }),
  );
});

test('suggestions are the usual leads for nothing, the units behind a number, and what was typed with more', () => {
  expect(suggestLeads('')).toContain('1 week, 1 day, 1 hour');
  expect(suggestLeads('2')).toEqual(['2 weeks', '2 days', '2 hours']);
  expect(suggestLeads('1d, 2')).toContain('1 day, 2 hours');
  expect(suggestLeads('1w')).toEqual(['1 week', '1 week, 1 day', '1 week, 1 hour']);
});
