import { AllowedMentionsTypes, type APIEmbed, MessageFlags } from 'discord-api-types/v10';
import type { Path } from '../errors.ts';
import type { MessageBody, StoredMessage } from '../messages.ts';
import type { UploadedFile } from '../multipart.ts';
import { type FormRule, indexes, isBlank, lengthOf, type RequestRule } from './rule.ts';

export interface MessageContext {
  /** An answer to an interaction may be ephemeral, a message in a channel not. */
  readonly place: 'channel' | 'interaction';
  readonly files: readonly UploadedFile[];
  /** The message that an edit changes. */
  readonly previous: StoredMessage | undefined;
  /** A deferral carries flags and nothing else. */
  readonly mayBeEmpty: boolean;
  readonly mayReplyTo: (messageId: string) => boolean;
  /** Of one file. */
  readonly maxFileBytes: number;
}

type MessageRule = FormRule<MessageBody, MessageContext>;

const DOCS = 'https://docs.discord.com/developers';
const CREATE = `${DOCS}/resources/message#create-message`;
const EMBED_LIMITS = `${DOCS}/resources/message#embed-object-embed-limits`;
const ATTACHMENTS = `${DOCS}/reference#editing-message-attachments`;
const MAX_CONTENT = 2_000;
const MAX_EMBED_TEXT = 6_000;
const MAX_FILES = 10;

const CREATE_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsVoiceMessage |
  MessageFlags.IsComponentsV2;
const EDIT_FLAGS = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;

/** What a blank embed lacks: any of these would do. */
const hasSubstance = (embed: APIEmbed) =>
  !isBlank(embed.title) ||
  !isBlank(embed.description) ||
  !isBlank(embed.footer?.text) ||
  !isBlank(embed.author?.name) ||
  Boolean(embed.fields?.length || embed.image || embed.thumbnail);

const textOf = (embed: APIEmbed) =>
  [
    embed.title,
    embed.description,
    embed.footer?.text,
    embed.author?.name,
    ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
  ].reduce((sum, text) => sum + lengthOf(text?.trim()), 0);

function* embedUrls(body: MessageBody): Generator<{ path: Path; url: string; mayAttach: boolean }> {
  for (const [index, embed] of (body.embeds ?? []).entries()) {
    const urls: [string[], string | undefined, boolean][] = [
      [['url'], embed.url, false],
      [['author', 'url'], embed.author?.url, false],
      [['author', 'icon_url'], embed.author?.icon_url, true],
      [['footer', 'icon_url'], embed.footer?.icon_url, true],
      [['image', 'url'], embed.image?.url, true],
      [['thumbnail', 'url'], embed.thumbnail?.url, true],
    ];
    for (const [path, url, mayAttach] of urls) {
      if (url) yield { path: ['embeds', index, ...path], url, mayAttach };
    }
  }
}

const schemeOf = (url: string) => url.slice(0, url.indexOf(':')).toLowerCase();

/** The files that the message will have, by the name that `attachment://` uses. */
function attachmentNames(body: MessageBody, { files, previous }: MessageContext): ReadonlySet<string> {
  const listed = body.attachments;
  const entry = (id: string) => listed?.find((one) => String(one.id) === id);
  const kept = (previous?.attachments ?? []).filter(({ id }) => listed === undefined || entry(id));
  const added = files.map((file) => entry(String(file.index))?.filename ?? file.filename);
  return new Set([...kept.map(({ filename }) => filename), ...added]);
}

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

function allowedFlags({ place, previous }: MessageContext): number {
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
    name: 'embed-not-blank',
    doc: `${DOCS}/resources/message#embed-object`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ embeds }) =>
      indexes(embeds, (embed) => !hasSubstance(embed)).map((index) => ['embeds', index, 'description']),
  },
  {
    name: 'embed-field-name',
    doc: `${DOCS}/resources/message#embed-object-embed-field-structure`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ embeds }) =>
      (embeds ?? []).flatMap(({ fields }, embed) =>
        indexes(fields, ({ name }) => isBlank(name)).map((field) => [
          'embeds',
          embed,
          'fields',
          field,
          'name',
        ]),
      ),
  },
  {
    name: 'embed-field-value',
    doc: `${DOCS}/resources/message#embed-object-embed-field-structure`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ embeds }) =>
      (embeds ?? []).flatMap(({ fields }, embed) =>
        indexes(fields, ({ value }) => isBlank(value)).map((field) => [
          'embeds',
          embed,
          'fields',
          field,
          'value',
        ]),
      ),
  },
  {
    name: 'embed-footer-text',
    doc: `${DOCS}/resources/message#embed-object-embed-footer-structure`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ embeds }) =>
      indexes(embeds, ({ footer }) => footer != null && isBlank(footer.text)).map((index) => [
        'embeds',
        index,
        'footer',
        'text',
      ]),
  },
  {
    name: 'embed-author-name',
    doc: `${DOCS}/resources/message#embed-object-embed-author-structure`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ embeds }) =>
      indexes(embeds, ({ author }) => author != null && isBlank(author.name)).map((index) => [
        'embeds',
        index,
        'author',
        'name',
      ]),
  },
  {
    name: 'embed-total-length',
    doc: EMBED_LIMITS,
    code: 'MAX_EMBED_SIZE_EXCEEDED',
    message: `Embed size exceeds maximum size of ${MAX_EMBED_TEXT}`,
    faults: ({ embeds }) => {
      const total = (embeds ?? []).reduce((sum, embed) => sum + textOf(embed), 0);
      return total > MAX_EMBED_TEXT ? [['embeds']] : [];
    },
  },
  {
    name: 'embed-link-scheme',
    doc: `${DOCS}/resources/message#embed-object`,
    code: 'URL_TYPE_INVALID_SCHEME',
    message: "Scheme is not supported. Scheme must be one of ('http', 'https').",
    faults: (body) =>
      [...embedUrls(body)]
        .filter(({ url, mayAttach }) => !mayAttach && !['http', 'https'].includes(schemeOf(url)))
        .map(({ path }) => path),
  },
  {
    name: 'embed-image-scheme',
    doc: `${DOCS}/resources/message#embed-object-embed-image-structure`,
    code: 'URL_TYPE_INVALID_SCHEME',
    message: "Scheme is not supported. Scheme must be one of ('http', 'https', 'attachment').",
    faults: (body) =>
      [...embedUrls(body)]
        .filter(({ url, mayAttach }) => mayAttach && !['http', 'https', 'attachment'].includes(schemeOf(url)))
        .map(({ path }) => path),
  },
  {
    // Discord itself shows an empty picture; a bot that does this is wrong all the same.
    name: 'embed-attachment-exists',
    doc: `${DOCS}/reference#uploading-files-using-attachments-within-embeds`,
    code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    message: 'The referenced attachment was not found',
    faults: (body, context) => {
      const names = attachmentNames(body, context);
      return [...embedUrls(body)]
        .filter(({ url }) => url.startsWith('attachment://') && !names.has(url.slice('attachment://'.length)))
        .map(({ path }) => path);
    },
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
    refuses: (context) => !context.mayBeEmpty && isEmpty(context.body, context),
  },
];
