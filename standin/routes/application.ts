import { CreatePrivateChannelRequestSchema } from 'discord-api-spec/zod';
import type { Core } from '../core.ts';
import { applicationPayload, channelPayload, guildPayload, userPayload } from '../payloads.ts';
import type { Route } from '../router.ts';
import { refusal } from '../rules/refusals.ts';
import { checkSchema } from '../validate.ts';
import type { User } from '../world.ts';

/** The application, the bot's own user, its direct messages and the way to the gateway. */
export function applicationRoutes(core: Core, gatewayUrl: () => string): readonly Route[] {
  const { world, gateway } = core;
  const application = () => ({ status: 200, body: applicationPayload(world) });
  const self = () => ({
    ...userPayload(world.bot),
    verified: true,
    mfa_enabled: true,
    email: null,
    flags: 0,
  });
  const findUser = (id: string): User => {
    const user = world.users.get(id);
    if (!user) throw refusal('userUnknown');
    return user;
  };
  return [
    { method: 'GET', path: '/applications/@me', handle: application },
    // Nothing that can be changed here shows anywhere in the stand-in.
    { method: 'PATCH', path: '/applications/@me', handle: application },
    { method: 'GET', path: '/oauth2/applications/@me', handle: application },
    { method: 'GET', path: '/users/@me', handle: () => ({ status: 200, body: self() }) },
    {
      method: 'GET',
      path: '/users/@me/guilds',
      handle: () => ({
        status: 200,
        body: [...world.guilds.values()].filter(({ withBot }) => withBot).map(guildPayload),
      }),
    },
    {
      method: 'POST',
      path: '/users/@me/channels',
      handle: ({ body }) => {
        const { recipient_id: id = '' } = checkSchema<{ recipient_id?: string }>(
          CreatePrivateChannelRequestSchema,
          'CreatePrivateChannelRequest',
          body,
        );
        return { status: 200, body: channelPayload(world.directMessage(findUser(id)), world) };
      },
    },
    {
      method: 'GET',
      path: '/users/:user',
      handle: ({ params }) => ({ status: 200, body: userPayload(findUser(params.user ?? '')) }),
    },
    {
      method: 'GET',
      path: '/gateway',
      needsBot: false,
      handle: () => ({ status: 200, body: { url: gatewayUrl() } }),
    },
    {
      method: 'GET',
      path: '/gateway/bot',
      handle: () => ({
        status: 200,
        body: {
          url: gatewayUrl(),
          shards: advisedShards(core),
          session_start_limit: gateway.sessionStartLimit(),
        },
      }),
    },
  ];
}

/** As many as no shard is refused with. */
function advisedShards({ world, limits }: Core): number {
  const guilds = [...world.guilds.values()].filter(({ withBot }) => withBot).length;
  return Math.max(1, Math.ceil(guilds / limits.guildsPerShard));
}
