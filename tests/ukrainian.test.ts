import { hostname } from 'node:os';
import { ComponentType, PermissionFlagsBits as P } from 'discord.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { commands } from '../src/commands/index.ts';
import { type Reply, type Standin, type StandinUser, startStandin } from '../standin/index.ts';
import { startTestBot, type TestBot, textOf, valuesOf } from './fixtures/bot.ts';
import { closeStores, useStore } from './fixtures/reminders.ts';

// What a reader of Ukrainian sees, through the whole bot and the real client.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MEMBER = P.ViewChannel | P.SendMessages | P.UseApplicationCommands;

let standin: Standin;
let discord: TestBot;
let oksana: StandinUser;
let ana: StandinUser;

beforeAll(async () => {
  standin = await startStandin({ guilds: [{ name: 'Home', locale: 'uk' }] });
  discord = await startTestBot({
    standin,
    store: await useStore(),
    env: { ADMIN_GUILD_ID: standin.guildId },
  });
  oksana = standin.user('oksana', { locale: 'uk', permissions: MEMBER | P.ManageGuild });
  ana = standin.user('ana', { locale: 'en-GB', permissions: MEMBER | P.ManageGuild });
});

afterAll(async () => {
  expect(standin.refusals).toEqual([]);
  await discord.stop();
  await closeStores();
});

/** Everything with words: the reply, its controls, and what its files show. */
function wordsOf(reply: Reply): string {
  const rows = reply.components.flatMap((row) =>
    row.type === ComponentType.ActionRow ? row.components : [],
  );
  const controls = rows.flatMap((component) => {
    if (component.type !== ComponentType.StringSelect) return 'label' in component ? [component.label] : [];
    const options = component.options.flatMap(({ label, description }) => [label, description]);
    return [component.placeholder, ...options];
  });
  const authors = reply.embeds.map(({ author }) => author?.name);
  const files = reply.attachments.map(({ description }) => description);
  return [textOf(reply), ...authors, ...controls, ...files].filter(Boolean).join('\n');
}

/** Names, titles and words of the sources: they stay as they are. */
function ownWords(): string[] {
  const { sources, assistance, items, programs, parties, engagements } = discord.bot.context().facts;
  const own: (string | undefined)[] = [
    ...sources.flatMap(({ title, publisher, note, remarks, id }) => [title, publisher, note, ...remarks, id]),
    ...assistance.flatMap(({ title, description, id, when }) => [
      title,
      description,
      id,
      when?.type === 'dates' ? when.says : undefined,
    ]),
    ...items.flatMap(({ name, aliases, category, quantity }) => [
      name,
      ...aliases,
      category,
      quantity?.unit.type === 'things' ? quantity.unit.noun : undefined,
    ]),
    ...programs.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...parties.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...engagements.flatMap(({ title, where, between, topics }) => [title, where, ...between, ...topics]),
  ];
  const words = own.flatMap((word) => word || []);
  return [...new Set(words)].toSorted((a, b) => b.length - a.length);
}

/** Words that are the same in both languages: a zone, a product, files, and how Discord shows that an option is on. */
const SAME = /True|Discord|UTC|SHA-256|[\w-]+\.(?:yaml|csv|ics|txt|md|zip)|\.(?:yaml|csv|ics|txt|zip)/g;

const ZONE = 'Europe/Kyiv';

