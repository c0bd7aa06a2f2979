import { GatewayOpcodes } from 'discord-api-types/v10';
import type { Gateway } from './gateway.ts';

/** What a test can make the gateway do. */
export interface GatewayControls {
  /** Asks every bot to reconnect and resume (opcode 7). */
  sendReconnect(): void;
  /** Tells every bot that its session is over (opcode 9); one that may resume finds it again. */
  invalidSession(resumable: boolean): void;
  closeWith(code: number): void;
  /** Leaves heartbeats without an answer, until told otherwise. */
  dropHeartbeatAcks(drop?: boolean): void;
  /** Ends the sockets without a close frame. */
  cutSockets(): void;
  /** Ends every new socket before it is open, until told otherwise: Discord is out of reach. */
  refuseSockets(refuse?: boolean): void;
  /** How many sessions have been opened by IDENTIFY. */
  readonly sessionCount: number;
  /** Between each heartbeat and the one before it on its connection; the latest ten thousand, oldest first. */
  readonly heartbeatGapsMs: readonly number[];
  /** How many sockets are open. */
  readonly connectionCount: number;
}

export function gatewayControls(gateway: Gateway): GatewayControls {
  return {
    sendReconnect: () => {
      for (const connection of gateway.connections) connection.sendOpcode(GatewayOpcodes.Reconnect, null);
    },
    invalidSession: (resumable) => {
      if (resumable) gateway.unbindSessions();
      else gateway.forgetSessions();
      for (const connection of gateway.connections) {
        connection.sendOpcode(GatewayOpcodes.InvalidSession, resumable);
      }
    },
    closeWith: (code) => {
      for (const connection of gateway.connections) connection.close(code);
    },
    dropHeartbeatAcks: (drop = true) => {
      gateway.acksHeartbeats = !drop;
    },
    cutSockets: () => {
      for (const connection of gateway.connections) connection.cut();
    },
    refuseSockets: (refuse = true) => {
      gateway.refusesSockets = refuse;
    },
    get sessionCount() {
      return gateway.sessionCount;
    },
    get heartbeatGapsMs() {
      return gateway.heartbeatGapsMs;
    },
    get connectionCount() {
      return gateway.connections.length;
    },
  };
}
