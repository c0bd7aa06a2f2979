import { userPayload } from '../payloads.ts';
import type { Guild, World } from '../world.ts';
import type { Session } from './session.ts';

export const API_VERSION = 10;

/** What READY carries; servers come after it, one GUILD_CREATE each. */
export function readyPayload(
  world: World,
  session: Session,
  { guilds, url }: { readonly guilds: readonly Guild[]; readonly url: string },
): object {
  return {
    v: API_VERSION,
    user: { ...userPayload(world.bot), verified: true, mfa_enabled: true, email: null, flags: 0 },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    session_type: 'normal',
    resume_gateway_url: url,
    shard: session.identity.shard,
    application: { id: world.applicationId, flags: 0 },
    private_channels: [],
    relationships: [],
    presences: [],
    user_settings: {},
    _trace: [],
  };
}
