import { randomUUID } from 'node:crypto';
import {
  type APIMessage,
  DiscordAPIError,
  type REST,
  RESTJSONErrorCodes,
  type RESTPostAPIChannelMessageResult,
  Routes,
  SnowflakeUtil,
} from 'discord.js';
import type { SendOutcome } from '../reminders/channels.ts';
import type { ChannelMessage } from '../replies/reminder.ts';
import { clampReply } from './clamp.ts';

/**
 * Refusals that stay until somebody changes something in the server.
 *
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
const PERMANENT: ReadonlySet<number | string> = new Set([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
]);

/**
 * Sends a message to a channel, once however often it is tried within a few minutes: Discord answers a nonce that it
 * knows with the message that it already has.
 *
 * https://docs.discord.com/developers/resources/message#create-message
 *
 * @param nonce at most 25 characters
 * @param signal then it is given up, wherever it waits: before whoever asked for it may ask again
 */
export async function sendToChannel(
  rest: REST,
  channelId: string,
  message: ChannelMessage,
  { nonce, signal }: { nonce: string; signal: AbortSignal },
): Promise<SendOutcome> {
  const { content, roleId, file } = message;
  const { embeds } = clampReply({ embeds: message.embeds });
  const body = {
    ...(content !== '' && { content }),
    embeds,
    allowed_mentions: { parse: [], ...(roleId !== undefined && { roles: [roleId] }) },
    nonce,
    enforce_nonce: true,
  };
  try {
    const sent = (await rest.post(Routes.channelMessages(channelId), {
      ...(file === undefined ? { body } : encode(body, file)),
      signal,
    })) as RESTPostAPIChannelMessageResult;
    return { type: 'sent', messageId: sent.id };
  } catch (error) {
    return outcomeOf(error);
  }
}

/**
 * A form as bytes: one that is sent as a form, and is cut short, ends the process with a rejection that nobody can catch
 * (Node 26, `extractBody` of its undici). Written by hand: `FormData` and `Response` take twenty times as long, and leave
 * garbage, while somebody waits for an answer.
 *
 * https://docs.discord.com/developers/reference#uploading-files
 */
function encode(body: object, { name, text }: NonNullable<ChannelMessage['file']>) {
  const boundary = `tranche-${randomUUID()}`;
  const lines = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="payload_json"',
    'Content-Type: application/json',
    '',
    JSON.stringify(body),
    `--${boundary}`,
    `Content-Disposition: form-data; name="files[0]"; filename="${name}"`,
    'Content-Type: text/calendar',
    '',
    text,
    `--${boundary}--`,
    '',
  ];
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return { body: Buffer.from(lines.join('\r\n')), headers, passThroughBody: true };
}

/** A known code becomes an outcome. Whatever is not an answer of Discord's may have arrived all the same. */
function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof DiscordAPIError) {
    const reason = `${error.message.split('\n')[0]} (${error.code})`;
    if (PERMANENT.has(error.code)) return { type: 'refused', reason };
    return { type: 'failed', reason, mayHaveArrived: false };
  }
  // No address, token or path: the sentence is shown to admins.
  const name = error instanceof Error ? error.name : 'Error';
  const status = error instanceof Error && 'status' in error ? ` ${error.status}` : '';
  return { type: 'failed', reason: `Discord did not answer (${name}${status})`, mayHaveArrived: true };
}

/** Our clock and Discord's may differ by so much. */
const SKEW_MS = 5 * 60_000;
const PAGE = 100;
const MOST_PAGES = 20;

/** Looks through a channel, from a time on, for a message of ours with a file of this name. */
export async function findMessage(
  rest: REST,
  { channelId, authorId, fileName }: { channelId: string; authorId: string; fileName: string },
  since: Temporal.Instant,
): Promise<SendOutcome | { readonly type: 'absent' }> {
  const isMeant = ({ author, attachments }: APIMessage) =>
    author.id === authorId && attachments.some(({ filename }) => filename === fileName);
  let after = SnowflakeUtil.generate({ timestamp: since.epochMilliseconds - SKEW_MS }).toString();
  try {
    for (let page = 0; page < MOST_PAGES; page++) {
      const query = new URLSearchParams({ limit: String(PAGE), after });
      const messages = (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
      const found = messages.find(isMeant);
      if (found !== undefined) return { type: 'sent', messageId: found.id };
      if (messages.length < PAGE) return { type: 'absent' };
      after = messages.reduce((last, { id }) => (BigInt(id) > BigInt(last) ? id : last), after);
    }
  } catch (error) {
    return outcomeOf(error);
  }
  return { type: 'absent' };
}
