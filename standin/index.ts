import type { AddressInfo } from 'node:net';
import { GatewayDispatchEvents, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { CommandStore, type RegisteredCommand } from './commands.ts';
import type { Core } from './core.ts';
import type { Fault } from './faults.ts';
import { Gateway } from './gateway/gateway.ts';
import { HttpApi, type Refusal } from './http.ts';
import { Interactions } from './interactions.ts';
import { messagePayload } from './message-payload.ts';
import { type MessageEvent, type MessageListener, MessageStore, type StoredMessage } from './messages.ts';
import { DEFAULT_LIMITS, type StandinOptions } from './options.ts';
import { channelPayload } from './payloads.ts';
import { Router } from './router.ts';
import { allRoutes } from './routes/index.ts';
import { ScheduledEvents } from './scheduled-events.ts';
import { Snowflakes } from './snowflake.ts';
import { StandinUser } from './user.ts';
import { type Channel, type Guild, World } from './world.ts';

export type { RegisteredCommand } from './commands.ts';
export { StandinError } from './errors.ts';
export type { Fault } from './faults.ts';
export type { Refusal } from './http.ts';
export type { Choice } from './interactions.ts';
export type { MessageEvent, MessageListener, StoredMessage } from './messages.ts';
export type { ChannelSetup, GuildSetup, Limits, RoleSetup, StandinOptions } from './options.ts';
export type { Reply, ReplyAttachment } from './reply.ts';
export type { StandinUser, Where } from './user.ts';

/** What a test can make the gateway do. */
export interface GatewayControls {
  /** Asks every bot to reconnect and resume (opcode 7). */
  sendReconnect(): void;
  /** Tells every bot that its session is over (opcode 9); one that may resume finds it again. */
  invalidSession(resumable: boolean): void;
  closeWith(code: number): void;
  /** Leaves heartbeats without an answer, until told otherwise. */
  dropHeartbeatAcks(drop?: boolean): void;
  /** Ends the sockets without a close frame. */
  cutSockets(): void;
  /** How many sessions have been opened by IDENTIFY. */
  readonly sessionCount: number;
  /** How many sockets are open. */
  readonly connectionCount: number;
}

export interface UserOptions {
  /** In the default server, in place of what an ordinary member has. */
  readonly permissions?: bigint;
  readonly locale?: string;
  /** Has added the app to the account, so that its commands work everywhere. */
  readonly installed?: boolean;
  /** `false`: the bot cannot write to this user (50007). */
  readonly acceptsDms?: boolean;
}

export interface GuildView {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
}

export interface Standin {
  /** For discord.js as `rest.api`; it adds `/v10`. */
  readonly url: string;
  readonly token: string;
  readonly applicationId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly guilds: readonly GuildView[];
  /** Every request answered with a 4xx other than 429, in order. */
  readonly refusals: readonly Refusal[];
  /** What stands in the channels, oldest first; no ephemeral messages. */
  readonly messages: readonly StoredMessage[];
  readonly gateway: GatewayControls;
  /** The same name gives the same user, a member of the default server; options change that user. */
  user(name: string, options?: UserOptions): StandinUser;
  /** What the bot has registered for everywhere, or for one server. */
  commands(guildId?: string): readonly RegisteredCommand[];
  /** Takes permissions in a channel from the bot or from everyone, in place of what was taken before. */
  restrict(channelId: string, denied: { readonly bot?: bigint; readonly everyone?: bigint }): void;
  deleteChannel(channelId: string): void;
  fault(fault: Fault): void;
  /** @returns a function that ends the listening */
  onMessage(listener: MessageListener): () => void;
  /** Resolves when a bot is connected and has registered commands. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Starts a local Discord on 127.0.0.1 that refuses what Discord refuses. */
export async function startStandin(options: StandinOptions = {}): Promise<Standin> {
  const parts = build(options);
  const { http, origin } = parts;
  http.server.on('upgrade', (request, socket, head) => parts.core.gateway.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    http.server.once('error', reject);
    http.server.listen(options.port ?? 0, HOST, resolve);
  });
  origin.port = (http.server.address() as AddressInfo).port;
  announceMessages(parts.core);
  return control(parts);
}

interface Parts {
  readonly core: Core;
  readonly http: HttpApi;
  readonly home: Guild;
  /** Known once the server listens. */
  readonly origin: { port: number };
}

function build(options: StandinOptions): Parts {
  const now = options.now ?? Date.now;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const snowflakes = new Snowflakes(now);
  const world = new World(snowflakes, now);
  const [home] = (options.guilds ?? [{ name: 'Test server' }]).map((setup) => world.addGuild(setup));
  if (!home?.withBot) throw new Error('The first server of the stand-in must have the bot.');
  const origin = { port: 0 };
  const host = () => `${HOST}:${origin.port}`;
  const messages = new MessageStore(world, snowflakes, {
    now,
    nonceLifeMs: limits.nonceLifeMs,
    attachmentsUrl: () => `http://${host()}/attachments`,
  });
  const core: Core = {
    token: tokenFor(world.applicationId),
    limits,
    now,
    snowflakes,
    world,
    messages,
    commands: new CommandStore(world.applicationId, { snowflakes, now, limits }),
    events: new ScheduledEvents(snowflakes),
    interactions: new Interactions({ world, messages, snowflakes, now, limits }),
    gateway: new Gateway({
      core: () => core,
      privilegedIntents: options.privilegedIntents ?? 0,
      url: () => `ws://${host()}`,
    }),
  };
  const http = new HttpApi(core, new Router(allRoutes(core, () => `ws://${host()}`)));
  return { core, http, home, origin };
}

/** Of the shape that discord.js reads the application id from. */
function tokenFor(applicationId: string): string {
  return `${Buffer.from(applicationId).toString('base64url')}.StndIn.${'x'.repeat(38)}`;
}

/** Bots hear of the messages in channels that their intents cover. */
function announceMessages(core: Core): void {
  const events: Record<MessageEvent, GatewayDispatchEvents> = {
    created: GatewayDispatchEvents.MessageCreate,
    updated: GatewayDispatchEvents.MessageUpdate,
    deleted: GatewayDispatchEvents.MessageDelete,
  };
  core.messages.listen((event, message) => {
    if (message.ephemeral) return;
    const { id, channelId, guildId } = message;
    const place = { channel_id: channelId, ...(guildId !== undefined && { guild_id: guildId }) };
    const data = (intents: number) =>
      event === 'deleted' ? { id, ...place } : { ...readablePayload(message, core, intents), ...place };
    const intent = guildId === undefined ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;
    core.gateway.dispatch(events[event], data, guildId, intent);
  });
}

/** What others write in a server is for bots with a privileged intent. https://docs.discord.com/developers/events/gateway#message-content-intent */
function readablePayload(message: StoredMessage, core: Core, intents: number): object {
  const { bot } = core.world;
  const isForBot = message.guildId === undefined || message.pings.users.includes(bot.id);
  const mayRead = message.authorId === bot.id || isForBot || intents & GatewayIntentBits.MessageContent;
  const payload = messagePayload(message, core);
  return mayRead ? payload : { ...payload, content: '', embeds: [], attachments: [], components: [] };
}

function control({ core, http, home, origin }: Parts): Standin {
  const { world, messages, commands, gateway } = core;
  const [firstChannel] = home.channels.values();
  if (!firstChannel) throw new Error('The first server of the stand-in needs a channel.');
  const users = new Map<string, StandinUser>();
  return {
    url: `http://${HOST}:${origin.port}/api`,
    token: core.token,
    applicationId: world.applicationId,
    guildId: home.id,
    channelId: firstChannel.id,
    gateway: gatewayControls(gateway),
    get guilds() {
      return [...world.guilds.values()].map(view);
    },
    get refusals() {
      return http.refusals;
    },
    get messages() {
      return messages.history();
    },
    user: (name, options = {}) => {
      const user =
        [...world.users.values()].find((one) => one.name === name && !one.bot) ?? world.addUser(name);
      const member = world.join(home, user);
      member.basePermissions = options.permissions ?? member.basePermissions;
      user.locale = options.locale ?? user.locale;
      user.installed = options.installed ?? user.installed;
      user.acceptsDms = options.acceptsDms ?? user.acceptsDms;
      const known = users.get(name) ?? new StandinUser(core, user, firstChannel);
      users.set(name, known);
      return known;
    },
    commands: (guildId) => commands.list(guildId),
    restrict: (channelId, { bot = 0n, everyone = 0n }) => {
      const channel = channelById(core, channelId);
      channel.overwrites = [
        { id: channel.guildId ?? '', type: 0, allow: 0n, deny: everyone },
        { id: world.bot.id, type: 1, allow: 0n, deny: bot },
      ];
      announceChannel(core, GatewayDispatchEvents.ChannelUpdate, channel);
    },
    deleteChannel: (channelId) => {
      const channel = channelById(core, channelId);
      world.channels.delete(channelId);
      world.guildOf(channel)?.channels.delete(channelId);
      announceChannel(core, GatewayDispatchEvents.ChannelDelete, channel);
    },
    fault: (fault) => http.faults.add(fault),
    onMessage: (listener) => messages.listen(listener),
    ready: async () => {
      await Promise.all([gateway.ready(), commands.registered()]);
    },
    stop: async () => {
      core.interactions.stop();
      gateway.stop();
      const closed = new Promise<void>((resolve) => http.server.close(() => resolve()));
      http.server.closeAllConnections();
      await closed;
    },
  };
}

function gatewayControls(gateway: Gateway): GatewayControls {
  return {
    sendReconnect: () => {
      for (const connection of gateway.connections) connection.sendOpcode(GatewayOpcodes.Reconnect, null);
    },
    invalidSession: (resumable) => {
      if (resumable) gateway.unbindSessions();
      else gateway.forgetSessions();
      for (const connection of gateway.connections) {
        connection.sendOpcode(GatewayOpcodes.InvalidSession, resumable);
      }
    },
    closeWith: (code) => {
      for (const connection of gateway.connections) connection.close(code);
    },
    dropHeartbeatAcks: (drop = true) => {
      gateway.acksHeartbeats = !drop;
    },
    cutSockets: () => {
      for (const connection of gateway.connections) connection.cut();
    },
    get sessionCount() {
      return gateway.sessionCount;
    },
    get connectionCount() {
      return gateway.connections.length;
    },
  };
}

function view({ id, name, channels, roles }: Guild): GuildView {
  return {
    id,
    name,
    channels: [...channels.values()].map((channel) => ({ id: channel.id, name: channel.name ?? '' })),
    roles: [...roles.values()].map((role) => ({ id: role.id, name: role.name })),
  };
}

function channelById({ world }: Core, id: string): Channel {
  const channel = world.channels.get(id);
  if (!channel) throw new Error(`The stand-in has no channel ${id}.`);
  return channel;
}

function announceChannel(core: Core, event: GatewayDispatchEvents, channel: Channel): void {
  const data = channelPayload(channel, core.world);
  core.gateway.dispatch(event, data, channel.guildId, GatewayIntentBits.Guilds);
}
