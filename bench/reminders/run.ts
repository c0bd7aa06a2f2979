import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Step } from '../../src/reminders/send-rows.ts';
import { type Fault, type Standin, startStandin } from '../../standin/index.ts';
import type { Order, Setup } from './child.ts';
import { FIRST, momentsOf, remindersOf, yearOf } from './year.ts';

export interface RunOptions {
  readonly channels: number;
  readonly meetings: number;
  /** Zones of the servers; the channels are spread over them. */
  readonly zones: readonly string[];
  /** The zone of the machine on which the bot runs. */
  readonly machineZone: string;
  /** PGlite in `folder` if absent. */
  readonly databaseUrl?: string | undefined;
  readonly folder: string;
  readonly random: () => number;
  /** Where to die at a moment, if anywhere. */
  readonly crashAt: (moment: number) => Step | undefined;
  /** Whether something breaks between bot and Discord at a moment. */
  readonly hasFaults: boolean;
  /** Takes the database away and brings it back. */
  readonly restartDatabase?: (() => Promise<void>) | undefined;
  readonly onProgress?: (figures: Figures) => void;
}

export interface Figures {
  readonly expected: number;
  readonly delivered: number;
  readonly lost: number;
  readonly repeated: number;
  readonly kills: number;
  readonly faults: number;
  readonly databaseRestarts: number;
  /** What the ledger says of rows that were not sent: why. */
  readonly unsent: readonly object[];
  /** Those that say that they are late: they were due while the bot was dead. */
  readonly late: number;
}

const CHILD = join(import.meta.dirname, 'child.ts');
const FAULTS = [
  '429',
  '5xx-before',
  '5xx-after',
  'cut',
  'cut-after',
] as const satisfies readonly Fault['kind'][];

/** Runs a year through a bot in a process of its own, which is killed again and again, and counts what each channel got. */
export async function runYear(options: RunOptions): Promise<Figures> {
  const { zones, channels, meetings } = options;
  const facts = yearOf(meetings);
  let virtual = FIRST.epochMilliseconds;
  let real = Date.now();
  const perServer = Math.ceil(channels / zones.length);
  const standin = await startStandin({
    // Discord's clock jumps with the bot's and runs on in between.
    now: () => virtual + (Date.now() - real),
    limits: { globalPerSecond: 1_000_000 },
    guilds: zones.map((zone, i) => ({
      name: zone,
      channels: Array.from({ length: Math.min(perServer, channels - i * perServer) }, (_, n) => ({
        name: `c${n}`,
      })),
    })),
  });
  const setTime = (at: Temporal.Instant) => {
    virtual = at.epochMilliseconds;
    real = Date.now();
  };
  const bot = new Bot(options, standin, setTime);
  let faults = 0;
  let databaseRestarts = 0;
  const figures = () => ({
    ...count(standin, options),
    kills: bot.kills,
    faults,
    databaseRestarts,
    unsent: bot.unsent,
  });
  try {
    await bot.start(FIRST, subscriptionsOf(standin, zones));
    for (const [i, moment] of momentsOf(facts, zones).entries()) {
      if (options.hasFaults) faults += addFaults(standin, options.random);
      const crash = options.crashAt(i);
      // Not both at once: a bot that is started while its database is down ends, as it should.
      const restart = crash === undefined && options.random() < 0.2 ? options.restartDatabase : undefined;
      if (restart !== undefined) databaseRestarts += 1;
      await Promise.all([bot.goTo(moment, crash), restart?.()]);
      options.onProgress?.(figures());
    }
    return figures();
  } finally {
    await bot.end();
    await standin.stop();
  }
}

function subscriptionsOf(standin: Standin, zones: readonly string[]): Setup['subscribe'] {
  return standin.guilds.map(({ id, channels }, i) => ({
    serverId: id,
    zone: zones[i] ?? 'UTC',
    channelIds: channels.map((channel) => channel.id),
  }));
}

