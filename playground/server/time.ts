import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Bot } from '../../src/main.ts';
import { Queue } from '../../src/store/queue.ts';
import type { Store } from '../../src/store/store.ts';
import type { PlayClock } from '../clock.ts';
import type { ClockState } from '../protocol.ts';

/** How often the bot's clock follows the one on the wall. */
const BEAT_MS = 1000;
/** Before a reminder is due the bot gets this long to find out: its own look comes once a minute. */
const AHEAD_MS = 150_000;
/** And this long to send it. */
const AFTER_MS = 8_000;
/** Steps of the time that passes around a reminder. */
const STEP_MS = 2_000;
/** Of one move; a year of reminders is not read in a channel anyway. */
const MOST_STOPS = 60;
/** How long jobs under way may take after each stop. */
const SETTLE_MS = 5_000;

export interface TimeOptions {
  readonly clock: PlayClock;
  readonly store: Pick<Store, 'query'>;
  readonly bot: Pick<Bot, 'context'>;
  readonly log: Logger;
}

/**
 * The bot's time: it runs with the clock on the wall, and can be moved. On its way forward it stops wherever a reminder
 * is due and lets the bot live through that minute, so that each arrives as it would have.
 */
export class Time {
  readonly #options: TimeOptions;
  readonly #queue = new Queue();
  readonly #listeners = new Set<(state: ClockState) => void>();
  readonly #ended = new AbortController();
  #beating: Promise<void> = Promise.resolve();
  #isMoving = false;
  #isOpening = true;

  constructor(options: TimeOptions) {
    this.#options = options;
  }

  get state(): ClockState {
    return {
      now: this.#options.clock.now(),
      isMoving: this.#isMoving,
      isOpening: this.#isOpening,
    };
  }

  listen(listener: (state: ClockState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    this.#beating = this.#beat();
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    await this.#beating;
    await this.#queue.run(async () => undefined);
  }

  /** The same hour of the next day. */
  nextDay(): Promise<void> {
    return this.#move((now) => now.add({ days: 1 }));
  }

  today(): Promise<void> {
    return this.#move(() => Temporal.Now.zonedDateTimeISO('UTC'));
  }

  /** That day, at the hour that it is. */
  goTo(day: Temporal.PlainDate): Promise<void> {
    return this.#move((now) => day.toZonedDateTime({ timeZone: 'UTC', plainTime: now.toPlainTime() }));
  }

  #move(target: (now: Temporal.ZonedDateTime) => Temporal.ZonedDateTime): Promise<void> {
    return this.#queue.run(async () => {
      this.#isMoving = true;
      this.#isOpening = false;
      this.#tell();
      try {
        const now = Temporal.Instant.fromEpochMilliseconds(this.#options.clock.now());
        await this.#passTo(target(now.toZonedDateTimeISO('UTC')).epochMilliseconds);
      } finally {
        this.#isMoving = false;
        this.#tell();
      }
    });
  }

  async #passTo(target: number): Promise<void> {
    const { clock } = this.#options;
    for (let stops = 0; stops < MOST_STOPS && !this.#ended.signal.aborted; stops += 1) {
      const due = await this.#nextDue(target);
      if (due === undefined) break;
      if (due - AHEAD_MS > clock.now()) await clock.setTo(due - AHEAD_MS);
      await this.#live(due + AFTER_MS);
      this.#tell();
    }
    if (target > clock.now() || target < clock.now() - AHEAD_MS) await clock.setTo(target);
    await this.#live(clock.now() + STEP_MS);
  }

  /** When the next reminder is due, of all after now and up to `target`. */
  async #nextDue(target: number): Promise<number | undefined> {
    const { bot, clock } = this.#options;
    const standings = (await bot.context().reminders?.listAll()) ?? [];
    const dues = standings.flatMap(({ next }) => (next ? [next.slot.dueAt.epochMilliseconds] : []));
    const ahead = dues.filter((due) => due > clock.now() && due <= target);
    return ahead.length > 0 ? Math.min(...ahead) : undefined;
  }

  /** Lets the bot live through the time until then, and finish what it began. */
  async #live(until: number): Promise<void> {
    const { clock } = this.#options;
    while (clock.now() < until) await clock.pass(Math.min(STEP_MS, until - clock.now()));
    const giveUpAt = performance.now() + SETTLE_MS;
    while (performance.now() < giveUpAt && (await this.#isWorking())) await sleep(20);
  }

  async #isWorking(): Promise<boolean> {
    const [jobs] = await this.#options.store.query<{ active: number }>(
      "SELECT count(*)::int AS active FROM pgboss.job WHERE state = 'active'",
    );
    return jobs !== undefined && jobs.active > 0;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.state);
  }

  async #beat(): Promise<void> {
    const { signal } = this.#ended;
    let last = performance.now();
    while (!signal.aborted) {
      await sleep(BEAT_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.#queue
        .run(async () => {
          const now = performance.now();
          const passed = Math.min(now - last, 2 * BEAT_MS);
          last = now;
          await this.#options.clock.pass(passed);
        })
        .catch((error: unknown) => this.#options.log.error({ err: error }, 'the clock could not go on'));
    }
  }
}
