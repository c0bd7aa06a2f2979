import type { Steps } from './steps.ts';

/** So many are sorted at once. */
const RUN = 256;

/**
 * The places from 0 up to `count` in the order that `compare` says; equal ones stay as they are. Sorts in short runs and merges
 * them: a million cannot be sorted at once while anybody waits.
 */
export function* sortInSteps(count: number, compare: (a: number, b: number) => number): Steps<Int32Array> {
  let from = new Int32Array(count);
  for (let start = 0; start < count; start += RUN) {
    const run = from.subarray(start, start + RUN);
    for (let index = 0; index < run.length; index += 1) run[index] = start + index;
    run.sort(compare);
    yield;
  }
  let to = new Int32Array(count);
  for (let width = RUN; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      yield* merge(from, to, { start, middle: start + width, end: start + 2 * width }, compare);
    }
    [from, to] = [to, from];
  }
  return from;
}

interface Runs {
  readonly start: number;
  readonly middle: number;
  readonly end: number;
}

function* merge(
  from: Int32Array,
  to: Int32Array,
  { start, ...ends }: Runs,
  compare: (a: number, b: number) => number,
): Steps<void> {
  const middle = Math.min(ends.middle, from.length);
  const end = Math.min(ends.end, from.length);
  let [left, right] = [start, middle];
  for (let at = start; at < end; at += 1) {
    const isLeft = right === end || (left < middle && compare(from[left] ?? 0, from[right] ?? 0) <= 0);
    to[at] = from[isLeft ? left++ : right++] ?? 0;
    if (at % RUN === 0) yield;
  }
}
