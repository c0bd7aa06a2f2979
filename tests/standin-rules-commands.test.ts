import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Standin, startStandin } from '../standin/index.ts';
import { COMMAND_LIST_RULES, COMMAND_RULES, COMMANDS_REQUEST_RULES } from '../standin/rules/commands.ts';
import { LOCALE_RULES } from '../standin/rules/locales.ts';
import { OPTION_RULES } from '../standin/rules/options.ts';
import { api, type RawAnswer } from './standin-raw.ts';

let standin: Standin;

beforeEach(async () => {
  standin = await startStandin();
});
afterEach(() => standin.stop());

const text = (length: number) => 'x'.repeat(length);
const list = <T>(length: number, make: (index: number) => T) => Array.from({ length }, (_, n) => make(n));
const command = (more: object = {}) => ({ name: 'total', description: 'How much', ...more });
const option = (more: object = {}) => ({ type: 3, name: 'of', description: 'Of what', ...more });
const withOptions = (...options: object[]) => command({ options });
const choice = (n: number, more: object = {}) => ({ name: `Choice ${n}`, value: `${n}`, ...more });
const subcommand = (more: object = {}) => ({ type: 1, name: 'status', description: 'How it is', ...more });
const overwrite = (commands: readonly object[], guildId?: string): Promise<RawAnswer> => {
  const scope = guildId === undefined ? '' : `/guilds/${guildId}`;
  return api(standin, 'PUT', `/applications/${standin.applicationId}${scope}/commands`, { body: commands });
};

/** Its names, descriptions and choices have `length` characters together. */
function commandOfLength(length: number): object {
  // 'total' and 'How much' are 13; each option 2 + 98, and each of its 25 choices 1 + 99; the last option the rest.
  const full = list(3, (n) =>
    option({
      name: `o${n}`,
      description: text(98),
      choices: list(25, (m) => choice(m, { name: String.fromCharCode(97 + m), value: text(99) })),
    }),
  );
  const rest = length - 13 - 3 * 2_600;
  const last = option({
    name: 'p',
    description: text(87),
    choices: [choice(1, { name: text(rest - 89), value: '1' })],
  });
  return withOptions(...full, last);
}

/** `[refused, accepted]`, as near to each other as can be. */
const EXAMPLES: Readonly<Record<string, readonly [readonly object[], readonly object[]]>> = {
  'command-name': [[command({ name: 'Total' })], [command({ name: 'усього-2' })]],
  'command-name-localized': [
    [command({ name_localizations: { uk: 'усього разом' } })],
    [command({ name_localizations: { uk: 'усього_разом' } })],
  ],
  'command-description': [[command({ description: '' })], [command({ description: 'x' })]],
  'menu-command-description': [
    [{ type: 3, name: 'Look up', description: 'x' }],
    [{ type: 3, name: 'Look up', description: '' }],
  ],
  'menu-command-options': [
    [{ type: 2, name: 'Look up', options: [option()] }],
    [{ type: 2, name: 'Look up', options: [] }],
  ],
  'option-name': [[withOptions(option({ name: 'as of' }))], [withOptions(option({ name: 'as_of' }))]],
  'locale-known': [
    [withOptions(option({ choices: [choice(1, { name_localizations: { ua: 'вибір' } })] }))],
    [withOptions(option({ choices: [choice(1, { name_localizations: { uk: 'вибір' } })] }))],
  ],
  'option-name-localized': [
    [withOptions(option({ name_localizations: { uk: 'Чого' } }))],
    [withOptions(option({ name_localizations: { uk: 'чого' } }))],
  ],
  'option-names-unique': [
    [withOptions(option(), option())],
    [withOptions(subcommand({ options: [option()] }), subcommand({ name: 'of', options: [option()] }))],
  ],
  'required-options-first': [
    [withOptions(option(), option({ name: 'who', required: true }))],
    [withOptions(option({ name: 'who', required: true }), option())],
  ],
  'subcommands-not-mixed': [
    [withOptions(subcommand(), option())],
    [withOptions(subcommand(), { type: 2, name: 'more', description: 'x', options: [subcommand()] })],
  ],
  'autocomplete-or-choices': [
    [withOptions(option({ autocomplete: true, choices: [choice(1)] }))],
    [withOptions(option({ autocomplete: true, choices: [] }))],
  ],
  'autocomplete-type': [
    [withOptions(option({ type: 5, autocomplete: true }))],
    [withOptions(option({ type: 4, autocomplete: true }))],
  ],
  'choice-names-unique': [
    [withOptions(option({ choices: [choice(1), choice(2, { name: 'Choice 1' })] }))],
    [withOptions(option({ choices: [choice(1), choice(2)] }))],
  ],
  'choice-value-length': [
    [withOptions(option({ choices: [choice(1, { value: text(101) })] }))],
    [withOptions(option({ choices: [choice(1, { value: text(100) })] }))],
  ],
  'option-bounds': [
    [withOptions(option({ type: 4, min_value: 3, max_value: 2 }))],
    [withOptions(option({ type: 4, min_value: 2, max_value: 2 }))],
  ],
  'command-total-length': [[commandOfLength(8_001)], [commandOfLength(8_000)]],
  'command-names-unique': [
    [command(), command()],
    [command(), { type: 2, name: 'total' }],
  ],
  'command-count': [
    list(101, (n) => command({ name: `c${n}` })),
    [...list(100, (n) => command({ name: `c${n}` })), { type: 2, name: 'c0' }],
  ],
};

