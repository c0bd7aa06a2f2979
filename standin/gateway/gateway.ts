import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  GatewayCloseCodes,
  GatewayDispatchEvents,
  GatewayIntentBits,
  GatewayOpcodes,
} from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod/mini';
import type { Core } from '../core.ts';
import { guildCreatePayload } from '../payloads.ts';
import { Connection, type ConnectionHost } from './connection.ts';
import { sendPlain, sendZlibStream } from './encode.ts';
import { checkIdentify } from './identify.ts';
import { API_VERSION, readyPayload } from './ready.ts';
import { Session } from './session.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A client that closes with one of these gives its session up. https://docs.discord.com/developers/events/gateway#initiating-a-disconnect */
const GIVES_UP = [1000, 1001];
/** After these the session is over too, whoever closed. */
const ENDS_SESSION: readonly number[] = [GatewayCloseCodes.InvalidSeq, GatewayCloseCodes.SessionTimedOut];

const MOST_HEARTBEATS = 10_000;

const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

interface GatewayOptions {
  readonly core: () => Core;
  readonly privilegedIntents: number;
  /** `ws://127.0.0.1:port` */
  readonly url: () => string;
}

/** The gateway: sessions, and which of them gets which event. */
export class Gateway implements ConnectionHost {
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  readonly #connections = new Set<Connection>();
  readonly #heartbeatGapsMs: number[] = [];
  readonly #readyWaiters: (() => void)[] = [];
  #identifiedAt: number[] = [];
  #starts: number[] = [];
  #sessionCount = 0;
  acksHeartbeats = true;
  refusesSockets = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  get heartbeatIntervalMs(): number {
    return this.#core.limits.heartbeatIntervalMs;
  }

  get sendsPerMinute(): number {
    return this.#core.limits.gatewaySendsPerMinute;
  }

  get connections(): readonly Connection[] {
    return [...this.#connections];
  }

  /** How many sessions have ever been opened by IDENTIFY; a resumed one is not counted again. */
  get sessionCount(): number {
    return this.#sessionCount;
  }

  /** Between each heartbeat and the one before it on its connection; the latest so many, oldest first. */
  get heartbeatGapsMs(): readonly number[] {
    return this.#heartbeatGapsMs;
  }

  get #core(): Core {
    return this.#options.core();
  }

  now(): number {
    return this.#core.now();
  }

