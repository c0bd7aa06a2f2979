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
  if (questions !== undefined)
    return answerQuestions({ start, log }, (session) => answerAll(session, questions, false));
  if (hasPipedInput()) {
    // Read when the bot is there: lines that come before somebody listens are lost.
    const readLines = () => createInterface({ input: process.stdin });
    return answerQuestions({ start, log }, (session) => answerAll(session, readLines(), true));
  }
  const told = whenTold();
  console.log('Starting Tranche against a Discord of its own on this machine…');
  const playground = await startPlayground({ start, log, port: port ?? USUAL_PORT });
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

async function answerQuestions(
  { start, log }: Pick<PlaygroundOptions, 'start' | 'log'>,
  answer: (session: Session) => Promise<number>,
): Promise<number> {
  const standin = await startServer();
  const store = lateTryOutStore(log);
  const discord = { discordApiUrl: standin.url };
  const bot = await start({ token: standin.token, discord, store, remindFrom: store.opened });
  try {
    const user = standin.user('you', { permissions: PermissionFlagsBits.Administrator });
    return await answer(new Session(standin, user, () => store.open()));
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
