import { isDeepStrictEqual } from 'node:util';
import {
  type APIApplicationCommand,
  DiscordAPIError,
  type REST,
  type RESTGetAPICurrentUserGuildsResult,
  RESTJSONErrorCodes,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { Logger } from 'pino';
import { UserError } from '../errors.ts';

/** A request for each server at every start: a bot in more than these was not tried out in one of them lately. */
const MOST_CLEARED = 100;

const NOT_THERE: ReadonlySet<unknown> = new Set([
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.UnknownGuild,
]);

export interface RegisterOptions {
  readonly rest: REST;
  readonly applicationId: string;
  /** Where the commands belong: this server, or everywhere if absent. */
  readonly guildId: string | undefined;
  readonly commands: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[];
  readonly log: Logger;
}

/**
 * Makes Discord's list of our commands the same as ours. Writes only where they differ: Discord allows 200 new commands
 * a day, and a rewrite makes clients reload theirs. The other scope is emptied, or each command would show twice.
 * A server's own commands have no contexts or integration types: Discord ignores them there, and gives its own back.
 *
 * https://docs.discord.com/developers/interactions/application-commands#registering-a-command
 */
export async function registerCommands({
  rest,
  applicationId,
  guildId,
  commands,
  log,
}: RegisterOptions): Promise<void> {
  const global = Routes.applicationCommands(applicationId);
  if (guildId !== undefined) {
    const local = commands.map(withoutPlaces);
    const isThere = await overwriteIn(rest, applicationId, guildId, local, log);
    if (!isThere) {
      throw new UserError(
        'The bot may not register commands in the server DISCORD_GUILD_ID. Check the id, and add the bot there with the link that `npm run invite` prints.',
      );
    }
    await overwrite(rest, global, [], log);
    return;
  }
  await overwrite(rest, global, commands, log);
  const guildIds = await fetchGuildIds(rest);
  if (guildIds.length > MOST_CLEARED) {
    log.info({ guilds: guildIds.length }, 'too many servers to look for commands of their own');
    return;
  }
  for (const id of guildIds) await overwriteIn(rest, applicationId, id, [], log);
}

/** `false`: the bot is not in that server, or was added without the scope for commands. */
async function overwriteIn(
  rest: REST,
  applicationId: string,
  guildId: string,
  commands: RegisterOptions['commands'],
  log: Logger,
): Promise<boolean> {
  try {
    await overwrite(rest, Routes.applicationGuildCommands(applicationId, guildId), commands, log);
    return true;
  } catch (error) {
    if (error instanceof DiscordAPIError && NOT_THERE.has(error.code)) return false;
    throw error;
  }
}

async function overwrite(
  rest: REST,
  route: `/${string}`,
  commands: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[],
  log: Logger,
): Promise<void> {
  // Else Discord leaves out what each is called in other languages, and every start would write them anew.
  const query = new URLSearchParams({ with_localizations: 'true' });
  const registered = (await rest.get(route, { query })) as APIApplicationCommand[];
  const isLocal = route.includes('/guilds/');
  if (isSameList(isLocal ? registered.map(withoutPlaces) : registered, commands)) return;
  await rest.put(route, { body: commands });
  log.info({ route, before: registered.length, now: commands.length }, 'commands registered');
}

/** Where a command may be used: said of global ones only. */
function withoutPlaces<T extends object>(command: T): Omit<T, 'contexts' | 'integration_types'> {
  const {
    contexts: _,
    integration_types: __,
    ...rest
  } = command as T & Record<'contexts' | 'integration_types', unknown>;
  return rest;
}

/** The servers that the bot is in, read page by page: without the GUILDS intent the gateway does not tell. */
export async function fetchGuildIds(rest: REST): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const query = new URLSearchParams({ limit: '200', ...(ids.length > 0 && { after: ids.at(-1) ?? '0' }) });
    const page = (await rest.get(Routes.userGuilds(), { query })) as RESTGetAPICurrentUserGuildsResult;
    ids.push(...page.map(({ id }) => id));
    if (page.length < 200) return ids;
  }
}

function isSameList(
  registered: readonly APIApplicationCommand[],
  ours: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[],
): boolean {
  const theirs = new Map(registered.map((command) => [command.name, command]));
  return (
    registered.length === ours.length &&
    ours.every((command) => isDeepStrictEqual(essence(theirs.get(command.name)), essence(command)))
  );
}

/** What we say of a command, without the ids and defaults that Discord adds. */
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, entry]) => !ADDED.has(key) && !isDefault(key, entry));
  return Object.fromEntries(kept.map(([key, entry]) => [key, essence(entry)]));
}

const ADDED: ReadonlySet<string> = new Set([
  'id',
  'application_id',
  'guild_id',
  'version',
  'dm_permission',
  'name_localized',
  'description_localized',
]);

function isDefault(key: string, entry: unknown): boolean {
  if (entry === null || entry === undefined || entry === false) return true;
  if (key === 'type' && entry === 1) return true;
  return Array.isArray(entry) && entry.length === 0;
}
