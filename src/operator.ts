import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
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
  readonly file?: Uint8Array | undefined;
}

/** The words of a command line, the command first: `facts reload --apply`. */
const question = z.array(z.string()).min(1);
const header = z.object({ code: z.literal([0, 1, 2]), output: z.string(), hasFile: z.boolean() });

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
  // Whoever asks says that the question is over by ending their side.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    void reply(socket, answer, log);
  });
  server.on('error', (error) =>
    log.warn({ err: error }, '`npm run reminders` and `npm run facts` will not reach this bot'),
  );
  server.listen(path, () => chmodSync(path, 0o600));
  server.unref();
  return () => server.close();
}

async function reply(
  socket: Socket,
  answer: (words: readonly string[]) => Promise<OperatorAnswer>,
  log: Logger,
): Promise<void> {
  const { code, output, file } = await explain(
    async () => answer(question.parse(JSON.parse(await readQuestion(socket)))),
    log,
  );
  socket.write(`${JSON.stringify({ code, output, hasFile: file !== undefined })}\n`);
  if (file !== undefined) socket.write(file);
  socket.end();
}

/** Its end is not the end of the answer. */
function readQuestion(socket: Socket): Promise<string> {
  return text(socket.iterator({ destroyOnReturn: false }));
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

/** What the bot that has the folder says; undefined where none runs. */
export async function askOperator(
  dataDir: string,
  words: readonly string[],
): Promise<OperatorAnswer | undefined> {
  const socket = connect(socketIn(dataDir));
  socket.end(JSON.stringify(words));
  let bytes: Buffer;
  try {
    bytes = await buffer(socket);
  } catch {
    return undefined;
  }
  const end = bytes.indexOf('\n');
  const { hasFile, ...rest } = header.parse(JSON.parse(bytes.subarray(0, end).toString()));
  return { ...rest, file: hasFile ? bytes.subarray(end + 1) : undefined };
}
