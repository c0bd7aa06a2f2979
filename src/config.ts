import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from './errors.ts';

const WATCH_MODES = ['off', 'propose', 'apply'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What the environment says. Documented for whoever runs the bot in `.env.example`. */
export interface Config {
  readonly discordToken: string | undefined;
  readonly discordGuildId: string | undefined;
  /** Base of Discord's REST API without its version, such as `https://discord.com/api`. */
  readonly discordApiUrl: string | undefined;
  /** Where files lie that users give with commands, such as a proxy of Discord's CDN; Discord's own if absent. */
  readonly discordCdnUrl: string | undefined;
  readonly factsDir: string;
  /** Whether the bot looks for changes in `factsDir`: to propose them in the admins' channel, or to apply them. */
  readonly factsWatch: (typeof WATCH_MODES)[number];
  /** Who may change the facts, wherever they are. */
  readonly adminUserIds: readonly string[];
  /** The server in which those with "Manage Server" may change the facts. */
  readonly adminGuildId: string | undefined;
  /** Where changes are proposed that the bot sees by itself. */
  readonly adminChannelId: string | undefined;
  /** Which of how many connections to Discord this process has; as many as Discord advises, all of them, if absent. */
  readonly shards: Shards | undefined;
  /** A PostgreSQL, for several processes; without one the store is a folder. */
  readonly databaseUrl: string | undefined;
  /** The folder of the store, where there is no `databaseUrl`. */
  readonly dataDir: string;
  /** Where health and metrics are served; 0 is any free port. Nowhere if absent. */
  readonly metricsPort: number | undefined;
  /** The address of this machine on which they are. */
  readonly metricsHost: string;
  /** Where the playground's page is, if it is free; where the playground thinks best if absent. */
  readonly port: number | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** Discord divides the servers of a large bot over several connections: https://docs.discord.com/developers/events/gateway#sharding */
export interface Shards {
  /** Ascending, from 0, below `count`. */
  readonly ids: readonly number[];
  readonly count: number;
}

const SNOWFLAKE = /^\d{17,20}$/;

const port = z
  .string()
  .regex(/^\d{1,5}$/, { error: 'must be a port, 1 to 65535, or 0 for any that is free' })
  .transform(Number)
  .refine((port) => port <= 65_535, { error: 'must be a port, 1 to 65535, or 0 for any that is free' })
  .optional();

// A message says what the variable should be. It never holds the value: a token must not end up in a terminal or a log.
const environment = z.object({
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w-]{10,}\.[\w-]{4,}\.[\w-]{20,}$/, {
      error:
        'must be the bot token alone, three parts joined by dots, without the word “Bot” and without quotes',
    })
    .optional(),
  DISCORD_GUILD_ID: z
    .string()
    .regex(SNOWFLAKE, { error: 'must be the id of a server, 17 to 20 digits (Discord: Copy Server ID)' })
    .optional(),
  DISCORD_API_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be an address that starts with http:// or https://, such as https://discord.com/api',
    })
    .transform((url) => url.replace(/\/+$/, ''))
    .refine((url) => !/\/v\d+$/.test(url), {
      error: 'must not end in a version such as /v10: the client adds it',
    })
    .optional(),
  DISCORD_CDN_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  FACTS_DIR: z.string().default(join(import.meta.dirname, '..', 'facts')),
  FACTS_WATCH: z.enum(WATCH_MODES, { error: `must be one of ${WATCH_MODES.join(', ')}` }).default('off'),
  ADMIN_USER_IDS: z
    .string()
    .transform((ids) => ids.split(/[\s,;]+/).filter((id) => id !== ''))
    .refine((ids) => ids.every((id) => SNOWFLAKE.test(id)), {
      error: 'must be ids of users, 17 to 20 digits each, with commas between them (Discord: Copy User ID)',
    })
    .default([]),
  ADMIN_GUILD_ID: z
    .string()
    .regex(SNOWFLAKE, { error: 'must be the id of a server, 17 to 20 digits (Discord: Copy Server ID)' })
    .optional(),
  ADMIN_CHANNEL_ID: z
    .string()
    .regex(SNOWFLAKE, { error: 'must be the id of a channel, 17 to 20 digits (Discord: Copy Channel ID)' })
    .optional(),
  SHARDS: z
    .string()
    .regex(/^\d{1,4}(?:-\d{1,4})?(?:[\s,]+\d{1,4}(?:-\d{1,4})?)*$/, {
      error: 'must be numbers of shards, the first is 0, with commas between them, such as 0,1 or 0-3',
      abort: true,
    })
    .refine((text) => rangesIn(text).every(([from, to]) => from <= to), {
      error: 'must have the lower number first in a range, such as 0-3',
    })
    .transform(readNumbers)
    .optional(),
  SHARD_COUNT: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, { error: 'must be how many shards all processes have together, 1 to 9999' })
    .transform(Number)
    .optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(?:ql)?$/,
      error: 'must be the address of a PostgreSQL, such as postgres://user:password@host:5432/tranche',
    })
    .optional(),
  DATA_DIR: z.string().default(join(import.meta.dirname, '..', 'data')),
  METRICS_PORT: port,
  METRICS_HOST: z.string().default('127.0.0.1'),
  PORT: port,
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).optional(),
});

