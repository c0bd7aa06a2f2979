import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Standin } from '../standin/index.ts';

/** The stand-in without discord.js: raw HTTP and a raw gateway socket, for what a client library would never send. */

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON comes.
  readonly json: any;
}

export interface RawFile {
  readonly name: string;
  readonly data: string | Uint8Array<ArrayBuffer>;
  readonly type?: string;
}

export interface RawRequest {
  readonly body?: unknown;
  /** Sent as `files[0]`, `files[1]`, … beside `payload_json`. */
  readonly files?: readonly RawFile[];
  readonly token?: string | null;
}

/** Calls `/api/v10` + path as the bot. */
export async function api(
  standin: Standin,
  method: string,
  path: string,
  { body, files, token = standin.token }: RawRequest = {},
): Promise<RawAnswer> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bot ${token}` };
  let payload: string | FormData | undefined;
  if (files) {
    payload = new FormData();
    payload.set('payload_json', JSON.stringify(body ?? {}));
    for (const [index, file] of files.entries()) {
      const type = file.type ?? 'text/plain';
      payload.set(`files[${index}]`, new Blob([file.data], { type }), file.name);
    }
  } else if (body !== undefined) {
    payload = JSON.stringify(body);
    headers['content-type'] = 'application/json';
  }
  const response = await fetch(`${standin.url}/v10${path}`, {
    method,
    headers,
    ...(payload !== undefined && { body: payload }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : undefined };
}

export interface Packet {
  readonly op: number;
  readonly s?: number | null;
  readonly t?: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON comes.
  readonly d: any;
}

/** A gateway socket that keeps what comes until it is asked for. */
export class RawGateway {
  readonly socket: WebSocket;
  /** The close code, once the socket has closed. */
  readonly closed: Promise<number>;
  lastSequence: number | null = null;
  readonly #waiting: Packet[] = [];
  #wake: () => void = () => undefined;

  constructor(standin: Standin, query = 'v=10&encoding=json') {
    this.socket = new WebSocket(`${standin.url.replace('http', 'ws').replace('/api', '')}/?${query}`);
    this.closed = once(this.socket, 'close').then(([code]) => Number(code));
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data) => {
      const packet: Packet = JSON.parse(data.toString());
      if (typeof packet.s === 'number') this.lastSequence = packet.s;
      this.#waiting.push(packet);
      this.#wake();
    });
  }

  send(op: number, d?: unknown): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  /** The next packet of an opcode, or with an event's name; what comes before it is dropped. */
  async next(which: number | string, timeoutMs = 2_000): Promise<Packet> {
    const isWanted = ({ op, t }: Packet) => (typeof which === 'number' ? op === which : t === which);
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const index = this.#waiting.findIndex(isWanted);
      const [found] = index === -1 ? [] : this.#waiting.splice(0, index + 1).slice(-1);
      if (found) return found;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`No ${which} came within ${timeoutMs} ms.`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, left).unref();
      });
    }
  }

  /** The names of the events that have come and were not asked for. */
  get unread(): readonly string[] {
    return this.#waiting.map(({ op, t }) => t ?? `op ${op}`);
  }

  close(code = 1000): Promise<number> {
    this.socket.close(code);
    return this.closed;
  }
}

export const identify = (standin: Standin, more: object = {}) => ({
  token: standin.token,
  intents: 1,
  properties: { os: 'linux', browser: 'test', device: 'test' },
  ...more,
});

/** A socket that has identified and has its READY. */
export async function connect(
  standin: Standin,
  more: object = {},
): Promise<{ gateway: RawGateway; sessionId: string }> {
  const gateway = new RawGateway(standin);
  await gateway.next(10);
  gateway.send(2, identify(standin, more));
  const ready = await gateway.next('READY');
  return { gateway, sessionId: ready.d.session_id };
}

/** The path of an interaction's first answer. */
export const callbackPath = ({ id, token }: { id: string; token: string }) =>
  `/interactions/${id}/${token}/callback`;
