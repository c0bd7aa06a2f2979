import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { ZodMiniType } from 'zod/mini';
import type { Core } from './core.ts';
import type { Path } from './errors.ts';
import type { MessageBody, StoredMessage } from './messages.ts';
import type { UploadedFile } from './multipart.ts';
import { COMPONENT_RULES } from './rules/components.ts';
import { CONTROL_RULES } from './rules/controls.ts';
import { EMBED_RULES } from './rules/embeds.ts';
import { MESSAGE_REQUEST_RULES, MESSAGE_RULES } from './rules/message.ts';
import type { MessageContext } from './rules/message-context.ts';
import { checkForm, checkRequest } from './rules/rule.ts';
import { checkSchema } from './validate.ts';

export interface MessageCheck {
  readonly core: Core;
  readonly schema: ZodMiniType;
  readonly schemaName: string;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  readonly place: MessageContext['place'];
  readonly previous?: StoredMessage | undefined;
  /** Where the message stands in the request, such as `['data']`. */
  readonly prefix?: Path;
  /** The channel of a message that may answer another one. */
  readonly channelId?: string;
  /** A deferral carries flags and nothing else. */
  readonly isDeferral?: boolean;
}

const FORM_RULES = [...MESSAGE_RULES, ...EMBED_RULES, ...COMPONENT_RULES, ...CONTROL_RULES];

/**
 * Checks a message body as Discord does: shape first, then the documented rules.
 *
 * @throws DiscordError for what Discord refuses
 */
export function checkMessage(check: MessageCheck): MessageBody {
  const { core, files, place, previous, prefix = [] } = check;
  const body = checkSchema<MessageBody>(check.schema, check.schemaName, check.body ?? {}, prefix);
  const context: MessageContext = {
    place,
    files,
    previous,
    maxFileBytes: core.limits.fileBytes,
    isDeferral: check.isDeferral ?? false,
    mayReplyTo: (id) => {
      const original = core.messages.find(id);
      return original?.channelId === check.channelId && !original?.ephemeral;
    },
  };
  checkForm(FORM_RULES, body, context, prefix);
  checkRequest(MESSAGE_REQUEST_RULES, { ...context, body });
  return body;
}

/** The permissions that a message needs for what it carries. https://docs.discord.com/developers/topics/permissions */
export function permissionsFor(body: MessageBody, files: readonly UploadedFile[]): bigint {
  const forEmbeds = body.embeds?.length ? P.EmbedLinks : 0n;
  const forFiles = files.length > 0 ? P.AttachFiles : 0n;
  const forReply = body.message_reference?.message_id === undefined ? 0n : P.ReadMessageHistory;
  return P.SendMessages | forEmbeds | forFiles | forReply;
}
