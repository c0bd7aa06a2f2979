import { epochSeconds, type When } from '../data/when.ts';
import type { Language } from '../i18n/language.ts';
import { literal } from './markdown.ts';

/**
 * A time for people: an exact one as Discord timestamps, which every reader sees in their own zone, anything else in words.
 *
 * @param options `isRelative`: with how far it is from now, which is wrong where an answer looks from another day
 *
 * https://docs.discord.com/developers/reference#message-formatting-timestamp-styles
 */
export function renderTime(
  language: Language,
  when: When,
  { isRelative = true }: { isRelative?: boolean } = {},
): string {
  if (when.type === 'dates') return literal(language.when(when));
  const seconds = epochSeconds(when);
  return isRelative ? `<t:${seconds}:F> (<t:${seconds}:R>)` : `<t:${seconds}:F>`;
}

/** As `renderTime`, in few words: an exact time as a Discord timestamp of day and hour. */
export function renderShortTime(language: Language, when: When): string {
  return when.type === 'dates' ? literal(language.when(when)) : `<t:${epochSeconds(when)}:f>`;
}
