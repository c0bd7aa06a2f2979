import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { LateStore } from '../src/store/late-store.ts';
import { openStore, type Store } from '../src/store/store.ts';

/**
 * A store for trying out, made when it is first needed: that takes seconds. It ends with the Discord of its own whose
 * channels it knows; the real bot's folder is not touched.
 */
export function lateTryOutStore(log: Logger): LateStore {
  return new LateStore('pglite', async () => (await openTryOutStore(log)).store);
}

/** As {@link lateTryOutStore}, made now. @returns the store, and its folder, which is deleted when the store is closed */
export async function openTryOutStore(log: Logger): Promise<{ store: Store; dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tranche-try-out-'));
  const remove = () => rm(dataDir, { recursive: true, force: true });
  const store = await openStore({ dataDir, log }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const close = store.close.bind(store);
  store.close = async () => {
    await close();
    await remove();
  };
  return { store, dataDir };
}
