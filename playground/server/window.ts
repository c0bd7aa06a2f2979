import type { WebSocket } from 'ws';
import { type Standin, StandinError, type StandinUser } from '../../standin/index.ts';
import {
  type Ask,
  askSchema,
  type BotState,
  type DoneValue,
  type Locale,
  type Named,
  type OptionValues,
  type PersonKey,
  type Told,
} from '../protocol.ts';
import type { Room } from './room.ts';
import type { Time } from './time.ts';
import type { Wire } from './wire.ts';

export interface Person extends Named {
  /** What the stand-in knows them by, with the language of their client. */
  readonly speaking: (locale: Locale) => StandinUser;
}

/** What all windows look at. */
export interface Scene {
  readonly standin: Standin;
  readonly people: Readonly<Record<PersonKey, Person>>;
  readonly room: Room;
  readonly wire: Wire;
  readonly time: Time;
  readonly bot: { readonly state: BotState; listen(listener: (state: BotState) => void): () => void };
}

/** WebSocket's code for what breaks the protocol. https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const POLICY_VIOLATION = 1008;

/** One window of a browser: a person who looks at the server, and does what Discord's client lets them do. */
export class Window {
  readonly #scene: Scene;
  readonly #socket: WebSocket;
  #person: Person;
  #locale: Locale = 'en-US';
  #endListening: readonly (() => void)[] = [];

  constructor(scene: Scene, socket: WebSocket) {
    this.#scene = scene;
    this.#socket = socket;
    this.#person = scene.people.member;
    socket.on('message', (data) => this.#hear(String(data)));
    socket.on('close', () => this.#deafen());
    // The close that follows says what matters.
    socket.on('error', () => undefined);
  }

  #hear(text: string): void {
    const parsed = askSchema.safeParse(parseJson(text));
    if (!parsed.success) {
      this.#socket.close(POLICY_VIOLATION, 'That is no message of this playground.');
      return;
    }
    const ask = parsed.data;
    if (ask.type === 'be') this.#be(ask);
    else if (ask.type === 'dismiss') this.#scene.room.dismiss(ask.message, this.#person.id);
    else void this.#answer(ask);
  }

  #be({ person, locale }: Extract<Ask, { type: 'be' }>): void {
    this.#deafen();
    this.#person = this.#scene.people[person];
    this.#locale = locale;
    this.#listen();
    this.#welcome();
  }

  #listen(): void {
    const { room, wire, time, bot } = this.#scene;
    this.#endListening = [
      room.listen({
        userId: this.#person.id,
        seen: (message) => this.#tell({ type: 'message', message }),
        gone: (message) => this.#tell({ type: 'gone', message }),
      }),
      wire.listen((entry) => this.#tell({ type: 'wire', entry })),
      time.listen((clock) => this.#tell({ type: 'clock', clock })),
      bot.listen((state) => this.#tell({ type: 'bot', state })),
    ];
  }

  #deafen(): void {
    for (const end of this.#endListening) end();
    this.#endListening = [];
  }

  #welcome(): void {
    const { standin, people, room, wire, time, bot } = this.#scene;
    const [guild] = standin.guilds;
    const named = ({ id, name }: Named): Named => ({ id, name });
    this.#tell({
      type: 'welcome',
      server: guild?.name ?? '',
      bot: { id: standin.applicationId, name: 'tranche' },
      me: named(this.#person),
      people: Object.values(people).map(named),
      channels: guild?.channels.map(named) ?? [],
      roles: guild?.roles.map(named) ?? [],
      messages: room.seenBy(this.#person.id),
      wire: wire.entries,
      clock: time.state,
      state: bot.state,
    });
  }

  async #answer(ask: Extract<Ask, { id: number }>): Promise<void> {
    const { id } = ask;
    try {
      this.#tell({ type: 'done', id, value: await this.#do(ask) });
    } catch (error) {
      // What a person cannot do, or what the bot let them down with, is an answer. The rest is our bug.
      if (!(error instanceof StandinError)) console.error('playground:', error);
      this.#tell({ type: 'done', id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  async #do(ask: Extract<Ask, { id: number }>): Promise<DoneValue> {
    const user = this.#person.speaking(this.#locale);
    switch (ask.type) {
      case 'commands':
        return { commands: user.commands({ channelId: ask.channel }) };
      case 'run':
        await user.run(ask.command, withFiles(ask.options), { channelId: ask.channel });
        return {};
      case 'complete': {
        const where = { channelId: ask.channel };
        return {
          choices: await user.complete(ask.command, withFiles(ask.options), ask.focused, where),
        };
      }
      case 'press':
        await user.click({ messageId: ask.message }, ask.customId);
        return {};
      case 'choose':
        await user.select({ messageId: ask.message }, ask.customId, ask.values);
        return {};
      case 'say':
        user.say(ask.content, { channelId: ask.channel });
        return {};
      case 'time':
        await this.#move(ask.to);
        return {};
    }
  }

  #move(to: string): Promise<void> {
    const { time } = this.#scene;
    if (to === 'next-day') return time.nextDay();
    return to === 'today' ? time.today() : time.goTo(Temporal.PlainDate.from(to));
  }

  #tell(told: Told): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(told));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The files among the options as bytes. */
function withFiles(options: OptionValues): NonNullable<Parameters<StandinUser['run']>[1]> {
  const entries = Object.entries(options).map(([name, value]) => {
    if (typeof value !== 'object') return [name, value] as const;
    const { filename, contentType, base64 } = value;
    const data = new Uint8Array(Buffer.from(base64, 'base64'));
    return [name, { filename, data, ...(contentType !== '' && { contentType }) }] as const;
  });
  return Object.fromEntries(entries);
}
