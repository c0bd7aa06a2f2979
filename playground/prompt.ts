import { createInterface } from 'node:readline';
import { UserError } from '../src/errors.ts';
import type { Bot } from '../src/main.ts';
import { type Reply, type Standin, StandinError, type StandinUser } from '../standin/index.ts';
import { parseCommandLine } from './command-line.ts';
import { greeting } from './greeting.ts';
import { idsIn, namesIn } from './names.ts';
import { type Action, findActions, renderText } from './render-text.ts';

/** Commands, and what begins the ids of their buttons. */
const NEED_STORE = /^\/?(?:remind|timezone)\b/;

const isEnd = (line: string) => /^\s*(exit|quit)\s*$/i.test(line);

/** @param shouldEcho each question above its answer: nobody sees what was piped in */
export async function answerAll(
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

/** Reads questions from the terminal until the person ends. */
export async function prompt(session: Session, bot: Bot): Promise<void> {
  console.log(`${greeting(bot.context())}\n`);
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: 'tranche> ' });
  lines.on('SIGINT', () => lines.close());
  lines.prompt();
  for await (const line of lines) {
    if (isEnd(line)) break;
    if (line.trim() !== '') console.log(`\n${(await session.answer(line)).text}\n`);
    lines.prompt();
  }
  lines.close();
}

/** The admin of a server in one of its channels: what a line asks, and what the last reply lets them press. */
export class Session {
  readonly #standin: Standin;
  readonly #user: StandinUser;
  readonly #openStore: () => Promise<void>;
  #last: Reply | undefined;
  #actions: readonly Action[] = [];
  /** What the bot has posted of itself, and nobody has read yet. */
  #posted: string[] = [];

  /** @param openStore makes what reminders are kept in, if it is not there yet */
  constructor(standin: Standin, user: StandinUser, openStore: () => Promise<void>) {
    this.#standin = standin;
    this.#openStore = openStore;
    this.#user = user;
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
    if (NEED_STORE.test(command)) await this.#openStore();
    return this.#user.run(command, options);
  }

  async #complete(line: string): Promise<string> {
    const { command, options } = this.#parse(line);
    const focused = Object.keys(options).at(-1);
    if (focused === undefined)
      throw new UserError('Write a command and the beginning of an option, such as “? /find text: n”.');
    const choices = await this.#user.complete(command, options, focused);
    return choices.map(({ name }) => `  ${name}`).join('\n') || 'Nothing is offered for that.';
  }

  async #press(number: number): Promise<Reply> {
    const action = this.#actions.find((candidate) => candidate.number === number);
    if (this.#last === undefined || action === undefined) {
      throw new UserError(`There is no ${number} to press in the last answer.`);
    }
    if (NEED_STORE.test(action.customId)) await this.#openStore();
    if (action.value === undefined) return this.#user.click(this.#last, action.customId);
    return this.#user.select(this.#last, action.customId, [action.value]);
  }
}
