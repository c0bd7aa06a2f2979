import type { Core } from '../core.ts';
import { channelPayload, guildPayload, memberPayload, rolePayload, userPayload } from '../payloads.ts';
import type { ApiRequest, Route } from '../router.ts';
import { GUILD_REQUEST_RULES } from '../rules/places.ts';
import { refusal } from '../rules/refusals.ts';
import { checkRequest } from '../rules/rule.ts';
import type { Guild } from '../world.ts';

/** @throws DiscordError if the bot is not in the server or may not do this there */
export function guildOf({ params }: ApiRequest, { world }: Core, needs = 0n): Guild {
  const guild = world.guilds.get(params.guild ?? '');
  checkRequest(GUILD_REQUEST_RULES, { world, guild, needs });
  if (!guild) throw new Error('A rule lets an unknown server pass.');
  return guild;
}

/** Servers: what a bot may read of them. */
export function guildRoutes(core: Core): readonly Route[] {
  const { world } = core;
  return [
    {
      method: 'GET',
      path: '/guilds/:guild',
      handle: (request) => ({ status: 200, body: guildPayload(guildOf(request, core)) }),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/channels',
      handle: (request) => ({
        status: 200,
        body: [...guildOf(request, core).channels.values()].map((channel) => channelPayload(channel, world)),
      }),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/roles',
      handle: (request) => ({
        status: 200,
        body: [...guildOf(request, core).roles.values()].map(rolePayload),
      }),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/roles/:role',
      handle: (request) => {
        const role = guildOf(request, core).roles.get(request.params.role ?? '');
        if (!role) throw refusal('roleUnknown');
        return { status: 200, body: rolePayload(role) };
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members/:user',
      handle: (request) => ({ status: 200, body: member(request, core) }),
    },
  ];
}

function member(request: ApiRequest, core: Core): object {
  const asked = request.params.user ?? '';
  const id = asked === '@me' ? core.world.bot.id : asked;
  const found = guildOf(request, core).members.get(id);
  const user = core.world.users.get(id);
  if (!found || !user) throw refusal('memberUnknown');
  return { ...memberPayload(found), user: userPayload(user) };
}
