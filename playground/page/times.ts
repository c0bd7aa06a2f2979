import type { Locale } from '../protocol.ts';

/** How times are written: in which language, and in which zone; the browser's own if absent. */
export interface TimeStyle {
  readonly locale: Intl.LocalesArgument;
  readonly zone?: string;
}

/** Some browsers name a locale that `Intl` does not know, such as `en-US@posix`. */
const ENGLISH = /^en(?:-[A-Z]{2})?$/;

type Parts = Intl.DateTimeFormatOptions;

/** https://docs.discord.com/developers/reference#message-formatting-timestamp-styles */
const STYLES: Readonly<Record<string, Parts>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365.25 * 86_400],
  ['month', 30.44 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** A timestamp of Discord's as its client writes it. @param letter of `<t:…:F>` @param now for `R`, in milliseconds */
export function writeTime(seconds: number, letter: string, now: number, style: TimeStyle): string {
  if (letter === 'R') return writeDistance(seconds - now / 1000, style);
  return format(seconds * 1000, STYLES[letter] ?? { dateStyle: 'long', timeStyle: 'short' }, style);
}

/** `in 3 days`, `2 hours ago`. */
export function writeDistance(seconds: number, { locale }: TimeStyle): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return words.format(Math.round(seconds / size), unit);
}

/** Above a message: `20 May 2014, 12:00`. */
export function writeMessageTime(ms: number, style: TimeStyle): string {
  return format(ms, { dateStyle: 'medium', timeStyle: 'short' }, style);
}

/** The bot's day, which is a day of UTC: `Tuesday, 20 May 2014`. */
export function writeDay(ms: number, locale: Intl.LocalesArgument): string {
  return format(ms, { dateStyle: 'full' }, { locale, zone: 'UTC' });
}

/** For an `<input type="date">`. */
export function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** English is written as the browser's own English is, which says how its people write dates. */
export function localeOfTimes(locale: Locale, browser: string): string {
  if (locale === 'uk') return 'uk';
  return ENGLISH.test(browser) ? browser : 'en-GB';
}

function format(ms: number, parts: Parts, { locale, zone }: TimeStyle): string {
  const date = new Date(ms);
  // Years beyond what a date can hold: Discord shows such a thing too.
  if (Number.isNaN(date.getTime())) return 'Invalid date';
  return new Intl.DateTimeFormat(locale, { ...parts, ...(zone !== undefined && { timeZone: zone }) }).format(
    date,
  );
}
