import { join } from 'node:path';
import type { REST } from 'discord.js';
import type { Logger } from 'pino';
import type { Revisions } from './commands/command.ts';
import { renderNews } from './commands/facts-watch.render.ts';
import type { Config } from './config.ts';
import { loadFacts } from './data/load.ts';
import { downloadAttachment } from './discord/download.ts';
import { say } from './discord/say.ts';
import { ENGLISH } from './i18n/language.ts';
import type { News } from './revisions/announcer.ts';
import { FactsDesk } from './revisions/desk.ts';
import { buildSearch, type Served } from './revisions/served.ts';
import { Serving } from './revisions/serving.ts';
import { FolderWatch } from './revisions/watch.ts';
import type { Store } from './store/store.ts';

// The part of `main.ts` that builds what questions are answered from.

interface FactsOptions {
  readonly config: Config;
  readonly store?: Store | undefined;
  readonly now: () => Temporal.Instant;
  readonly log: Logger;
}

/** What questions are answered from, and the desk at which it is changed; nothing changes it where there is no database. */
export interface FactsSource {
  readonly served: () => Served;
  readonly revisions: Revisions | undefined;
  /** Looks for changes of the folder from now on, where the operator wants it. */
  watch(rest: REST): void;
  stop(): Promise<void>;
}

/**
 * @throws DataError if the facts are wrong
 * @throws UserError if those of the store do not load
 */
export async function openFacts({ config, store, now, log }: FactsOptions): Promise<FactsSource> {
  const { factsDir } = config;
  if (store === undefined) {
    const facts = await loadFacts(factsDir, { loadedBy: 'start', now: now(), number: 1 });
    const served = { facts, search: await buildSearch(facts) };
    const nothing = { revisions: undefined, watch: () => undefined, stop: async () => undefined };
    return { served: () => served, ...nothing };
  }
  // A folder that has the store is this process's alone.
  const indexPath = store.home === 'pglite' ? join(config.dataDir, 'search.index') : undefined;
  const serving = await Serving.start({ store, factsDir, now, log, indexPath });
  const desk = new FactsDesk({ store, serving, factsDir, now, log });
  let watching: FolderWatch | undefined;
  return {
    served: () => serving.served,
    revisions: {
      desk,
      admins: { userIds: config.adminUserIds, serverId: config.adminGuildId },
      readAttachment: (file) => downloadAttachment(file, { cdnUrl: config.discordCdnUrl }),
    },
    watch: (rest) => {
      const { factsWatch: mode } = config;
      if (mode === 'off') return;
      watching = new FolderWatch({ store, desk, factsDir, mode, tell: teller(rest, config), log });
      watching.start();
    },
    stop: async () => {
      await watching?.stop();
      await serving.stop();
    },
  };
}

/** Where no channel is set, the log alone says what was seen. */
function teller(rest: REST, { adminChannelId }: Config): (news: News, key: string) => Promise<void> {
  return async (news, key) => {
    if (adminChannelId !== undefined) await say(rest, adminChannelId, await renderNews(ENGLISH, news), key);
  };
}
