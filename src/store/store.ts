/** Runs SQL. */
export interface Queryable {
  /**
   * Rows of one statement with its values, or, without values, of any number of statements divided by semicolons: the
   * rows of all of them, in order. pg-boss installs itself with the latter.
   */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
}

/** The database: a PGlite folder, or PostgreSQL. */
export interface Store extends Queryable {
  readonly home: 'pglite' | 'postgres';
  /** Commits when `work` resolves, rolls back when it rejects. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** @returns a function that ends the listening */
  listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>>;
  notify(channel: string, payload: string): Promise<void>;
  /** Statements that every connection runs before any other, now and after a reconnect. Replaces the ones given before. */
  prepareSessions(statements: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** The database does not answer. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';

  constructor(cause: unknown) {
    super('The database cannot be reached right now.', { cause });
  }
}
