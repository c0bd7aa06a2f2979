import type { RequestRecord, Standin } from '../../standin/index.ts';
import type { WireEntry, WireFault } from '../protocol.ts';

/** As many as a person reads through. */
const KEPT = 300;

/** What the bot asked of Discord, the newest last. */
export class Wire {
  readonly #entries: WireEntry[] = [];
  readonly #listeners = new Set<(entry: WireEntry) => void>();
  #last = 0;

  constructor(standin: Pick<Standin, 'onRequest'>) {
    standin.onRequest((record) => this.#take(record));
  }

  get entries(): readonly WireEntry[] {
    return this.#entries;
  }

  listen(listener: (entry: WireEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #take({ method, path, status, tookMs, asked, refusal }: RequestRecord): void {
    this.#last += 1;
    const entry: WireEntry = {
      id: this.#last,
      at: Date.now(),
      method,
      path,
      status,
      tookMs: rounded(tookMs),
      asked: asked && { what: asked.what, waitedMs: rounded(asked.waitedMs) },
      refusal: refusal && {
        code: refusal.code,
        message: refusal.message,
        rule: refusal.rule.name,
        doc: refusal.rule.doc,
        faults: faultsIn(refusal.errors),
      },
    };
    this.#entries.push(entry);
    if (this.#entries.length > KEPT) this.#entries.shift();
    for (const listener of this.#listeners) listener(entry);
  }
}

const rounded = (ms: number) => Math.round(ms * 10) / 10;

/**
 * The faults of Discord's nested `errors`, each with its path.
 *
 * https://docs.discord.com/developers/reference#error-messages
 */
export function faultsIn(errors: unknown, path: readonly string[] = []): WireFault[] {
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.entries(errors).flatMap(([key, value]: [string, unknown]) => {
    if (key !== '_errors') return faultsIn(value, [...path, key]);
    return Array.isArray(value) ? value.flatMap((fault) => readFault(fault, path.join('.'))) : [];
  });
}

function readFault(fault: unknown, path: string): WireFault[] {
  if (typeof fault !== 'object' || fault === null || !('code' in fault) || !('message' in fault)) return [];
  return [{ path, code: String(fault.code), message: String(fault.message) }];
}
