import { InteractionContextType, ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import type { SentOption } from './command-options.ts';
import type { Core } from './core.ts';
import type { Interaction } from './interactions.ts';
import { attachmentPayload } from './messages.ts';
import { channelPayload, memberPayload, rolePayload, userPayload } from './payloads.ts';
import { ALL_PERMISSIONS } from './permissions.ts';
import type { Channel, User, World } from './world.ts';

export function contextOf(channel: Channel): InteractionContextType {
  if (channel.guildId !== undefined) return InteractionContextType.Guild;
  return channel.private ? InteractionContextType.PrivateChannel : InteractionContextType.BotDM;
}

/**
 * What INTERACTION_CREATE carries.
 *
 * @param data the part that depends on the kind of interaction, `message` among it
 * @see https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 */
export function interactionPayload(core: Core, interaction: Interaction, data: object): object {
  const { world } = core;
  const { channel, user } = interaction;
  const guild = world.guildOf(channel);
  const permissions = world.permissionsIn(channel, user);
  return {
    id: interaction.id,
    application_id: world.applicationId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    ...data,
    ...(guild && {
      guild_id: guild.id,
      guild: { id: guild.id, locale: guild.locale, features: [] },
      guild_locale: guild.locale,
    }),
    channel_id: channel.id,
    channel: { ...channelPayload(channel, world), ...(guild && { permissions: permissions.toString() }) },
    ...sender(world, interaction),
    locale: user.locale,
    app_permissions: appPermissions(core, interaction).toString(),
    entitlements: [],
    authorizing_integration_owners: owners(interaction),
    context: contextOf(channel),
    attachment_size_limit: core.limits.fileBytes,
  };
}

/** A member in a server, a user elsewhere. */
function sender(world: World, { channel, user }: Interaction): object {
  const guild = world.guildOf(channel);
  const member = guild?.members.get(user.id);
  if (!guild || !member) return { user: userPayload(user) };
  return {
    member: {
      ...memberPayload(member),
      user: userPayload(user),
      permissions: world.permissionsIn(channel, user).toString(),
    },
  };
}

function appPermissions({ world }: Core, { channel, user, isUserInstall }: Interaction): bigint {
  // Where the app is not a member, it has what the user could do there.
  if (isUserInstall && channel.guildId !== undefined) return world.permissionsIn(channel, user);
  return channel.guildId === undefined ? ALL_PERMISSIONS : world.permissionsIn(channel, world.bot);
}

/** `0`: the server that added the app (`'0'` in the app's direct messages); `1`: the user who did. */
export function owners({ channel, user, isUserInstall }: Interaction): Record<string, string> {
  const byUser = user.installed ? { 1: user.id } : {};
  return isUserInstall ? byUser : { 0: channel.guildId ?? '0', ...byUser };
}

/** The users, members, roles, channels and files that options point at. */
export function resolvedData(core: Core, interaction: Interaction, options: readonly SentOption[]): object {
  const values = flatten(options);
  const { world } = core;
  const guild = world.guildOf(interaction.channel);
  const ids = (...types: Option[]) =>
    values.flatMap(({ type, value }) => (types.includes(type) ? [String(value)] : []));
  const pick = <T>(keys: readonly string[], find: (id: string) => T | undefined) =>
    Object.fromEntries(
      keys.flatMap((id) => [[id, find(id)] as const].filter(([, found]) => found !== undefined)),
    );
  const people = ids(Option.User, Option.Mentionable);
  const lists = {
    users: pick(people, (id) => mapped(world.users.get(id), (user: User) => userPayload(user))),
    members: pick(people, (id) =>
      mapped(guild?.members.get(id), (member) => {
        const { deaf: _deaf, mute: _mute, ...partial } = memberPayload(member);
        const person = world.users.get(id) ?? world.bot;
        return { ...partial, permissions: world.permissionsIn(interaction.channel, person).toString() };
      }),
    ),
    roles: pick(ids(Option.Role, Option.Mentionable), (id) => mapped(guild?.roles.get(id), rolePayload)),
    channels: pick(ids(Option.Channel), (id) =>
      mapped(world.channels.get(id), (channel) => ({
        ...channelPayload(channel, world),
        permissions: world.permissionsIn(channel, interaction.user).toString(),
      })),
    ),
    attachments: pick(ids(Option.Attachment), (id) =>
      mapped(core.uploads.find(id), (file) => ({ ...attachmentPayload(file), ephemeral: true })),
    ),
  };
  const filled = Object.fromEntries(Object.entries(lists).filter(([, list]) => Object.keys(list).length > 0));
  return Object.keys(filled).length > 0 ? { resolved: filled } : {};
}

const mapped = <T, R>(value: T | undefined, map: (value: T) => R): R | undefined =>
  value === undefined ? undefined : map(value);

function flatten(options: readonly SentOption[]): readonly SentOption[] {
  return options.flatMap((option) => (option.options ? flatten(option.options) : [option]));
}
