/** Every wait and quantity that a test may want to shorten. Times are in milliseconds. */
export interface Limits {
  /** HELLO's `heartbeat_interval`. */
  readonly heartbeatIntervalMs: number;
  /** How long the bot has for its first answer to an interaction. */
  readonly firstAnswerMs: number;
  /** How long an interaction's token lives. */
  readonly tokenLifeMs: number;
  /** How long a simulated user waits for the edit that a deferral promised. Discord's users wait as long as the token lives. */
  readonly deferredAnswerMs: number;
  /** How long a session without a socket can be resumed. */
  readonly resumeWindowMs: number;
  /** `max_concurrency` identifies are allowed in each such period. */
  readonly identifyIntervalMs: number;
  readonly maxConcurrency: number;
  /** IDENTIFYs in a day. */
  readonly sessionStarts: number;
  /** Above this many servers a shard is refused (4011). */
  readonly guildsPerShard: number;
  /** Gateway events that a client may send in a minute. */
  readonly gatewaySendsPerMinute: number;
  /** Requests in a second, over all routes but the interaction ones. */
  readonly globalPerSecond: number;
  /** How long a nonce is remembered. */
  readonly nonceLifeMs: number;
  /** Bytes of one uploaded file. https://docs.discord.com/developers/reference#uploading-files */
  readonly fileBytes: number;
  /** New commands in a day and scope. */
  readonly commandCreatesPerDay: number;
}

export const DEFAULT_LIMITS: Limits = {
  heartbeatIntervalMs: 41_250,
  firstAnswerMs: 3_000,
  tokenLifeMs: 15 * 60_000,
  deferredAnswerMs: 30_000,
  resumeWindowMs: 3 * 60_000,
  identifyIntervalMs: 5_000,
  maxConcurrency: 1,
  sessionStarts: 1_000,
  guildsPerShard: 2_500,
  gatewaySendsPerMinute: 120,
  globalPerSecond: 50,
  nonceLifeMs: 5 * 60_000,
  fileBytes: 20 * 1024 * 1024,
  commandCreatesPerDay: 200,
};

export interface ChannelSetup {
  readonly name: string;
  /** Permissions that this channel takes from the bot. */
  readonly denyBot?: bigint;
  /** Permissions that this channel takes from everyone. */
  readonly denyEveryone?: bigint;
}

export interface RoleSetup {
  readonly name: string;
  readonly permissions?: bigint;
  readonly mentionable?: boolean;
}

export interface GuildSetup {
  readonly name: string;
  /** The first is the default channel. Without any, one called `general`. */
  readonly channels?: readonly ChannelSetup[];
  readonly roles?: readonly RoleSetup[];
  readonly locale?: string;
  /** What the bot's own role grants; without it, what an ordinary bot is invited with. */
  readonly botPermissions?: bigint;
  /** A server that the bot was not added to: only commands of users who installed the app work there. */
  readonly withoutBot?: boolean;
}

export interface StandinOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The first is the default server. It must have the bot. */
  readonly guilds?: readonly GuildSetup[];
  readonly limits?: Partial<Limits>;
  /** Privileged gateway intents that the application has switched on. */
  readonly privilegedIntents?: number;
  /** The clock, in milliseconds since 1970. Timers still run in real time. */
  readonly now?: () => number;
}
