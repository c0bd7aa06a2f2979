import { pino } from 'pino';
import { parseConfig } from '../../src/config.ts';
import { startBot } from '../../src/main.ts';
import { openStore } from '../../src/store/store.ts';
import { tellSlow } from '../reminders/tell-slow.ts';
import { watchThread } from '../reminders/thread.ts';

// The whole bot over a database of its own, with channels that are subscribed before it starts. Asked by its parent, it says what
// its threads did since it was last asked.

const {
  CHANNEL_IDS = '',
  SERVER_ID = '',
  DATA_DIR = '',
  DATABASE_URL,
  DISCORD_TOKEN = '',
  SLOW_MS,
} = process.env;
const log = pino({ level: 'info' });
const takeUse = watchThread();
process.on('message', () => process.send?.(takeUse()));
const opened = await openStore({ databaseUrl: DATABASE_URL, dataDir: DATA_DIR, log });
const store = SLOW_MS === undefined ? opened : tellSlow(opened, Number(SLOW_MS), log);
await store.query(
  `INSERT INTO reminder_subscriptions (server_id, channel_id, leads, created_by, created_at, active_since)
   SELECT $1, id, ARRAY['PT1H'], '1', now(), now() FROM unnest($2::text[]) AS id`,
  [SERVER_ID, CHANNEL_IDS.split(',')],
);
await startBot({
  config: parseConfig(process.env),
  token: DISCORD_TOKEN,
  log,
  now: () => Temporal.Now.instant(),
  store,
  onFatal: (sentence) => {
    console.error(sentence);
    process.exit(1);
  },
});
