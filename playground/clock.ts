import { type AttachableClock, TestClock } from 'pg-boss';

interface Timer {
  readonly run: () => void;
  readonly interval: number | undefined;
  /** By the time that has passed, whatever the date has been set to meanwhile. */
  due: number;
}

/**
 * A clock whose date can be set, forwards and backwards, under a running bot. Timers count the time that passes and not the
 * date: a jump fires none of them and strands none, as pg-boss's `TestClock` would, whose part here is to tell the database.
 */
export class PlayClock implements AttachableClock {
  readonly #database: TestClock;
  readonly #timers = new Set<Timer>();
  #passed = 0;

  constructor(start: Temporal.Instant) {
    this.#database = new TestClock(start.epochMilliseconds);
  }

  now(): number {
    return this.#database.now();
  }

  /** Rounded, as all times here: who waits for a date would not see it come if sums of parts fell just short of it. */
  setTimeout(run: () => void, ms: number): Timer {
    return this.#add({ run, interval: undefined, due: this.#passed + Math.max(Math.round(ms), 0) });
  }

  setInterval(run: () => void, ms: number): Timer {
    const interval = Math.max(Math.round(ms), 1);
    return this.#add({ run, interval, due: this.#passed + interval });
  }

  clearTimeout(timer: unknown): void {
    for (const known of this.#timers) if (known === timer) this.#timers.delete(known);
  }

  clearInterval(timer: unknown): void {
    this.clearTimeout(timer);
  }

  attach(...target: Parameters<AttachableClock['attach']>): Promise<AsyncDisposable> {
    return this.#database.attach(...target);
  }

  /** Sets the date; no time passes. Neither this nor `pass` may be called while the other runs. */
  async setTo(date: number): Promise<void> {
    await this.#database.setTime(Math.round(date));
  }

  /** Lets time pass: fires what comes due, in order, and waits for what each asks of the database. */
  async pass(ms: number): Promise<void> {
    const until = this.#passed + Math.round(ms);
    for (let timer = this.#next(until); timer !== undefined; timer = this.#next(until)) {
      await this.#advance(timer.due);
      // It may have been cleared while the database was told.
      if (!this.#timers.has(timer)) continue;
      if (timer.interval === undefined) this.#timers.delete(timer);
      else timer.due += timer.interval;
      timer.run();
      await this.#database.tick(0);
    }
    await this.#advance(until);
  }

  #add(timer: Timer): Timer {
    this.#timers.add(timer);
    return timer;
  }

  #next(until: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.due <= until && (next === undefined || timer.due < next.due)) next = timer;
    }
    return next;
  }

  async #advance(to: number): Promise<void> {
    const ms = to - this.#passed;
    if (ms <= 0) return;
    this.#passed = to;
    await this.#database.setTime(this.#database.now() + ms);
  }
}
