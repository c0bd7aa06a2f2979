import { expect, test } from 'vitest';
import { parseAmount } from '../src/data/amount-parse.ts';
import { parseDay } from '../src/data/when-day.ts';
import { parseWhen } from '../src/data/when-parse.ts';
import type { ParseError } from '../src/errors.ts';
import { ENGLISH, UKRAINIAN } from '../src/i18n/language.ts';
import { parseLeads } from '../src/reminders/leads.ts';
import { renderLeads } from '../src/replies/leads.ts';

// How Ukrainian words amounts and times, and what it understands of them.

test.each([
  ['$5 million', '5 млн дол. США'],
  ['more than $23 million', 'понад 23 млн дол. США'],
  ['at least $5,000', 'щонайменше 5\u00a0000 дол. США'],
  ['up to $150 million', 'до 150 млн дол. США'],
  ['less than €1.5bn', 'менш ніж 1,5 млрд євро'],
  ['approximately 300,000 meals', 'приблизно 300\u00a0000 meals'],
  ['nearly UAH 40 million', 'майже 40 млн грн'],
  ['slightly more than $2 trillion', 'трохи понад 2 трлн дол. США'],
  ['slightly less than $2 million', 'трохи менш ніж 2 млн дол. США'],
  ['$5 million or slightly more', '5 млн дол. США або трохи більше'],
  ['between $20 million and $25 million', 'від 20 млн дол. США до 25 млн дол. США'],
  ['at least $5 million and less than $6 million', 'щонайменше 5 млн дол. США і менш ніж 6 млн дол. США'],
  ['¥500', '500 JPY'],
  ['$1,234.50', '1\u00a0234,50 дол. США'],
])('%s is %s', (english, ukrainian) => {
  const amount = parseAmount(english);
  expect(UKRAINIAN.amount(amount)).toBe(ukrainian);
});

test.each([
  ['2014-06-04', '4 червня 2014 р.'],
  ['2014-06', 'червень 2014 р.'],
  ['2014', '2014 р.'],
  ['2014-06~', 'приблизно червень 2014 р.'],
  ['2014-21', 'навесні 2014 р.'],
  ['2014-24', 'взимку 2014–2015 рр.'],
  ['2014-03/..', 'з березня 2014 р.'],
  ['../2014-06-04', 'до 4 червня 2014 р.'],
  ['2014-03/2014-06-04', 'з березня 2014 р. до 4 червня 2014 р.'],
  ['/2014', 'з невідомої дати до 2014 р.'],
  ['2014-06-01/2014-06-10', '1–10 червня 2014 р.'],
  ['2014-05-28/2014-06-10', '28 травня – 10 червня 2014 р.'],
  ['2014-12-28/2015-01-10', '28 грудня 2014 р. – 10 січня 2015 р.'],
  ['2014-03/2014-05', 'березень – травень 2014 р.'],
  ['2014/2016', '2014–2016 рр.'],
  ['2014-06-04T10:00+03:00[Europe/Kyiv]', '4 червня 2014 р., 10:00 (Europe/Kyiv)'],
])('the time %s is “%s”', (edtf, words) => {
  expect(UKRAINIAN.when(parseWhen(edtf))).toBe(words);
});

test.each([
  ['early June 2014', 'на початку червня 2014 р.'],
  ['mid-June 2014', 'у середині червня 2014 р.'],
  ['late June 2014', 'наприкінці червня 2014 р.'],
  ['Since early March 2014', 'з початку березня 2014 р.'],
  ['until about 2015', 'до приблизно 2015 р.'],
  ['summer 2014', 'влітку 2014 р.'],
  ['in the coming weeks', '«in the coming weeks»'],
  ['31 February 2014', '«31 February 2014»'],
])('a source’s words “%s” are worded “%s”: put into Ukrainian where nothing is guessed', (says, words) => {
  expect(UKRAINIAN.when(parseWhen({ from: '2014-06-01', to: '2014-06-10', says }))).toBe(words);
});

const OPTIONS = {
  today: Temporal.PlainDate.from('2026-11-23'),
  latest: Temporal.PlainDate.from('2014-06-04'),
};

