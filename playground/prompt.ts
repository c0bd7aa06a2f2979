import { createInterface } from 'node:readline';
import { PermissionFlagsBits } from 'discord.js';
import type { Logger } from 'pino';
import { UserError } from '../src/errors.ts';
import type { Bot } from '../src/main.ts';
import { counted } from '../src/replies/markdown.ts';
import type { LateStore } from '../src/store/late-store.ts';
import { type Reply, type Standin, StandinError, type StandinUser, startStandin } from '../standin/index.ts';
import { parseCommandLine } from './command-line.ts';
import { idsIn, namesIn } from './names.ts';
import { type Action, findActions, renderText } from './render-text.ts';
import { tryOutStore } from './try-out.ts';

export interface PlaygroundOptions {
  /** @param store of reminders that begin when it is opened */
  readonly start: (token: string, apiUrl: string, store: LateStore) => Promise<Bot>;
  readonly log: Logger;
  /** Questions to ask, and then to end; absent to read them. */
  readonly questions: readonly string[] | undefined;
}

const HOW_TO = `Type a question, for example:
  /total
  /item night vision
  /meetings as_of: 20 May 2014
  /remind add before: 1 week, 1 day
  /help
Write options as “name: value”, “? /item nigh” for what autocomplete offers, a number to press a button or choose from
a menu, and “exit” to end.`;

/**
 * The bot against a Discord of its own on this machine, asked by hand.
 *
 * @returns the exit code: 0, or 1 if a question could not be asked
 */
export async function runPlayground({ start, log, questions }: PlaygroundOptions): Promise<number> {
  const standin = await startStandin({
    guilds: [
      {
        name: 'Your server',
        channels: [{ name: 'general' }, { name: 'team' }],
        roles: [{ name: 'team', mentionable: true }],
      },
    ],
  });
  const store = tryOutStore(log);
  const bot = await start(standin.token, standin.url, store);
  try {
    const session = new Session(standin, store);
    if (questions !== undefined) return await answerAll(session, questions, false);
    if (process.stdin.isTTY) return await prompt(session, bot);
    return await answerAll(session, createInterface({ input: process.stdin }), true);
  } finally {
    await bot.stop();
    await standin.stop();
  }
}

/** Commands, and what begins the ids of their buttons. */
const NEED_STORE = /^\/?(?:remind|timezone)\b/;

const isEnd = (line: string) => /^\s*(exit|quit)\s*$/i.test(line);

/** @param shouldEcho each question above its answer: nobody sees what was piped in */
async function answerAll(
  session: Session,
  lines: Iterable<string> | AsyncIterable<string>,
  shouldEcho: boolean,
): Promise<number> {
  let code = 0;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    if (isEnd(line)) break;
    const { text, ok } = await session.answer(line);
    console.log(`${shouldEcho ? `> ${line.trim()}\n\n` : ''}${text}\n`);
    if (!ok) code = 1;
  }
  return code;
}

async function prompt(session: Session, bot: Bot): Promise<number> {
  const { facts } = bot.context();
  console.log(
    `Tranche is running against a Discord of its own on this machine (set DISCORD_TOKEN for the real one).\n` +
      `It knows ${counted(facts.sources.length, 'source')} with ${counted(facts.items.length, 'item')} and ${counted(facts.engagements.length, 'meeting')}.\n\n${HOW_TO}\n`,
  );
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: 'tranche> ' });
  lines.on('SIGINT', () => lines.close());
  lines.prompt();
  for await (const line of lines) {
    if (isEnd(line)) break;
    if (line.trim() !== '') console.log(`\n${(await session.answer(line)).text}\n`);
    lines.prompt();
  }
  lines.close();
  return 0;
}

/** The admin of a server in one of its channels: what a line asks, and what the last reply lets them press. */
class Session {
  readonly #standin: Standin;
  readonly #user: StandinUser;
  readonly #store: LateStore;
  #last: Reply | undefined;
  #actions: readonly Action[] = [];
  /** What the bot has posted of itself, and nobody has read yet. */
  #posted: string[] = [];

  constructor(standin: Standin, store: LateStore) {
    this.#standin = standin;
    this.#store = store;
    this.#user = standin.user('you', { permissions: PermissionFlagsBits.Administrator });
    standin.onMessage((event, message) => {
      if (event !== 'created' || message.interactionId !== undefined) return;
      const text = renderText({ ...message, messageId: message.id, updated: false, followUps: [] }, []);
      this.#posted.push(`In <#${message.channelId}>:\n\n${text.replace(/^/gm, '  ')}`);
    });
  }

  async answer(line: string): Promise<{ text: string; ok: boolean }> {
    const { text, ok } = await this.#answer(line.trim());
    const posted = this.#posted.splice(0);
    return { text: namesIn([...posted, text].join('\n\n'), this.#standin), ok };
  }

  async #answer(text: string): Promise<{ text: string; ok: boolean }> {
    try {
      if (text.startsWith('?')) return { text: await this.#complete(text.slice(1)), ok: true };
      const reply = /^\d+$/.test(text) ? await this.#press(Number(text)) : await this.#run(text);
      this.#last = reply;
      this.#actions = findActions(reply);
      return { text: renderText(reply, this.#actions), ok: true };
    } catch (error) {
      if (error instanceof UserError || error instanceof StandinError)
        return { text: error.message, ok: false };
      throw error;
    }
  }

  #parse(line: string) {
    return parseCommandLine(line, this.#standin.commands(), (option, text) =>
      idsIn(option, text, this.#standin),
    );
  }

  async #run(line: string): Promise<Reply> {
    const { command, options } = this.#parse(line);
    // It takes longer to make than Discord waits for an answer.
    if (NEED_STORE.test(command)) await this.#store.open();
    return this.#user.run(command, options);
  }

  async #complete(line: string): Promise<string> {
    const { command, options } = this.#parse(line);
    const focused = Object.keys(options).at(-1);
    if (focused === undefined)
      throw new UserError('Write a command and the beginning of an option, such as “? /item nigh”.');
    const choices = await this.#user.complete(command, options, focused);
    return choices.map(({ name }) => `  ${name}`).join('\n') || 'Nothing is offered for that.';
  }

  async #press(number: number): Promise<Reply> {
    const action = this.#actions.find((candidate) => candidate.number === number);
    if (this.#last === undefined || action === undefined) {
      throw new UserError(`There is no ${number} to press in the last answer.`);
    }
    if (NEED_STORE.test(action.customId)) await this.#store.open();
    if (action.value === undefined) return this.#user.click(this.#last, action.customId);
    return this.#user.select(this.#last, action.customId, [action.value]);
  }
}
