/**
 * The first place from `from` up to `end` that is not below what is sought, by halving; `end` where all are. Those that are
 * below come first.
 */
export function firstNotBelow(from: number, end: number, isBelow: (at: number) => boolean): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
