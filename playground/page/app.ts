import type { PersonKey, Told } from '../protocol.ts';
import { listCommands } from './commands.ts';
import { EMPTY } from './composer/model.ts';
import { Connection, type Question } from './connection.ts';
import { keepSettings, readSettings } from './settings.ts';
import { initialState, type Notice, type State } from './state.ts';

/** What the page knows and does. Views read `state` and call these; every change is drawn by `draw`. */
export class App {
  readonly state: State;
  readonly #draw: () => void;
  readonly #connection: Connection;
  #lastNotice = 0;
  #lastSent = 0;

  constructor(draw: () => void) {
    this.#draw = draw;
    this.state = initialState(readSettings());
    this.#connection = new Connection({
      opened: () => this.#introduce(),
      told: (told) => this.#take(told),
      changed: (connection) => this.change({ connection }),
    });
  }

  start(): void {
    this.#connection.open();
  }

  change(changes: Partial<State>): void {
    Object.assign(this.state, changes);
    this.#draw();
  }

  settle(changes: Partial<Pick<State, 'person' | 'locale' | 'theme'>>): void {
    this.change(changes);
    keepSettings(this.state);
    if (changes.theme === undefined) this.#introduce();
  }

  openChannel(channel: string): void {
    const unread = new Set(this.state.unread);
    unread.delete(channel);
    this.change({ channel, unread, isMenuOpen: false });
    void this.#loadCommands();
  }

  ask(question: Question): ReturnType<Connection['ask']> {
    return this.#connection.ask(question);
  }

  /** Does something that ends in a message of the bot; what goes wrong is said in the channel. */
  async perform(what: string, question: Question): Promise<void> {
    const { channel } = this.state;
    this.#lastSent += 1;
    const sent = `${what}\n${this.#lastSent}`;
    this.change({ sending: [...this.state.sending, sent] });
    try {
      await this.ask(question);
    } catch (error) {
      const title = what.startsWith('/') ? 'The application did not respond' : 'This interaction failed';
      this.note(channel, title, error instanceof Error ? error.message : String(error));
    } finally {
      this.change({ sending: this.state.sending.filter((one) => one !== sent) });
    }
  }

  note(channel: string, title: string, detail: string): void {
    this.#lastNotice += 1;
    const here = [...this.state.messages.values()].filter((message) => message.channel === channel);
    const after = here.at(-1)?.id ?? '';
    const notice: Notice = { id: `notice-${this.#lastNotice}`, channel, after, title, detail };
    this.change({ notices: [...this.state.notices, notice] });
  }

  dismiss(id: string): void {
    this.change({ notices: this.state.notices.filter((notice) => notice.id !== id) });
    if (this.state.messages.has(id)) this.#connection.say({ type: 'dismiss', message: id });
  }

  /** Becomes somebody, and waits until the server has shown what they see. */
  async become(person: PersonKey): Promise<void> {
    if (this.state.person === person) return;
    this.settle({ person });
    await this.#loadCommands();
  }

  #introduce(): void {
    const { person, locale } = this.state;
    this.#connection.say({ type: 'be', person, locale });
  }

  async #loadCommands(): Promise<void> {
    const { channel } = this.state;
    if (channel === '') return;
    try {
      const { commands = [] } = await this.ask({ type: 'commands', channel });
      this.change({ commands: listCommands(commands, this.state.locale) });
    } catch {
      // The connection is lost: the status says so, and who comes back asks again.
    }
  }

  #take(told: Exclude<Told, { type: 'done' }>): void {
    switch (told.type) {
      case 'welcome':
        this.#enter(told);
        return;
      case 'message':
        this.#see(told.message);
        return;
      case 'gone': {
        const messages = new Map(this.state.messages);
        messages.delete(told.message);
        this.change({ messages });
        return;
      }
      case 'wire':
        this.change({ wire: [...this.state.wire, told.entry].slice(-300) });
        return;
      case 'clock':
        this.change({ clock: { ...told.clock, receivedAt: Date.now() } });
        return;
      case 'bot':
        this.change({ bot: told.state });
    }
  }

  #enter({ type: _type, bot, clock, state, messages, ...rest }: Extract<Told, { type: 'welcome' }>): void {
    const known = rest.channels.some(({ id }) => id === this.state.channel);
    this.change({
      ...rest,
      botName: bot,
      bot: state,
      clock: { ...clock, receivedAt: Date.now() },
      messages: new Map(messages.map((message) => [message.id, message])),
      channel: known ? this.state.channel : (rest.channels[0]?.id ?? ''),
      notices: known ? this.state.notices : [],
      composer: known ? this.state.composer : EMPTY,
    });
    void this.#loadCommands();
  }

  #see(message: Extract<Told, { type: 'message' }>['message']): void {
    const messages = new Map(this.state.messages);
    messages.set(message.id, message);
    const isElsewhere = message.channel !== this.state.channel;
    const unread = isElsewhere ? new Set([...this.state.unread, message.channel]) : this.state.unread;
    this.change({ messages, unread });
  }
}
