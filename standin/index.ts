import type { AddressInfo } from 'node:net';
import { announceMessages } from './announce.ts';
import { CommandStore } from './commands.ts';
import type { Core } from './core.ts';
import { Gateway } from './gateway/gateway.ts';
import { HttpApi } from './http.ts';
import { Interactions } from './interactions.ts';
import { LocalStandin, type Parts } from './local-standin.ts';
import { MessageStore } from './messages.ts';
import { DEFAULT_LIMITS, type StandinOptions } from './options.ts';
import { Router } from './router.ts';
import { allRoutes } from './routes/index.ts';
import { ScheduledEvents } from './scheduled-events.ts';
import { Snowflakes } from './snowflake.ts';
import type { Standin } from './standin.ts';
import { Uploads } from './uploads.ts';
import { World } from './world.ts';

export type { RegisteredCommand } from './commands.ts';
export { StandinError } from './errors.ts';
export type { Fault } from './faults.ts';
export type { GatewayControls } from './gateway/controls.ts';
export type { Refusal } from './http.ts';
export type { Choice, Timing, TimingListener } from './interactions.ts';
export type { MessageEvent, MessageListener, StoredMessage } from './messages.ts';
export type { ChannelSetup, GuildSetup, Limits, RoleSetup, StandinOptions } from './options.ts';
export type { Reply, ReplyAttachment } from './reply.ts';
export type { RequestListener, RequestRecord } from './requests.ts';
export type { GuildView, Standin, UserOptions } from './standin.ts';
export type { GivenFile } from './uploads.ts';
export type { MessageAt, StandinUser, Where } from './user.ts';

const HOST = '127.0.0.1';

/** Starts a local Discord on 127.0.0.1 that refuses what Discord refuses. */
export async function startStandin(options: StandinOptions = {}): Promise<Standin> {
  const origin = { port: 0 };
  const parts = build(options, () => `${HOST}:${origin.port}`);
  const { http, core } = parts;
  http.server.on('upgrade', (request, socket, head) => core.gateway.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    http.server.once('error', reject);
    http.server.listen(options.port ?? 0, HOST, resolve);
  });
  origin.port = (http.server.address() as AddressInfo).port;
  announceMessages(core);
  return new LocalStandin(parts);
}

/** @param host known once the server listens */
function build(options: StandinOptions, host: () => string): Parts {
  const now = options.now ?? Date.now;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const snowflakes = new Snowflakes(now);
  const world = new World(snowflakes, now);
  const [home] = (options.guilds ?? [{ name: 'Test server' }]).map((setup) => world.addGuild(setup));
  if (!home?.withBot) throw new Error('The first server of the stand-in must have the bot.');
  const messages = new MessageStore(world, snowflakes, {
    now,
    nonceLifeMs: limits.nonceLifeMs,
    attachmentsUrl: () => `http://${host()}/attachments`,
  });
  const core: Core = {
    token: tokenFor(world.applicationId),
    limits,
    now,
    world,
    messages,
    uploads: new Uploads(snowflakes, () => `http://${host()}/ephemeral-attachments`),
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
  return { core, http, home, host };
}

/** Of the shape that discord.js reads the application id from. */
function tokenFor(applicationId: string): string {
  return `${Buffer.from(applicationId).toString('base64url')}.StndIn.${'x'.repeat(38)}`;
}
