import type { GivenFile } from '../commands/command.ts';
import { MEGABYTE } from '../data/byte-size.ts';
import { UserError } from '../errors.ts';
import { ToldError } from '../i18n/told-error.ts';

/** Where Discord keeps files that users give. https://docs.discord.com/developers/reference#cdn-formatting */
const CDN_ORIGINS = ['https://cdn.discordapp.com', 'https://media.discordapp.net'];

export interface DownloadOptions {
  /** In place of Discord's CDN, such as `http://127.0.0.1:4711`. */
  readonly cdnUrl?: string | undefined;
  /** In bytes. */
  readonly limit?: number;
  readonly timeoutMs?: number;
}

/**
 * Reads a file that a user gave with a command, from Discord's CDN and from nowhere else: what an interaction says of itself
 * must not make the bot ask other servers.
 *
 * @throws UserError if it is too large, or is not there any more
 */
export async function downloadAttachment(
  { url, size }: GivenFile,
  { cdnUrl, limit = 25 * MEGABYTE, timeoutMs = 30_000 }: DownloadOptions = {},
): Promise<Uint8Array> {
  const origins = cdnUrl === undefined ? CDN_ORIGINS : [new URL(cdnUrl).origin];
  if (!origins.includes(new URL(url).origin)) throw new Error('An attachment is not on the CDN of Discord.');
  if (size > limit) throw tooLarge(limit);
  try {
    // A redirect could lead anywhere; Discord's CDN has none.
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      throw gone(`status ${response.status}`);
    }
    return await readWithin(response.body, limit);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw gone(error);
  }
}

/** Whatever its header says: not one byte more than allowed is kept. */
async function readWithin(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop ends the request.
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(limit: number): UserError {
  return new ToldError((t) => t('admin.fileTooLarge', { limit: limit / MEGABYTE }));
}

function gone(cause: unknown): UserError {
  return new ToldError((t) => t('admin.fileGone'), { cause });
}