test('every rule about commands has an example below, or a test of its own', () => {
  const rules = [
    ...COMMAND_RULES,
    ...OPTION_RULES,
    ...LOCALE_RULES,
    ...COMMAND_LIST_RULES,
    ...COMMANDS_REQUEST_RULES,
  ].map(({ name }) => name);
  expect(rules.toSorted()).toEqual([...Object.keys(EXAMPLES), 'command-creates-per-day'].toSorted());
});

test.each(Object.entries(EXAMPLES))(
  '%s: its breach is refused and the nearest legal body taken',
  async (name, example) => {
    const [broken, kept] = example;
    expect((await overwrite(broken)).status).toBe(400);
    expect(standin.refusals.map(({ rule }) => rule.name)).toContain(name);
    expect(new Set(standin.refusals.map(({ rule }) => rule.name)).size).toBe(1);
    expect(standin.commands()).toEqual([]);
    expect(await overwrite(kept)).toMatchObject({
      status: 200,
      json: kept.map(({ name: n }: { name?: string }) => ({ name: n })),
    });
  },
);

const SCHEMA_EXAMPLES: readonly (readonly [string, object, object])[] = [
  ['name 32', command({ name: text(33) }), command({ name: text(32) })],
  ['description 100', command({ description: text(101) }), command({ description: text(100) })],
  [
    'options 25',
    withOptions(...list(26, (n) => option({ name: `o${n}` }))),
    withOptions(...list(25, (n) => option({ name: `o${n}` }))),
  ],
  [
    'choices 25',
    withOptions(option({ choices: list(26, (n) => choice(n)) })),
    withOptions(option({ choices: list(25, (n) => choice(n)) })),
  ],
  [
    'choice name 100',
    withOptions(option({ choices: [choice(1, { name: text(101) })] })),
    withOptions(option({ choices: [choice(1, { name: text(100) })] })),
  ],
  [
    'choice of the type of its option',
    withOptions(option({ type: 4, choices: [choice(1)] })),
    withOptions(option({ type: 4, choices: [choice(1, { value: 1 })] })),
  ],
  ['option type', withOptions(option({ type: 12 })), withOptions(option({ type: 11 }))],
  [
    'depth: a group in a group',
    withOptions({
      type: 2,
      name: 'a',
      description: 'a',
      options: [{ type: 2, name: 'b', description: 'b' }],
    }),
    withOptions({ type: 2, name: 'a', description: 'a', options: [subcommand({ options: [option()] })] }),
  ],
  [
    'localized name 32',
    command({ name_localizations: { uk: 'ї'.repeat(33) } }),
    command({ name_localizations: { uk: 'ї'.repeat(32) } }),
  ],
  [
    'localized description 100',
    command({ description_localizations: { uk: 'ї'.repeat(101) } }),
    command({ description_localizations: { uk: 'ї'.repeat(100) } }),
  ],
  [
    'localized choice name 100',
    withOptions(option({ choices: [choice(1, { name_localizations: { uk: 'ї'.repeat(101) } })] })),
    withOptions(option({ choices: [choice(1, { name_localizations: { uk: 'ї'.repeat(100) } })] })),
  ],
  ['contexts 0, 1, 2', command({ contexts: [3] }), command({ contexts: [0, 1, 2] })],
  ['integration types 0, 1', command({ integration_types: [2] }), command({ integration_types: [0, 1] })],
  [
    'permissions are digits',
    command({ default_member_permissions: 'manage' }),
    command({ default_member_permissions: '32' }),
  ],
];

