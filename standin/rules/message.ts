import { AllowedMentionsTypes, MessageFlags } from 'discord-api-types/v10';
import type { MessageBody } from '../messages.ts';
import type { MessageContext } from './message-context.ts';
import { type FormRule, indexes, isBlank, lengthOf, type RequestRule } from './rule.ts';

type MessageRule = FormRule<MessageBody, MessageContext>;

const DOCS = 'https://docs.discord.com/developers';
const CREATE = `${DOCS}/resources/message#create-message`;
const ATTACHMENTS = `${DOCS}/reference#editing-message-attachments`;
const MAX_CONTENT = 2_000;
const MAX_FILES = 10;

const CREATE_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsVoiceMessage |
  MessageFlags.IsComponentsV2;
const EDIT_FLAGS = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;

/** Whether the message that results has anything to show. */
function isEmpty(body: MessageBody, { files, previous }: MessageContext): boolean {
  const content = body.content === undefined ? previous?.content : body.content;
  const lists = [
    body.embeds === undefined ? previous?.embeds : body.embeds,
    body.components === undefined ? previous?.components : body.components,
    body.attachments === undefined ? previous?.attachments : previous && body.attachments,
    body.sticker_ids,
    files,
  ];
  return isBlank(content) && !body.poll && lists.every((list) => !list?.length);
}

function allowedFlags({ place, previous, isDeferral }: MessageContext): number {
  if (isDeferral) return MessageFlags.Ephemeral;
  if (!previous) return place === 'interaction' ? CREATE_FLAGS | MessageFlags.Ephemeral : CREATE_FLAGS;
  // Repeating what the message is already does no harm; Discord ignores it.
  return EDIT_FLAGS | (previous.flags & MessageFlags.Ephemeral);
}

export const MESSAGE_RULES: readonly MessageRule[] = [
  {
    name: 'content-length',
    doc: CREATE,
    code: 'BASE_TYPE_MAX_LENGTH',
    message: `Must be ${MAX_CONTENT} or fewer in length.`,
    faults: ({ content }) => (lengthOf(content) > MAX_CONTENT ? [['content']] : []),
  },
  {
    name: 'attachment-exists',
    doc: ATTACHMENTS,
    code: 'ATTACHMENT_NOT_FOUND',
    message: 'Attachment data not found',
    faults: ({ attachments }, { files, previous }) => {
      const known = [
        ...files.map(({ index }) => String(index)),
        ...(previous?.attachments ?? []).map(({ id }) => id),
      ];
      return indexes(attachments, ({ id }) => !known.includes(String(id))).map((n) => ['attachments', n]);
    },
  },
  {
    name: 'attachment-count',
    doc: `${DOCS}/reference#uploading-files`,
    code: 'BASE_TYPE_MAX_LENGTH',
    message: `Must be ${MAX_FILES} or fewer in length.`,
    faults: (_body, { files }) => (files.length > MAX_FILES ? [['attachments']] : []),
  },
  {
    name: 'message-flags',
    doc: `${DOCS}/resources/message#message-object-message-flags`,
    code: 'MESSAGE_FLAGS_INVALID',
    message: 'These flags cannot be set here.',
    faults: ({ flags }, context) => ((flags ?? 0) & ~allowedFlags(context) ? [['flags']] : []),
  },
  {
    name: 'allowed-mentions-users',
    doc: `${DOCS}/resources/message#allowed-mentions-object`,
    code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    message: 'parse:["users"] and users: [ids...] are mutually exclusive.',
    faults: ({ allowed_mentions: allowed }) =>
      allowed?.parse?.includes(AllowedMentionsTypes.User) && allowed.users?.length
        ? [['allowed_mentions']]
        : [],
  },
  {
    name: 'allowed-mentions-roles',
    doc: `${DOCS}/resources/message#allowed-mentions-object`,
    code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    message: 'parse:["roles"] and roles: [ids...] are mutually exclusive.',
    faults: ({ allowed_mentions: allowed }) =>
      allowed?.parse?.includes(AllowedMentionsTypes.Role) && allowed.roles?.length
        ? [['allowed_mentions']]
        : [],
  },
  {
    name: 'reply-to-known-message',
    doc: `${DOCS}/resources/message#message-reference-structure`,
    code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE',
    message: 'Unknown message',
    faults: ({ message_reference: reference }, { mayReplyTo }) => {
      const { message_id: id, fail_if_not_exists: mustExist = true } = reference ?? {};
      return id !== undefined && mustExist && !mayReplyTo(id) ? [['message_reference']] : [];
    },
  },
];

export interface MessageRequest extends MessageContext {
  readonly body: MessageBody;
}

export const MESSAGE_REQUEST_RULES: readonly RequestRule<MessageRequest>[] = [
  {
    name: 'file-size',
    doc: `${DOCS}/reference#uploading-files`,
    status: 413,
    code: 40005,
    message: 'Request entity too large',
    refuses: ({ files, maxFileBytes }) => files.some(({ data }) => data.byteLength > maxFileBytes),
  },
  {
    name: 'message-not-empty',
    doc: CREATE,
    status: 400,
    code: 50006,
    message: 'Cannot send an empty message',
    refuses: (context) => !context.isDeferral && isEmpty(context.body, context),
  },
];
