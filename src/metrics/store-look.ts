import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '../store/store.ts';

/** A health check that waits longer is given up by whoever asked. */
const ANSWERS_WITHIN_MS = 2000;

/** Asks the database whether it is there. One question at a time: what hangs is not asked again. */
export function lookAtStore(store: Pick<Queryable, 'query'>): () => Promise<boolean> {
  let asking: Promise<boolean> | undefined;
  const ask = (): Promise<boolean> =>
    store
      .query('select 1')
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        asking = undefined;
      });
  return () => {
    asking ??= ask();
    return Promise.race([asking, sleep(ANSWERS_WITHIN_MS, false, { ref: false })]);
  };
}
