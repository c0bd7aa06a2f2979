import { restore } from './store/restore.ts';
import { openStore } from './store/store.ts';
import { runOnStore } from './store-command.ts';

const USAGE = 'Usage: npm run restore -- FILE [--replace]';

/** Fills the store from a file that `npm run backup` wrote, of either home. */
await runOnStore(USAGE, { replace: { type: 'boolean' } }, openStore, async ({ store, file, flags }) => {
  const replace = flags.replace === true;
  const { header, rows } = await restore(store, file, { replace, now: Temporal.Now.instant() });
  return `${rows} rows restored from the backup of ${header.made}`;
});
