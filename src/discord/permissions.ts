import {
  type APIChannel,
  type APIGuildMember,
  type APIRole,
  OverwriteType,
  PermissionFlagsBits,
  type REST,
  Routes,
} from 'discord.js';
import type { PermissionName } from '../i18n/language.ts';

/**
 * What a member may do in a channel of a server, asked of Discord: an interaction tells it only of the channel in which it was used.
 *
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites
 *
 * @throws DiscordAPIError if the bot sees no such server or channel
 */
export async function fetchPermissions(
  rest: REST,
  { serverId, channelId, userId }: { serverId: string; channelId: string; userId: string },
): Promise<bigint> {
  const [channel, roles, member] = (await Promise.all([
    rest.get(Routes.channel(channelId)),
    rest.get(Routes.guildRoles(serverId)),
    rest.get(Routes.guildMember(serverId, userId)),
  ])) as [APIChannel, APIRole[], APIGuildMember];
  const own = new Set([serverId, ...member.roles]);
  const base = roles
    .filter(({ id }) => own.has(id))
    .reduce((sum, { permissions }) => sum | BigInt(permissions), 0n);
  if (base & PermissionFlagsBits.Administrator) return ~0n;
  return inChannel(base, channel, { serverId, userId, roleIds: member.roles });
}

interface Who {
  readonly serverId: string;
  readonly userId: string;
  readonly roleIds: readonly string[];
}

/** Overwrites for everyone, then for the roles together, then for the member. */
function inChannel(base: bigint, channel: APIChannel, { serverId, userId, roleIds }: Who): bigint {
  const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
  const layers = [
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && id === serverId),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && roleIds.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === userId),
  ];
  const granted = layers.reduce((permissions, layer) => {
    const deny = layer.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
    const allow = layer.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
    return (permissions & ~deny) | allow;
  }, base);
  return granted & PermissionFlagsBits.ViewChannel ? granted : 0n;
}

/** Of the bot, in a channel that it reminds. Look-ups are answers to interactions, and need none. */
const NEEDED: readonly (readonly [PermissionName, bigint])[] = [
  ['View Channel', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Embed Links', PermissionFlagsBits.EmbedLinks],
  ['Attach Files', PermissionFlagsBits.AttachFiles],
  // To see, after a crash, whether a reminder has arrived.
  ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
];

/** To mention a role that not everybody may mention. */
const MENTION = ['Mention @everyone, @here and All Roles', PermissionFlagsBits.MentionEveryone] as const;
/** To show meetings as the server's scheduled events. */
const EVENTS = ['Create Events', PermissionFlagsBits.CreateEvents] as const;

interface PermissionSet {
  readonly bits: bigint;
  /** As Discord's settings show them. */
  readonly names: readonly string[];
}

const setOf = (permissions: readonly (readonly [string, bigint])[]): PermissionSet => ({
  bits: permissions.reduce((sum, [, bit]) => sum | bit, 0n),
  names: permissions.map(([name]) => name),
});

/** What the bot asks for when it is added to a server, and what some reminders need besides. */
export const PERMISSIONS = {
  needed: setOf(NEEDED),
  optional: setOf([MENTION, EVENTS]),
};

/** The names, as Discord's settings show them in English, of what a reminder needs and these permissions lack. */
export function missingFrom(
  permissions: bigint,
  more: { mentions: boolean; mirrors: boolean },
): PermissionName[] {
  const needed: (readonly [PermissionName, bigint])[] = [...NEEDED];
  if (more.mentions) needed.push(MENTION);
  if (more.mirrors) needed.push(EVENTS);
  return needed.filter(([, bit]) => (permissions & bit) === 0n).map(([name]) => name);
}
