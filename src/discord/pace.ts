import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from '../store/queue.ts';

/** Time as a pace sees it; a test brings its own. */
interface PaceTime {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** A little more than a second: Discord's does not begin when ours does, and what is on its way may bunch. discord.js adds as much. */
const SECOND_MS = 1050;
/** Turns that came late, since timers do or the process had no time, are made good within this: what is later is lost. */
const MADE_GOOD_MS = 40;

/**
 * Gives turns, evenly spread over each second. Without it discord.js lets fifty messages go at once when a second begins, and
 * whoever asks the bot something just then waits until all of them are on their way.
 */
export class Pace {
  readonly #perSecond: () => number;
  readonly #time: PaceTime;
  readonly #queue = new Queue();
  #nextAt = Number.NEGATIVE_INFINITY;

  constructor(perSecond: () => number, time: PaceTime = { now: () => performance.now(), sleep }) {
    this.#perSecond = perSecond;
    this.#time = time;
  }

  /** Waits behind whoever asked before. Whoever gives up takes no turn. */
  turn(signal: AbortSignal): Promise<void> {
    return this.#queue.run(async () => {
      if (signal.aborted) return;
      const { now, sleep } = this.#time;
      const at = Math.max(this.#nextAt, now() - MADE_GOOD_MS);
      this.#nextAt = at + SECOND_MS / this.#perSecond();
      if (at > now()) await sleep(at - now());
    });
  }
}
