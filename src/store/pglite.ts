import type { Logger } from 'pino';
import { channelName } from './channel.ts';
import type { Engine, StartEngine } from './engine.ts';
import { startEngineThread } from './engine-thread.ts';
import { brokenFolder, type Folder, openFolder } from './folder.ts';
import { Queue } from './queue.ts';
import { type Queryable, SCHEMA, type Store, StoreUnavailable } from './store.ts';
import { refuseInsideTransaction, rowsOf, runTransaction } from './transaction.ts';
import { keepUp } from './upkeep.ts';
import { renderValue } from './values.ts';

/** An engine that gave up is started again by the next query, but not more often than this. */
const RESTART_EVERY_MS = 5_000;

/**
 * Opens the database in a folder, or makes one.
 *
 * @throws UserError if the folder is in use, broken, or of another version
 */
export async function openPglite(
  dataDir: string,
  log: Logger,
  startEngine: StartEngine = startEngineThread,
): Promise<Store> {
  const folder = await openFolder(dataDir);
  const store = new PgliteStore(folder, log, startEngine);
  try {
    await store.start();
    return store;
  } catch (error) {
    folder.release();
    throw brokenFolder(dataDir, error instanceof Error ? error.message : String(error), error);
  }
}

interface Listener {
  readonly channel: string;
  readonly onPayload: (payload: string) => void;
  readonly onGap: (() => void) | undefined;
}

class PgliteStore implements Store {
  readonly home = 'pglite';
  readonly #folder: Folder;
  readonly #log: Logger;
  readonly #start: StartEngine;
  readonly #queue = new Queue();
  readonly #listeners = new Set<Listener>();
  #sessionStatements: readonly string[] = [];
  #engine: Engine | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;
  #stopUpkeep: (() => void) | undefined;
  #closed = false;

  constructor(folder: Folder, log: Logger, startEngine: StartEngine) {
    this.#folder = folder;
    this.#log = log;
    this.#start = startEngine;
  }

  async start(): Promise<void> {
    await this.#queue.run(() => this.#startEngine());
    this.#stopUpkeep = keepUp(this, this.#log);
  }

  async query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]> {
    refuseInsideTransaction();
    return rowsOf<Row>(await this.#inSession((engine) => engine.statement(sql, values?.map(renderValue))));
  }

  async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    refuseInsideTransaction();
    return this.#inSession((engine) =>
      runTransaction((sql, values) => engine.step(sql, values?.map(renderValue)), work),
    );
  }

  async listen(
    channel: string,
    onPayload: (payload: string) => void,
    onGap?: () => void,
  ): Promise<() => Promise<void>> {
    refuseInsideTransaction();
    const listener: Listener = { channel: channelName(channel), onPayload, onGap };
    await this.#inSession((engine) => prepare(engine, [`listen ${listener.channel}`]));
    this.#listeners.add(listener);
    return async () => {
      this.#listeners.delete(listener);
      if ([...this.#listeners].some((other) => other.channel === channel)) return;
      await this.#inSession((engine) => prepare(engine, [`unlisten ${channel}`]));
    };
  }

  async notify(channel: string, payload: string): Promise<void> {
    await this.query('select pg_notify($1, $2)', [channelName(channel), payload]);
  }

  async prepareSessions(statements: readonly string[]): Promise<void> {
    this.#sessionStatements = statements;
    await this.#inSession((engine) => prepare(engine, statements));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopUpkeep?.();
    await this.#queue.run(async () => {
      await this.#engine?.close();
      this.#engine = undefined;
      this.#folder.release();
    });
  }

  /** Runs `work` alone. What an engine that gave up under it has done is not known: the caller is told so. */
  #inSession<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The store is closed.'));
    return this.#queue.run(async () => {
      const engine = this.#engine ?? (await this.#restart());
      try {
        return await work(engine);
      } catch (error) {
        if (engine.fault === undefined) throw error;
        this.#engine = undefined;
        // The next one must find nobody on its files.
        await engine.close();
        this.#log.error({ err: error }, 'the database in the folder gave up; it will be started again');
        throw new StoreUnavailable(error);
      }
    });
  }

  async #restart(): Promise<Engine> {
    if (performance.now() - this.#startedAt < RESTART_EVERY_MS) throw new StoreUnavailable(undefined);
    try {
      const engine = await this.#startEngine();
      this.#log.info('the database in the folder is back');
      for (const { onGap } of this.#listeners) onGap?.();
      return engine;
    } catch (error) {
      throw new StoreUnavailable(error);
    }
  }

  async #startEngine(): Promise<Engine> {
    this.#startedAt = performance.now();
    const engine = await this.#start(this.#folder.cluster, (channel, payload) =>
      this.#deliver(channel, payload),
    );
    const channels = new Set([...this.#listeners].map(({ channel }) => channel));
    await prepare(engine, [
      `set search_path to ${SCHEMA}`,
      ...this.#sessionStatements,
      ...[...channels].map((channel) => `listen ${channel}`),
    ]);
    this.#engine = engine;
    return engine;
  }

  #deliver(channel: string, payload: string): void {
    for (const listener of this.#listeners) if (listener.channel === channel) listener.onPayload(payload);
  }
}

async function prepare(engine: Engine, statements: readonly string[]): Promise<void> {
  for (const sql of statements) await engine.statement(sql, undefined);
}
