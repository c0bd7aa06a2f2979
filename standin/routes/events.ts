import {
  ExternalScheduledEventCreateRequestSchema,
  ExternalScheduledEventPatchRequestPartialSchema,
} from 'discord-api-spec/zod';
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import type { ApiRequest, Route } from '../router.ts';
import { EVENT_REQUEST_RULES, EVENT_RULES } from '../rules/places.ts';
import { refusal } from '../rules/refusals.ts';
import { checkForm, checkRequest } from '../rules/rule.ts';
import type { EventBody, ScheduledEvent } from '../scheduled-events.ts';
import { checkSchema } from '../validate.ts';
import type { Guild } from '../world.ts';
import { guildOf } from './guilds.ts';

/** A server's scheduled events, those in places outside Discord. */
export function eventRoutes(core: Core): readonly Route[] {
  const { events, world } = core;
  const path = '/guilds/:guild/scheduled-events';
  return [
    {
      method: 'GET',
      path,
      handle: (request) => ({ status: 200, body: events.list(guildOf(request, core).id) }),
    },
    {
      method: 'POST',
      path,
      handle: (request) => {
        const guild = guildOf(request, core, P.CreateEvents);
        const body = checkEvent(request, core, guild, undefined);
        return { status: 200, body: events.create(guild.id, world.bot.id, body) };
      },
    },
    {
      method: 'GET',
      path: `${path}/:event`,
      handle: (request) => ({ status: 200, body: eventOf(request, core, guildOf(request, core)) }),
    },
    {
      method: 'PATCH',
      path: `${path}/:event`,
      handle: (request) => {
        const { guild, event } = ownEvent(request, core);
        return { status: 200, body: events.edit(event, checkEvent(request, core, guild, event)) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:event`,
      handle: (request) => {
        events.delete(ownEvent(request, core).event);
        return { status: 204 };
      },
    },
  ];
}

function checkEvent(
  request: ApiRequest,
  core: Core,
  guild: Guild,
  previous: ScheduledEvent | undefined,
): EventBody {
  const body = previous
    ? checkSchema<EventBody>(
        ExternalScheduledEventPatchRequestPartialSchema,
        'ExternalScheduledEventPatchRequestPartial',
        request.body,
      )
    : checkSchema<EventBody>(
        ExternalScheduledEventCreateRequestSchema,
        'ExternalScheduledEventCreateRequest',
        request.body,
      );
  checkRequest(EVENT_REQUEST_RULES, { events: core.events.list(guild.id), previous, status: body.status });
  checkForm(EVENT_RULES, body, { now: core.now(), previous });
  return body;
}

function eventOf(request: ApiRequest, core: Core, guild: Guild): ScheduledEvent {
  const event = core.events.find(guild.id, request.params.event ?? '');
  if (!event) throw refusal('eventUnknown');
  return event;
}

/** One's own events need CREATE_EVENTS, others' MANAGE_EVENTS. */
function ownEvent(request: ApiRequest, core: Core): { guild: Guild; event: ScheduledEvent } {
  const event = eventOf(request, core, guildOf(request, core));
  const isOwn = event.creator_id === core.world.bot.id;
  return { guild: guildOf(request, core, isOwn ? P.CreateEvents : P.ManageEvents), event };
}