/** What is left of an answer without quotes, names, links, code and hashes. */
function latinWordsIn(text: string, asked: readonly string[] = []): string[] {
  const told = text
    .replace(/\*\*|\\/g, '')
    .replace(/^> .*$/gm, '')
    // What a search found: “— цитата: …”.
    .replace(/ — [\p{L} ]+: [^•]*?(?=\n•|\n\n)/gu, '');
  const words = [...asked, ZONE, ...ownWords()].toSorted((a, b) => b.length - a.length);
  const unnamed = words.reduce(
    (left, word) => left.replaceAll(new RegExp(RegExp.escape(word), 'gi'), ''),
    told,
  );
  return (
    unnamed
      // A name that a menu cut short begins as the name does.
      .replace(/^.*…$/gm, (line) => (words.some((word) => word.startsWith(line.slice(0, 20))) ? '' : line))
      .replace(SAME, '')
      .replace(/https?:\/\/\S+/g, '')
      .replace(/`[^`]*`/g, (code) => (/[а-яіїє]/i.test(code) ? code : ''))
      .replace(/<[^>\s]+>/g, '')
      .replace(/\b[0-9a-f]{8,64}\b/g, '')
      .match(/[A-Za-z]{2,}/g) ?? []
  );
}

const LOOKUPS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['/total', {}],
  ['/total', { of: 'night vision goggles' }],
  ['/total', { of: 'nite vison gogles' }],
  ['/total', { program: 'FMF' }],
  ['/total', { program: 'Cooperative Threat' }],
  ['/total', { recipient: 'State Border Guard Service of Ukraine', since: 'березень 2014' }],
  ['/total', { recipient: 'Armed Forces', kind: 'approved', until: '4 червня 2014' }],
  ['/total', { since: '1990', until: '1991' }],
  ['/total', { of: 'MREs', since: '2020' }],
  ['/total', { as_of: '2010-01-01' }],
  ['/total', { since: '4 березня', chart: 'kind' }],
  ['/total', { chart: 'month' }],
  ['/total', { chart: 'recipient' }],
  ['/total', { chart: 'program', kind: 'authorized' }],
  ['/total', { of: 'body armor', chart: 'kind' }],
  ['/item', { name: 'MREs' }],
  ['/item', { name: 'nite vison gogles' }],
  ['/item', { name: 'equipment' }],
  ['/item', { name: 'optics' }],
  ['/item', { name: 'qqqqqqqq' }],
  ['/meetings', {}],
  ['/meetings', { when: 'all' }],
  ['/meetings', { when: 'past' }],
  ['/meetings', { as_of: '20 травня' }],
  ['/meetings', { search: 'consultations' }],
  ['/meetings', { search: 'qqqqqqqq' }],
  ['/find', { text: 'Ukraine' }],
  ['/find', { text: 'radios' }],
  ['/find', { text: 'qqqqqqqq' }],
  ['/source', {}],
  ['/source', { name: 'White House' }],
  ['/source', { name: 'drawdown' }],
  ['/source', { name: 'qqqqqqqq' }],
  ['/help', {}],
];

test.each(LOOKUPS)(
  '%s %j is answered in Ukrainian, with no English word of ours',
  async (command, options) => {
    const text = wordsOf(await oksana.run(command, options));
    expect(text).toMatch(/[а-яіїє]{3}/i);
    // An example of /help searches for the word.
    expect(latinWordsIn(text, [...Object.values(options), 'consultations'])).toEqual([]);
  },
);

const MENUS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['/total', {}],
  ['/item', { name: 'equipment' }],
  ['/meetings', { when: 'all' }],
  ['/find', { text: 'Ukraine' }],
  ['/source', {}],
];

test.each(MENUS)('whatever the menu of %s %j opens is in Ukrainian too', async (command, options) => {
  const reply = await oksana.run(command, options);
  const values = valuesOf(reply);
  expect(values.length).toBeGreaterThan(0);
  for (const value of values.slice(0, 8)) {
    const opened = await oksana.select(await oksana.run(command, options), undefined, [value]);
    expect(latinWordsIn(wordsOf(opened), Object.values(options))).toEqual([]);
  }
});

const REFUSED: readonly (readonly [string, Readonly<Record<string, string | number>>, string])[] = [
  ['/total', { since: 'soonish' }, '`відколи`: «soonish» не вдалося прочитати як дату. Напишіть'],
  ['/total', { until: '30 лютого 2014' }, '`доки`: «30 лютого 2014»: такого дня немає. Напишіть'],
  [
    '/total',
    { as_of: '04/06/2014' },
    '«04/06/2014» у різних країнах читають по-різному; напишіть 2014-06-04 (4 червня 2014 р.) або 2014-04-06 (6 квітня 2014 р.).',
  ],
  [
    '/total',
    { since: '2015', until: '2014' },
    '`відколи` (1 січня 2015 р.) пізніше, ніж `доки` (31 грудня 2014 р.)',
  ],
  ['/total', { program: 'qqqqqqqq' }, 'Жодна програма не називається «qqqqqqqq». Є такі: '],
  ['/total', { recipient: 'qqqqqqqq' }, 'Жоден одержувач не називається «qqqqqqqq». Є такі: '],
  ['/total', { of: 'qqqqqqqq' }, 'Нічого не називається «qqqqqqqq», і схожого немає.'],
  ['/remind add', { before: 'soonish' }, '`за_скільки`: «soonish» не є часом до зустрічі; напишіть'],
  ['/remind test', {}, 'не отримує нагадувань про зустрічі. `/нагадування список` показує, хто отримує.'],
  ['/timezone', { zone: 'Kyivv' }, '«Kyivv» не є відомим часовим поясом; найближче: Europe/Kyiv'],
  ['/facts pin', { revision: 99 }, 'Редакції 99 немає серед збережених. Є: 1.'],
  ['/facts rollback', { revision: 1 }, 'Редакція 1 уже діє.'],
];

test.each(REFUSED)('%s %j is refused in Ukrainian: %s', async (command, options, sentence) => {
  const reply = await oksana.run(command, options);
  expect(textOf(reply).replace(/\\/g, '')).toContain(sentence);
  expect(reply.ephemeral).toBe(true);
});

test('a choice that is not one, and a Ukrainian name in the place of a value, are understood as such', async () => {
  const wrong = await oksana.run('/total', { kind: 'qqqq' }, { raw: true });
  expect(textOf(wrong)).toContain(
    '`вид` не може бути «qqqq». Це одне з: запитано, асигновано, санкціоновано,',
  );
  const named = await oksana.run('/total', { kind: 'Схвалено' }, { raw: true });
  expect(textOf(named)).toBe(textOf(await oksana.run('/total', { kind: 'approved' })));
  // Whose client is in English can be sent it too: the list of choices is the same for all.
  const pasted = await ana.run('/total', { kind: 'схвалено' }, { raw: true });
  expect(textOf(pasted)).toBe(textOf(await ana.run('/total', { kind: 'approved' })));
});

test('amounts, times and kinds are worded by Ukrainian rules, and the quote stays as published', async () => {
  const text = textOf(await oksana.run('/total', { kind: 'approved', since: 'березень 2014' }));
  expect(text).toContain('**Понад 23 млн дол. США** схвалено, з початку березня 2014 р.: Additional');
  expect(text).toContain('> President Obama has approved more than $23 million');
  const meetings = textOf(await oksana.run('/meetings', { when: 'all' }));
  expect(meetings).toContain('На початку червня 2014 р.'.toLowerCase());
  expect(meetings).toContain('було заплановано; жодне джерело не каже, що вона відбулася');
});

test('the same question is answered to each in their own language, whoever asked it first', async () => {
  const question = { of: 'MREs' };
  const [uk, en, again] = [
    textOf(await oksana.run('/total', question)),
    textOf(await ana.run('/total', question)),
    textOf(await oksana.run('/total', question)),
  ];
  expect(en).toContain('approximately 300,000');
  expect(en).not.toMatch(/[а-яіїє]/i);
  expect(uk.toLowerCase()).toContain('приблизно 300\u00a0000');
  expect(again).toBe(uk);
});

test.each(['de', 'fr', 'pl', 'en-US'])('%s, which we do not have, is answered in English', async (locale) => {
  const hans = standin.user(`reader of ${locale}`, { locale });
  expect(textOf(await hans.run('/total'))).toBe(textOf(await ana.run('/total')));
});

test('what is seen by all is in the language of who asked; a button answers in that of who presses it', async () => {
  const asked = await oksana.run('/meetings', { when: 'all' });
  expect(asked.ephemeral).toBe(false);
  expect(textOf(asked)).toContain('Усі зустрічі');
  const [value = ''] = valuesOf(asked);
  const opened = await ana.select(asked, undefined, [value]);
  expect(opened.ephemeral).toBe(true);
  expect(textOf(opened)).toContain('Status');
});

test('autocomplete says in Ukrainian what a record is', async () => {
  const choices = await oksana.complete('/find', { text: 'Ukraine' }, 'text');
  expect(choices.map(({ name }) => name)).toContain('Ukraine · надавач або одержувач');
  const inEnglish = await ana.complete('/find', { text: 'Ukraine' }, 'text');
  expect(inEnglish.map(({ name }) => name)).toContain('Ukraine · giver or recipient');
  const leads = await oksana.complete('/remind add', {}, 'before');
  expect(leads[0]).toEqual({ name: '1 тиждень, 1 день, 1 годину', value: '1 week, 1 day, 1 hour' });
  expect(commands.length).toBe(9);
});

/** The English name behind a Ukrainian one, as Discord's client sends it. */
function sentFrom(typed: string): readonly [string, Record<string, string>] {
  const [, name = '', rest = ''] = /^\/([^\s:]+)(.*)$/.exec(typed) ?? [];
  const command = standin.commands().find(({ name_localizations: names }) => names?.uk === name);
  const [, subname] = /^ ([^\s:]+)(?= |$)/.exec(rest) ?? [];
  const options = (command && 'options' in command ? command.options : undefined) ?? [];
  const sub = options.find(({ name_localizations: names }) => names?.uk === subname);
  const inside = (sub && 'options' in sub ? sub.options : options) ?? [];
  const parts = [...rest.matchAll(/(?<= )([^\s:]+): (.+?)(?= [^\s:]+: |$)/g)];
  const values = parts.map(([, option, value = '']) => {
    const known = inside.find(({ name_localizations: names }) => names?.uk === option);
    const choices = (known && 'choices' in known ? known.choices : undefined) ?? [];
    const choice = choices.find(({ name_localizations: names }) => names?.uk === value);
    return [known?.name ?? `no option ${option}`, String(choice?.value ?? value)];
  });
  return [[`/${command?.name}`, sub?.name].filter(Boolean).join(' '), Object.fromEntries(values)];
}

test('every example of /help works as it is written for a Ukrainian client', async () => {
  const help = textOf(await oksana.run('/help'));
  const examples = [...help.matchAll(/^`(\/[^`]+)`$/gm)].map(([, typed = '']) => typed);
  expect(examples.length).toBeGreaterThan(15);
  for (const example of examples) {
    const [command, options] = sentFrom(example);
    const text = textOf(await oksana.run(command, options));
    expect(text).not.toMatch(/Нічого не називається|не вдалося прочитати|не може бути/);
  }
});

