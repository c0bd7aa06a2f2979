import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { PermissionFlagsBits } from 'discord.js';
import type { Logger } from 'pino';
import { type StartBot, startPlayground, startServer } from './playground.ts';
import { answerAll, prompt, Session } from './prompt.ts';
import { USUAL_PORT } from './server/serve.ts';
import { lateTryOutStore } from './try-out.ts';

export interface PlaygroundOptions {
  readonly start: StartBot;
  readonly log: Logger;
  /** Of the page; a usual one if absent. */
  readonly port: number | undefined;
  /** Questions to ask, and then to end; absent to serve the page, or to read them if they are piped in. */
  readonly questions: readonly string[] | undefined;
}

/**
 * The bot against a Discord of its own on this machine: asked on a page, or by hand.
 *
 * @returns the exit code: 0, or 1 if a question could not be asked
 */
export async function runPlayground({ start, log, port, questions }: PlaygroundOptions): Promise<number> {
  if (questions !== undefined || hasPipedInput()) return answerQuestions({ start, log }, questions);
  const told = whenTold();
  console.log('Starting Tranche against a Discord of its own on this machine…');
  let isTold = false;
  void told.then(() => (isTold = true));
  const playground = await startPlayground({ start, log, port: port ?? USUAL_PORT }).catch((error) => {
    // Ctrl-C ends the process that makes the database as well: then nothing has failed, and nobody wants to read of it.
    if (isTold) return undefined;
    throw error;
  });
  if (playground === undefined) return 0;
  try {
    console.log(`\nTry it in a browser: ${playground.address}\n`);
    const { standin, bot, admin } = playground;
    const asked = new Session(standin, standin.user(admin), async () => undefined);
    await Promise.race([told, process.stdin.isTTY ? prompt(asked, bot) : new Promise(() => undefined)]);
    return 0;
  } finally {
    await playground.stop();
  }
}

/** @param questions what is piped in if absent */
async function answerQuestions(
  { start, log }: Pick<PlaygroundOptions, 'start' | 'log'>,
  questions: readonly string[] | undefined,
): Promise<number> {
  const standin = await startServer();
  const store = lateTryOutStore(log);
  const discord = { discordApiUrl: standin.url };
  const bot = await start({ token: standin.token, discord, store, remindFrom: store.opened });
  try {
    const user = standin.user('you', { permissions: PermissionFlagsBits.Administrator });
    // Made when somebody listens: lines that come before that are lost.
    const asked = questions ?? createInterface({ input: process.stdin });
    return await answerAll(new Session(standin, user, () => store.open()), asked, questions === undefined);
  } finally {
    await bot.stop();
    await standin.stop();
  }
}

/** A pipe or a file has questions; a terminal has somebody at it, and nothing (`/dev/null`, a service) has neither. */
function hasPipedInput(): boolean {
  const input = fstatSync(0);
  return input.isFIFO() || input.isFile() || input.isSocket();
}

function whenTold(): Promise<unknown> {
  return Promise.race((['SIGINT', 'SIGTERM'] as const).map((signal) => once(process, signal)));
}
