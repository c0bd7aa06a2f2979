import type { ParseError, Reason } from '../../errors.ts';
import { renderDay } from './days.ts';

const DAY_FORMS =
  'Напишіть 2014-06-04, 2014-06, 2014, 4 червня 2014, червень 2014, на початку червня 2014, навесні 2014, ' +
  'сьогодні, вчора або минулого місяця.';
/** What is read in Ukrainian is read further in English, and so are the forms to write that a problem found there has. */
const SEASONS: Readonly<Record<string, string>> = {
  spring: 'весна',
  summer: 'літо',
  autumn: 'осінь',
  fall: 'осінь',
  winter: 'зима',
};
const LEAD_FORM = 'напишіть, наприклад, `1 тиждень, 1 день` або `1w, 1d, 2h`';

/** What is wrong with a text that somebody typed, and what to write instead. */
export function renderProblem({ reason, message }: ParseError): string {
  return reason === undefined ? message : word(reason);
}

function word(reason: Reason): string {
  switch (reason.type) {
    case 'no-day':
      return `Дата порожня. ${DAY_FORMS}`;
    case 'time-of-day':
      return `«${reason.text}» має час доби, а тут потрібна лише дата. ${DAY_FORMS}`;
    case 'unknown-day':
      return `«${reason.text}» не вдалося прочитати як дату. ${DAY_FORMS}`;
    case 'impossible-day':
      return `«${reason.text}»: такого дня немає. ${DAY_FORMS}`;
    case 'numeric-day':
      return wordNumeric(reason.text, reason.days);
    case 'winter':
      return `«${reason.text}» може бути однією з двох зим; напишіть ${inUkrainian(reason.forms.join(' або '))}.`;
    case 'one-season':
      return `«${reason.text}»: одна пора року з двома роками; напишіть ${inUkrainian(reason.form)}.`;
    case 'no-lead':
      return `Не вказано, за скільки до зустрічі; ${LEAD_FORM}.`;
    case 'many-leads':
      return `Нагадувань про одну зустріч забагато (${reason.count}); щонайбільше їх може бути ${reason.most}.`;
    case 'unknown-lead':
      return `«${reason.text}» не є часом до зустрічі; ${LEAD_FORM}.`;
    case 'short-lead':
      return `Це замало; найменше може бути ${reason.minutes} хв.`;
    case 'long-lead':
      return `Це забагато; найбільше може бути ${reason.weeks} тиж.`;
    case 'unknown-zone': {
      const near =
        reason.near.length > 0 ? `найближче: ${reason.near.join(', ')}` : 'пишіть, як-от Europe/Kyiv';
      return `«${reason.text}» не є відомим часовим поясом; ${near}.`;
    }
  }
}

function inUkrainian(form: string): string {
  return form.replace(/[a-z]+/g, (word) => SEASONS[word] ?? word);
}

function wordNumeric(text: string, days: readonly Temporal.PlainDate[]): string {
  const forms = days.map((day) => `${day} (${renderDay(day)})`).join(' або ');
  return days.length > 1
    ? `«${text}» у різних країнах читають по-різному; напишіть ${forms}.`
    : `«${text}» незрозуміло; напишіть ${forms}.`;
}