test('reminders: the commands in the language of the admin, the messages in that of the server', async () => {
  const added = await oksana.run('/remind add', {
    before: '1 тиждень, 2 дні і 1 год',
    search: 'consultations',
  });
  expect(textOf(added)).toContain(': <#');
  expect(textOf(added)).toContain('за 1 тиждень, 2 дні, 1 годину');
  expect(latinWordsIn(wordsOf(added), ['consultations'])).toEqual([]);
  const inEnglish = await ana.run('/remind list');
  expect(textOf(inEnglish)).toContain('1 week, 2 days, 1 hour before');
  const tested = await ana.run('/remind test', { search: 'consultations' });
  expect(textOf(tested)).toContain('A reminder as it will look is in');
  const sent = standin.messages.findLast(({ attachments }) => attachments.length > 0);
  expect(sent?.embeds[0]?.author?.name).toBe('Перевірка: такий вигляд має нагадування');
  expect(sent?.embeds[0]?.fields?.map(({ name }) => name)).toContain('Коли');
  expect(sent?.embeds[0]?.footer?.text).toMatch(/^Факти: редакція 1/);
  const calendar = Buffer.from(sent?.attachments[0]?.data ?? []).toString();
  expect(calendar).toContain('PRODID:-//Tranche//Reminders//UK');
  for (const [command, options] of [
    ['/remind list', {}],
    ['/remind pause', { search: 'consultations' }],
    ['/remind resume', { search: 'consultations' }],
    ['/remind remove', { search: 'consultations' }],
    ['/timezone', {}],
    ['/timezone', { zone: ZONE }],
    ['/remind list', {}],
  ] as const) {
    const text = wordsOf(await oksana.run(command, options));
    expect(text).toMatch(/[а-яіїє]{3}/i);
    expect(latinWordsIn(text, ['consultations'])).toEqual([]);
  }
});

test('/facts answers an admin in Ukrainian; files, hosts and fields are named as they are', async () => {
  for (const command of ['/facts status', '/facts history', '/facts reload']) {
    const text = wordsOf(await oksana.run(command));
    expect(text).toMatch(/[а-яіїє]{3}/i);
    expect(latinWordsIn(text, [hostname()])).toEqual([]);
  }
  const pinned = await oksana.run('/facts pin', { revision: 1 });
  expect(textOf(pinned)).toBe('Редакцію 1 закріплено\nВона зберігається, доки її не відкріпите.');
  const exported = await oksana.run('/facts export');
  expect(latinWordsIn(wordsOf(exported))).toEqual([]);
});

test('who may not, and a button of an older version, are told so in Ukrainian', async () => {
  const guest = standin.user('guest', { locale: 'uk', permissions: MEMBER });
  expect(textOf(await guest.run('/remind list'))).toContain('Щоб керувати нагадуваннями, потрібен дозвіл');
  expect(textOf(await guest.press('gone:page:1'))).toContain('Ця кнопка або це меню зі старішої версії.');
  expect(textOf(await guest.press('item:open', { values: ['gone/from/the-facts'] }))).toContain(
    'Цього вже немає серед фактів.',
  );
});
