import { Pace } from './pace.ts';

// Work that is written as a generator yields wherever it can be interrupted: of many records it is done with rests in between,
// of few at once.

export type Steps<Result> = Generator<void, Result>;

/** A step is short: to look at the clock after each would take longer than many of them. */
const STEPS_A_LOOK = 16;

export async function runPaced<Result>(work: Steps<Result>): Promise<Result> {
  const pace = new Pace();
  for (;;) {
    for (let count = 0; count < STEPS_A_LOOK; count += 1) {
      const step = work.next();
      if (step.done) return step.value;
    }
    if (pace.isDue) await pace.rest();
  }
}

export function runAtOnce<Result>(work: Steps<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
