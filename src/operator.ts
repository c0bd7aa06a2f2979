import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Logger } from 'pino';

/** Longer paths cannot be sockets: https://man7.org/linux/man-pages/man7/unix.7.html */
const LONGEST_PATH = 103;

const socketIn = (dataDir: string) => join(dataDir, 'operator.sock');

/**
 * Answers whoever may read the folder with a report: the folder has one process, and the operator's command is another.
 *
 * @returns ends it
 */
export function serveReport(dataDir: string, report: () => Promise<string>, log: Logger): () => void {
  const path = socketIn(dataDir);
  if (path.length > LONGEST_PATH || process.platform === 'win32') return () => undefined;
  // The folder is locked to this process: what is there is left from one that was killed.
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    report().then(
      (sentence) => socket.end(sentence),
      (error: unknown) => {
        log.error({ err: error }, 'the report for the operator failed');
        socket.end('The bot could not read its reminders; its log says why.');
      },
    );
  });
  server.on('error', (error) => log.warn({ err: error }, '`npm run reminders` will not reach this bot'));
  server.listen(path);
  server.unref();
  return () => server.close();
}

/** What the bot that has the folder says; undefined where none runs. */
export async function askReport(dataDir: string): Promise<string | undefined> {
  const socket = connect(socketIn(dataDir));
  try {
    return await text(socket);
  } catch {
    return undefined;
  }
}
