import {
  IncomingWebhookInteractionRequestSchema,
  IncomingWebhookUpdateRequestPartialSchema,
} from 'discord-api-spec/zod';
import { checkMessage } from '../check-message.ts';
import type { Core } from '../core.ts';
import type { Interaction } from '../interactions.ts';
import { messagePayload } from '../message-payload.ts';
import type { StoredMessage } from '../messages.ts';
import type { ApiRequest, Method, Route } from '../router.ts';
import { WEBHOOK_REQUEST_RULES } from '../rules/interactions.ts';
import { refusal } from '../rules/refusals.ts';
import { checkRequest } from '../rules/rule.ts';

const PATH = '/webhooks/:application/:token';

/** Editing the answer to an interaction, and further answers; the interaction's token is the key. */
export function webhookRoutes(core: Core): readonly Route[] {
  const { interactions } = core;
  const route = (method: Method, path: string, handle: Route['handle']): Route => ({
    method,
    path,
    needsBot: false,
    outsideGlobalLimit: true,
    handle,
  });
  return [
    route('POST', PATH, (request) => {
      const interaction = interactionOf(request, core, true);
      const body = checkMessage({
        core,
        schema: IncomingWebhookInteractionRequestSchema,
        schemaName: 'IncomingWebhookInteractionRequest',
        body: request.body,
        files: request.files,
        place: 'interaction',
      });
      const message = interactions.followUp(interaction, body, request.files);
      return { status: 200, body: messagePayload(message, core) };
    }),
    route('GET', `${PATH}/messages/:message`, (request) => {
      const { message } = messageOf(request, core);
      return { status: 200, body: messagePayload(message, core) };
    }),
    route('PATCH', `${PATH}/messages/:message`, (request) => {
      const { interaction, message } = messageOf(request, core);
      const body = checkMessage({
        core,
        schema: IncomingWebhookUpdateRequestPartialSchema,
        schemaName: 'IncomingWebhookUpdateRequestPartial',
        body: request.body,
        files: request.files,
        place: 'interaction',
        previous: message,
      });
      return {
        status: 200,
        body: messagePayload(interactions.edit(interaction, message, body, request.files), core),
      };
    }),
    route('DELETE', `${PATH}/messages/:message`, (request) => {
      const { interaction, message } = messageOf(request, core);
      interactions.delete(interaction, message);
      return { status: 204 };
    }),
  ];
}

function interactionOf(request: ApiRequest, core: Core, isFollowUp = false): Interaction {
  const { interactions, world } = core;
  const interaction = interactions.findByToken(request.params.token ?? '');
  if (interaction) request.interaction = interaction;
  const isOwnApplication = request.params.application === world.applicationId;
  checkRequest(WEBHOOK_REQUEST_RULES, { interactions, interaction, isOwnApplication, isFollowUp });
  if (!interaction) throw new Error('A rule lets an unknown token pass.');
  return interaction;
}

/** The message of `@original` or of an id, which must belong to the interaction. */
function messageOf(request: ApiRequest, core: Core): { interaction: Interaction; message: StoredMessage } {
  const interaction = interactionOf(request, core);
  const asked = request.params.message ?? '';
  const id = asked === '@original' ? (interaction.originalId ?? '') : asked;
  const isOwn = id === interaction.originalId || interaction.followUpIds.includes(id);
  const message = isOwn ? core.messages.find(id) : undefined;
  if (message) return { interaction, message };
  throw refusal('messageUnknown');
}
