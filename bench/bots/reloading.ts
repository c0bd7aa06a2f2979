import { pino } from 'pino';
import { parseConfig } from '../../src/config.ts';
import { startBot } from '../../src/main.ts';
import { openStore } from '../../src/store/store.ts';
import { watchStretches } from '../hold-up.ts';

// The whole bot with a store of its own. Asked by its parent, it says for how long its thread was busy at a stretch since it was
// last asked, and what memory it has.

const log = pino({ level: 'error' });
const { DISCORD_TOKEN = '' } = process.env;
const config = parseConfig(process.env);
const store = await openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log });
await startBot({
  config,
  token: DISCORD_TOKEN,
  log,
  now: () => Temporal.Now.instant(),
  store,
  onFatal: (sentence) => {
    console.error(sentence);
    process.exit(1);
  },
});
const stretches = watchStretches();
process.on('message', () =>
  process.send?.({ ...stretches.take(), residentMb: process.memoryUsage.rss() / 1e6 }),
);
process.send?.('ready');
