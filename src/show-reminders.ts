import { existsSync } from 'node:fs';
import { REST } from 'discord.js';
import { destination, pino } from 'pino';
import { parseConfig } from './config.ts';
import { createChannels } from './discord/channels.ts';
import { DataError, UserError } from './errors.ts';
import { askOperator } from './operator.ts';
import { Desk } from './reminders/desk.ts';
import { know } from './reminders/known.ts';
import { renderReport } from './replies/report.ts';
import { Reader } from './revisions/reader.ts';
import { Search } from './search/search.ts';
import { openExistingStore } from './store/store.ts';

// npm run reminders: what `/remind list` shows, of every server, for whoever runs the bot.

async function report(): Promise<string> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { databaseUrl, dataDir } = parseConfig(process.env);
  const running = databaseUrl === undefined ? await askOperator(dataDir, ['reminders']) : undefined;
  if (running !== undefined) return running.output;
  const log = pino({ level: 'error' }, destination({ fd: 2, sync: true }));
  const now = () => Temporal.Now.instant();
  const store = await openExistingStore({ databaseUrl, dataDir, log });
  try {
    const reader = new Reader(store, now);
    await reader.follow();
    const { facts } = reader.served;
    const known = know(facts, Search.build(facts));
    // Nothing is asked of Discord here.
    const channels = createChannels({ rest: new REST(), botId: () => '', facts: () => facts });
    return renderReport(facts, await new Desk({ store, channels, known: () => known, now }).listAll());
  } finally {
    await store.close();
  }
}

try {
  console.log(await report());
} catch (error) {
  if (!(error instanceof UserError || error instanceof DataError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
