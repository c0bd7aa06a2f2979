import {
  type AttachmentPayload,
  type ChatInputCommandInteraction,
  type InteractionReplyOptions,
  type MessageComponentInteraction,
  MessageFlags,
} from 'discord.js';
import { languageOf } from '../i18n/language.ts';
import type { Reply, ReplyFile } from '../replies/reply.ts';
import { clampReply } from './clamp.ts';

/** Half of Discord's three seconds: a reply that is not there by then is announced, and follows. */
const DEFER_AFTER_MS = 1500;

/** What takes a message as its answer. */
export type Answerable = ChatInputCommandInteraction | MessageComponentInteraction;

/**
 * Tells Discord that an answer follows, where it takes long. Private stays private, and so does what a stranger pressed;
 * the rest shows "thinking…" to all.
 */
export async function orDefer<Settled>(
  interaction: Answerable,
  settling: Promise<Settled>,
  isPrivate: boolean,
): Promise<Settled> {
  // Announced before it was begun: Discord takes no second announcement.
  if (interaction.deferred) return settling;
  const { promise: timeout, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), DEFER_AFTER_MS);
  const settled = await Promise.race([settling, timeout]).finally(() => clearTimeout(timer));
  if (settled !== undefined) return settled;
  await announce(interaction, isPrivate);
  return settling;
}

/** Tells Discord that an answer follows. */
export async function announce(interaction: Answerable, isPrivate: boolean): Promise<void> {
  if (canUpdate(interaction)) await interaction.deferUpdate();
  else
    await interaction.deferReply(
      isPrivate || isForeign(interaction) ? { flags: MessageFlags.Ephemeral } : {},
    );
}

/** Answers once: in the first callback, by changing the message that was pressed, or after the announcement. */
export async function send(interaction: Answerable, reply: Reply, isPrivate: boolean): Promise<void> {
  const body = toMessage(reply);
  const privately = isPrivate || reply.private === true || isForeign(interaction);
  if (interaction.deferred) return sendDeferred(interaction, body, privately);
  if (canUpdate(interaction) && reply.private !== true) {
    await interaction.update(replacing(body));
    return;
  }
  await interaction.reply({ ...body, ...(privately && { flags: MessageFlags.Ephemeral }) });
}

async function sendDeferred(interaction: Answerable, body: Body, privately: boolean): Promise<void> {
  if (!privately || interaction.ephemeral === true) {
    await interaction.editReply(replacing(body));
    return;
  }
  const follow = () => interaction.followUp({ ...body, flags: MessageFlags.Ephemeral });
  if (interaction.isMessageComponent()) {
    await follow();
    return;
  }
  // What was announced to all cannot become private, and the first message after an announcement takes its place: it is
  // filled, answered privately, and taken away. Deleted first, Discord has refused what follows:
  // https://github.com/discord/discord-api-docs/issues/2739
  await interaction.editReply({ content: languageOf(interaction.locale).t('ask.privately') });
  await follow();
  await interaction.deleteReply();
}

/** Pressed by somebody else than whoever asked. */
function isForeign(interaction: Answerable): boolean {
  return interaction.isMessageComponent() && !canUpdate(interaction);
}

/** A message is changed by whoever asked for it; what anybody else presses is answered to them alone. */
function canUpdate(interaction: Answerable): interaction is MessageComponentInteraction {
  if (!interaction.isMessageComponent()) return false;
  return interaction.message.interactionMetadata?.user.id === interaction.user.id;
}

type Body = Required<Pick<InteractionReplyOptions, 'embeds' | 'components' | 'allowedMentions'>> &
  Pick<InteractionReplyOptions, 'files'>;

/**
 * A message that changes keeps its files unless Discord is told which stay: none. The list is a new one each time, since
 * discord.js adds the new files to it.
 */
function replacing(body: Body): Body & { attachments: [] } {
  return { ...body, attachments: [] };
}

// A reply that is given again is the same object.
const messages = new WeakMap<Reply, Body>();

export function toMessage(reply: Reply): Body {
  const known = messages.get(reply);
  if (known !== undefined) return known;
  const { embeds, components = [], files } = clampReply(reply);
  const body: Body = {
    embeds,
    components,
    allowedMentions: { parse: [] },
    ...(files && { files: files.map(toAttachment) }),
  };
  messages.set(reply, body);
  return body;
}

function toAttachment({ name, data, description }: ReplyFile): AttachmentPayload {
  return { name, description, attachment: Buffer.from(data.buffer, data.byteOffset, data.byteLength) };
}
