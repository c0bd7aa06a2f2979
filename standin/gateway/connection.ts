import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import * as z from 'zod/mini';
import { type Send, sendCompressed } from './encode.ts';
import type { Session } from './session.ts';

/** What a connection asks of the gateway. */
export interface ConnectionHost {
  readonly heartbeatIntervalMs: number;
  readonly sendsPerMinute: number;
  readonly acksHeartbeats: boolean;
  now(): number;
  identify(connection: Connection, data: unknown): void;
  resume(connection: Connection, data: unknown): void;
  /** @param gapMs how long after the one before; the first is not told of */
  heartbeat(gapMs: number): void;
  closed(connection: Connection, code: number): void;
}

const payloadSchema = z.object({ op: z.int(), d: z.optional(z.unknown()) });

/** Larger payloads close the connection. https://docs.discord.com/developers/events/gateway#sending-events */
const MAX_PAYLOAD_BYTES = 4_096;
const MINUTE_MS = 60_000;
/** A heartbeat may come this much later than its interval; Discord publishes no figure. */
const HEARTBEAT_TOLERANCE = 1.5;

/** One socket: opcodes, heartbeats, send limits. Knows nothing of servers and channels. */
export class Connection {
  session: Session | undefined;
  readonly #socket: WebSocket;
  readonly #host: ConnectionHost;
  #send: Send;
  #sentAt: number[] = [];
  #deadline: NodeJS.Timeout | undefined;
  #heartbeatAt: number | undefined;

  constructor(socket: WebSocket, host: ConnectionHost, send: Send) {
    this.#socket = socket;
    this.#host = host;
    this.#send = send;
    socket.on('message', (data) => this.#receive(data.toString()));
    socket.on('error', () => socket.terminate());
    socket.once('close', (code) => {
      clearTimeout(this.#deadline);
      host.closed(this, code);
    });
    this.sendOpcode(GatewayOpcodes.Hello, { heartbeat_interval: host.heartbeatIntervalMs, _trace: [] });
    this.#expectHeartbeat();
  }

  send(text: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#send(text);
  }

  sendOpcode(op: GatewayOpcodes, d: unknown): void {
    this.send(JSON.stringify({ op, d, s: null, t: null }));
  }

  compress(): void {
    this.#send = sendCompressed(this.#socket);
  }

  close(code: number, reason = ''): void {
    this.#socket.close(code, reason);
  }

  /** Ends the socket without a word, as a lost network does. */
  cut(): void {
    this.#socket.terminate();
  }

  #receive(text: string): void {
    if (this.#isTooFast()) {
      this.close(GatewayCloseCodes.RateLimited, 'Rate limited.');
      return;
    }
    const payload = Buffer.byteLength(text) > MAX_PAYLOAD_BYTES ? undefined : parsePayload(text);
    if (!payload) {
      this.close(GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
      return;
    }
    switch (payload.op) {
      case GatewayOpcodes.Heartbeat:
        this.#timeHeartbeat();
        this.#expectHeartbeat();
        if (this.#host.acksHeartbeats) this.sendOpcode(GatewayOpcodes.HeartbeatAck, undefined);
        return;
      case GatewayOpcodes.Identify:
      case GatewayOpcodes.Resume:
        this.#authenticate(payload.op, payload.d);
        return;
      case GatewayOpcodes.PresenceUpdate:
      case GatewayOpcodes.VoiceStateUpdate:
      case GatewayOpcodes.RequestGuildMembers:
      case GatewayOpcodes.RequestSoundboardSounds:
        // Taken and without effect: nobody in the stand-in looks at presences, speaks or pages through members.
        if (!this.session) this.close(GatewayCloseCodes.NotAuthenticated, 'Not authenticated.');
        return;
      default:
        this.close(GatewayCloseCodes.UnknownOpcode, 'Unknown opcode.');
    }
  }

  #authenticate(op: GatewayOpcodes.Identify | GatewayOpcodes.Resume, data: unknown): void {
    if (this.session) {
      this.close(GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
      return;
    }
    if (op === GatewayOpcodes.Identify) {
      this.#host.identify(this, data);
      return;
    }
    this.#host.resume(this, data);
  }

  #isTooFast(): boolean {
    const now = this.#host.now();
    this.#sentAt = [...this.#sentAt.filter((at) => now - at < MINUTE_MS), now];
    return this.#sentAt.length > this.#host.sendsPerMinute;
  }

  #timeHeartbeat(): void {
    const at = performance.now();
    if (this.#heartbeatAt !== undefined) this.#host.heartbeat(at - this.#heartbeatAt);
    this.#heartbeatAt = at;
  }

  #expectHeartbeat(): void {
    clearTimeout(this.#deadline);
    const patienceMs = this.#host.heartbeatIntervalMs * HEARTBEAT_TOLERANCE;
    this.#deadline = setTimeout(
      () => this.close(GatewayCloseCodes.SessionTimedOut, 'Session timed out.'),
      patienceMs,
    );
  }
}

function parsePayload(text: string): z.infer<typeof payloadSchema> | undefined {
  try {
    return payloadSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
