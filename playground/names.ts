import type { APIApplicationCommandOption } from 'discord.js';
import { ApplicationCommandOptionType } from 'discord.js';
import { UserError } from '../src/errors.ts';
import type { Standin } from '../standin/index.ts';

type Named = { readonly id: string; readonly name: string };

/**
 * What an option for a channel or a role means, where its name is typed: `general`, `#general`, `@team`.
 *
 * @throws UserError that says what there is
 */
export function idsIn(
  { name, type }: APIApplicationCommandOption,
  text: string,
  { guilds }: Standin,
): string {
  const isChannel = type === ApplicationCommandOptionType.Channel;
  if (!isChannel && type !== ApplicationCommandOptionType.Role) return text;
  const known: readonly Named[] = guilds.flatMap((guild) => (isChannel ? guild.channels : guild.roles));
  const typed = text.replace(/^(?:<?[#@]&?)|>$/g, '').toLowerCase();
  const meant = known.find((one) => one.id === typed || one.name.replace(/^@/, '').toLowerCase() === typed);
  if (meant !== undefined) return meant.id;
  const all = known.map((one) => `${isChannel ? '#' : '@'}${one.name.replace(/^@/, '')}`).join(', ');
  throw new UserError(
    `\`${name}\`: there is no ${isChannel ? 'channel' : 'role'} ${text}. There are: ${all}.`,
  );
}

/** Mentions as Discord shows them: by name. */
export function namesIn(text: string, { guilds }: Standin): string {
  const nameOf = (of: readonly Named[], id: string) => of.find((one) => one.id === id)?.name ?? id;
  const channels = guilds.flatMap((guild) => guild.channels);
  const roles = guilds.flatMap((guild) => guild.roles);
  const people = guilds.flatMap((guild) => guild.members);
  return text
    .replace(/<#(\d+)>/g, (_, id: string) => `#${nameOf(channels, id)}`)
    .replace(/<@&(\d+)>/g, (_, id: string) => `@${nameOf(roles, id)}`)
    .replace(/<@!?(\d+)>/g, (_, id: string) => `@${nameOf(people, id)}`);
}
