import { once } from 'node:events';
import { type Client, Events } from 'discord.js';
import { UserError } from '../errors.ts';

/**
 * Resolves when the client is connected and knows its application.
 *
 * @throws UserError if Discord refuses the token or the connection; the client is destroyed then
 */
export async function login(client: Client, token: string): Promise<void> {
  const given = new AbortController();
  const ready = once(client, Events.ClientReady, { signal: given.signal });
  const refused = once(client, Events.ShardDisconnect, { signal: given.signal });
  try {
    await client.login(token);
    const first = await Promise.race([ready, refused]);
    if (first[0] !== client)
      throw new UserError(`Discord closed the connection with code ${first[0]?.code}.`);
  } catch (error) {
    await client.destroy();
    if (error instanceof UserError) throw error;
    throw new UserError(`Could not log in to Discord: ${(error as Error).message}`, { cause: error });
  } finally {
    given.abort();
    await Promise.allSettled([ready, refused]);
  }
}