test.each([
  ['4 червня 2014', '4 June 2014'],
  ['4 червня 2014 р.', '4 June 2014'],
  ['4 червня 2014 року', '4 June 2014'],
  ['Червень 2014', 'June 2014'],
  ['у березні 2014 р.', 'March 2014'],
  ['з початку березня 2014', 'early March 2014'],
  ['на початку червня', 'early June'],
  ['в середині липня 2013', 'mid July 2013'],
  ['наприкінці серпня 2013', 'late August 2013'],
  ['навесні 2014', 'spring 2014'],
  ['2014 р.', '2014'],
  ['станом на 1 січня 2014', '1 January 2014'],
  ['приблизно листопад 2013', 'about November 2013'],
  ['сьогодні', 'today'],
  ['вчора', 'yesterday'],
  ['минулого місяця', 'last month'],
  ['цього року', 'this year'],
])('%s is read as %s', (ukrainian, english) => {
  expect(parseDay(ukrainian, OPTIONS)).toEqual(parseDay(english, OPTIONS));
});

test.each(Array.from({ length: 12 }, (_, index) => index + 1))(
  'month %d is read back from every wording that Ukrainian gives it',
  (month) => {
    const day = Temporal.PlainDate.from({ year: 2013, month, day: 7 });
    const when = (text: string) => parseDay(text, OPTIONS).when;
    expect(when(UKRAINIAN.day(day))).toEqual(when(ENGLISH.day(day)));
    expect(when(UKRAINIAN.month(day))).toEqual(when(ENGLISH.month(day)));
  },
);

function problemOf(work: () => unknown): ParseError {
  try {
    work();
  } catch (error) {
    return error as ParseError;
  }
  throw new Error('It was read.');
}

test.each([
  '',
  'soonish',
  'колись',
  '2014-02-30',
  '30 лютого 2014',
  '04/06/2014',
  '4 June 2014 10:00',
  'winter 2014',
  'spring 2014-15',
])('the day “%s” is refused with a reason that Ukrainian words', (text) => {
  const problem = UKRAINIAN.problem(problemOf(() => parseDay(text, OPTIONS)));
  expect(problem).toMatch(/[Нн]апишіть/);
  expect(problem.replaceAll(text, '')).not.toMatch(/[A-Za-z]/);
});

test.each([
  ['Winter 2014', '«Winter 2014» може бути однією з двох зим; напишіть зима 2013-14 або зима 2014-15.'],
  ['spring 2014-15', '«spring 2014-15»: одна пора року з двома роками; напишіть весна 2014.'],
  ['взимку 2014', '«взимку 2014» може бути однією з двох зим; напишіть зима 2013-14 або зима 2014-15.'],
  ['навесні 2014-15', '«навесні 2014-15»: одна пора року з двома роками; напишіть весна 2014.'],
])(
  '“%s” is quoted as it was typed, and what is advised instead is in Ukrainian, and can be read: %s',
  (text, sentence) => {
    expect(UKRAINIAN.problem(problemOf(() => parseDay(text, OPTIONS)))).toBe(sentence);
    for (const [form = ''] of sentence.split('напишіть')[1]?.matchAll(/\p{L}+ 20\d\d(?:-\d\d)?/gu) ?? [])
      expect(parseDay(form, OPTIONS).assumedYear).toBe(false);
  },
);

test.each(['', 'soonish', '1d 2d 3d 4d 5d 6d 8d', '1m', '40w'])(
  'the leads “%s” are refused with a reason that Ukrainian words',
  (text) => {
    const problem = UKRAINIAN.problem(problemOf(() => parseLeads(text)));
    expect(problem.replace(/«[^»]*»|`[^`]*`/g, '')).not.toMatch(/[A-Za-z]/);
    expect(problem).toMatch(/[а-яіїє]{3}/);
  },
);

test.each([
  ['1 тиждень, 1 день, 1 годину', '1w, 1d, 1h'],
  ['за 2 тижні та 3 дні', '2w, 3d'],
  ['5 днів і 30 хв.', '5d, 30m'],
  ['21 день', '21d'],
])('the leads “%s” are %s', (ukrainian, english) => {
  expect(parseLeads(ukrainian)).toEqual(parseLeads(english));
});

test.each([1, 2, 3, 4, 5, 6, 11, 12, 21, 22, 25])(
  'leads of %d weeks, days, hours and minutes are read back from their Ukrainian words',
  (amount) => {
    const leads = parseLeads(`${amount + 4}m ${amount}h ${amount}d ${amount}w`);
    expect(parseLeads(renderLeads(UKRAINIAN, leads))).toEqual(leads);
  },
);
