import {
  IncomingWebhookInteractionRequestSchema,
  IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
  InteractionApplicationCommandAutocompleteCallbackIntegerDataSchema,
  InteractionApplicationCommandAutocompleteCallbackNumberDataSchema,
  InteractionApplicationCommandAutocompleteCallbackStringDataSchema,
  ModalInteractionCallbackRequestDataSchema,
} from 'discord-api-spec/zod';
import { ApplicationCommandOptionType, InteractionResponseType as Response } from 'discord-api-types/v10';
import * as z from 'zod/mini';
import { checkMessage } from '../check-message.ts';
import type { Core } from '../core.ts';
import type { CallbackBody, Choice, Interaction } from '../interactions.ts';
import { messagePayload } from '../message-payload.ts';
import type { UploadedFile } from '../multipart.ts';
import type { Route } from '../router.ts';
import { AUTOCOMPLETE_RULES, CALLBACK_REQUEST_RULES, CALLBACK_RULES } from '../rules/interactions.ts';
import { checkForm, checkRequest } from '../rules/rule.ts';
import { checkSchema } from '../validate.ts';

const callbackSchema = z.object({
  type: z.literal([1, 4, 5, 6, 7, 8, 9, 10, 12]),
  data: z.optional(z.unknown()),
});

const DATA: readonly ['data'] = ['data'];

/** The first answer to an interaction. */
export function interactionRoutes(core: Core): readonly Route[] {
  const { interactions } = core;
  return [
    {
      method: 'POST',
      path: '/interactions/:interaction/:token/callback',
      needsBot: false,
      outsideGlobalLimit: true,
      handle: (request) => {
        const { interaction: id = '', token = '' } = request.params;
        const interaction = interactions.find(id);
        checkRequest(CALLBACK_REQUEST_RULES, { interactions, interaction, token });
        if (!interaction) throw new Error('A rule lets an unknown interaction pass.');
        request.interaction = interaction;
        const body = checkCallback(core, interaction, request.body, request.files);
        interactions.acknowledge(interaction, body, request.files);
        interactions.tell(interaction, request.arrivedAt);
        if (request.query.get('with_response') !== 'true') return { status: 204 };
        return { status: 200, body: callbackResponse(core, interaction) };
      },
    },
  ];
}

function checkCallback(
  core: Core,
  interaction: Interaction,
  body: unknown,
  files: readonly UploadedFile[],
): CallbackBody {
  const callback = checkSchema<{ type: Response; data?: unknown }>(
    callbackSchema,
    'InteractionCallback',
    body,
  );
  checkForm(CALLBACK_RULES, callback, interaction);
  switch (callback.type) {
    case Response.ChannelMessageWithSource:
    case Response.DeferredChannelMessageWithSource:
      return { type: callback.type, data: checkAnswer(core, callback, files) };
    case Response.UpdateMessage:
      return { type: callback.type, data: checkUpdate(core, interaction, callback.data, files) };
    case Response.ApplicationCommandAutocompleteResult:
      return { type: callback.type, data: { choices: checkChoices(interaction, callback.data) } };
    case Response.Modal:
      checkSchema(
        ModalInteractionCallbackRequestDataSchema,
        'ModalInteractionCallbackRequestData',
        callback.data,
        DATA,
      );
      return { type: callback.type };
    default:
      return { type: callback.type };
  }
}

function checkAnswer(
  core: Core,
  { type, data }: { type: Response; data?: unknown },
  files: readonly UploadedFile[],
) {
  return checkMessage({
    core,
    schema: IncomingWebhookInteractionRequestSchema,
    schemaName: 'IncomingWebhookInteractionRequest',
    body: data,
    files,
    place: 'interaction',
    prefix: DATA,
    isDeferral: type === Response.DeferredChannelMessageWithSource,
  });
}

function checkUpdate(core: Core, interaction: Interaction, data: unknown, files: readonly UploadedFile[]) {
  return checkMessage({
    core,
    schema: IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
    schemaName: 'IncomingWebhookUpdateForInteractionCallbackRequestPartial',
    body: data,
    files,
    place: 'interaction',
    previous: core.messages.find(interaction.sourceId ?? ''),
    prefix: DATA,
  });
}

function checkChoices(interaction: Interaction, data: unknown): readonly Choice[] {
  const name = 'InteractionApplicationCommandAutocompleteCallbackData';
  const body = checkSchema<{ choices?: readonly Choice[] | null }>(
    choicesSchema(interaction.focusedType),
    name,
    data ?? {},
    DATA,
  );
  checkForm(AUTOCOMPLETE_RULES, body, interaction, DATA);
  return body.choices ?? [];
}

function choicesSchema(type: ApplicationCommandOptionType | undefined) {
  if (type === ApplicationCommandOptionType.Integer) {
    return InteractionApplicationCommandAutocompleteCallbackIntegerDataSchema;
  }
  return type === ApplicationCommandOptionType.Number
    ? InteractionApplicationCommandAutocompleteCallbackNumberDataSchema
    : InteractionApplicationCommandAutocompleteCallbackStringDataSchema;
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object */
function callbackResponse(core: Core, interaction: Interaction): object {
  const message = core.messages.find(interaction.originalId ?? '');
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: message.loading,
        response_message_ephemeral: message.ephemeral,
      }),
    },
    ...(message && { resource: { type: interaction.responseType, message: messagePayload(message, core) } }),
  };
}
