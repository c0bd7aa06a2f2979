import { pino } from 'pino';
import { parseConfig } from '../../src/config.ts';
import { startBot } from '../../src/main.ts';
import { openTestStore } from '../../tests/fixtures/pglite-store.ts';

// The whole bot over a database of its own, with channels that are subscribed before it starts.

const { CHANNEL_IDS = '', SERVER_ID = '', DATA_DIR = '', DATABASE_URL, DISCORD_TOKEN = '' } = process.env;
const store = await openTestStore({ databaseUrl: DATABASE_URL, folder: DATA_DIR });
await store.query(
  `INSERT INTO reminder_subscriptions (server_id, channel_id, leads, created_by, created_at, active_since)
   SELECT $1, id, ARRAY['PT1H'], '1', now(), now() FROM unnest($2::text[]) AS id`,
  [SERVER_ID, CHANNEL_IDS.split(',')],
);
await startBot({
  config: parseConfig(process.env),
  token: DISCORD_TOKEN,
  log: pino({ level: 'info' }),
  now: () => Temporal.Now.instant(),
  store,
  onFatal: (sentence) => {
    console.error(sentence);
    process.exit(1);
  },
});
