import type { Ask, DoneValue, Told } from '../protocol.ts';

export type ConnectionState = 'connecting' | 'open' | 'lost';

/** An ask that is answered, without its number. */
export type Question = Ask extends infer One ? (One extends { id: number } ? Omit<One, 'id'> : never) : never;

export interface ConnectionEvents {
  /** It stands: the person says who they are. */
  opened(): void;
  told(told: Exclude<Told, { type: 'done' }>): void;
  changed(state: ConnectionState): void;
}

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 5000;

interface Waiting {
  resolve(value: DoneValue): void;
  reject(error: Error): void;
}

/** The way to the server, made again by itself whenever it ends. */
export class Connection {
  readonly #events: ConnectionEvents;
  readonly #waiting = new Map<number, Waiting>();
  #socket: WebSocket | undefined;
  #lastId = 0;
  #waitMs = FIRST_WAIT_MS;

  constructor(events: ConnectionEvents) {
    this.#events = events;
  }

  open(): void {
    const socket = new WebSocket(`ws://${location.host}/window`);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#waitMs = FIRST_WAIT_MS;
      this.#events.changed('open');
      this.#events.opened();
    });
    socket.addEventListener('message', ({ data }) => this.#hear(JSON.parse(String(data)) as Told));
    socket.addEventListener('close', () => this.#lose());
  }

  /** Asks, and waits for the end of it. Rejects with a sentence for the person. */
  ask(question: Question): Promise<DoneValue> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      if (!this.say({ ...question, id })) this.#settle(id)?.reject(new Error(LOST));
    });
  }

  /** @returns whether it could be sent */
  say(ask: Ask): boolean {
    const { OPEN } = WebSocket;
    if (this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(JSON.stringify(ask));
    return true;
  }

  #hear(told: Told): void {
    if (told.type !== 'done') {
      this.#events.told(told);
      return;
    }
    const waiting = this.#settle(told.id);
    if (told.error === undefined) waiting?.resolve(told.value ?? {});
    else waiting?.reject(new Error(told.error));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #lose(): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(new Error(LOST));
    this.#events.changed('lost');
    setTimeout(() => this.open(), this.#waitMs);
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
  }
}

const LOST = 'The connection to the playground is lost. It is tried again by itself.';
