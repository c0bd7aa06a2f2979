import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { DataError, UserError } from './errors.ts';

/** Longer paths cannot be sockets: https://man7.org/linux/man-pages/man7/unix.7.html */
const LONGEST_PATH = 103;

const socketIn = (dataDir: string) => join(dataDir, 'operator.sock');

/** What a command line is to print, and how it is to end. */
export interface OperatorAnswer {
  readonly code: 0 | 1 | 2;
  readonly output: string;
  /** What it is to write into the file that it was given. */
  readonly file?: AsyncIterable<Uint8Array> | undefined;
}

/** The words of a command line, the command first: `facts reload --apply`. */
const question = z.array(z.string()).min(1);
const exitCode = z.coerce.number().pipe(z.literal([0, 1, 2]));

/** HTTP, so that whoever asks sees whether an answer came to its end. The body is the file where there is one, else the output. */
const [CODE, OUTPUT] = ['x-exit-code', 'x-output'];

/**
 * Answers commands of whoever runs the bot: the folder has one process, and their command is another. Only the account that
 * the bot runs as can ask.
 *
 * @returns ends it
 */
export function serveOperator(
  dataDir: string,
  answer: (words: readonly string[]) => Promise<OperatorAnswer>,
  log: Logger,
): () => void {
  const path = socketIn(dataDir);
  if (path.length > LONGEST_PATH || process.platform === 'win32') return () => undefined;
  // The folder is locked to this process: what is there is left from one that was killed.
  rmSync(path, { force: true });
  const server = createServer((asked, response) => void reply(asked, response, answer, log));
  server.on('error', (error) =>
    log.warn({ err: error }, '`npm run reminders` and `npm run facts` will not reach this bot'),
  );
  server.listen(path, () => chmodSync(path, 0o600));
  server.unref();
  return () => server.close();
}

async function reply(
  asked: IncomingMessage,
  response: ServerResponse,
  answer: (words: readonly string[]) => Promise<OperatorAnswer>,
  log: Logger,
): Promise<void> {
  const { code, output, file } = await explain(async () => answer(question.parse(await json(asked))), log);
  response.setHeader(CODE, code);
  if (file === undefined) {
    response.end(output);
    return;
  }
  // A name that was asked for may have half of a character in it, which is no part of any address.
  response.setHeader(OUTPUT, encodeURIComponent(output.toWellFormed()));
  try {
    await pipeline(file, response);
  } catch (error) {
    // It is broken off there, which whoever asked sees; or they have gone.
    log.error({ err: error }, 'a file for the operator could not be written to its end');
  }
}

async function explain(work: () => Promise<OperatorAnswer>, log: Logger): Promise<OperatorAnswer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError || error instanceof DataError) return { code: 1, output: error.message };
    log.error({ err: error }, 'the answer for the operator failed');
    return { code: 1, output: 'The bot could not do that; its log says why.' };
  }
}

/**
 * What the bot that has the folder says; undefined where none runs.
 *
 * @throws UserError if it does not answer to the end
 */
export async function askOperator(
  dataDir: string,
  words: readonly string[],
): Promise<OperatorAnswer | undefined> {
  const asked = request({ socketPath: socketIn(dataDir), method: 'POST', agent: false });
  asked.end(JSON.stringify(words));
  try {
    const [response]: IncomingMessage[] = await once(asked, 'response');
    if (response === undefined) return undefined;
    // What breaks from here on breaks the answer, and whoever reads that is told.
    asked.on('error', (error) => response.destroy(error));
    const { [CODE]: code, [OUTPUT]: output } = response.headers;
    const ended = { code: exitCode.parse(code) };
    if (typeof output !== 'string') return { ...ended, output: await text(response) };
    return { ...ended, output: decodeURIComponent(output), file: orBrokenOff(response) };
  } catch (error) {
    if (isAlone(error)) return undefined;
    throw brokenOff(error);
  }
}

/** Nobody listens there. */
function isAlone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'ECONNREFUSED'].includes(String(error.code));
}

async function* orBrokenOff(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* file;
  } catch (error) {
    throw brokenOff(error);
  }
}

function brokenOff(cause: unknown): UserError {
  const words =
    'The bot that has the folder did not answer to the end. Its log says why; or it is of another version: start it again.';
  return new UserError(words, { cause });
}
