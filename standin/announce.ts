import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import type { Core } from './core.ts';
import { messagePayload } from './message-payload.ts';
import type { MessageEvent, StoredMessage } from './messages.ts';
import { channelPayload } from './payloads.ts';
import type { Channel } from './world.ts';

/** Bots hear of the messages in channels that their intents cover. */
export function announceMessages(core: Core): void {
  const events: Record<MessageEvent, GatewayDispatchEvents> = {
    created: GatewayDispatchEvents.MessageCreate,
    updated: GatewayDispatchEvents.MessageUpdate,
    deleted: GatewayDispatchEvents.MessageDelete,
  };
  core.messages.listen((event, message) => {
    if (message.ephemeral) return;
    const { id, channelId, guildId } = message;
    const place = { channel_id: channelId, ...(guildId !== undefined && { guild_id: guildId }) };
    const data = (intents: number) =>
      event === 'deleted' ? { id, ...place } : { ...readablePayload(message, core, intents), ...place };
    const intent = guildId === undefined ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;
    core.gateway.dispatch(events[event], data, guildId, intent);
  });
}

/** What others write in a server is for bots with a privileged intent. https://docs.discord.com/developers/events/gateway#message-content-intent */
function readablePayload(message: StoredMessage, core: Core, intents: number): object {
  const { bot } = core.world;
  const isForBot = message.guildId === undefined || message.pings.users.includes(bot.id);
  const mayRead = message.authorId === bot.id || isForBot || intents & GatewayIntentBits.MessageContent;
  const payload = messagePayload(message, core);
  return mayRead ? payload : { ...payload, content: '', embeds: [], attachments: [], components: [] };
}

/** Bots with the GUILDS intent hear of a channel's change. */
export function announceChannel(core: Core, event: GatewayDispatchEvents, channel: Channel): void {
  const data = channelPayload(channel, core.world);
  core.gateway.dispatch(event, data, channel.guildId, GatewayIntentBits.Guilds);
}
