import { backUp } from './store/backup.ts';
import { openExistingStore } from './store/store.ts';
import { runOnStore } from './store-command.ts';

const USAGE = 'Usage: npm run backup -- FILE';

/** Writes what the store holds into a new file. */
await runOnStore(USAGE, {}, openExistingStore, async ({ store, file }) => {
  const { rows, tables, bytes } = await backUp(store, file, Temporal.Now.instant());
  return `${file}: ${rows} rows of ${tables} tables, ${bytes} bytes`;
});
