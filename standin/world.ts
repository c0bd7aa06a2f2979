import { ChannelType } from 'discord-api-types/v10';
import type { ChannelSetup, GuildSetup } from './options.ts';
import {
  BOT_PERMISSIONS,
  channelPermissions,
  DM_PERMISSIONS,
  guildPermissions,
  ORDINARY_PERMISSIONS,
} from './permissions.ts';
import type { Snowflakes } from './snowflake.ts';

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  readonly mentionable: boolean;
  /** The role that Discord makes for a bot; no member can be given it. */
  readonly managed: boolean;
  readonly position: number;
}

export interface Overwrite {
  readonly id: string;
  /** 0 for a role, 1 for a member. */
  readonly type: 0 | 1;
  readonly allow: bigint;
  readonly deny: bigint;
}

export interface Channel {
  readonly id: string;
  readonly type: ChannelType;
  readonly name?: string;
  readonly guildId?: string;
  /** Of a direct message: the person at the other end. */
  readonly recipientId?: string;
  /** Of a direct message: the bot is not in it; an app that a user installed works there all the same. */
  readonly private?: boolean;
  overwrites: readonly Overwrite[];
  lastMessageId: string | undefined;
}

export interface Member {
  readonly userId: string;
  readonly roles: readonly string[];
  readonly joinedAt: number;
  /** Takes the place of what the roles grant. */
  basePermissions: bigint | undefined;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: string;
  readonly withBot: boolean;
  readonly roles: Map<string, Role>;
  readonly channels: Map<string, Channel>;
  readonly members: Map<string, Member>;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  locale: string;
  acceptsDms: boolean;
  /** Has added the app to the account, so that its commands work everywhere for this user. */
  installed: boolean;
}

/** The servers, channels, people and permissions. Knows no HTTP and no gateway. */
export class World {
  readonly applicationId: string;
  readonly bot: User;
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly users = new Map<string, User>();
  readonly #snowflakes: Snowflakes;
  readonly #now: () => number;

  constructor(snowflakes: Snowflakes, now: () => number) {
    this.#snowflakes = snowflakes;
    this.#now = now;
    this.applicationId = snowflakes.next();
    this.bot = this.#user(this.applicationId, 'tranche', true);
  }

  addUser(name: string): User {
    return this.#user(this.#snowflakes.next(), name, false);
  }

  addGuild(setup: GuildSetup): Guild {
    const owner = this.addUser(`owner of ${setup.name}`);
    const id = this.#snowflakes.nextApart();
    const guild: Guild = {
      id,
      name: setup.name,
      ownerId: owner.id,
      locale: setup.locale ?? 'en-US',
      withBot: !setup.withoutBot,
      roles: new Map(),
      channels: new Map(),
      members: new Map(),
    };
    this.guilds.set(id, guild);
    this.#addRole(guild, { id, name: '@everyone', permissions: ORDINARY_PERMISSIONS });
    for (const role of setup.roles ?? []) this.#addRole(guild, role);
    this.join(guild, owner);
    if (guild.withBot) this.#addBot(guild, setup.botPermissions ?? BOT_PERMISSIONS);
    for (const channel of setup.channels ?? [{ name: 'general' }]) this.addChannel(guild, channel);
    return guild;
  }

  addChannel(guild: Guild, setup: ChannelSetup): Channel {
    const overwrites: Overwrite[] = [];
    if (setup.denyEveryone) overwrites.push({ id: guild.id, type: 0, allow: 0n, deny: setup.denyEveryone });
    if (setup.denyBot) overwrites.push({ id: this.bot.id, type: 1, allow: 0n, deny: setup.denyBot });
    const channel: Channel = {
      id: this.#snowflakes.next(),
      type: ChannelType.GuildText,
      name: setup.name,
      guildId: guild.id,
      overwrites,
      lastMessageId: undefined,
    };
    guild.channels.set(channel.id, channel);
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The channel between the bot (or, if `isPrivate`, somebody else) and a user; made at the first call. */
  directMessage(user: User, isPrivate = false): Channel {
    for (const channel of this.channels.values()) {
      if (channel.recipientId === user.id && Boolean(channel.private) === isPrivate) return channel;
    }
    const channel: Channel = {
      id: this.#snowflakes.next(),
      type: ChannelType.DM,
      recipientId: user.id,
      private: isPrivate,
      overwrites: [],
      lastMessageId: undefined,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  join(guild: Guild, user: User, roles: readonly string[] = []): Member {
    const existing = guild.members.get(user.id);
    if (existing) return existing;
    const member: Member = { userId: user.id, roles, joinedAt: this.#now(), basePermissions: undefined };
    guild.members.set(user.id, member);
    return member;
  }

  guildOf(channel: Channel): Guild | undefined {
    return channel.guildId === undefined ? undefined : this.guilds.get(channel.guildId);
  }

  /** What a user may do in a channel; 0 for a stranger. */
  permissionsIn(channel: Channel, user: User): bigint {
    const guild = this.guildOf(channel);
    if (!guild) return channel.private && user.bot ? 0n : DM_PERMISSIONS;
    const member = guild.members.get(user.id);
    return member ? channelPermissions(guild, channel, member) : 0n;
  }

  guildPermissionsOf(guild: Guild, user: User): bigint {
    const member = guild.members.get(user.id);
    return member ? guildPermissions(guild, member) : 0n;
  }

  #user(id: string, name: string, bot: boolean): User {
    const user: User = { id, name, bot, locale: 'en-US', acceptsDms: true, installed: false };
    this.users.set(id, user);
    return user;
  }

  #addRole(
    guild: Guild,
    role: { id?: string; name: string; permissions?: bigint; mentionable?: boolean; managed?: boolean },
  ): Role {
    const full: Role = {
      id: role.id ?? this.#snowflakes.next(),
      name: role.name,
      permissions: role.permissions ?? 0n,
      mentionable: role.mentionable ?? false,
      managed: role.managed ?? false,
      position: guild.roles.size,
    };
    guild.roles.set(full.id, full);
    return full;
  }

  #addBot(guild: Guild, permissions: bigint): void {
    const role = this.#addRole(guild, { name: this.bot.name, permissions, managed: true });
    this.join(guild, this.bot, [role.id]);
  }
}
