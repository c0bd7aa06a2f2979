import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import { expect, test } from 'vitest';
import { commands } from '../src/commands/index.ts';
import { parseAmount } from '../src/data/amount-parse.ts';
import { english } from '../src/i18n/english.ts';
import { ENGLISH, languageOf, UKRAINIAN } from '../src/i18n/language.ts';
import { ToldError, wordError } from '../src/i18n/told-error.ts';
import { UKRAINIAN_COMMANDS } from '../src/i18n/uk/commands.ts';
import { ukrainian } from '../src/i18n/ukrainian.ts';

// That no text is missing in a language, and what all texts must keep to.

type Texts = { readonly [key: string]: string | Texts };

function flatten(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  );
}

const ENGLISH_TEXTS = new Map(flatten(english));
const UKRAINIAN_TEXTS = new Map(flatten(ukrainian));
const FORMS = /_(one|few|many|other)$/;

/** `{{count, number}}` and `{{name}}`, each once. */
const valuesOf = (text: string) => [...new Set(text.match(/\{\{[^}]+\}\}/g))].toSorted();
const base = (key: string) => key.replace(FORMS, '');

test('Ukrainian has every text that English has, of a plural all four forms, and no other', () => {
  const forms = new Intl.PluralRules('uk').resolvedOptions().pluralCategories;
  expect(forms.toSorted()).toEqual(['few', 'many', 'one', 'other']);
  const expected = [...ENGLISH_TEXTS.keys()].flatMap((key) =>
    FORMS.test(key) ? forms.map((form) => `${base(key)}_${form}`) : [key],
  );
  expect([...UKRAINIAN_TEXTS.keys()].toSorted()).toEqual([...new Set(expected)].toSorted());
});

test.each([...UKRAINIAN_TEXTS])('%s takes the same values in Ukrainian as in English', (key, text) => {
  const same = ENGLISH_TEXTS.get(key) ?? ENGLISH_TEXTS.get(`${base(key)}_other`) ?? '';
  expect(valuesOf(text)).toEqual(valuesOf(same));
});

test('a text is the same in both languages only where it has no word of ours', () => {
  const same = [...UKRAINIAN_TEXTS].filter(([key, text]) => ENGLISH_TEXTS.get(key) === text);
  const withWords = same.filter(([, text]) => /\p{L}/u.test(text.replace(/\{\{[^}]+\}\}/g, '')));
  expect(withWords).toEqual([]);
});

test('no Ukrainian text has a Latin letter but in code, file names and names that are the same everywhere', () => {
  const NAMES =
    /\{\{[^}]+\}\}|`[^`]*`|Discord|@everyone|@here|FACTS_DIR|ADMIN_USER_IDS|ADMIN_GUILD_ID|SHA-256|\.(?:yaml|csv|tsv|ics|txt|zip)|\bzip\b|2024-02-14-aid-update/g;
  const left = [...UKRAINIAN_TEXTS].filter(([, text]) => /[A-Za-z]/.test(text.replace(NAMES, '')));
  expect(left).toEqual([]);
});

type Data = RESTPostAPIChatInputApplicationCommandsJSONBody;
type Option = NonNullable<Data['options']>[number];
interface Named {
  readonly path: string;
  readonly name: string;
  readonly name_localizations?: { readonly uk?: string | null | undefined } | null | undefined;
  readonly description_localizations?: { readonly uk?: string | null | undefined } | null | undefined;
}

function namedIn(path: string, options: readonly Option[] = []): Named[] {
  return options.flatMap((option) => {
    const own = `${path} ${option.name}`;
    return [{ ...option, path: own }, ...('options' in option ? namedIn(own, option.options) : [])];
  });
}

const NAMED: readonly Named[] = commands.flatMap(({ data }) => [
  { ...data, path: `/${data.name}` },
  ...namedIn(`/${data.name}`, data.options),
]);

test.each(NAMED.map((named) => [named.path, named] as const))(
  '%s has a Ukrainian name and description within the limits of Discord',
  (_path, { name, name_localizations: names, description_localizations: descriptions }) => {
    const localized = names?.uk ?? '';
    expect(localized).toMatch(/^[-_'\p{L}\p{N}]{1,32}$/u);
    expect(localized).toBe(localized.toLowerCase());
    expect(localized).not.toBe(name);
    const description = descriptions?.uk ?? '';
    expect(description).toMatch(/[іїєа-я]/);
    expect([...description].length).toBeLessThanOrEqual(100);
  },
);

test('Ukrainian names are unique beside each other: of commands, and of the options of each', () => {
  const levels = Map.groupBy(NAMED, ({ path }) => path.split(' ').slice(0, -1).join(' '));
  for (const [level, named] of levels) {
    const names = named.map(({ name_localizations: one }) => one?.uk);
    expect([level, new Set(names).size]).toEqual([level, names.length]);
  }
});

test('every choice has a Ukrainian name, other than its own but for the types of files', () => {
  const options = commands.flatMap(({ data }) => data.options ?? []);
  const all = options.flatMap((option) => [option, ...('options' in option ? (option.options ?? []) : [])]);
  const choices = all.flatMap((option): readonly Omit<Named, 'path'>[] =>
    'choices' in option ? (option.choices ?? []) : [],
  );
  expect(choices.length).toBeGreaterThan(15);
  const same = choices.filter(({ name, name_localizations: names }) => (names?.uk ?? name) === name);
  expect(same.map(({ name }) => name)).toEqual(['zip', 'csv']);
});

/** “/command subcommand option:” as texts name them in code spans. */
function mentionedIn(text: string): string[] {
  return [...text.matchAll(/`(\/[^`]+)`/g)].map(([, mentioned = '']) => mentioned);
}

