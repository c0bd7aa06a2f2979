import { setImmediate } from 'node:timers/promises';

/** How long this thread may be busy without a break: Discord wants its heartbeats, and users their answers. */
const SLICE_MS = 5;

/** Cuts long work into slices, with room for others in between. */
export class Slices {
  #endsAt = performance.now() + SLICE_MS;

  /** Whether it is time for a break: `if (slices.areOver) await slices.next()`. Cheap enough for an inner loop. */
  get areOver(): boolean {
    return performance.now() >= this.#endsAt;
  }

  async next(): Promise<void> {
    await setImmediate();
    this.#endsAt = performance.now() + SLICE_MS;
  }
}

/** Runs to its end what yields wherever it can be interrupted, in slices. */
export async function runInSlices<Result>(work: Generator<void, Result>): Promise<Result> {
  const slices = new Slices();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (slices.areOver) await slices.next();
  }
}

/** The same at once, for few records. */
export function runAtOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
