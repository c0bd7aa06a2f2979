import { existsSync } from 'node:fs';
import { REST } from 'discord.js';
import { destination, pino } from 'pino';
import { parseConfig } from './config.ts';
import { loadFacts } from './data/load.ts';
import { createChannels } from './discord/channels.ts';
import { DataError, UserError } from './errors.ts';
import { askReport } from './operator.ts';
import { Desk } from './reminders/desk.ts';
import { know } from './reminders/reminders.ts';
import { renderReport } from './replies/report.ts';
import { Search } from './search/search.ts';
import { openStore } from './store/store.ts';

// npm run reminders: what `/remind list` shows, of every server, for whoever runs the bot.

async function report(): Promise<string> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { databaseUrl, dataDir, factsDir } = parseConfig(process.env);
  const running = databaseUrl === undefined ? await askReport(dataDir) : undefined;
  if (running !== undefined) return running;
  const log = pino({ level: 'error' }, destination({ fd: 2, sync: true }));
  const now = () => Temporal.Now.instant();
  const facts = await loadFacts(factsDir, { loadedBy: 'reminders', now: now(), number: 1 });
  const known = know(facts, Search.build(facts));
  const store = await openStore({ databaseUrl, dataDir, log });
  try {
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
