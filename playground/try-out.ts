import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { LateStore } from '../src/store/late-store.ts';
import { openStore } from '../src/store/store.ts';

/**
 * A store for trying out, made when it is first needed: that takes seconds. It ends with the Discord of its own whose
 * channels it knows; the real bot's folder is not touched.
 */
export function tryOutStore(log: Logger): LateStore {
  return new LateStore('pglite', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tranche-try-out-'));
    const store = await openStore({ dataDir, log });
    const close = store.close.bind(store);
    store.close = async () => {
      await close();
      await rm(dataDir, { recursive: true, force: true });
    };
    return store;
  });
}
