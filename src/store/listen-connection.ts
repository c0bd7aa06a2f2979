import pg from 'pg';
import type { Logger } from 'pino';
import { Queue } from './queue.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 15_000;

/** A cut cable is silent: asked this often whether it is still there, and given so long to answer. */
const ASK_EVERY_MS = 20_000;
const ANSWER_WITHIN_MS = 5_000;

interface Listener {
  readonly channel: string;
  readonly onPayload: (payload: string) => void;
  readonly onGap: (() => void) | undefined;
}

/**
 * The one connection that notifications come in on: a connection of the pool would be lent away between two of them.
 * Made for the first listener; comes back by itself and subscribes again when it is lost.
 */
export class ListenConnection {
  readonly #config: pg.ClientConfig;
  readonly #log: Logger;
  readonly #listeners = new Set<Listener>();
  readonly #queue = new Queue();
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #pulse: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(config: pg.ClientConfig, log: Logger) {
    this.#config = { ...config, query_timeout: ANSWER_WITHIN_MS };
    this.#log = log;
  }

  /** Resolves when subscribed; where the database is down, at once: it subscribes when it is back. */
  async listen(
    channel: string,
    onPayload: (payload: string) => void,
    onGap: (() => void) | undefined,
  ): Promise<() => Promise<void>> {
    if (this.#closed) throw new Error('The store is closed.');
    const listener: Listener = { channel, onPayload, onGap };
    this.#listeners.add(listener);
    await this.#queue.run(async () => {
      if (this.#client === undefined) await this.#connect(FIRST_RETRY_MS, [listener]);
      else await this.#send(this.#client, `listen ${channel}`);
    });
    return () => this.#unlisten(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#queue.run(async () => {
      clearInterval(this.#pulse);
      await this.#client?.end().catch(() => undefined);
      this.#client = undefined;
    });
  }

  #unlisten(listener: Listener): Promise<void> {
    this.#listeners.delete(listener);
    return this.#queue.run(async () => {
      if (this.#client === undefined || this.#channels().has(listener.channel)) return;
      await this.#send(this.#client, `unlisten ${listener.channel}`);
    });
  }

  #channels(): Set<string> {
    return new Set([...this.#listeners].map(({ channel }) => channel));
  }

  /** A connection that cannot be asked is lost; losing it starts the next one. */
  async #send(client: pg.Client, sql: string): Promise<void> {
    await client.query(sql).catch((error: unknown) => this.#lose(client, error));
  }

  /** @param unheard listeners that had no connection before, and so have missed nothing */
  async #connect(retryMs: number, unheard: readonly Listener[] = []): Promise<void> {
    if (this.#closed || this.#client !== undefined) return;
    clearTimeout(this.#retry);
    const client = new pg.Client(this.#config);
    client.on('error', (error) => this.#lose(client, error));
    client.on('end', () => this.#lose(client, new Error('the connection ended')));
    client.on('notification', ({ channel, payload }) => this.#deliver(channel, payload ?? ''));
    try {
      await client.connect();
      for (const channel of this.#channels()) await client.query(`listen ${channel}`);
    } catch (error) {
      this.#log.warn({ err: error, retryMs }, 'cannot listen for notifications; trying again');
      client.end().catch(() => undefined);
      this.#connectIn(retryMs);
      return;
    }
    this.#client = client;
    this.#pulse = setInterval(() => void this.#queue.run(() => this.#send(client, 'select 1')), ASK_EVERY_MS);
    this.#pulse.unref();
    for (const listener of this.#listeners) if (!unheard.includes(listener)) listener.onGap?.();
  }

  #connectIn(retryMs: number): void {
    if (this.#closed) return;
    const next = Math.min(retryMs * 2, LAST_RETRY_MS);
    this.#retry = setTimeout(() => void this.#queue.run(() => this.#connect(next)), retryMs);
    this.#retry.unref();
  }

  #lose(client: pg.Client, error: unknown): void {
    if (this.#client !== client || this.#closed) return;
    this.#client = undefined;
    clearInterval(this.#pulse);
    this.#log.warn({ err: error }, 'the connection for notifications was lost');
    client.end().catch(() => undefined);
    this.#connectIn(FIRST_RETRY_MS);
  }

  #deliver(channel: string, payload: string): void {
    for (const listener of this.#listeners) if (listener.channel === channel) listener.onPayload(payload);
  }
}
