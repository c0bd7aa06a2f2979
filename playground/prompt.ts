import { createInterface } from 'node:readline';
import { UserError } from '../src/errors.ts';
import type { Bot } from '../src/main.ts';
import { counted } from '../src/replies/markdown.ts';
import { type Reply, type Standin, StandinError, type StandinUser, startStandin } from '../standin/index.ts';
import { parseCommandLine } from './command-line.ts';
import { type Action, findActions, renderText } from './render-text.ts';

export interface PlaygroundOptions {
  readonly start: (token: string, apiUrl: string) => Promise<Bot>;
  /** Questions to ask, and then to end; absent to read them. */
  readonly questions: readonly string[] | undefined;
}

const HOW_TO = `Type a question, for example:
  /total
  /item night vision
  /meetings as_of: 20 May 2014
  /help
Write options as “name: value”, “? /item nigh” for what autocomplete offers, a number to press a button or choose from
a menu, and “exit” to end.`;

/**
 * The bot against a Discord of its own on this machine, asked by hand.
 *
 * @returns the exit code: 0, or 1 if a question could not be asked
 */
export async function runPlayground({ start, questions }: PlaygroundOptions): Promise<number> {
  const standin = await startStandin();
  const bot = await start(standin.token, standin.url);
  try {
    const session = new Session(standin);
    if (questions !== undefined) return await answerAll(session, questions, false);
    if (process.stdin.isTTY) return await prompt(session, bot);
    return await answerAll(session, createInterface({ input: process.stdin }), true);
  } finally {
    await bot.stop();
    await standin.stop();
  }
}

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

/** One person in one channel: what a line asks, and what the last reply lets them press. */
class Session {
  readonly #standin: Standin;
  readonly #user: StandinUser;
  #last: Reply | undefined;
  #actions: readonly Action[] = [];

  constructor(standin: Standin) {
    this.#standin = standin;
    this.#user = standin.user('you');
  }

  async answer(line: string): Promise<{ text: string; ok: boolean }> {
    try {
      const text = line.trim();
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

  #run(line: string): Promise<Reply> {
    const { command, options } = parseCommandLine(line, this.#standin.commands());
    return this.#user.run(command, options);
  }

  async #complete(line: string): Promise<string> {
    const { command, options } = parseCommandLine(line, this.#standin.commands());
    const focused = Object.keys(options).at(-1);
    if (focused === undefined)
      throw new UserError('Write a command and the beginning of an option, such as “? /item nigh”.');
    const choices = await this.#user.complete(command, options, focused);
    return choices.map(({ name }) => `  ${name}`).join('\n') || 'Nothing is offered for that.';
  }

  #press(number: number): Promise<Reply> {
    const action = this.#actions.find((candidate) => candidate.number === number);
    if (this.#last === undefined || action === undefined) {
      throw new UserError(`There is no ${number} to press in the last answer.`);
    }
    if (action.value === undefined) return this.#user.click(this.#last, action.customId);
    return this.#user.select(this.#last, action.customId, [action.value]);
  }
}
