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

export function runAtOnce<Result>(work: Steps<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
