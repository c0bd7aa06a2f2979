/** So many requests in each window. */
export interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** For routes that name none of their own. Discord publishes no figures and tells clients to read the headers. */
export const DEFAULT_LIMIT: RateLimit = { requests: 50, windowMs: 1_000 };

interface Window {
  used: number;
  endsAt: number;
}

export interface Verdict {
  readonly headers: Readonly<Record<string, string>>;
  /** Set where the request is refused. */
  readonly retryAfterMs?: number;
  readonly isGlobal: boolean;
}

export interface Ask {
  /** The route without its ids. */
  readonly bucket: string;
  /** The ids that have limits of their own: channel, server, webhook with token. */
  readonly major: string;
  readonly limit: RateLimit;
  readonly countsGlobally: boolean;
}

const SECOND_MS = 1_000;
const SWEEP_ABOVE = 2_000;

/**
 * Counts requests by route and over all, and says what the headers say.
 *
 * @see https://docs.discord.com/developers/topics/rate-limits
 */
export class RateLimits {
  readonly #windows = new Map<string, Window>();
  readonly #now: () => number;
  readonly #globalPerSecond: number;

  constructor(now: () => number, globalPerSecond: number) {
    this.#now = now;
    this.#globalPerSecond = globalPerSecond;
  }

  ask({ bucket, major, limit, countsGlobally }: Ask): Verdict {
    const now = this.#now();
    if (countsGlobally) {
      const global = this.#window('global', SECOND_MS, now);
      if (global.used >= this.#globalPerSecond) return refuseGlobally(global.endsAt - now);
      global.used += 1;
    }
    const window = this.#window(`${bucket} ${major}`, limit.windowMs, now);
    const isRefused = window.used >= limit.requests;
    if (!isRefused) window.used += 1;
    const resetAfterMs = window.endsAt - now;
    const headers = {
      'x-ratelimit-limit': String(limit.requests),
      'x-ratelimit-remaining': String(limit.requests - window.used),
      'x-ratelimit-reset': (window.endsAt / SECOND_MS).toFixed(3),
      'x-ratelimit-reset-after': (resetAfterMs / SECOND_MS).toFixed(3),
      'x-ratelimit-bucket': bucketId(bucket),
      ...(isRefused && { 'x-ratelimit-scope': 'user' }),
    };
    return { headers, isGlobal: false, ...(isRefused && { retryAfterMs: resetAfterMs }) };
  }

  #window(key: string, lengthMs: number, now: number): Window {
    if (this.#windows.size > SWEEP_ABOVE) this.#sweep(now);
    const current = this.#windows.get(key);
    if (current && current.endsAt > now) return current;
    const fresh = { used: 0, endsAt: now + lengthMs };
    this.#windows.set(key, fresh);
    return fresh;
  }

  #sweep(now: number): void {
    for (const [key, { endsAt }] of this.#windows) if (endsAt <= now) this.#windows.delete(key);
  }
}

function refuseGlobally(retryAfterMs: number): Verdict {
  return {
    headers: { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' },
    isGlobal: true,
    retryAfterMs,
  };
}

const bucketIds = new Map<string, string>();

/** A stable id that shows nothing of the route, as Discord's does. */
function bucketId(bucket: string): string {
  const known = bucketIds.get(bucket);
  if (known) return known;
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(bucket))
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  const id = hash.toString(16).padStart(16, '0');
  bucketIds.set(bucket, id);
  return id;
}
