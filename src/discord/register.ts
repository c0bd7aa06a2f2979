import { isDeepStrictEqual } from 'node:util';
import {
  type APIApplicationCommand,
  type REST,
  type RESTGetAPICurrentUserGuildsResult,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { Logger } from 'pino';

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
    await overwrite(rest, Routes.applicationGuildCommands(applicationId, guildId), commands, log);
    await overwrite(rest, global, [], log);
    return;
  }
  await overwrite(rest, global, commands, log);
  for (const id of await fetchGuildIds(rest)) {
    await overwrite(rest, Routes.applicationGuildCommands(applicationId, id), [], log);
  }
}

async function overwrite(
  rest: REST,
  route: `/${string}`,
  commands: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[],
  log: Logger,
): Promise<void> {
  const registered = (await rest.get(route)) as APIApplicationCommand[];
  if (isSameList(registered, commands)) return;
  await rest.put(route, { body: commands });
  log.info({ route, before: registered.length, now: commands.length }, 'commands registered');
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
