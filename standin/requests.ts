import type { Refusal } from './http.ts';

/** A request that was answered, or that ended without an answer. */
export interface RequestRecord {
  readonly method: string;
  /** Without `/api/v10`. */
  readonly path: string;
  /** Undefined where the connection was cut. */
  readonly status: number | undefined;
  /** From its arrival to the answer's last byte. */
  readonly tookMs: number;
  /** Of an answer to an interaction: what the user did, and how long ago that was when the request had come. */
  readonly asked: { readonly what: string; readonly waitedMs: number } | undefined;
  readonly refusal: Refusal | undefined;
}

export type RequestListener = (record: RequestRecord) => void;

/** Those who want to hear of every request of the bot. */
export class RequestListeners {
  readonly #listeners = new Set<RequestListener>();

  add(listener: RequestListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(record: RequestRecord): void {
    for (const listener of this.#listeners) listener(record);
  }
}
