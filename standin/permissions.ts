import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { Channel, Guild, Member } from './world.ts';

export const ALL_PERMISSIONS = Object.values(P).reduce((sum, bit) => sum | bit, 0n);

/** What `@everyone` has in a new server. */
export const ORDINARY_PERMISSIONS =
  P.ViewChannel |
  P.SendMessages |
  P.SendMessagesInThreads |
  P.CreatePublicThreads |
  P.EmbedLinks |
  P.AttachFiles |
  P.AddReactions |
  P.UseExternalEmojis |
  P.UseExternalStickers |
  P.ReadMessageHistory |
  P.UseApplicationCommands |
  P.UseExternalApps |
  P.CreateInstantInvite |
  P.ChangeNickname |
  P.Connect |
  P.Speak |
  P.Stream |
  P.UseVAD |
  P.SendPolls |
  P.SendVoiceMessages;

/** What an invitation of a bot of this kind asks for. */
export const BOT_PERMISSIONS =
  P.ViewChannel |
  P.SendMessages |
  P.EmbedLinks |
  P.AttachFiles |
  P.ReadMessageHistory |
  P.CreateEvents |
  P.ManageEvents;

/** Discord lets a channel in a direct message do all this. */
export const DM_PERMISSIONS =
  P.ViewChannel | P.SendMessages | P.EmbedLinks | P.AttachFiles | P.ReadMessageHistory | P.AddReactions;

const NEEDS_SEND_MESSAGES = P.MentionEveryone | P.SendTTSMessages | P.AttachFiles | P.EmbedLinks;

/** What a member may do in the whole server. */
export function guildPermissions(guild: Guild, member: Member): bigint {
  if (guild.ownerId === member.userId) return ALL_PERMISSIONS;
  const everyone = guild.roles.get(guild.id)?.permissions ?? 0n;
  const sum = member.roles.reduce((all, id) => all | (guild.roles.get(id)?.permissions ?? 0n), everyone);
  const base = member.basePermissions ?? sum;
  return base & P.Administrator ? ALL_PERMISSIONS : base;
}

/**
 * What a member may do in a channel: the server's permissions, then the channel's overwrites for everyone, for the
 * member's roles together, and for the member.
 *
 * @see https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function channelPermissions(guild: Guild, channel: Channel, member: Member): bigint {
  const base = guildPermissions(guild, member);
  if (base & P.Administrator) return ALL_PERMISSIONS;
  const overwrites = (ids: readonly string[]) => channel.overwrites.filter(({ id }) => ids.includes(id));
  let permissions = base;
  for (const ids of [[guild.id], member.roles, [member.userId]]) {
    const found = overwrites(ids);
    permissions &= ~found.reduce((sum, { deny }) => sum | deny, 0n);
    permissions |= found.reduce((sum, { allow }) => sum | allow, 0n);
  }
  return withImplied(permissions);
}

/** Who cannot see a channel can do nothing in it; who cannot write cannot attach either. */
function withImplied(permissions: bigint): bigint {
  if (!(permissions & P.ViewChannel)) return 0n;
  return permissions & P.SendMessages ? permissions : permissions & ~NEEDS_SEND_MESSAGES;
}
