import { Pace } from './pace.ts';

// Work that is written as a generator yields wherever it can be interrupted: of many records it is done with rests in between,
// of few at once.

export type Steps<Result> = Generator<void, Result>;

export async function runPaced<Result>(work: Steps<Result>): Promise<Result> {
  const pace = new Pace();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (pace.isDue) await pace.rest();
  }
}

/** To stop after each of a million values would take longer than what is done with them. */
export const VALUES_A_STEP = 32;

/** Does something with each value in turn, a few a step. */
export function* forEach<T>(values: Iterable<T>, work: (value: T, place: number) => void): Steps<void> {
  let place = 0;
  for (const value of values) {
    work(value, place);
    place += 1;
    if (place % VALUES_A_STEP === 0) yield;
  }
}

export function runAtOnce<Result>(work: Steps<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
