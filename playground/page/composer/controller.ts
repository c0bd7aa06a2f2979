import type { GivenFile } from '../../protocol.ts';
import type { App } from '../app.ts';
import { back, type Composer, EMPTY, edit, enter, fill, leave, moveRow, next, take, typed } from './model.ts';
import { activeOption, type Row, rowsOf, type Surroundings } from './rows.ts';
import { Suggestions, valuesOf } from './suggestions.ts';
import { faultOfFile } from './values.ts';

/** What was typed stays. */
const NOT_CONNECTED = 'The playground does not answer just now. Send it again when it does.';

/** Between the box on the screen and what it means: takes keys and sends. */
export class ComposerController {
  readonly #app: App;
  readonly #suggestions: Suggestions;

  constructor(app: App) {
    this.#app = app;
    this.#suggestions = new Suggestions({
      get composer() {
        return app.state.composer;
      },
      show: (composer) => app.change({ composer }),
      ask: (completion) => app.ask({ ...completion, channel: app.state.channel }),
    });
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
    this.#suggestions.follow();
  }
}

function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