function addFaults(standin: Standin, random: () => number): number {
  const times = Math.floor(random() * 4);
  const kind = FAULTS[Math.floor(random() * FAULTS.length)] ?? '429';
  if (times > 0)
    standin.fault({ match: { method: 'POST', path: /messages$/ }, kind, times, retryAfterMs: 50 });
  return times;
}

/** By the names of the calendar files, which are the keys of the ledger: what a channel got twice has one name. */
function count(
  standin: Standin,
  { meetings, channels }: RunOptions,
): Omit<Figures, 'kills' | 'faults' | 'databaseRestarts' | 'unsent'> {
  const perChannel = yearOf(meetings).engagements.reduce((sum, one) => sum + remindersOf(one), 0);
  const { messages } = standin;
  const distinct = new Set(
    messages.map(({ channelId, attachments }) => `${channelId} ${attachments[0]?.filename}`),
  );
  const expected = perChannel * channels;
  return {
    expected,
    delivered: messages.length,
    lost: expected - distinct.size,
    repeated: messages.length - distinct.size,
    late: messages.filter(({ embeds }) => embeds[0]?.description?.includes('Late:')).length,
  };
}

/** The bot's process. Killed, it is started again, sometimes at once, sometimes when Discord has forgotten every nonce. */
class Bot {
  kills = 0;
  /** What the ledger says of rows that were not sent, as of the last moment. */
  unsent: readonly object[] = [];
  readonly #options: RunOptions;
  readonly #standin: Standin;
  /** Of Discord. */
  readonly #setTime: (at: Temporal.Instant) => void;
  #child: ChildProcess | undefined;

  constructor(options: RunOptions, standin: Standin, setTime: (at: Temporal.Instant) => void) {
    this.#options = options;
    this.#standin = standin;
    this.#setTime = setTime;
  }

  async start(at: Temporal.Instant, subscribe: Setup['subscribe'] = []): Promise<void> {
    const { url, token, applicationId } = this.#standin;
    const { meetings, databaseUrl, folder, machineZone } = this.#options;
    const setup = { at: at.toString(), url, token, applicationId, meetings, databaseUrl, folder, subscribe };
    this.#child = fork(CHILD, [JSON.stringify(setup)], { env: { ...process.env, TZ: machineZone } });
    await this.#hear();
  }

  async goTo(moment: Temporal.Instant, crash: Step | undefined): Promise<void> {
    const { random, channels } = this.#options;
    const perRow = crash === 'before the send' || crash === 'after the send' || crash === 'after the mark';
    const nth = 1 + Math.floor(random() * (perRow ? Math.min(channels, 50) : 1));
    this.#setTime(moment);
    const order: Order = { to: moment.toString(), crash: crash && { step: crash, nth } };
    if (await this.#order(order)) return;
    this.kills += 1;
    const pause = random() < 0.5 ? { seconds: 20 } : { minutes: 15 };
    const back = moment.add(pause);
    this.#setTime(back);
    await this.start(back);
    await this.#order({ to: back.toString() });
  }

  /** @returns whether the process lived */
  async #order(order: Order): Promise<boolean> {
    this.#child?.send(order);
    return this.#hear().then(
      ([answer]) => {
        this.unsent = (answer as { ledger: object[] }).ledger;
        return true;
      },
      () => false,
    );
  }

  /** Waits for the next message of the process. */
  async #hear(): Promise<unknown[]> {
    const child = this.#child;
    if (child === undefined) throw new Error('The bot has not been started.');
    const ended = new AbortController();
    try {
      return await Promise.race([
        once(child, 'message', { signal: ended.signal }),
        once(child, 'exit', { signal: ended.signal }).then(([code, signal]) => {
          if (signal !== 'SIGKILL') throw new Error(`The bot ended with ${code ?? signal}.`);
          throw new Error('killed');
        }),
      ]);
    } finally {
      ended.abort();
    }
  }

  async end(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}
