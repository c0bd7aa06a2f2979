import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { announceChannel } from './announce.ts';
import type { RegisteredCommand } from './commands.ts';
import type { Core } from './core.ts';
import type { Fault } from './faults.ts';
import { type GatewayControls, gatewayControls } from './gateway/controls.ts';
import type { HttpApi, Refusal } from './http.ts';
import type { TimingListener } from './interactions.ts';
import type { MessageListener, StoredMessage } from './messages.ts';
import type { RequestListener } from './requests.ts';
import type { GuildView, Standin, UserOptions } from './standin.ts';
import { StandinUser } from './user.ts';
import type { Channel, Guild, User } from './world.ts';

/** What a started stand-in consists of. */
export interface Parts {
  readonly core: Core;
  readonly http: HttpApi;
  readonly home: Guild;
  /** `127.0.0.1:port` */
  readonly host: () => string;
}

/** The test's side of a running stand-in. */
export class LocalStandin implements Standin {
  readonly url: string;
  readonly token: string;
  readonly applicationId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly gateway: GatewayControls;
  readonly #core: Core;
  readonly #http: HttpApi;
  readonly #home: Guild;
  readonly #defaultChannel: Channel;
  readonly #users = new Map<string, StandinUser>();

  constructor({ core, http, home, host }: Parts) {
    const [defaultChannel] = home.channels.values();
    if (!defaultChannel) throw new Error('The first server of the stand-in needs a channel.');
    this.#core = core;
    this.#http = http;
    this.#home = home;
    this.#defaultChannel = defaultChannel;
    this.url = `http://${host()}/api`;
    this.token = core.token;
    this.applicationId = core.world.applicationId;
    this.guildId = home.id;
    this.channelId = defaultChannel.id;
    this.gateway = gatewayControls(core.gateway);
  }

  get guilds(): readonly GuildView[] {
    const { guilds, users } = this.#core.world;
    return [...guilds.values()].map((guild) => view(guild, users));
  }

  get refusals(): readonly Refusal[] {
    return this.#http.refusals;
  }

  get messages(): readonly StoredMessage[] {
    return this.#core.messages.history();
  }

  user(name: string, options: UserOptions = {}): StandinUser {
    const { world } = this.#core;
    const known = [...world.users.values()].find((one) => one.name === name && !one.bot);
    const user = known ?? world.addUser(name);
    const member = world.join(this.#home, user);
    member.basePermissions = options.permissions ?? member.basePermissions;
    user.locale = options.locale ?? user.locale;
    user.installed = options.installed ?? user.installed;
    user.acceptsDms = options.acceptsDms ?? user.acceptsDms;
    const person = this.#users.get(name) ?? new StandinUser(this.#core, user, this.#defaultChannel);
    this.#users.set(name, person);
    return person;
  }

  commands(guildId?: string): readonly RegisteredCommand[] {
    return this.#core.commands.list(guildId);
  }

  restrict(channelId: string, { bot = 0n, everyone = 0n }: { bot?: bigint; everyone?: bigint }): void {
    const channel = this.#channel(channelId);
    channel.overwrites = [
      { id: channel.guildId ?? '', type: 0, allow: 0n, deny: everyone },
      { id: this.#core.world.bot.id, type: 1, allow: 0n, deny: bot },
    ];
    announceChannel(this.#core, GatewayDispatchEvents.ChannelUpdate, channel);
  }

  deleteChannel(channelId: string): void {
    const channel = this.#channel(channelId);
    const { world } = this.#core;
    world.channels.delete(channelId);
    world.guildOf(channel)?.channels.delete(channelId);
    announceChannel(this.#core, GatewayDispatchEvents.ChannelDelete, channel);
  }

  fault(fault: Fault): void {
    this.#http.faults.add(fault);
  }

  onAnswer(listener: TimingListener): () => void {
    return this.#core.interactions.onAnswer(listener);
  }

  onMessage(listener: MessageListener): () => void {
    return this.#core.messages.listen(listener);
  }

  onRequest(listener: RequestListener): () => void {
    return this.#http.listeners.add(listener);
  }

  async ready(): Promise<void> {
    await Promise.all([this.#core.gateway.ready(), this.#core.commands.registered()]);
  }

  async stop(): Promise<void> {
    const { server } = this.#http;
    this.#core.interactions.stop();
    this.#core.gateway.stop();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  #channel(id: string): Channel {
    const channel = this.#core.world.channels.get(id);
    if (!channel) throw new Error(`The stand-in has no channel ${id}.`);
    return channel;
  }
}

function view({ id, name, channels, roles, members }: Guild, users: ReadonlyMap<string, User>): GuildView {
  return {
    id,
    name,
    channels: [...channels.values()].map((channel) => ({ id: channel.id, name: channel.name ?? '' })),
    roles: [...roles.values()].map((role) => ({ id: role.id, name: role.name })),
    members: [...members.keys()].map((userId) => ({ id: userId, name: users.get(userId)?.name ?? '' })),
  };
}