/**
 * Reads the configuration. An empty variable counts as absent, as in a copied `.env.example`.
 *
 * @throws UserError that names every bad variable and what it should be, and prints no value
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new UserError(
      `The environment is not right:\n${lines.join('\n')}\nSee .env.example for every variable.`,
    );
  }
  const { data } = parsed;
  if (data.FACTS_WATCH === 'propose' && data.ADMIN_CHANNEL_ID === undefined) {
    throw new UserError(
      'FACTS_WATCH=propose needs ADMIN_CHANNEL_ID: the channel in which changes are proposed. See .env.example.',
    );
  }
  const shards = shardsOf(data.SHARDS, data.SHARD_COUNT);
  if (shards !== undefined && shards.ids.length < shards.count && data.DATABASE_URL === undefined) {
    throw new UserError(
      'SHARDS that are not all of SHARD_COUNT need DATABASE_URL: the processes that have the others share a PostgreSQL with ' +
        'this one. See .env.example.',
    );
  }
  return {
    discordToken: data.DISCORD_TOKEN,
    discordGuildId: data.DISCORD_GUILD_ID,
    discordApiUrl: data.DISCORD_API_URL,
    discordCdnUrl: data.DISCORD_CDN_URL,
    factsDir: data.FACTS_DIR,
    factsWatch: data.FACTS_WATCH,
    adminUserIds: data.ADMIN_USER_IDS,
    adminGuildId: data.ADMIN_GUILD_ID,
    adminChannelId: data.ADMIN_CHANNEL_ID,
    shards,
    databaseUrl: data.DATABASE_URL,
    dataDir: data.DATA_DIR,
    metricsPort: data.METRICS_PORT,
    metricsHost: data.METRICS_HOST,
    port: data.PORT,
    // In the playground's terminal, log lines would bury the answers.
    logLevel: data.LOG_LEVEL ?? (data.DISCORD_TOKEN === undefined ? 'warn' : 'info'),
  };
}

function rangesIn(text: string): (readonly [from: number, to: number])[] {
  return text.split(/[\s,]+/).map((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return [from, to];
  });
}

/** `0,2-4` as 0, 2, 3, 4. */
function readNumbers(text: string): number[] {
  const numbers = rangesIn(text).flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => from + at),
  );
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** @throws UserError if they do not go together */
function shardsOf(ids: readonly number[] | undefined, count: number | undefined): Shards | undefined {
  if (ids === undefined) {
    return count === undefined ? undefined : { ids: Array.from({ length: count }, (_, id) => id), count };
  }
  if (count === undefined)
    throw new UserError('SHARDS needs SHARD_COUNT: how many shards all processes have together.');
  const last = ids.at(-1);
  if (last === undefined || last >= count)
    throw new UserError(`SHARDS must be numbers from 0 to ${count - 1}, below SHARD_COUNT.`);
  return { ids, count };
}
