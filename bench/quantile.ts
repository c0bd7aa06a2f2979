/** The measurement that a share `q` of all are below. */
export function quantile(measured: readonly number[], q: number): number {
  const sorted = measured.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
