import { GatewayCloseCodes, GatewayIntentBits } from 'discord-api-types/v10';
import * as z from 'zod/mini';
import type { Core } from '../core.ts';
import type { Identity } from './session.ts';

const ALL_INTENTS = Object.values(GatewayIntentBits)
  .filter((bit) => typeof bit === 'number')
  .reduce((sum, bit) => sum | bit, 0);

/** The intents that an application must be granted. https://docs.discord.com/developers/events/gateway#privileged-intents */
const PRIVILEGED_INTENTS =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

const identifySchema = z.object({
  token: z.string(),
  intents: z.number(),
  properties: z.object({
    os: z.optional(z.string()),
    browser: z.optional(z.string()),
    device: z.optional(z.string()),
  }),
  compress: z.optional(z.boolean()),
  large_threshold: z.optional(z.int().check(z.minimum(50), z.maximum(250))),
  shard: z.optional(z.tuple([z.int(), z.int()])),
  presence: z.optional(z.unknown()),
});

export type Identified =
  | { readonly identity: Identity; readonly compress: boolean }
  | { readonly closeCode: GatewayCloseCodes };

/**
 * Checks an IDENTIFY as Discord does.
 *
 * @see https://docs.discord.com/developers/events/gateway-events#identify
 */
export function checkIdentify(data: unknown, core: Core, privilegedIntents: number): Identified {
  const parsed = identifySchema.safeParse(data);
  if (!parsed.success) return { closeCode: GatewayCloseCodes.DecodeError };
  const { token, intents, shard = [0, 1], compress = false } = parsed.data;
  const [index, count] = shard;
  const guilds = [...core.world.guilds.values()].filter(({ withBot }) => withBot).length;
  if (token.replace(/^Bot /, '') !== core.token) return { closeCode: GatewayCloseCodes.AuthenticationFailed };
  if (!Number.isSafeInteger(intents) || intents < 0 || intents & ~ALL_INTENTS) {
    return { closeCode: GatewayCloseCodes.InvalidIntents };
  }
  if (intents & PRIVILEGED_INTENTS & ~privilegedIntents) {
    return { closeCode: GatewayCloseCodes.DisallowedIntents };
  }
  if (index < 0 || count < 1 || index >= count) return { closeCode: GatewayCloseCodes.InvalidShard };
  if (guilds / count > core.limits.guildsPerShard) return { closeCode: GatewayCloseCodes.ShardingRequired };
  return { identity: { intents, shard: [index, count] }, compress };
}
