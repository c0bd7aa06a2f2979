import type { BotState, ClockState, Locale, Named, PageMessage, PersonKey, WireEntry } from '../protocol.ts';
import type { PageCommand } from './commands.ts';
import { type Composer, EMPTY } from './composer/model.ts';
import type { ConnectionState } from './connection.ts';

/** Something that this window alone shows in a channel: what Discord's client says of itself. */
export interface Notice {
  readonly id: string;
  readonly channel: string;
  /** The message that it came after; empty for none. */
  readonly after: string;
  readonly title: string;
  readonly detail: string;
}

export type Theme = 'dark' | 'light';

/** All that the page shows. */
export interface State {
  connection: ConnectionState;
  bot: BotState;
  server: string;
  botName: Named;
  me: Named;
  people: readonly Named[];
  channels: readonly Named[];
  roles: readonly Named[];
  /** The open channel's id; empty until the server has told of any. */
  channel: string;
  /** In the order in which they came. */
  messages: ReadonlyMap<string, PageMessage>;
  notices: readonly Notice[];
  /** Channels with something new in them. */
  unread: ReadonlySet<string>;
  wire: readonly WireEntry[];
  clock: ClockState & { readonly receivedAt: number };
  commands: readonly PageCommand[];
  composer: Composer;
  /** Commands on their way, by what was sent. */
  sending: readonly string[];
  person: PersonKey;
  locale: Locale;
  theme: Theme;
  /** Beside the messages on a wide screen, over them on a narrow one. */
  isWireOpen: boolean;
  isMenuOpen: boolean;
}

const NOBODY: Named = { id: '', name: '' };

export function initialState(settings: Pick<State, 'person' | 'locale' | 'theme'>): State {
  return {
    connection: 'connecting',
    bot: { isRunning: true },
    server: '',
    botName: NOBODY,
    me: NOBODY,
    people: [],
    channels: [],
    roles: [],
    channel: '',
    messages: new Map(),
    notices: [],
    unread: new Set(),
    wire: [],
    clock: { now: 0, isMoving: false, isOpening: false, receivedAt: 0 },
    commands: [],
    composer: EMPTY,
    sending: [],
    ...settings,
    isWireOpen: false,
    isMenuOpen: false,
  };
}

/** The bot's time now. */
export function botTime({ clock }: State): number {
  return clock.isMoving ? clock.now : clock.now + (Date.now() - clock.receivedAt);
}
