import { MessageCreateRequestSchema, MessageEditRequestPartialSchema } from 'discord-api-spec/zod';
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { checkMessage, permissionsFor } from '../check-message.ts';
import type { Core } from '../core.ts';
import { messagePayload } from '../message-payload.ts';
import type { StoredMessage } from '../messages.ts';
import { channelPayload } from '../payloads.ts';
import type { ApiRequest, Route } from '../router.ts';
import { CHANNEL_REQUEST_RULES } from '../rules/places.ts';
import { refusal } from '../rules/refusals.ts';
import { checkRequest } from '../rules/rule.ts';
import { compareIds } from '../snowflake.ts';
import type { Channel } from '../world.ts';

/** Discord publishes no figure; this is the one that bots have long been seeing in the headers. */
const MESSAGE_LIMIT = { requests: 5, windowMs: 5_000 };
const DEFAULT_PAGE = 50;
const MAX_PAGE = 100;

/** Channels and the messages in them. */
export function channelRoutes(core: Core): readonly Route[] {
  const path = '/channels/:channel/messages';
  return [
    {
      method: 'GET',
      path: '/channels/:channel',
      handle: (request) => ({ status: 200, body: channelPayload(channelOf(request, core), core.world) }),
    },
    { method: 'POST', path: '/channels/:channel/typing', handle: (request) => typing(request, core) },
    { method: 'GET', path, handle: (request) => listMessages(request, core) },
    { method: 'POST', path, limit: MESSAGE_LIMIT, handle: (request) => createMessage(request, core) },
    {
      method: 'GET',
      path: `${path}/:message`,
      handle: (request) => ({
        status: 200,
        body: messagePayload(messageOf(request, core, P.ReadMessageHistory), core),
      }),
    },
    {
      method: 'PATCH',
      path: `${path}/:message`,
      limit: MESSAGE_LIMIT,
      handle: (request) => editMessage(request, core),
    },
    {
      method: 'DELETE',
      path: `${path}/:message`,
      limit: MESSAGE_LIMIT,
      handle: (request) => {
        const message = messageOf(request, core);
        if (message.authorId !== core.world.bot.id) channelOf(request, core, P.ManageMessages);
        core.messages.delete(message);
        return { status: 204 };
      },
    },
  ];
}

/** @throws DiscordError if the bot does not see the channel or may not do this in it */
function channelOf(request: ApiRequest, { world }: Core, needs = 0n, isMessage = false): Channel {
  const channel = world.channels.get(request.params.channel ?? '');
  checkRequest(CHANNEL_REQUEST_RULES, { world, channel, needs, isMessage });
  if (!channel) throw new Error('A rule lets an unknown channel pass.');
  return channel;
}

function messageOf(request: ApiRequest, core: Core, needs = 0n): StoredMessage {
  const channel = channelOf(request, core, needs);
  const message = core.messages.find(request.params.message ?? '');
  if (message?.channelId === channel.id && !message.ephemeral) return message;
  throw refusal('messageUnknown');
}

function typing(request: ApiRequest, core: Core) {
  channelOf(request, core, P.SendMessages);
  return { status: 204 };
}

function createMessage(request: ApiRequest, core: Core) {
  const { messages, world } = core;
  const { id: channelId } = channelOf(request, core);
  const body = checkMessage({
    core,
    channelId,
    schema: MessageCreateRequestSchema,
    schemaName: 'MessageCreateRequest',
    body: request.body,
    files: request.files,
    place: 'channel',
  });
  const channel = channelOf(request, core, permissionsFor(body, request.files), true);
  const existing = messages.findByNonce(world.bot, body);
  const message = existing ?? messages.create({ channel, author: world.bot, body, files: request.files });
  return { status: 200, body: messagePayload(message, core) };
}

function editMessage(request: ApiRequest, core: Core) {
  const message = messageOf(request, core);
  if (message.authorId !== core.world.bot.id) {
    throw refusal('messageForeign');
  }
  const body = checkMessage({
    core,
    schema: MessageEditRequestPartialSchema,
    schemaName: 'MessageEditRequestPartial',
    body: request.body,
    files: request.files,
    place: 'channel',
    previous: message,
  });
  return { status: 200, body: messagePayload(core.messages.edit(message, body, request.files), core) };
}

/** Newest first; nothing where the bot may not read the history. */
function listMessages(request: ApiRequest, core: Core) {
  const channel = channelOf(request, core);
  const mayRead = core.world.permissionsIn(channel, core.world.bot) & P.ReadMessageHistory;
  const { query } = request;
  const [before, after] = [query.get('before'), query.get('after')];
  const size = Math.min(MAX_PAGE, Number(query.get('limit') ?? DEFAULT_PAGE));
  const fitting = core.messages
    .history()
    .filter(
      ({ channelId, id }) =>
        channelId === channel.id &&
        (before === null || compareIds(id, before) < 0) &&
        (after === null || compareIds(id, after) > 0),
    )
    .toReversed();
  const page = after === null ? fitting.slice(0, size) : fitting.slice(-size);
  return { status: 200, body: mayRead ? page.map((message) => messagePayload(message, core)) : [] };
}