test('the commands that Ukrainian texts name are called so in Ukrainian, down to options and choices', () => {
  const spans = [...UKRAINIAN_TEXTS.values()].flatMap(mentionedIn);
  const commandTexts = [...UKRAINIAN_TEXTS.values()].filter((text) => /^\/\S+ /.test(text));
  const unknown = [...spans, ...commandTexts].filter((typed) => !isCommand(typed));
  expect(spans.length).toBeGreaterThan(20);
  expect(unknown).toEqual([]);
});

function isCommand(typed: string): boolean {
  const [, name = '', rest = ''] = /^\/([^\s:]+)(.*)$/.exec(typed) ?? [];
  const command = Object.values(UKRAINIAN_COMMANDS).find((one) => one.name === name);
  const inside = Object.values(command?.options ?? {});
  const [, subname] = /^ ([^\s:]+)$|^ ([^\s:]+) /.exec(rest) ?? [];
  const sub = inside.find((one) => one.name === (subname ?? rest.trim().split(/[\s:]/)[0]));
  const options = [...inside, ...Object.values(sub?.options ?? {})].map((one) => one.name);
  const used = [...rest.matchAll(/(?<= )([^\s:]+):/g)].map(([, option = '']) => option);
  const isKnown = rest.trim() === '' || sub !== undefined;
  return command !== undefined && isKnown && used.every((option) => options.includes(option));
}

test('options that errors name are called as commands call them', () => {
  const known = new Set(NAMED.map(({ name, name_localizations: names }) => `${name} ${names?.uk}`));
  const { options } = english;
  for (const key of Object.keys(options)) {
    const name = UKRAINIAN_TEXTS.get(`options.${key}`);
    expect(known).toContain(`${key} ${name}`);
  }
});

test('a locale that we do not have is answered in English, and only uk in Ukrainian', () => {
  expect(['en-US', 'en-GB', 'de', 'ru', 'ukr', ''].map((locale) => languageOf(locale).code)).toEqual(
    Array(6).fill('en'),
  );
  expect(languageOf('uk')).toBe(UKRAINIAN);
});

test.each([
  [1, '1 предмет', '1 запис про допомогу', '1 зустріч', '1 джерело'],
  [2, '2 предмети', '2 записи про допомогу', '2 зустрічі', '2 джерела'],
  [5, '5 предметів', '5 записів про допомогу', '5 зустрічей', '5 джерел'],
  [11, '11 предметів', '11 записів про допомогу', '11 зустрічей', '11 джерел'],
  [21, '21 предмет', '21 запис про допомогу', '21 зустріч', '21 джерело'],
  [22, '22 предмети', '22 записи про допомогу', '22 зустрічі', '22 джерела'],
  [25, '25 предметів', '25 записів про допомогу', '25 зустрічей', '25 джерел'],
])('%d is counted by the rules of Ukrainian: %s, %s, %s, %s', (count, item, assistance, meeting, source) => {
  const { t } = UKRAINIAN;
  expect(t('count.item', { count })).toBe(item);
  expect(t('count.assistance', { count })).toBe(assistance);
  expect(t('count.meeting', { count })).toBe(meeting);
  expect(t('count.source', { count })).toBe(source);
});

test('large numbers are grouped as each language groups them', () => {
  expect(ENGLISH.t('count.item', { count: 11_378 })).toBe('11,378 items');
  expect(UKRAINIAN.t('count.item', { count: 11_378 })).toBe('11\u00a0378 предметів');
});

test('a sentence that ends in an abbreviation has one full stop, and what others wrote keeps its own', () => {
  const { t, day, amount } = UKRAINIAN;
  const when = day(Temporal.PlainDate.from('2014-06-04'));
  expect(t('reminder.announced', { when })).toBe('Цю зустріч тепер оголошено: 4 червня 2014 р.');
  expect(t('reminder.moved', { before: when, now: '2014–2016 рр.' })).toBe(
    'Цю зустріч перенесено. Було: 4 червня 2014 р. Тепер: 2014–2016 рр.',
  );
  const [whole, parts] = [amount(parseAmount('CAD 5 million')), amount(parseAmount('CAD 2 million'))];
  expect(t('sums.itemized', { amount: whole, parts })).toBe(
    'Разом 5 млн кан. дол.; розписано 2 млн кан. дол.',
  );
  expect(t('party.belongsTo', { name: 'Держ..' })).toBe('Належить до: Держ...');
  expect(ENGLISH.t('party.belongsTo', { name: 'р.' })).toBe('Belongs to р..');
});

test('what a user typed is put in as it is, also where it looks like one of our templates', () => {
  const text = '{{name}} $t(item.none) $& <b>&amp;</b> {{count, number}}';
  expect(ENGLISH.t('find.title', { text })).toBe(`Found · ${text}`);
  expect(UKRAINIAN.t('find.title', { text })).toBe(`Знайдено · ${text}`);
});

test('an error from deep inside is told in the language of the reader, and logged in English', () => {
  const error = new ToldError((t) => t('admin.isServed', { number: 3 }));
  expect(error.message).toBe('Revision 3 is the one that is served.');
  expect(wordError(UKRAINIAN.t, error)).toBe('Редакція 3 уже діє.');
});