test.each(SCHEMA_EXAMPLES)(
  '%s: more is refused by the schema, and so much is taken',
  async (_name, broken, kept) => {
    expect(await overwrite([broken])).toMatchObject({
      status: 400,
      json: { code: 50035, errors: { 0: {} } },
    });
    expect(standin.refusals[0]?.rule.name).toBe('schema ApplicationCommandUpdateRequest');
    expect((await overwrite([kept])).status).toBe(200);
  },
);

test('command-creates-per-day: the command after the daily number is refused until the day is over', async () => {
  let clock = Date.UTC(2026, 0, 1);
  await standin.stop();
  standin = await startStandin({ limits: { commandCreatesPerDay: 2 }, now: () => clock });
  expect((await overwrite([command(), command({ name: 'item' })])).status).toBe(200);
  // Those that are there already do not count again.
  expect((await overwrite([command(), command({ name: 'item', description: 'New' })])).status).toBe(200);
  expect(await overwrite([command(), command({ name: 'find' })])).toMatchObject({
    status: 400,
    json: { code: 30034 },
  });
  expect(standin.refusals.map(({ rule }) => rule.name)).toEqual(['command-creates-per-day']);
  clock += 24 * 60 * 60_000;
  expect((await overwrite([command(), command({ name: 'find' })])).status).toBe(200);
});

test('a bulk overwrite answers whole commands, drops what says nothing, and keeps ids and versions of what stays', async () => {
  const first = await overwrite([
    withOptions(option({ required: false, autocomplete: true })),
    command({ name: 'gone' }),
  ]);
  expect(first.json[0]).toEqual({
    id: expect.stringMatching(/^\d+$/),
    application_id: standin.applicationId,
    version: expect.stringMatching(/^\d+$/),
    type: 1,
    name: 'total',
    name_localizations: null,
    description: 'How much',
    description_localizations: null,
    default_member_permissions: null,
    dm_permission: true,
    contexts: null,
    integration_types: [0],
    nsfw: false,
    options: [{ type: 3, name: 'of', description: 'Of what', autocomplete: true }],
  });
  const same = await overwrite([withOptions(option({ autocomplete: true }))]);
  expect(same.json).toEqual([first.json[0]]);
  const changed = await overwrite([command({ description: 'New' })]);
  expect(changed.json[0].id).toBe(first.json[0].id);
  expect(changed.json[0].version).not.toBe(first.json[0].version);
  expect(standin.commands().map(({ description }) => description)).toEqual(['New']);
});

test('a command of one server stands apart from the global ones and has no contexts', async () => {
  await overwrite([command({ contexts: [0, 1] })], standin.guildId);
  expect(standin.commands()).toEqual([]);
  expect(standin.commands(standin.guildId)).toMatchObject([
    { name: 'total', guild_id: standin.guildId, contexts: null, integration_types: [0] },
  ]);
});

test('single commands are created (201), replaced by name (200), changed, read and deleted (204, no body)', async () => {
  const path = `/applications/${standin.applicationId}/commands`;
  const created = await api(standin, 'POST', path, { body: command() });
  expect(created.status).toBe(201);
  const replaced = await api(standin, 'POST', path, { body: command({ description: 'Again' }) });
  expect(replaced).toMatchObject({ status: 200, json: { id: created.json.id, description: 'Again' } });
  const item = `${path}/${created.json.id}`;
  const changed = await api(standin, 'PATCH', item, { body: { name: 'sum' } });
  expect(changed.json).toMatchObject({ name: 'sum', description: 'Again' });
  expect((await api(standin, 'GET', item)).json).toEqual(changed.json);
  expect((await api(standin, 'GET', path)).json[0]).not.toHaveProperty('name_localizations');
  expect((await api(standin, 'GET', `${path}?with_localizations=true`)).json).toEqual([changed.json]);
  const deleted = await api(standin, 'DELETE', item);
  expect(deleted).toMatchObject({ status: 204, json: undefined });
  expect(deleted.headers.has('content-type')).toBe(false);
  expect(standin.commands()).toEqual([]);
  expect(standin.refusals).toEqual([]);
});
