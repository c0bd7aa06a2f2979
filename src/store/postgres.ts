import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Logger } from 'pino';
import { channelName } from './channel.ts';
import { ListenConnection } from './listen-connection.ts';
import { asUnavailable, explainStart, TooOld } from './postgres-errors.ts';
import { APPLICATION_NAME, type Queryable, SCHEMA, type Store, StoreUnavailable } from './store.ts';
import { type Reply, refuseInsideTransaction, rowsOf, runTransaction } from './transaction.ts';
import { arrays, parsers, renderValue } from './values.ts';

/** The oldest version whose SQL we and pg-boss write. */
const OLDEST_MAJOR = 14;
const CONNECTIONS = 10;
const CONNECT_WITHIN_MS = 5_000;

/** A query that takes longer is given up: nothing we ask takes a second, but a cut cable never answers. */
const ANSWER_WITHIN_MS = 60_000;

/** Object id of `text[]`. */
const TEXT_ARRAY: number = 1009;

/**
 * Connects to a PostgreSQL.
 *
 * @throws UserError if it cannot be reached, refuses us, or is too old
 */
export async function openPostgres(databaseUrl: string, log: Logger): Promise<Store> {
  const store = new PostgresStore(databaseUrl, log);
  try {
    const [server] = await store.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    const major = Math.floor((server?.version ?? 0) / 10_000);
    if (major < OLDEST_MAJOR) throw new TooOld(major, OLDEST_MAJOR);
    return store;
  } catch (error) {
    await store.close();
    throw explainStart(error, databaseUrl);
  }
}

class PostgresStore implements Store {
  readonly home = 'postgres';
  readonly #pool: pg.Pool;
  readonly #listening: ListenConnection;
  readonly #prepared = new WeakMap<pg.PoolClient, readonly string[]>();
  /** Compared by identity: a connection that has run another list runs this one before anything else. */
  #sessionStatements = sessionStatements([]);
  #closing: Promise<void> | undefined;

  constructor(databaseUrl: string, log: Logger) {
    const config: pg.PoolConfig = {
      connectionString: databaseUrl,
      application_name: `${APPLICATION_NAME} ${randomBytes(4).toString('hex')}`,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
      max: CONNECTIONS,
      types: { getTypeParser },
    };
    this.#pool = new pg.Pool(config);
    // An idle connection that breaks is thrown away by the pool; the next query makes a new one.
    this.#pool.on('error', (error) => log.warn({ err: error }, 'a connection to the database was lost'));
    this.#listening = new ListenConnection(config, log);
  }

  async query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]> {
    refuseInsideTransaction();
    return rowsOf<Row>(await this.#withClient((client) => statement(client, sql, values)));
  }

  async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    refuseInsideTransaction();
    return this.#withClient((client) => runTransaction((sql, values) => run(client, sql, values), work));
  }

  async listen(
    channel: string,
    listener: (payload: string) => void,
    onGap?: () => void,
  ): Promise<() => Promise<void>> {
    return this.#listening.listen(channelName(channel), listener, onGap);
  }

  async notify(channel: string, payload: string): Promise<void> {
    await this.query('select pg_notify($1, $2)', [channelName(channel), payload]);
  }

  async prepareSessions(statements: readonly string[]): Promise<void> {
    this.#sessionStatements = sessionStatements(statements);
    await this.query('select 1');
  }

  close(): Promise<void> {
    this.#closing ??= Promise.all([this.#pool.end(), this.#listening.close()]).then(() => undefined);
    return this.#closing;
  }

  /** Lends a connection, and takes it back only where it can be lent again. */
  async #withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new Error('The store is closed.');
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw asUnavailable(error);
    });
    let lost: Error | undefined;
    const onError = (error: Error) => {
      lost = error;
    };
    client.on('error', onError);
    try {
      await this.#prepare(client);
      return await work(client);
    } catch (error) {
      const translated = asUnavailable(error);
      if (translated instanceof StoreUnavailable) lost ??= translated;
      throw translated;
    } finally {
      client.off('error', onError);
      client.release(lost ?? client.getTransactionStatus() !== 'I');
    }
  }

  async #prepare(client: pg.PoolClient): Promise<void> {
    const statements = this.#sessionStatements;
    if (this.#prepared.get(client) === statements) return;
    for (const sql of statements) await client.query(sql);
    this.#prepared.set(client, statements);
  }
}

/** Dates are read and written in one style, whatever the server's configuration says. */
function sessionStatements(statements: readonly string[]): readonly string[] {
  return [
    `set search_path to ${SCHEMA}; set datestyle to 'ISO'; set intervalstyle to 'postgres'; set timezone to 'UTC'`,
    ...statements,
  ];
}

/** One round of SQL outside a transaction. */
async function statement(
  client: pg.PoolClient,
  sql: string,
  values: readonly unknown[] | undefined,
): Promise<Reply> {
  try {
    const reply = await run(client, sql, values);
    if (client.getTransactionStatus() === 'I') return reply;
    throw new Error('The SQL opened a transaction and did not end it.');
  } catch (error) {
    // Where the server refuses the second of several statements, the first may have opened a transaction; `pg` hears of the
    // refusal before it hears of the state that the session is in.
    if (!(asUnavailable(error) instanceof StoreUnavailable)) await client.query('rollback');
    throw error;
  }
}

async function run(
  client: pg.PoolClient,
  sql: string,
  values: readonly unknown[] | undefined,
): Promise<Reply> {
  const result: pg.QueryResult | pg.QueryResult[] =
    values === undefined || values.length === 0
      ? await client.query(sql)
      : await client.query(sql, values.map(renderValue));
  const results = Array.isArray(result) ? result : [result];
  return { rows: results.flatMap(({ rows }) => rows), command: results.at(-1)?.command };
}

function getTypeParser(id: number, format?: 'text' | 'binary'): (text: string) => unknown {
  const parse = parsers.get(id);
  if (parse !== undefined) return parse;
  const element = arrays.get(id);
  if (element === undefined) return pg.types.getTypeParser(id, format ?? 'text');
  const parseTexts = pg.types.getTypeParser(TEXT_ARRAY, 'text');
  const parseElement = parsers.get(element) ?? String;
  return (text) => mapDeep(parseTexts(text), parseElement);
}

/** An array of an array type may hold arrays, and nulls. */
function mapDeep(value: unknown, parse: (text: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => mapDeep(element, parse));
  return typeof value === 'string' ? parse(value) : value;
}
