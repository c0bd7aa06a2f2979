import dayjs from 'dayjs';
import { epochSeconds, type When } from '../data/when.ts';
import { renderWhen } from '../data/when-render.ts';
import { literal } from './markdown.ts';

/** "4 June 2014" */
export function renderDay(day: Temporal.PlainDate): string {
  return dayjs(day.toString()).format('D MMMM YYYY');
}

/**
 * A time for people: an exact one as Discord timestamps, which every reader sees in their own zone, anything else in words.
 *
 * @param options `isRelative`: with how far it is from now, which is wrong where an answer looks from another day
 *
 * https://docs.discord.com/developers/reference#message-formatting-timestamp-styles
 */
export function renderTime(when: When, { isRelative = true }: { isRelative?: boolean } = {}): string {
  if (when.type === 'dates') return literal(renderWhen(when));
  const seconds = epochSeconds(when);
  return isRelative ? `<t:${seconds}:F> (<t:${seconds}:R>)` : `<t:${seconds}:F>`;
}

/** As `renderTime`, in few words: an exact time as a Discord timestamp of day and hour. */
export function renderShortTime(when: When): string {
  return when.type === 'dates' ? literal(renderWhen(when)) : `<t:${epochSeconds(when)}:f>`;
}
