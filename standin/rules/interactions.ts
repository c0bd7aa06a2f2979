import {
  ApplicationCommandOptionType as Option,
  InteractionResponseType as Response,
  InteractionType as Type,
} from 'discord-api-types/v10';
import type { Choice, Interaction, Interactions } from '../interactions.ts';
import { MAX_CHOICE_VALUE } from './options.ts';
import { type FormRule, indexes, lengthOf, type RequestRule, repeats } from './rule.ts';

const DOCS = 'https://docs.discord.com/developers/interactions/receiving-and-responding';
const RESPONDING = `${DOCS}#responding-to-an-interaction`;

export interface CallbackRequest {
  readonly interactions: Interactions;
  readonly interaction: Interaction | undefined;
  /** The token in the path. */
  readonly token: string;
}

/** In the order in which Discord looks. */
export const CALLBACK_REQUEST_RULES: readonly RequestRule<CallbackRequest>[] = [
  {
    name: 'interaction-known',
    doc: RESPONDING,
    status: 404,
    code: 10062,
    message: 'Unknown interaction',
    refuses: ({ interaction, token }) => interaction?.token !== token,
  },
  {
    name: 'first-answer-in-time',
    doc: RESPONDING,
    status: 404,
    code: 10062,
    message: 'Unknown interaction',
    refuses: ({ interactions, interaction }) =>
      interaction !== undefined && interactions.isTooLate(interaction),
  },
  {
    name: 'one-first-answer',
    doc: RESPONDING,
    status: 400,
    code: 40060,
    message: 'Interaction has already been acknowledged.',
    refuses: ({ interaction }) => interaction?.responseType !== undefined,
  },
];

const MESSAGES = [Response.ChannelMessageWithSource, Response.DeferredChannelMessageWithSource];
const UPDATES = [Response.DeferredMessageUpdate, Response.UpdateMessage];

/** Which callback fits which interaction. */
function fittingResponses({ type, sourceId }: Interaction): readonly Response[] {
  switch (type) {
    case Type.Ping:
      return [Response.Pong];
    case Type.ApplicationCommand:
      return [...MESSAGES, Response.Modal];
    case Type.MessageComponent:
      return [...MESSAGES, ...UPDATES, Response.Modal];
    case Type.ApplicationCommandAutocomplete:
      return [Response.ApplicationCommandAutocompleteResult];
    case Type.ModalSubmit:
      return sourceId === undefined ? MESSAGES : [...MESSAGES, ...UPDATES];
  }
}

export const CALLBACK_RULES: readonly FormRule<{ readonly type: Response }, Interaction>[] = [
  {
    name: 'callback-fits-interaction',
    doc: `${DOCS}#interaction-response-object-interaction-callback-type`,
    code: 'INTERACTION_RESPONSE_TYPE_INVALID',
    message: 'This response type does not fit the interaction.',
    faults: ({ type }, interaction) => (fittingResponses(interaction).includes(type) ? [] : [['type']]),
  },
];

interface ChoicesBody {
  readonly choices?: readonly Choice[] | null;
}

const fits = (value: unknown, type: Option | undefined) => {
  if (type === Option.Integer) return Number.isSafeInteger(value);
  return typeof value === (type === Option.Number ? 'number' : 'string');
};

export const AUTOCOMPLETE_RULES: readonly FormRule<ChoicesBody, Interaction>[] = [
  {
    name: 'suggestion-value-type',
    doc: `${DOCS}#interaction-response-object-autocomplete`,
    code: 'APPLICATION_COMMAND_OPTION_CHOICE_VALUE_INVALID',
    message: 'The value of a choice must be of the type of the option.',
    faults: ({ choices }, { focusedType }) =>
      indexes(choices, ({ value }) => !fits(value, focusedType)).map((index) => ['choices', index, 'value']),
  },
  {
    name: 'suggestion-value-length',
    doc: `${DOCS}#interaction-response-object-autocomplete`,
    code: 'BASE_TYPE_MAX_LENGTH',
    message: `Must be ${MAX_CHOICE_VALUE} or fewer in length.`,
    faults: ({ choices }) =>
      indexes(choices, ({ value }) => typeof value === 'string' && lengthOf(value) > MAX_CHOICE_VALUE).map(
        (index) => ['choices', index, 'value'],
      ),
  },
  {
    // Discord takes them; its client then shows one of the two, and the user cannot tell which.
    name: 'suggestions-unique',
    doc: `${DOCS}#interaction-response-object-autocomplete`,
    code: 'APPLICATION_COMMAND_OPTION_CHOICE_DUPLICATED',
    message: 'The choices of one option must differ.',
    faults: ({ choices }) =>
      repeats(choices, ({ name, value }) => `${name}\n${value}`).map((index) => ['choices', index]),
  },
];

export interface WebhookRequest {
  readonly interactions: Interactions;
  readonly interaction: Interaction | undefined;
  readonly isOwnApplication: boolean;
  readonly isFollowUp: boolean;
}

const MAX_USER_INSTALL_FOLLOW_UPS = 5;

/** Editing answers and sending follow-ups. */
export const WEBHOOK_REQUEST_RULES: readonly RequestRule<WebhookRequest>[] = [
  {
    name: 'webhook-known',
    doc: `${DOCS}#followup-messages`,
    status: 404,
    code: 10015,
    message: 'Unknown Webhook',
    // The webhook of an interaction begins with its first answer.
    refuses: ({ isOwnApplication, interaction }) =>
      !isOwnApplication || (interaction !== undefined && interaction.responseType === undefined),
  },
  {
    name: 'token-lives-15-minutes',
    doc: RESPONDING,
    status: 401,
    code: 50027,
    message: 'Invalid Webhook Token',
    refuses: ({ interactions, interaction }) =>
      interaction === undefined || interactions.hasExpired(interaction),
  },
  {
    name: 'user-install-follow-ups',
    doc: `${DOCS}#create-followup-message`,
    status: 400,
    code: 40094,
    message: 'This interaction has reached the maximum number of follow-up messages',
    refuses: ({ interaction, isFollowUp }) =>
      isFollowUp &&
      interaction?.isUserInstall === true &&
      interaction.followUpIds.length >= MAX_USER_INSTALL_FOLLOW_UPS,
  },
];
