// Both homes must give the same values: ids as text, times as milliseconds since 1970.

/** A column of type timestamptz, as {@link instantOf} reads it. */
export function ms(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::float8`;
}

export function instantOf(milliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(milliseconds));
}

export function optionalInstant(milliseconds: number | null): Temporal.Instant | undefined {
  return milliseconds === null ? undefined : instantOf(milliseconds);
}