  /** Takes over an HTTP request that asks for a web socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.refusesSockets) {
      socket.destroy();
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#open(opened, request.url ?? '/'));
  }

  /** What `GET /gateway/bot` tells. */
  sessionStartLimit(): { total: number; remaining: number; reset_after: number; max_concurrency: number } {
    const { sessionStarts, maxConcurrency } = this.#core.limits;
    this.#starts = this.#starts.filter((at) => this.now() - at < DAY_MS);
    const [first] = this.#starts;
    return {
      total: sessionStarts,
      remaining: Math.max(0, sessionStarts - this.#starts.length),
      reset_after: first === undefined ? 0 : first + DAY_MS - this.now(),
      max_concurrency: maxConcurrency,
    };
  }

  /** Resolves once a session is open that can still get events. */
  ready(): Promise<void> {
    if (this.#live().length > 0) return Promise.resolve();
    return new Promise((resolve) => this.#readyWaiters.push(resolve));
  }

  /**
   * Sends an event to the sessions that it concerns; one that has lost its socket gets it when it resumes.
   *
   * @param data a function where it depends on what a session may read
   * @param intents any of these bits is enough; 0 for events that need none
   * @returns how many sessions that was
   */
  dispatch(
    event: GatewayDispatchEvents,
    data: unknown,
    guildId: string | undefined,
    intents: number,
  ): number {
    const sessions = this.#live().filter((session) => session.serves(guildId) && session.wants(intents));
    for (const session of sessions) {
      session.dispatch(event, typeof data === 'function' ? data(session.identity.intents) : data);
    }
    return sessions.length;
  }

  identify(connection: Connection, data: unknown): void {
    const identified = checkIdentify(data, this.#core, this.#options.privilegedIntents);
    if ('closeCode' in identified) {
      connection.close(identified.closeCode);
      return;
    }
    if (this.sessionStartLimit().remaining === 0) {
      connection.close(GatewayCloseCodes.AuthenticationFailed, 'Too many session starts.');
      return;
    }
    if (!this.#mayIdentifyNow()) {
      connection.sendOpcode(GatewayOpcodes.InvalidSession, false);
      return;
    }
    this.#starts.push(this.now());
    if (identified.compress) connection.compress();
    const session = new Session(crypto.randomUUID().replaceAll('-', ''), identified.identity);
    this.#sessions.set(session.id, session);
    this.#sessionCount += 1;
    this.#bind(session, connection);
    this.#greet(session);
    for (const resolve of this.#readyWaiters.splice(0)) resolve();
  }

  resume(connection: Connection, data: unknown): void {
    const parsed = resumeSchema.safeParse(data);
    if (!parsed.success) {
      connection.close(GatewayCloseCodes.DecodeError);
      return;
    }
    if (parsed.data.token.replace(/^Bot /, '') !== this.#core.token) {
      connection.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
      return;
    }
    const session = this.#live().find(({ id }) => id === parsed.data.session_id);
    if (!session?.canReplay(parsed.data.seq)) {
      connection.sendOpcode(GatewayOpcodes.InvalidSession, false);
      return;
    }
    if (parsed.data.seq > session.sequence) {
      connection.close(GatewayCloseCodes.InvalidSeq);
      return;
    }
    session.connection?.cut();
    this.#bind(session, connection);
    session.replay(parsed.data.seq);
    session.dispatch(GatewayDispatchEvents.Resumed, { _trace: [] });
  }

  heartbeat(gapMs: number): void {
    if (this.#heartbeatGapsMs.push(gapMs) > MOST_HEARTBEATS) this.#heartbeatGapsMs.shift();
  }

  closed(connection: Connection, code: number): void {
    this.#connections.delete(connection);
    const { session } = connection;
    if (!session || session.connection !== connection) return;
    session.connection = undefined;
    session.lostAt = this.now();
    if (GIVES_UP.includes(code) || ENDS_SESSION.includes(code)) this.#sessions.delete(session.id);
  }

  /** Takes the sessions from their sockets, which may then resume them. */
  unbindSessions(): void {
    for (const session of this.#sessions.values()) {
      if (session.connection) session.connection.session = undefined;
      session.connection = undefined;
      session.lostAt = this.now();
    }
  }

  /** Forgets every session, so that none can be resumed. */
  forgetSessions(): void {
    this.unbindSessions();
    this.#sessions.clear();
  }

  stop(): void {
    for (const connection of this.#connections) connection.cut();
    this.#server.close();
  }

  #open(socket: WebSocket, url: string): void {
    const query = new URL(url, this.#options.url()).searchParams;
    const isZlib = query.get('compress') === 'zlib-stream';
    if ((query.get('v') ?? String(API_VERSION)) !== String(API_VERSION)) {
      socket.close(GatewayCloseCodes.InvalidAPIVersion, 'Invalid API version.');
      return;
    }
    if ((query.get('encoding') ?? 'json') !== 'json') {
      socket.close(GatewayCloseCodes.DecodeError, 'The stand-in speaks JSON.');
      return;
    }
    const send = isZlib ? sendZlibStream(socket) : sendPlain(socket);
    this.#connections.add(new Connection(socket, this, send));
  }

  /** The sessions that have a socket or may still resume. */
  #live(): readonly Session[] {
    for (const { id, lostAt } of this.#sessions.values()) {
      const isOver = lostAt !== undefined && this.now() - lostAt > this.#core.limits.resumeWindowMs;
      if (isOver) this.#sessions.delete(id);
    }
    return [...this.#sessions.values()];
  }

  #mayIdentifyNow(): boolean {
    const { identifyIntervalMs, maxConcurrency } = this.#core.limits;
    this.#identifiedAt = this.#identifiedAt.filter((at) => this.now() - at < identifyIntervalMs);
    if (this.#identifiedAt.length >= maxConcurrency) return false;
    this.#identifiedAt.push(this.now());
    return true;
  }

  #bind(session: Session, connection: Connection): void {
    session.connection = connection;
    session.lostAt = undefined;
    connection.session = session;
  }

  #greet(session: Session): void {
    const { world } = this.#core;
    const guilds = [...world.guilds.values()].filter(({ id, withBot }) => withBot && session.serves(id));
    session.dispatch(
      GatewayDispatchEvents.Ready,
      readyPayload(world, session, { guilds, url: this.#options.url() }),
    );
    if (!session.wants(GatewayIntentBits.Guilds)) return;
    for (const guild of guilds)
      session.dispatch(GatewayDispatchEvents.GuildCreate, guildCreatePayload(guild, world));
  }
}
