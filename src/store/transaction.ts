import { AsyncLocalStorage } from 'node:async_hooks';
import { Queue } from './queue.ts';
import type { Queryable } from './store.ts';

export interface Reply {
  readonly rows: readonly object[];
  /** First word of the last statement's command tag, such as `COMMIT`. */
  readonly command: string | undefined;
}

/** One session of the database: what is sent through it runs in order on one connection. */
export type Session = (sql: string, values?: readonly unknown[]) => Promise<Reply>;

const current = new AsyncLocalStorage<{ open: boolean }>();

/**
 * In a folder the store has one connection, so a query beside an open transaction would wait for it for ever.
 * Both homes refuse it, so that the tests of one find it for the other.
 */
export function refuseInsideTransaction(): void {
  if (current.getStore()?.open === true) {
    throw new Error(
      'The store was used inside a transaction. Use the transaction itself: transaction((tx) => tx.query(…)).',
    );
  }
}

/** Runs `work` between `begin` and `commit`, or `rollback` where it throws. */
export async function runTransaction<T>(session: Session, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const scope = { open: true };
  const queue = new Queue();
  const tx: Queryable = {
    async query<Row extends object>(sql: string, values?: readonly unknown[]) {
      if (!scope.open) throw new Error('The transaction has ended; it cannot be used any more.');
      return rowsOf<Row>(await queue.run(() => session(sql, values)));
    },
  };
  await session('begin');
  try {
    const result = await current.run(scope, () => work(tx));
    scope.open = false;
    const { command } = await queue.run(() => session('commit'));
    // PostgreSQL answers a commit after a failed statement with a rollback, and no error.
    if (command === 'ROLLBACK')
      throw new Error('A statement of the transaction failed, so it was rolled back.');
    return result;
  } catch (error) {
    scope.open = false;
    // Where even that cannot be said, the connection is gone, and the transaction with it.
    await queue.run(() => session('rollback')).catch(() => undefined);
    throw error;
  }
}

/** The shape of a row is the caller's word: it wrote the SQL. */
export function rowsOf<Row extends object>({ rows }: Reply): Row[] {
  return rows as Row[];
}
