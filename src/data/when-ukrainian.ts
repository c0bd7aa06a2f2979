import { MONTHS } from './when-render.ts';

const CYRILLIC = /\p{Script=Cyrillic}/u;

/** How each month begins in every case: “червень”, “червня”, “червні”. */
const MONTH_STEMS = [
  'січ',
  'лют',
  'берез',
  'квіт',
  'трав',
  'черв',
  'лип',
  'серп',
  'верес',
  'жовт',
  'листоп',
  'груд',
];

/** Phrases with the English that `parseDay` reads, the longest first. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/^(?:станом на|починаючи з|від|із|з|по|до) /u, ''],
  [/^(?:у|в|на) (?!початку|середині|кінці)/u, ''],
  [/^(?:приблизно|близько|орієнтовно) /u, 'about '],
  [/(?<= \d{4}) ?(?:рр?\.?|року|рік|роки|роках|році)$/u, ''],
  [/^(\d{4}) ?(?:рр?\.?|року|рік|році)$/u, '$1'],
  [/^(?:на початку|початку|початок) /u, 'early '],
  [/^(?:[ву] середині|середини|середина) /u, 'mid '],
  [/^(?:наприкінці|[ву] кінці|кінця|кінець) /u, 'late '],
  [/^(?:навесні|весною|весна|весни) /u, 'spring '],
  [/^(?:влітку|улітку|літом|літо|літа) /u, 'summer '],
  [/^(?:восени|осінню|осінь|осені) /u, 'autumn '],
  [/^(?:взимку|узимку|зимою|зима|зими) /u, 'winter '],
  [/^(?:сьогодні)$/u, 'today'],
  [/^(?:вчора|учора)$/u, 'yesterday'],
  [/^(?:завтра)$/u, 'tomorrow'],
  [/^(?:цього|поточного) тижня$/u, 'this week'],
  [/^(?:цього|поточного) місяця$/u, 'this month'],
  [/^(?:цього|поточного) року$/u, 'this year'],
  [/^минулого тижня$/u, 'last week'],
  [/^минулого місяця$/u, 'last month'],
  [/^минулого року$/u, 'last year'],
];

/** A day as people type it in Ukrainian, in the English that is read further: “4 червня 2014 р.” is “4 June 2014”. */
export function toEnglishDay(text: string): string {
  if (!CYRILLIC.test(text)) return text;
  const lower = text.toLowerCase().trim();
  const phrased = PHRASES.reduce((said, [words, english]) => said.replace(words, english), lower);
  return phrased.replace(/\p{Script=Cyrillic}+/gu, (word) => monthOf(word) ?? word);
}

function monthOf(word: string): string | undefined {
  const month = MONTH_STEMS.findIndex((stem) => word.startsWith(stem));
  return month === -1 || word.length > 'листопадом'.length ? undefined : MONTHS[month];
}
