import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { Queryable, Store } from '../../src/store/store.ts';

/** The store, with a line in the log for each statement that takes longer, and one each ten seconds for how long the loop was held up. */
export function tellSlow(store: Store, slowMs: number, log: Logger): Store {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  setInterval(() => {
    log.info({ maxMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6 }, 'held up');
    delay.reset();
  }, 10_000).unref();
  const timed =
    (db: Queryable): Queryable['query'] =>
    async (sql, values) => {
      const startedAt = performance.now();
      try {
        return await db.query(sql, values);
      } finally {
        const ms = Math.round(performance.now() - startedAt);
        if (ms > slowMs) log.info({ ms, sql: sql.replace(/\s+/g, ' ').slice(0, 300) }, 'slow');
      }
    };
  return {
    home: store.home,
    query: timed(store),
    transaction: (work) => store.transaction((tx) => work({ query: timed(tx) })),
    listen: (channel, listener, onGap) => store.listen(channel, listener, onGap),
    notify: (channel, payload) => store.notify(channel, payload),
    prepareSessions: (statements) => store.prepareSessions(statements),
    close: () => store.close(),
  };
}
