import { type REST, Routes } from 'discord.js';
import type { Reply } from '../replies/reply.ts';
import { toMessage } from './answer.ts';

/**
 * Posts what nobody asked for into a channel. Nobody is mentioned.
 *
 * @param nonce at most 25 characters: said again with it within minutes, it is said once
 */
export async function say(rest: REST, channelId: string, reply: Reply, nonce: string): Promise<void> {
  const { embeds, components } = toMessage(reply);
  const body = { embeds, components, allowed_mentions: { parse: [] }, nonce, enforce_nonce: true };
  const files = (reply.files ?? []).map(({ name, data }) => ({ name, data: Buffer.from(data) }));
  await rest.post(Routes.channelMessages(channelId), { body, files });
}
