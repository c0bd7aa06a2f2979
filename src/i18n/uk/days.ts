// Days and months in Ukrainian, by the names that Intl has of months. They are asked for once: to format a date by Intl takes
// ten times as long as to put it together.

const formatter = new Intl.DateTimeFormat('uk-UA', { day: 'numeric', month: 'long' });
const nominative = new Intl.DateTimeFormat('uk-UA', { month: 'long' });
const firsts = Array.from({ length: 12 }, (_, index) =>
  Temporal.PlainDate.from({ year: 2014, month: index + 1, day: 1 }),
);
/** “червня”, as a day of it is said. */
const MONTHS_OF = firsts.map((first) => {
  return formatter.formatToParts(first).find(({ type }) => type === 'month')?.value ?? '';
});
/** “червень” */
const MONTHS = firsts.map((first) => nominative.format(first));

/** “4 червня 2014 р.” */
export function renderDay(date: Temporal.PlainDate): string {
  return `${renderDayOfMonth(date)} ${date.year} р.`;
}

/** “4 червня” */
export function renderDayOfMonth({ day, month }: Temporal.PlainDate): string {
  return `${day} ${MONTHS_OF[month - 1]}`;
}

/** “червень 2014 р.” */
export function renderMonth(date: Temporal.PlainDate): string {
  return `${renderMonthName(date)} ${date.year} р.`;
}

/** “червень” */
export function renderMonthName({ month }: Temporal.PlainDate): string {
  return MONTHS[month - 1] ?? '';
}

/** “червня 2014 р.”, after a word that asks for it. */
export function renderOfMonth({ month, year }: Temporal.PlainDate): string {
  return `${MONTHS_OF[month - 1]} ${year} р.`;
}
