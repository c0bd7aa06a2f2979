import { Client, Events, GatewayCloseCodes, type Interaction, Options } from 'discord.js';
import type { Logger } from 'pino';
import type { Shards } from '../config.ts';

export interface ClientOptions {
  /** Base of the REST API without its version; Discord's own if absent. */
  readonly apiUrl: string | undefined;
  /** Which connections to open; as many as Discord advises if absent. */
  readonly shards?: Shards | undefined;
  readonly onInteraction: (interaction: Interaction) => Promise<void>;
  /** The connection is gone for good, for the reason in `sentence`. */
  readonly onFatal: (sentence: string) => void;
  readonly log: Logger;
}

/**
 * The gateway's close codes after which a client must not come back, and what the operator can do.
 *
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
const FATAL_CLOSES: ReadonlyMap<number, string> = new Map([
  [GatewayCloseCodes.AuthenticationFailed, 'the token is not valid any more: set a new DISCORD_TOKEN'],
  [GatewayCloseCodes.InvalidShard, 'the shard is not valid: check SHARDS and SHARD_COUNT'],
  [
    GatewayCloseCodes.ShardingRequired,
    'the bot is in too many servers for so few connections: raise SHARD_COUNT in all processes, or leave it out',
  ],
  [
    GatewayCloseCodes.InvalidAPIVersion,
    'Discord no longer speaks the version that discord.js uses: update Tranche',
  ],
  [GatewayCloseCodes.InvalidIntents, 'Discord does not know an intent that was asked for: update Tranche'],
  [GatewayCloseCodes.DisallowedIntents, 'an intent that was asked for is not granted to the application'],
]);

/**
 * A client for answering interactions. It asks for no intent and keeps almost nothing: interactions bring all they need.
 */
export function createClient({ apiUrl, shards, onInteraction, onFatal, log }: ClientOptions): Client {
  const client = new Client({
    ...(shards === undefined ? { shards: 'auto' } : { shards: [...shards.ids], shardCount: shards.count }),
    intents: [],
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
      GuildMemberManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ThreadManager: 0,
      VoiceStateManager: 0,
      EntitlementManager: 0,
    }),
    allowedMentions: { parse: [] },
    ...(apiUrl !== undefined && { rest: { api: apiUrl } }),
  });
  client.on(Events.InteractionCreate, (interaction) => void onInteraction(interaction));
  client.on(Events.Error, (error) => log.error({ err: error }, 'the client reported an error'));
  client.on(Events.Warn, (message) => log.warn({ message }, 'the client warns'));
  client.on(Events.ShardError, (error, shard) => log.warn({ err: error, shard }, 'gateway connection error'));
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'gateway reconnecting'));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'gateway resumed'));
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    const reason = FATAL_CLOSES.get(code) ?? 'the connection was closed for good';
    log.fatal({ shard, code }, `gateway closed: ${reason}`);
    onFatal(`Discord closed the connection (${code}): ${reason}.`);
  });
  return client;
}
