import type { Connection } from './connection.ts';

const REPLAY_LENGTH = 1_000;

/** What a session was opened with. */
export interface Identity {
  readonly intents: number;
  /** `[shard id, shard count]` */
  readonly shard: readonly [number, number];
}

/** An identified bot, which outlives its sockets: events go on being numbered and kept while none is open. */
export class Session {
  readonly id: string;
  readonly identity: Identity;
  connection: Connection | undefined;
  /** When the last socket went away; undefined while there is one. */
  lostAt: number | undefined;
  #sequence = 0;
  readonly #sent: { readonly s: number; readonly text: string }[] = [];

  constructor(id: string, identity: Identity) {
    this.id = id;
    this.identity = identity;
  }

  get sequence(): number {
    return this.#sequence;
  }

  wants(intents: number): boolean {
    return intents === 0 || (this.identity.intents & intents) !== 0;
  }

  /** Direct messages go to shard 0. https://docs.discord.com/developers/events/gateway#sharding */
  serves(guildId: string | undefined): boolean {
    const [shard, count] = this.identity.shard;
    return guildId === undefined ? shard === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === shard;
  }

  dispatch(event: string, data: unknown): void {
    this.#sequence += 1;
    const text = JSON.stringify({ op: 0, s: this.#sequence, t: event, d: data });
    this.#sent.push({ s: this.#sequence, text });
    if (this.#sent.length > REPLAY_LENGTH) this.#sent.shift();
    this.connection?.send(text);
  }

  /** Whether everything after `sequence` is still kept. */
  canReplay(sequence: number): boolean {
    const oldest = this.#sent[0]?.s ?? this.#sequence + 1;
    return sequence + 1 >= oldest;
  }

  replay(sequence: number): void {
    for (const { s, text } of this.#sent) if (s > sequence) this.connection?.send(text);
  }
}
