import { AllowedMentionsTypes, type APIAllowedMentions, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Channel, User, World } from './world.ts';

/** Whom a message really notifies, after `allowed_mentions` and permissions. */
export interface Pings {
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly roles: readonly string[];
}

const ids = (content: string, pattern: RegExp) => [
  ...new Set([...content.matchAll(pattern)].map(([, id]) => id ?? '')),
];

/**
 * Resolves the mentions in a text.
 *
 * @param allowed without it every mention counts
 * @see https://docs.discord.com/developers/resources/message#allowed-mentions-object
 */
export function resolvePings(
  content: string,
  allowed: APIAllowedMentions | null | undefined,
  place: { world: World; channel: Channel; author: User },
): Pings {
  const { world, channel, author } = place;
  const guild = world.guildOf(channel);
  const mayMentionAll = Boolean(world.permissionsIn(channel, author) & PermissionFlagsBits.MentionEveryone);
  const permits = (type: AllowedMentionsTypes, id?: string) => {
    if (!allowed) return true;
    if (allowed.parse?.includes(type)) return true;
    if (id === undefined || type === AllowedMentionsTypes.Everyone) return false;
    return (type === AllowedMentionsTypes.User ? allowed.users : allowed.roles)?.includes(id) ?? false;
  };
  return {
    everyone: mayMentionAll && /@(?:everyone|here)\b/.test(content) && permits(AllowedMentionsTypes.Everyone),
    users: ids(content, /<@!?(\d+)>/g).filter(
      (id) => world.users.has(id) && permits(AllowedMentionsTypes.User, id),
    ),
    roles: ids(content, /<@&(\d+)>/g).filter((id) => {
      const role = guild?.roles.get(id);
      return role && (role.mentionable || mayMentionAll) && permits(AllowedMentionsTypes.Role, id);
    }),
  };
}
