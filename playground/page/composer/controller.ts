import type { GivenFile, OptionValues } from '../../protocol.ts';
import type { App } from '../app.ts';
import type { Question } from '../connection.ts';
import {
  back,
  type Composer,
  EMPTY,
  edit,
  enter,
  fill,
  leave,
  moveRow,
  next,
  offer,
  take,
  typed,
} from './model.ts';
import { activeOption, questionOf, type Row, rowsOf, type Surroundings } from './rows.ts';
import { faultOfFile } from './values.ts';

/** As long as Discord's client waits for the next key before it asks. */
const DEBOUNCE_MS = 250;

/** What was typed stays. */
const NOT_CONNECTED = 'The playground does not answer just now. Send it again when it does.';

/** Between the box on the screen and what it means: takes keys, asks the bot for suggestions, sends. */
export class ComposerController {
  readonly #app: App;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: string | undefined;

  constructor(app: App) {
    this.#app = app;
  }

  get composer(): Composer {
    return this.#app.state.composer;
  }

  get rows(): Row[] {
    return rowsOf(this.composer, this.#around);
  }

  get #around(): Surroundings {
    const { commands, channels, roles, people } = this.#app.state;
    return { commands, places: { channels, roles, people } };
  }

  type(text: string): void {
    this.#set(typed(this.composer, text, this.#around));
  }

  take(row: Row): void {
    this.#set(take(this.composer, row));
  }

  edit(name: string): void {
    this.#set(edit(this.composer, name));
  }

  leave(): void {
    this.#set(EMPTY);
  }

  /** As typing a slash into the empty box does; once more closes the list. */
  offerCommands(): void {
    const isOffered = this.composer.command === undefined && this.rows.length > 0;
    this.leave();
    if (!isOffered) this.type('/');
  }

  /** As Enter does. */
  submit(): void {
    this.#enter();
  }

  /** @returns whether the key meant something here, and the browser should leave it alone */
  press({ key, shiftKey, isComposing }: KeyboardEvent): boolean {
    // Enter that ends a composition (of Japanese, say) sends nothing.
    if (isComposing) return false;
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        return this.#move(key === 'ArrowDown' ? 1 : -1);
      case 'Tab':
        return !shiftKey && this.#next();
      case 'Enter':
        return !shiftKey && this.#enter();
      case 'Escape':
        if (this.composer === EMPTY) return false;
        this.#set(leave(this.composer, this.#around));
        return true;
      case 'Backspace':
        if (this.composer.text !== '' || this.composer.command === undefined) return false;
        this.#set(back(this.composer));
        return true;
      default:
        return false;
    }
  }

  async giveFile(file: File): Promise<void> {
    const option = activeOption(this.composer);
    if (option?.kind !== 'file') return;
    const error = faultOfFile(file);
    if (error !== '') {
      this.#set({ ...this.composer, error });
      return;
    }
    const value: GivenFile = { filename: file.name, contentType: file.type, base64: await readBase64(file) };
    this.#set(fill(this.composer, option.name, { value, text: file.name }));
  }

  #send(): void {
    const { composer, state } = { composer: this.composer, state: this.#app.state };
    const { channel } = state;
    const content = composer.text.trim();
    this.#set(EMPTY);
    if (composer.command === undefined) {
      void this.#app.perform('a message', { type: 'say', channel, content });
      return;
    }
    const options = valuesOf(composer);
    const { path } = composer.command;
    void this.#app.perform(path, { type: 'run', channel, command: path, options });
  }

  #move(step: 1 | -1): boolean {
    const { length } = this.rows;
    if (length === 0 && !this.composer.isClosed) return false;
    const opened = { ...this.composer, isClosed: false };
    this.#set(moveRow(opened, step, rowsOf(opened, this.#around).length));
    return true;
  }

  #next(): boolean {
    const following = next(this.composer, this.#around);
    if (following === undefined) return false;
    this.#set(following);
    return true;
  }

  #enter(): boolean {
    const { composer, send } = enter(this.composer, this.#around);
    const isLost = send && this.#app.state.connection !== 'open';
    this.#set(isLost ? { ...composer, error: NOT_CONNECTED } : composer);
    if (send && !isLost) this.#send();
    return true;
  }

  #set(composer: Composer): void {
    this.#app.change({ composer });
    this.#suggest();
  }

  /** Asks the bot what it offers for what stands in the active option, a moment after the last key. */
  #suggest(): void {
    const key = questionOf(this.composer);
    if (key === this.#asked) return;
    this.#asked = key;
    clearTimeout(this.#timer);
    if (key === undefined) return;
    const wait = this.composer.text === '' ? 0 : DEBOUNCE_MS;
    this.#timer = setTimeout(() => void this.#askBot(key), wait);
  }

  async #askBot(key: string): Promise<void> {
    const question = this.#completion();
    if (question === undefined) return;
    const offered = await this.#app.ask(question).then(
      ({ choices = [] }) => ({ key, choices, failure: '' }),
      (error: Error) => ({ key, choices: [], failure: error.message }),
    );
    // Of what was typed meanwhile, the later answer tells.
    if (questionOf(this.composer) === key) this.#app.change({ composer: offer(this.composer, offered) });
  }

  #completion(): Extract<Question, { type: 'complete' }> | undefined {
    const { composer } = this;
    const option = activeOption(composer);
    if (composer.command === undefined || option === undefined) return undefined;
    const isText = option.kind === 'text';
    const focused = isText ? composer.text : Number(composer.text) || 0;
    return {
      type: 'complete',
      channel: this.#app.state.channel,
      command: composer.command.path,
      options: { ...withoutFiles(valuesOf(composer)), [option.name]: focused },
      focused: option.name,
    };
  }
}

function valuesOf({ filled }: Composer): OptionValues {
  return Object.fromEntries(Object.entries(filled).map(([name, { value }]) => [name, value]));
}

/** What a file holds does not bear on suggestions, and goes over at the end. */
function withoutFiles(options: OptionValues): OptionValues {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value !== 'object'));
}

function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
