import type { DatesWhen, Period, When } from '../../data/when.ts';
import { renderInstant } from '../../data/when-render.ts';
import { renderDay, renderDayOfMonth, renderMonth, renderMonthName } from './days.ts';
import { sayInUkrainian } from './time-words.ts';

// Times in Ukrainian: «4 червня 2014 р.», «на початку червня 2014 р.», «з березня 2014 р.».

/** The source's own wording wins: put into Ukrainian where it is of a form that is known, else quoted. */
export function renderWhen(when: When): string {
  if (when.type === 'instant') return renderInstant(when, { day: renderDay, to: ' – ' });
  if (when.says !== undefined) return sayInUkrainian(when.says) ?? `«${when.says}»`;
  return renderDates(when);
}

function renderDates({ from, to, approximate }: DatesWhen): string {
  const about = approximate ? 'приблизно ' : '';
  if (from && to) return about + renderPeriod({ from, to });
  if (from) return `з ${about}${renderDay(from)}`;
  return to ? `до ${about}${renderDay(to)}` : 'час невідомий';
}

function renderPeriod({ from, to }: Required<{ [End in keyof Period]: Temporal.PlainDate }>): string {
  if (from.equals(to)) return renderDay(from);
  const isSameYear = from.year === to.year;
  const isSameMonth = isSameYear && from.month === to.month;
  if (from.day === 1 && to.day === to.daysInMonth) {
    if (from.month === 1 && to.month === 12) {
      return isSameYear ? `${from.year} р.` : `${from.year}–${to.year} рр.`;
    }
    if (isSameMonth) return renderMonth(from);
    return `${isSameYear ? renderMonthName(from) : renderMonth(from)} – ${renderMonth(to)}`;
  }
  if (isSameMonth) return `${from.day}–${renderDay(to)}`;
  return `${isSameYear ? renderDayOfMonth(from) : renderDay(from)} – ${renderDay(to)}`;
}
