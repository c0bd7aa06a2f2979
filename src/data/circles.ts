import { type Steps, VALUES_A_STEP } from './steps.ts';

/** In place of a parent, where there is none. */
export const NO_PARENT = -1;

/**
 * Each circle of a relation in which everything has one parent at most, once, as the places along it. Yields wherever it can be
 * interrupted.
 *
 * @param parents of each place that of its parent, or `NO_PARENT`
 */
export function* findCircles(parents: Int32Array): Steps<number[][]> {
  const seenFrom = new Int32Array(parents.length).fill(NO_PARENT);
  const circles: number[][] = [];
  let walked = 0;
  for (let start = 0; start < parents.length; start += 1) {
    let at = start;
    while (at !== NO_PARENT && seenFrom[at] === NO_PARENT) {
      seenFrom[at] = start;
      at = parents[at] ?? NO_PARENT;
      walked += 1;
      if (walked % VALUES_A_STEP === 0) yield;
    }
    // What was seen from another start leads to nothing new.
    if (at !== NO_PARENT && seenFrom[at] === start) circles.push(yield* walkAround(at, parents));
  }
  return circles;
}

function* walkAround(start: number, parents: Int32Array): Steps<number[]> {
  const circle = [start];
  for (let at = parents[start] ?? start; at !== start; at = parents[at] ?? start) {
    circle.push(at);
    if (circle.length % VALUES_A_STEP === 0) yield;
  }
  return circle;
}
