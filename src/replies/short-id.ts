import { createHash } from 'node:crypto';

/** Leaves room for a command and an action before it in a `custom_id` of 100 characters. */
const LONGEST = 72;
const KEPT = 60;

/**
 * A record's id, cut where Discord's 100 characters would not hold it: its beginning, `~`, and 11 characters of its
 * SHA-256, the same in every process and after every restart.
 */
export function shortId(id: string): string {
  if (id.length <= LONGEST) return id;
  return `${id.slice(0, KEPT)}~${createHash('sha256').update(id).digest('base64url').slice(0, 11)}`;
}

/** How the id that `short` stands for begins. */
export function beginOfShort(short: string): string {
  return short.slice(0, KEPT);
}

/** The id that `short` stands for, among `ids`. */
export function findLongId(ids: Iterable<string>, short: string): string | undefined {
  if (short[KEPT] !== '~') return undefined;
  const beginning = beginOfShort(short);
  for (const id of ids) if (id.startsWith(beginning) && shortId(id) === short) return id;
  return undefined;
}
