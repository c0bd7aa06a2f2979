import { forEach, runAtOnce, type Steps } from './steps.ts';

/**
 * What was probably meant by a misspelt word: the nearest candidate, if one is near enough to be a slip.
 *
 * @param mostSlips letters that may be wrong at most; never more than a third of them
 */
export function findNearestWord(
  word: string,
  candidates: Iterable<string>,
  mostSlips = Number.POSITIVE_INFINITY,
): string | undefined {
  return runAtOnce(nearestWordSteps(word, candidates, mostSlips));
}

/** As `findNearestWord`; yields wherever it can be interrupted. */
export function* nearestWordSteps(
  word: string,
  candidates: Iterable<string>,
  mostSlips = Number.POSITIVE_INFINITY,
): Steps<string | undefined> {
  const wanted = word.toLowerCase();
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  yield* forEach(candidates, (candidate) => {
    const third = Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3));
    const most = Math.min(third, mostSlips);
    // Lengths alone tell that most candidates are too far.
    if (Math.abs(candidate.length - wanted.length) > most) return;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance > most || distance >= least) return;
    nearest = candidate;
    least = distance;
  });
  return nearest;
}

/** Letters to add, drop, change, or swap with the next, to turn one word into the other (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let previous: number[] = [];
  let current = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const beforePrevious = previous;
    previous = current;
    current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      current[column] = isSwap ? Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1) : cost;
    }
  }
  return current[b.length] ?? 0;
}
