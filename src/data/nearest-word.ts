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
  const wanted = word.toLowerCase();
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const third = Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3));
    const most = Math.min(third, mostSlips);
    // Lengths alone tell that most candidates are too far.
    if (Math.abs(candidate.length - wanted.length) > most) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance <= most && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { candidate, distance };
  }
  return best?.candidate;
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
