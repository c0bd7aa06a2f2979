// Days and months in Ukrainian. A formatter costs more to make than a thousand uses of it: each is made once.

const days = new Intl.DateTimeFormat('uk-UA', { day: 'numeric', month: 'long', year: 'numeric' });
export const dayMonths = new Intl.DateTimeFormat('uk-UA', { day: 'numeric', month: 'long' });
const months = new Intl.DateTimeFormat('uk-UA', { month: 'long', year: 'numeric' });
export const monthNames = new Intl.DateTimeFormat('uk-UA', { month: 'long' });

/** “4 червня 2014 р.” */
export function renderDay(date: Temporal.PlainDate): string {
  return days.format(date);
}

/** “червень 2014 р.” */
export function renderMonth(date: Temporal.PlainDate): string {
  return months.format(date);
}

/** “червня 2014 р.”, after a word that asks for it. */
export function renderOfMonth(date: Temporal.PlainDate): string {
  return `${monthOfDay(date)} ${date.year} р.`;
}

function monthOfDay(date: Temporal.PlainDate): string {
  return days.formatToParts(date).find(({ type }) => type === 'month')?.value ?? '';
}
