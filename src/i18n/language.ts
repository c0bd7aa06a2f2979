import { createInstance, type TFunction } from 'i18next';
import type { Amount } from '../data/amount.ts';
import { type AmountOptions, renderAmount } from '../data/amount-render.ts';
import type { When } from '../data/when.ts';
import { renderDay, renderMonth, renderWhen } from '../data/when-render.ts';
import type { ParseError } from '../errors.ts';
import { english } from './english.ts';
import { UKRAINIAN_AMOUNTS } from './uk/amounts.ts';
import * as ukrainianDays from './uk/days.ts';
import { renderProblem } from './uk/problems.ts';
import { renderWhen as renderUkrainianWhen } from './uk/times.ts';
import { ukrainian } from './ukrainian.ts';

export type Translate = TFunction;

/** In English; a reader's Discord may call it otherwise. */
export type PermissionName = keyof typeof english.permissions;

/** A reader's language: its texts, and how it words what is no text. Names, titles and quotes stay as their source has them. */
export interface Language {
  readonly code: 'en' | 'uk';
  readonly t: Translate;
  /** What a record is: for suggestions, which are made at every keystroke, without asking for a text each time. */
  readonly types: Readonly<Record<keyof typeof english.types, string>>;
  /** "11,378" */
  readonly number: (value: number) => string;
  /** "a, b and c" */
  readonly list: (words: readonly string[]) => string;
  /** "4 June 2014" */
  readonly day: (date: Temporal.PlainDate) => string;
  /** "June 2014" */
  readonly month: (date: Temporal.PlainDate) => string;
  /** "early June 2014" */
  readonly when: (when: When) => string;
  /** What is wrong with a text that somebody typed, and what to write instead. */
  readonly problem: (error: ParseError) => string;
  /** "more than $23 million" */
  readonly amount: (amount: Amount, options?: AmountOptions) => string;
}

// A formatter costs more to make than a hundred uses of it: each is made once a language.
const englishNumbers = new Intl.NumberFormat('en-US');
const englishLists = new Intl.ListFormat('en-GB');
const ukrainianNumbers = new Intl.NumberFormat('uk-UA');
const ukrainianLists = new Intl.ListFormat('uk-UA');

function numbersOf(language: string | undefined): Intl.NumberFormat {
  return language === 'uk' ? ukrainianNumbers : englishNumbers;
}

/** “4 червня 2014 р.” at the end of a sentence has one full stop. Of the abbreviations that we write ourselves, no others. */
function endOnce(text: string): string {
  return text.includes('..') ? text.replace(/(?<!\p{L})(рр?|дол|ст|злот|фр)\.\.(?!\.)/gu, '$1.') : text;
}

const texts = createInstance({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: english }, uk: { translation: ukrainian } },
  initAsync: false,
  returnNull: false,
  // Whatever comes from outside is escaped where it is put in, for Discord's markdown.
  interpolation: { escapeValue: false },
  // Keys are checked by the compiler: one that is missing all the same is our bug, and is treated as one.
  parseMissingKeyHandler: (key) => {
    throw new Error(`No text has the key ${key}.`);
  },
});
void texts.init();
// i18next's own looks for its formatter by its options each time, which costs more than all else of a text.
texts.services.formatter?.add('number', (value: number, language) => numbersOf(language).format(value));

export const ENGLISH: Language = {
  code: 'en',
  t: texts.getFixedT('en'),
  types: english.types,
  number: (value) => englishNumbers.format(value),
  list: (words) => englishLists.format(words),
  day: renderDay,
  month: renderMonth,
  when: renderWhen,
  amount: (amount, options) => renderAmount(amount, options),
  problem: ({ message }) => message,
};

export const UKRAINIAN: Language = {
  code: 'uk',
  // Not a post-processor of i18next, which would cost every text of every language as much again.
  t: new Proxy(texts.getFixedT('uk'), { apply: (t, self, given) => endOnce(Reflect.apply(t, self, given)) }),
  types: ukrainian.types,
  number: (value) => ukrainianNumbers.format(value),
  list: (words) => ukrainianLists.format(words),
  day: ukrainianDays.renderDay,
  month: ukrainianDays.renderMonth,
  when: renderUkrainianWhen,
  amount: (amount, options) => renderAmount(amount, options, UKRAINIAN_AMOUNTS),
  problem: renderProblem,
};

/** @param locale as Discord gives it: https://docs.discord.com/developers/reference#locales */
export function languageOf(locale: string): Language {
  return locale === 'uk' ? UKRAINIAN : ENGLISH;
}
