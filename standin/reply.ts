import type { APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import type { Core } from './core.ts';
import type { Interaction } from './interactions.ts';
import type { StoredMessage } from './messages.ts';

/** An answer as the user sees it at one moment. */
export interface Reply {
  readonly messageId: string;
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly attachments: readonly ReplyAttachment[];
  readonly ephemeral: boolean;
  /** The answer changed the message that the component sits on. */
  readonly updated: boolean;
  /** What the bot has sent after it, as of now: read it again for later ones. */
  readonly followUps: readonly Reply[];
}

export interface ReplyAttachment {
  readonly id: string;
  readonly filename: string;
  readonly description?: string;
  readonly contentType: string;
  readonly data: Uint8Array;
}

export function makeReply(
  core: Core,
  interaction: Interaction,
  message: StoredMessage,
  updated: boolean,
): Reply {
  return {
    messageId: message.id,
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    attachments: message.attachments.map(({ id, filename, description, contentType, data }) => ({
      id,
      filename,
      ...(description !== undefined && { description }),
      contentType,
      data,
    })),
    ephemeral: message.ephemeral,
    updated,
    get followUps() {
      if (message.id !== interaction.originalId) return [];
      return interaction.followUpIds.flatMap((id) => {
        const followUp = core.messages.find(id);
        return followUp ? [makeReply(core, interaction, followUp, false)] : [];
      });
    },
  };
}
