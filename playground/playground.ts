import { PermissionFlagsBits } from 'discord.js';
import type { Logger } from 'pino';
import type { Bot, BotOptions } from '../src/main.ts';
import { type Standin, startStandin } from '../standin/index.ts';
import { PlayClock } from './clock.ts';
import type { BotState, PersonKey } from './protocol.ts';
import { Room } from './server/room.ts';
import { type Served, serve } from './server/serve.ts';
import { Time } from './server/time.ts';
import type { Person, Scene } from './server/window.ts';
import { Wire } from './server/wire.ts';
import { openTryOutStore } from './try-out.ts';

/** The meeting of U.S. European Command in Kyiv was still to come, and the first reminders with it. Morning, nine o'clock. */
const OPENS_AT = Temporal.Instant.from('2014-05-20T09:00:00Z');

/** A member may ask; the admin may also have channels reminded and change the facts. */
const NAMES = { member: 'Mira', admin: 'Adrian' } as const satisfies Record<PersonKey, string>;

/** What of a bot the playground settles; the rest is as the environment says. */
export type PlayBotOptions = Pick<BotOptions, 'token'> &
  Partial<Pick<BotOptions, 'onFatal' | 'now' | 'readNow' | 'clock' | 'store' | 'remindFrom'>> & {
    /** Of its configuration, what is about this Discord. */
    readonly discord: Partial<BotOptions['config']>;
  };

export type StartBot = (options: PlayBotOptions) => Promise<Bot>;

/** The server that everybody tries the bot on. */
export function startServer(): Promise<Standin> {
  return startStandin({
    guilds: [
      {
        name: 'Your server',
        channels: [{ name: 'general' }, { name: 'team' }],
        roles: [{ name: 'team', mentionable: true }],
      },
    ],
  });
}

export interface Playground {
  readonly address: string;
  readonly standin: Standin;
  readonly bot: Bot;
  /** What the page's admin is called in the stand-in. */
  readonly admin: string;
  stop(): Promise<void>;
}

/**
 * The bot against a Discord of its own, with a page to ask it from. All of it ends with `stop`: messages, reminders and
 * revisions too.
 *
 * @param port a free one is taken if it is not free
 */
export async function startPlayground({
  start,
  log,
  port,
}: {
  readonly start: StartBot;
  readonly log: Logger;
  readonly port: number;
}): Promise<Playground> {
  const standin = await startServer();
  const people = { member: person(standin, 'member'), admin: person(standin, 'admin') };
  const clock = new PlayClock(OPENS_AT);
  const room = new Room(standin, Object.values(people), () => clock.now());
  const wire = new Wire(standin);
  const status = new BotStatus();
  const { store, dataDir } = await openTryOutStore(log);
  const bot = await start({
    token: standin.token,
    discord: {
      discordApiUrl: standin.url,
      discordCdnUrl: new URL(standin.url).origin,
      dataDir,
      adminUserIds: [people.admin.id],
      adminGuildId: undefined,
      adminChannelId: undefined,
    },
    store,
    now: () => Temporal.Instant.fromEpochMilliseconds(clock.now()),
    // The sources that ship are from after the day on which the page opens.
    readNow: () => Temporal.Now.instant(),
    clock,
    onFatal: (reason) => status.end(reason),
  }).catch(async (error: unknown) => {
    await store.close();
    await standin.stop();
    throw error;
  });
  const time = new Time({ clock, store, bot, log });
  time.start();
  const scene: Scene = { standin, people, room, wire, time, bot: status };
  const stopRest = async () => {
    await time.stop();
    await bot.stop();
    await standin.stop();
  };
  const served: Served = await serve(scene, port).catch(async (error: unknown) => {
    await stopRest();
    throw error;
  });
  return {
    address: served.address,
    standin,
    bot,
    admin: NAMES.admin,
    async stop() {
      await served.stop();
      await stopRest();
    },
  };
}

function person(standin: Standin, key: PersonKey): Person {
  const name = NAMES[key];
  const permissions = key === 'admin' ? { permissions: PermissionFlagsBits.Administrator } : {};
  return {
    id: standin.user(name, permissions).id,
    name,
    speaking: (locale) => standin.user(name, { locale }),
  };
}

/** Whether the bot still runs, for all windows. */
class BotStatus {
  #state: BotState = { isRunning: true };
  readonly #listeners = new Set<(state: BotState) => void>();

  get state(): BotState {
    return this.#state;
  }

  end(reason: string): void {
    this.#state = { isRunning: false, reason };
    console.error(reason);
    for (const listener of this.#listeners) listener(this.#state);
  }

  listen(listener: (state: BotState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
