import type { Queryable, Store } from './store.ts';

/** A store that is opened by whoever first asks something of it. An opening that fails is tried again by the next. */
export class LateStore implements Store {
  readonly home: Store['home'];
  /** Resolves when it has been opened. */
  readonly opened: Promise<void>;
  readonly #openIt: () => Promise<Store>;
  readonly #tellOpened: () => void;
  #store: Promise<Store> | undefined;

  constructor(home: Store['home'], open: () => Promise<Store>) {
    this.home = home;
    this.#openIt = open;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.opened = promise;
    this.#tellOpened = resolve;
  }

  async query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]> {
    return (await this.#get()).query<Row>(sql, values);
  }

  async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return (await this.#get()).transaction(work);
  }

  async listen(...listening: Parameters<Store['listen']>): ReturnType<Store['listen']> {
    return (await this.#get()).listen(...listening);
  }

  async notify(channel: string, payload: string): Promise<void> {
    await (await this.#get()).notify(channel, payload);
  }

  async prepareSessions(statements: readonly string[]): Promise<void> {
    await (await this.#get()).prepareSessions(statements);
  }

  async open(): Promise<void> {
    await this.#get();
  }

  /** One that was never opened stays so. */
  async close(): Promise<void> {
    await (await this.#store)?.close();
  }

  #get(): Promise<Store> {
    this.#store ??= this.#openIt().then(
      (store) => {
        this.#tellOpened();
        return store;
      },
      (error: unknown) => {
        this.#store = undefined;
        throw error;
      },
    );
    return this.#store;
  }
}
