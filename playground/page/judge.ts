import type { WireEntry } from '../protocol.ts';

/** Discord ends an interaction that nobody has answered by then. */
export const TOO_LATE_MS = 3000;
/** People begin to wonder. */
export const SLOW_MS = 1000;

export type Judgement = 'refused' | 'late' | 'slow' | 'fine';

/** What there is to say of a request. */
export function judge({ status, refusal, asked, path }: WireEntry): Judgement {
  if (refusal !== undefined || status === undefined || status >= 400) return 'refused';
  // What follows a first answer may take longer.
  if (asked === undefined || !path.endsWith('/callback')) return 'fine';
  if (asked.waitedMs >= TOO_LATE_MS) return 'late';
  return asked.waitedMs >= SLOW_MS ? 'slow' : 'fine';
}

/** Ids and tokens are long, and say nothing to people: `/interactions/…/callback`. */
export function shorten(path: string): string {
  return path.replace(/\d{15,}|[\w-]{24,}/g, '…').replace(/…(?:\/…)+/g, '…');
}

export function writeMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
