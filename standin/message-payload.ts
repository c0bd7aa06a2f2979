import {
  type APIMessage,
  type APIMessageInteractionMetadata,
  InteractionType,
  MessageFlags,
  MessageType,
} from 'discord-api-types/v10';
import type { Core } from './core.ts';
import { owners } from './interaction-payload.ts';
import type { Interaction } from './interactions.ts';
import { attachmentPayload, type StoredMessage } from './messages.ts';
import { isoTimestamp, userPayload } from './payloads.ts';
import type { User } from './world.ts';

/** The JSON of a message, as REST and the gateway give it. */
export function messagePayload(message: StoredMessage, core: Core): APIMessage {
  const { world, messages } = core;
  const author = world.users.get(message.authorId) ?? world.bot;
  const mentioned = message.pings.users.flatMap((id): User[] => {
    const user = world.users.get(id);
    return user ? [user] : [];
  });
  const original = message.repliesTo === undefined ? undefined : messages.find(message.repliesTo);
  const interaction = core.interactions.find(message.interactionId ?? '');
  const isAnswer = message.interactionId !== undefined;
  return {
    id: message.id,
    channel_id: message.channelId,
    type: messageType(message),
    author: userPayload(author),
    content: message.content,
    timestamp: isoTimestamp(message.createdAt),
    edited_timestamp: message.editedAt === undefined ? null : isoTimestamp(message.editedAt),
    tts: false,
    mention_everyone: message.pings.everyone,
    mentions: mentioned.map(userPayload),
    mention_roles: [...message.pings.roles],
    attachments: message.attachments.map(attachmentPayload),
    embeds: [...message.embeds],
    components: [...message.components],
    pinned: false,
    flags: message.flags | (message.loading ? MessageFlags.Loading : 0),
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(isAnswer && { application_id: world.applicationId, webhook_id: world.applicationId }),
    ...(interaction && { interaction_metadata: metadata(interaction) }),
    ...(message.asked && { interaction_metadata: interactionMetadata(message, message.asked, core) }),
    ...(message.repliesTo !== undefined && {
      message_reference: { type: 0, message_id: message.repliesTo, channel_id: message.channelId },
      referenced_message: original ? messagePayload({ ...original, repliesTo: undefined }, core) : null,
    }),
  };
}

/** https://docs.discord.com/developers/resources/message#message-interaction-metadata-object */
function interactionMetadata(
  { interactionId = '', guildId }: StoredMessage,
  { userId, type }: NonNullable<StoredMessage['asked']>,
  { world }: Core,
): APIMessageInteractionMetadata {
  return {
    id: interactionId,
    type,
    user: userPayload(world.users.get(userId) ?? world.bot),
    authorizing_integration_owners: { 0: guildId ?? '0' },
  } as APIMessageInteractionMetadata;
}

function messageType({ interactionId, repliesTo }: StoredMessage): MessageType {
  if (interactionId !== undefined) return MessageType.ChatInputCommand;
  return repliesTo === undefined ? MessageType.Default : MessageType.Reply;
}

/** https://docs.discord.com/developers/resources/message#message-interaction-metadata-object */
function metadata(interaction: Interaction): APIMessageInteractionMetadata {
  const { id, type, user, originalId, sourceId } = interaction;
  const common = { id, user: userPayload(user), authorizing_integration_owners: owners(interaction) };
  if (type !== InteractionType.MessageComponent)
    return { ...common, type: InteractionType.ApplicationCommand };
  return {
    ...common,
    type: InteractionType.MessageComponent,
    interacted_message_id: sourceId ?? '',
    ...(originalId !== undefined && { original_response_message_id: originalId }),
  };
}
