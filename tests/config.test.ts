import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseConfig } from '../src/config.ts';

const TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB';

test('an empty environment runs the bundled facts with no token, and warns only', () => {
  const config = parseConfig({});
  expect(config.discordToken).toBeUndefined();
  expect(config.factsDir).toBe(join(import.meta.dirname, '..', 'facts'));
  expect(config.logLevel).toBe('warn');
});

test('a variable that is empty or blank counts as absent, as in a copied .env.example', () => {
  expect(parseConfig({ DISCORD_TOKEN: '', DISCORD_GUILD_ID: ' ', FACTS_DIR: '' })).toEqual(parseConfig({}));
});

test('the store is a folder of this project where nothing else is said, and PostgreSQL where DATABASE_URL is', () => {
  expect(parseConfig({})).toMatchObject({
    databaseUrl: undefined,
    dataDir: join(import.meta.dirname, '..', 'data'),
  });
  const databaseUrl = 'postgresql:///tranche?host=/var/run/postgresql';
  expect(parseConfig({ DATABASE_URL: databaseUrl, DATA_DIR: '/srv/tranche' })).toMatchObject({
    databaseUrl,
    dataDir: '/srv/tranche',
  });
});

test('with a token the log says what happens', () => {
  expect(parseConfig({ DISCORD_TOKEN: TOKEN }).logLevel).toBe('info');
});

test.each([
  ['DISCORD_TOKEN', `Bot ${TOKEN}`, /without the word “Bot”/],
  ['DISCORD_TOKEN', 'hunter2-is-my-secret', /three parts joined by dots/],
  ['DISCORD_GUILD_ID', 'my-server-4711', /17 to 20 digits/],
  ['DISCORD_API_URL', 'discord.example', /http:\/\/ or https:\/\//],
  ['DISCORD_API_URL', 'ftp://discord.example', /http:\/\/ or https:\/\//],
  ['DISCORD_API_URL', 'https://discord.com/api/v10', /must not end in a version/],
  ['DATABASE_URL', 'mysql://ana:secret@host/tranche', /postgres:\/\//],
  ['DATABASE_URL', 'host.example:secret', /postgres:\/\//],
  ['LOG_LEVEL', 'chatty', /fatal, error, warn/],
  ['DISCORD_CDN_URL', 'ftp://cdn.example', /http:\/\/ or https:\/\//],
  ['FACTS_WATCH', 'sometimes', /off, propose, apply/],
  ['ADMIN_USER_IDS', '123456789012345678, ana#1234', /ids of users, 17 to 20 digits each/],
  ['ADMIN_GUILD_ID', 'my-server-4711', /17 to 20 digits/],
  ['ADMIN_CHANNEL_ID', '#admins-4711', /17 to 20 digits/],
  ['METRICS_PORT', '70123', /1 to 65535/],
  ['METRICS_PORT', '127.0.0.1:9464', /1 to 65535/],
  ['SHARDS', 'all', /numbers of shards, the first is 0/],
  ['SHARD_COUNT', '0x2', /how many shards/],
  ['PORT', '123456', /1 to 65535/],
])('a bad %s is named with what it should be, and %j is not printed', (name, value, advice) => {
  const parse = () => parseConfig({ [name]: value });
  expect(parse).toThrow(name);
  expect(parse).toThrow(advice);
  expect(parse).not.toThrow(value);
});

test('shards are all of SHARD_COUNT, or those that SHARDS names; as many as Discord advises where nothing is said', () => {
  expect(parseConfig({}).shards).toBeUndefined();
  expect(parseConfig({ SHARD_COUNT: '3' }).shards).toEqual({ ids: [0, 1, 2], count: 3 });
  const env = { SHARD_COUNT: '8', DATABASE_URL: 'postgres:///tranche' };
  expect(parseConfig({ ...env, SHARDS: '4-6, 0 4' }).shards).toEqual({ ids: [0, 4, 5, 6], count: 8 });
});

test.each([
  [{ SHARDS: '0' }, 'SHARDS needs SHARD_COUNT'],
  [{ SHARDS: '0-2', SHARD_COUNT: '2' }, 'SHARDS must be numbers from 0 to 1, below SHARD_COUNT'],
  [{ SHARDS: '0,3-1', SHARD_COUNT: '4' }, 'SHARDS must have the lower number first in a range, such as 0-3'],
  [{ SHARDS: '1', SHARD_COUNT: '2' }, 'need DATABASE_URL: the processes that have the others share'],
])('%j is refused with what is missing', (env, advice) => {
  expect(() => parseConfig(env)).toThrow(advice);
});

test('admins are users by their ids, with commas or spaces between them, or one server; nobody where nothing is said', () => {
  expect(parseConfig({})).toMatchObject({ adminUserIds: [], adminGuildId: undefined, factsWatch: 'off' });
  const ids = '123456789012345678, 223456789012345678 323456789012345678,';
  expect(parseConfig({ ADMIN_USER_IDS: ids, ADMIN_GUILD_ID: '423456789012345678' })).toMatchObject({
    adminUserIds: ['123456789012345678', '223456789012345678', '323456789012345678'],
    adminGuildId: '423456789012345678',
  });
});

test('to propose changes of the folder needs a channel, to apply them does not', () => {
  expect(() => parseConfig({ FACTS_WATCH: 'propose' })).toThrow('FACTS_WATCH=propose needs ADMIN_CHANNEL_ID');
  expect(parseConfig({ FACTS_WATCH: 'apply' }).factsWatch).toBe('apply');
});

test('health and metrics are off; with a port they are for this machine alone unless said', () => {
  expect(parseConfig({}).metricsPort).toBeUndefined();
  expect(parseConfig({ METRICS_PORT: '9464' })).toMatchObject({
    metricsPort: 9464,
    metricsHost: '127.0.0.1',
  });
  expect(parseConfig({ METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' }).metricsHost).toBe('0.0.0.0');
});

test('every bad variable is named at once', () => {
  const parse = () => parseConfig({ DISCORD_TOKEN: 'x', DISCORD_GUILD_ID: 'y', LOG_LEVEL: 'z' });
  expect(parse).toThrow(/DISCORD_TOKEN.*DISCORD_GUILD_ID.*LOG_LEVEL/s);
});

test('.env.example documents every variable that the bot or compose.yaml reads, and no other', async () => {
  const source = await readFile(join(import.meta.dirname, '..', 'src', 'config.ts'), 'utf8');
  const compose = await readFile(join(import.meta.dirname, '..', 'compose.yaml'), 'utf8');
  const example = await readFile(join(import.meta.dirname, '..', '.env.example'), 'utf8');
  const read = [...source.matchAll(/^ {2}([A-Z_]+): (?:z|port\b)/gm)].map(([, name]) => name);
  const asked = new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
  const documented = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(documented.toSorted()).toEqual([...read, ...asked].toSorted());
  expect(read.length).toBeGreaterThan(4);
});
