import { DiscordAPIError, HTTPError } from 'discord.js';
import { type DestinationStream, destination, type Logger, pino, stdSerializers } from 'pino';

/**
 * The log: JSON lines on standard error.
 *
 * discord.js puts the request into its errors: an address with an interaction's token, and the message's text. Of an error
 * only what tells what went wrong is logged.
 */
export function createLog(
  level: string,
  stream: DestinationStream = destination({ fd: 2, sync: true }),
): Logger {
  return pino({ level, serializers: { err: serializeError } }, stream);
}

function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof DiscordAPIError || error instanceof HTTPError) {
    const { name, message, status, method, stack } = error;
    return { type: name, message, status, method, stack, ...('code' in error && { code: error.code }) };
  }
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message, stack, ...(error.cause !== undefined && { cause: serializeError(error.cause) }) };
}
