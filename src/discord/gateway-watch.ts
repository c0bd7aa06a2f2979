import { type Client, Events } from 'discord.js';
import type { GatewayState } from '../metrics/health.ts';

/** Follows a client's connection from before it logs in. */
export class GatewayWatch {
  readonly #client: Client;
  readonly #now: () => Temporal.Instant;
  readonly #startedAt: Temporal.Instant;
  /** Since when each shard has been away. */
  readonly #away = new Map<number, Temporal.Instant>();
  #hasStarted = false;

  constructor(client: Client, now: () => Temporal.Instant) {
    this.#client = client;
    this.#now = now;
    this.#startedAt = now();
    const leave = (shard: number) => {
      if (!this.#away.has(shard)) this.#away.set(shard, now());
    };
    client.once(Events.ClientReady, () => {
      this.#hasStarted = true;
    });
    client.on(Events.ShardReconnecting, leave);
    client.on(Events.ShardDisconnect, (_, shard) => leave(shard));
    client.on(Events.ShardReady, (shard) => void this.#away.delete(shard));
    client.on(Events.ShardResume, (shard) => void this.#away.delete(shard));
  }

  get state(): GatewayState {
    const since = this.#hasStarted ? [...this.#away.values()] : [this.#startedAt];
    const seconds = since.map((from) => this.#now().since(from).total('seconds'));
    const pings = this.#client.ws.shards.map(({ ping }) => ping).filter((ping) => ping >= 0);
    return {
      hasStarted: this.#hasStarted,
      awayForSeconds: seconds.length > 0 ? Math.max(...seconds) : undefined,
      pingSeconds: pings.length > 0 ? Math.max(...pings) / 1000 : undefined,
    };
  }
}
