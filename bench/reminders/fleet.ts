import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Step } from '../../src/reminders/send-rows.ts';
import type { Order, Report, Setup } from './child.ts';
import { FIRST } from './year.ts';

const CHILD = join(import.meta.dirname, 'child.ts');

/** What the bots let pass at a time. */
const STEP_SECONDS = 2;
/** They wake so long before a moment, as if the machine had slept until then, and plan: pg-boss looks within seconds. */
const WAKE_BEFORE = { seconds: 60 };
const PLAN_STEPS = 12;
/** So long everything that is due has at least; what is tried again has more. */
const SEND_STEPS = 20;
const MOST_STEPS = 1500;

type Standing = Extract<Report, { type: 'stands' }>;

export interface FleetOptions {
  readonly size: number;
  /** The zone of the machine on which they run. */
  readonly machineZone: string;
  readonly setup: Omit<Setup, 'at' | 'subscribe'>;
  /** Moves Discord's clock with theirs. */
  readonly setTime: (at: Temporal.Instant) => void;
}

export interface Crash {
  readonly step: Step;
  readonly nth: number;
  /** Which of the bots. */
  readonly victims: readonly number[];
}

/** The bots, each a process of its own. Time passes for all of them in steps, and none is more than a step ahead. */
export class Fleet {
  kills = 0;
  /** What the ledger says of rows that were not sent, as of the last moment. */
  unsent: readonly object[] = [];
  /** What each has delivered, over all its lives. */
  readonly shares: number[];
  readonly #options: FleetOptions;
  readonly #bots: (ChildProcess | undefined)[];
  /** Of those that live. */
  #clock = FIRST;
  #plannedAt: Temporal.Instant | undefined;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#bots = Array.from({ length: options.size });
    this.shares = Array.from({ length: options.size }, () => 0);
  }

  /** One after the other, as the test clock of each takes the database's. The first subscribes the channels. */
  async start(at: Temporal.Instant, subscribe: Setup['subscribe'] = []): Promise<void> {
    const now = Temporal.Instant.compare(this.#clock, at) > 0 ? this.#clock : at;
    this.#options.setTime(now);
    for (const [i, bot] of this.#bots.entries()) {
      if (bot === undefined) await this.#startOne(i, now, i === 0 ? subscribe : []);
    }
  }

  async #startOne(i: number, at: Temporal.Instant, subscribe: Setup['subscribe']): Promise<void> {
    const setup: Setup = { ...this.#options.setup, at: at.toString(), subscribe };
    const env = { ...process.env, TZ: this.#options.machineZone };
    const bot = fork(CHILD, [JSON.stringify(setup)], { env });
    this.#bots[i] = bot;
    bot.on('message', (report: Report) => {
      if (report.type === 'sent') this.shares[i] = (this.shares[i] ?? 0) + 1;
    });
    if ((await hear(bot)) === undefined) throw new Error('A bot was killed while it started.');
  }

  /**
   * Lets a moment come and all that is due be done; bots may die on the way.
   *
   * @returns whether all lived
   */
  async goTo(moment: Temporal.Instant, crash?: Crash): Promise<boolean> {
    if (crash !== undefined) {
      const { step, nth } = crash;
      await this.#orderAll({ type: 'crash', step, nth }, (i) => crash.victims.includes(i));
    }
    await this.#orderAll({ type: 'jump', to: moment.subtract(WAKE_BEFORE).toString() });
    for (let step = 0; step < PLAN_STEPS; step++) await this.#step();
    let standing = await this.#orderAll({ type: 'jump', to: moment.toString() });
    for (let step = 0; standing !== undefined && step < MOST_STEPS; step++) {
      if (step >= SEND_STEPS && standing.left === 0 && this.#hasPlanned(moment)) break;
      standing = await this.#step();
    }
    await this.#orderAll({ type: 'rest' });
    return this.#bots.every((bot) => bot !== undefined);
  }

  /** Whether a plan that began when the moment had come was written by somebody: one may fail with the database. */
  #hasPlanned(moment: Temporal.Instant): boolean {
    return this.#plannedAt !== undefined && Temporal.Instant.compare(this.#plannedAt, moment) >= 0;
  }

  #step(): Promise<Standing | undefined> {
    return this.#orderAll({ type: 'pass', seconds: STEP_SECONDS });
  }

  /** @returns how one of those that live stands, undefined where none lives */
  async #orderAll(
    order: Order,
    isMeant: (bot: number) => boolean = () => true,
  ): Promise<Standing | undefined> {
    const standings = await Promise.all(
      this.#bots.map(async (bot, i) => {
        if (bot === undefined || !isMeant(i)) return undefined;
        const heard = hear(bot);
        // One that has died since it was last heard of is told nothing; its end is heard.
        bot.send(order, () => undefined);
        const standing = await heard;
        if (standing === undefined) {
          this.#bots[i] = undefined;
          this.kills += 1;
        }
        return standing;
      }),
    );
    const planned = standings.flatMap((one) => one?.plannedAt ?? []).toSorted();
    const last = planned.at(-1);
    if (last !== undefined) this.#plannedAt = Temporal.Instant.from(last);
    // Each looked when it was done itself: one may have looked before another had planned.
    const [standing] = standings.filter((one) => one !== undefined).toSorted((a, b) => b.left - a.left);
    if (standing === undefined) return undefined;
    this.unsent = standing.unsent ?? this.unsent;
    this.#clock = Temporal.Instant.from(standing.at);
    this.#options.setTime(this.#clock);
    return standing;
  }

  async end(): Promise<void> {
    for (const bot of this.#bots) {
      if (bot === undefined || bot.exitCode !== null || bot.signalCode !== null) continue;
      const exited = once(bot, 'exit');
      bot.kill('SIGKILL');
      await exited;
    }
  }
}

/** How a bot stands after what it was told; undefined where it was killed. */
function hear(bot: ChildProcess): Promise<Standing | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Standing | undefined>();
  const onMessage = (report: Report) => {
    if (report.type === 'stands') resolve(report);
  };
  const onExit = (code: number | null, signal: string | null) => {
    if (signal === 'SIGKILL') resolve(undefined);
    else reject(new Error(`A bot ended with ${code ?? signal}.`));
  };
  bot.on('message', onMessage);
  bot.on('exit', onExit);
  if (bot.exitCode !== null || bot.signalCode !== null) onExit(bot.exitCode, bot.signalCode);
  return promise.finally(() => {
    bot.off('message', onMessage);
    bot.off('exit', onExit);
  });
}
