import {
  type APIChannel,
  type APIGuild,
  type APIInteractionGuildMember,
  type APIRole,
  type APIUser,
  ChannelType,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildVerificationLevel,
} from 'discord-api-types/v10';
import type { Channel, Guild, Member, Role, User, World } from './world.ts';

/** The JSON that Discord sends for the things of {@link World}. */

const iso = (ms: number) => new Date(ms).toISOString().replace('Z', '000+00:00');

/** The flags types are enums without a member for none. */
const NO_FLAGS: number = 0;

export function userPayload(user: User): APIUser {
  return {
    id: user.id,
    username: user.name,
    discriminator: user.bot ? '0001' : '0',
    global_name: user.bot ? null : user.name,
    avatar: null,
    bot: user.bot,
    system: false,
    public_flags: NO_FLAGS,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
}

export function rolePayload(role: Role): APIRole {
  return {
    id: role.id,
    name: role.name,
    permissions: role.permissions.toString(),
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: role.managed,
    mentionable: role.mentionable,
    flags: NO_FLAGS,
  };
}

/** A member without the user, as it stands beside a `user` or an author. */
export function memberPayload(member: Member): Omit<APIInteractionGuildMember, 'user' | 'permissions'> {
  return {
    roles: [...member.roles],
    joined_at: iso(member.joinedAt),
    nick: null,
    avatar: null,
    banner: null,
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: NO_FLAGS,
  };
}

export function channelPayload(channel: Channel, world: World): APIChannel {
  const last = channel.lastMessageId ?? null;
  if (channel.guildId === undefined) {
    const recipient = world.users.get(channel.recipientId ?? '');
    return {
      id: channel.id,
      type: ChannelType.DM,
      name: null,
      last_message_id: last,
      recipients: recipient ? [userPayload(recipient)] : [],
      flags: NO_FLAGS,
    };
  }
  return {
    id: channel.id,
    type: ChannelType.GuildText,
    guild_id: channel.guildId,
    name: channel.name ?? '',
    position: 0,
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: last,
    flags: NO_FLAGS,
    permission_overwrites: channel.overwrites.map(({ id, type, allow, deny }) => ({
      id,
      type,
      allow: allow.toString(),
      deny: deny.toString(),
    })),
  };
}

export function guildPayload(guild: Guild): APIGuild {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: GuildVerificationLevel.None,
    default_message_notifications: GuildDefaultMessageNotifications.OnlyMentions,
    explicit_content_filter: GuildExplicitContentFilter.Disabled,
    roles: [...guild.roles.values()].map(rolePayload),
    emojis: [],
    features: [],
    mfa_level: GuildMFALevel.None,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: NO_FLAGS,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: GuildPremiumTier.None,
    premium_subscription_count: 0,
    preferred_locale: guild.locale as APIGuild['preferred_locale'],
    public_updates_channel_id: null,
    nsfw_level: GuildNSFWLevel.Default,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    incidents_data: null,
    stickers: [],
    hub_type: null,
    max_members: 500_000,
    max_video_channel_users: 25,
  };
}

/** What GUILD_CREATE carries beyond the guild. */
export function guildCreatePayload(guild: Guild, world: World): object {
  const botMember = guild.members.get(world.bot.id);
  return {
    ...guildPayload(guild),
    joined_at: iso(botMember?.joinedAt ?? 0),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: botMember ? [{ ...memberPayload(botMember), user: userPayload(world.bot) }] : [],
    channels: [...guild.channels.values()].map((channel) => channelPayload(channel, world)),
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

export function applicationPayload(world: World): object {
  return {
    id: world.applicationId,
    name: world.bot.name,
    icon: null,
    description: '',
    summary: '',
    type: null,
    is_monetized: false,
    is_verified: false,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: NO_FLAGS,
    hook: true,
    bot: userPayload(world.bot),
    owner: userPayload([...world.users.values()].find(({ bot }) => !bot) ?? world.bot),
    team: null,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_guild_count: [...world.guilds.values()].filter(({ withBot }) => withBot).length,
    approximate_user_install_count: [...world.users.values()].filter(({ installed }) => installed).length,
    integration_types_config: { 0: {}, 1: {} },
  };
}

export { iso as isoTimestamp };
