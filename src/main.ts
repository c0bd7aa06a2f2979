import { existsSync } from 'node:fs';
import { type Client, Events } from 'discord.js';
import type { Clock } from 'pg-boss';
import type { Logger } from 'pino';
import type { State } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { type Config, parseConfig } from './config.ts';
import { createChannels } from './discord/channels.ts';
import { createClient } from './discord/client.ts';
import { createDispatch } from './discord/dispatch.ts';
import { createLog } from './discord/log.ts';
import { login } from './discord/login.ts';
import { registerCommands } from './discord/register.ts';
import { countFaults, DataError, UserError } from './errors.ts';
import { runFacts } from './facts-console.ts';
import { type FactsSource, openFacts } from './open-facts.ts';
import { type Counting, openMetrics } from './open-metrics.ts';
import { type OperatorAnswer, serveOperator } from './operator.ts';
import { Desk } from './reminders/desk.ts';
import { Reminders } from './reminders/reminders.ts';
import { ChartDrawer } from './replies/charts/drawer.ts';
import { renderReport } from './replies/report.ts';
import type { Served } from './revisions/served.ts';
import { openStore, type Store } from './store/store.ts';

/** How long answers under way may take when the bot stops. */
const STOP_WITHIN_MS = 5000;

export interface BotOptions {
  readonly config: Config;
  readonly token: string;
  readonly log: Logger;
  readonly now: () => Temporal.Instant;
  /** By which the facts are read: a source from after it is a fault. `now` if absent. */
  readonly readNow?: (() => Temporal.Instant) | undefined;
  /** Where reminders and revisions of the facts are kept; the bot answers without one, and closes it when it stops. */
  readonly store?: Store | undefined;
  /** Reminders begin when this resolves; at the start if absent. */
  readonly remindFrom?: Promise<void> | undefined;
  /** pg-boss's source of time; it must tell the same as `now`. The system's if absent. */
  readonly clock?: Clock | undefined;
  /** The connection is gone for good while running. */
  readonly onFatal: (sentence: string) => void;
}

export interface Bot {
  readonly context: () => State;
  stop(): Promise<void>;
}

/**
 * Builds the bot in order and starts it: facts, index, client, commands.
 *
 * @throws DataError if the facts are wrong
 * @throws UserError if Discord refuses the token or the connection
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  // A store that is opened only when it is needed has no revisions: the folder is served.
  const { remindFrom, store, now, readNow = now } = options;
  const openedStore = remindFrom === undefined ? store : undefined;
  const source = await openFacts({ ...options, now: readNow, store: openedStore });
  const counting = await openMetrics({ ...options, store: openedStore, served: source.served });
  return startWith(source, counting, options).catch(async (error: unknown) => {
    await counting.stop();
    await source.stop();
    throw error;
  });
}

async function startWith(source: FactsSource, counting: Counting, options: BotOptions): Promise<Bot> {
  const { config, token, log, now, onFatal } = options;
  const charts = new ChartDrawer();
  const served = counting.timed(source.served);
  const context = (): State => ({
    ...served(),
    now: now(),
    charts,
    reminders: reminding?.desk,
    revisions: source.revisions,
  });
  const underWay = new Set<Promise<void>>();
  const dispatch = createDispatch({ commands, context, log, meter: counting.meter });
  const onInteraction: typeof dispatch = (interaction) => {
    const answer = dispatch(interaction).finally(() => underWay.delete(answer));
    underWay.add(answer);
    return answer;
  };
  const client = createClient({
    apiUrl: config.discordApiUrl,
    shards: config.shards,
    onInteraction,
    onFatal,
    log,
  });
  const reminding = prepareReminders(options, client, source.served, counting);
  await counting.show(client);
  await login(client, token);
  const applicationId = client.application?.id ?? '';
  const bodies = commands.map(({ data }) => data);
  // Once is enough: of several processes, the one that has the first shard does it.
  const registers = config.shards === undefined || config.shards.ids.includes(0);
  const { rest } = client;
  const registering = { rest, applicationId, guildId: config.discordGuildId, commands: bodies, log };
  await (registers ? registerCommands(registering) : Promise.resolve()).catch((error: unknown) => {
    // What was registered before still works: better to answer than to stay away until Discord has recovered.
    if (error instanceof UserError) throw error;
    log.error({ err: error }, 'the commands could not be registered; the next start tries again');
  });
  if (options.remindFrom === undefined) await reminding?.reminders.start();
  else void remindLater(options.remindFrom, reminding?.reminders, log);
  const endAnswers =
    options.store?.home === 'pglite' && options.remindFrom === undefined
      ? serveOperator(config.dataDir, (words) => answerOperator(words, source, reminding?.desk, now), log)
      : undefined;
  source.watch(client.rest);
  const { facts } = source.served();
  log.info(
    { revision: facts.revision.number, sources: facts.sources.length, items: facts.items.length },
    'ready',
  );
  return {
    context,
    async stop() {
      client.removeAllListeners(Events.InteractionCreate);
      await Promise.race([Promise.all(underWay), delay(STOP_WITHIN_MS)]);
      await charts.stop();
      endAnswers?.();
      await reminding?.reminders.stop(STOP_WITHIN_MS);
      await source.stop();
      await counting.stop();
      await client.destroy();
      await options.store?.close();
      log.info('stopped');
    },
  };
}

/** Reminders, and the desk at which commands ask for them; nothing where there is no database. */
function prepareReminders(
  { store, now, clock, log }: BotOptions,
  client: Client,
  known: () => Served,
  { meter }: Counting,
): { reminders: Reminders; desk: Desk } | undefined {
  if (store === undefined) return undefined;
  const channels = createChannels({
    rest: client.rest,
    botId: () => client.user?.id ?? '',
    facts: () => known().facts,
  });
  const reminders = new Reminders({ store, channels, known, now, clock, log, meter });
  return { reminders, desk: new Desk({ store, channels, known: () => reminders.known(), now }) };
}

