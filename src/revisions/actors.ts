// Who did something, as the store keeps it: a Discord user by their id, anything else in words.

const DISCORD = 'discord:';

/** The bot itself, at its first start. */
export const AT_START = 'the first start';
/** Whoever may run commands on the machine. */
export const COMMAND_LINE = 'the command line';
/** The bot, where it is told to apply what changes in the folder. */
export const WATCH = 'watching the folder';

export function discordUser(id: string): string {
  return DISCORD + id;
}

/** The id of a Discord user; undefined for anybody else. */
export function discordIdOf(actor: string): string | undefined {
  return actor.startsWith(DISCORD) ? actor.slice(DISCORD.length) : undefined;
}