async function remindLater(
  from: Promise<void>,
  reminders: Reminders | undefined,
  log: Logger,
): Promise<void> {
  await from;
  await reminders
    ?.start()
    .catch((error: unknown) => log.error({ err: error }, 'reminders could not be started'));
}

/** What `npm run reminders` and `npm run facts` ask, while this process has the folder. */
async function answerOperator(
  [command, ...words]: readonly string[],
  { served, revisions }: FactsSource,
  reminders: Desk | undefined,
  now: () => Temporal.Instant,
): Promise<OperatorAnswer> {
  const facts = () => served().facts;
  if (command === 'facts' && revisions) return runFacts(words, { desk: revisions.desk, facts, now });
  if (command === 'reminders' && reminders)
    return { code: 0, output: renderReport(facts(), await reminders.listAll()) };
  throw new UserError('The bot that has the folder is of another version: start it again.');
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** The question behind `--ask`, of one word or of several. */
function readQuestion(args: readonly string[]): string | undefined {
  const [flag, ...words] = args;
  if (flag === undefined) return undefined;
  const question = words.join(' ').trim();
  if (flag === '--ask' && question !== '') return question;
  const problem = flag === '--ask' ? 'There is no question.' : 'npm start takes no arguments.';
  throw new UserError(`${problem} To ask one question: npm run ask -- '/item night vision'`);
}

/** Discord where there is a token; else the playground, with a Discord of its own. */
async function main(): Promise<void> {
  const question = readQuestion(process.argv.slice(2));
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = parseConfig(process.env);
  const log = createLog(config.logLevel);
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'crashed; a supervisor should start the bot again');
    process.exit(1);
  });
  const onFatal = (sentence: string) => {
    console.error(sentence);
    process.exit(1);
  };
  const now = () => Temporal.Now.instant();
  if (config.discordToken === undefined || question !== undefined) {
    const { runPlayground } = await import('../playground/run.ts');
    process.exitCode = await runPlayground({
      // A question asked while the bot runs has no use for its port, and the Discord of its own has one shard.
      start: ({ discord, ...options }) =>
        startBot({
          config: {
            ...config,
            discordGuildId: undefined,
            metricsPort: undefined,
            shards: undefined,
            ...discord,
          },
          log,
          now,
          onFatal,
          ...options,
        }),
      log,
      port: config.port,
      questions: question === undefined ? undefined : [question],
    });
    return;
  }
  const { promise: told, resolve: tell } = Promise.withResolvers<undefined>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => tell(undefined));
  log.info('starting');
  const bot = await Promise.race([openBot(config, log, config.discordToken, onFatal), told]);
  if (bot === undefined) {
    log.info('told to stop before it had started');
    process.exit(0);
  }
  await told;
  await bot.stop();
}

/** The store, and the bot over it: reminders live there, and it is closed with the bot. */
async function openBot(
  config: Config,
  log: Logger,
  token: string,
  onFatal: BotOptions['onFatal'],
): Promise<Bot> {
  const store = await openStore({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log });
  const now = () => Temporal.Now.instant();
  return startBot({ config, token, log, now, store, onFatal }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
}

/** What stops the bot at the start, for whoever started it: a sentence where they can mend it, else everything we know. */
function explain(error: unknown): string {
  if (error instanceof DataError) {
    const count = countFaults(error.faults).toLocaleString('en-US');
    return `${error.message}\n\nThe facts were not loaded: ${count} to mend. \`npm run check:facts -- FOLDER\` checks a folder again.`;
  }
  return error instanceof UserError ? error.message : ((error as Error).stack ?? String(error));
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    console.error(explain(error));
    process.exit(1);
  });
}
