import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { UserError } from '../errors.ts';

export interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  /** By path, such as `/healthz`. */
  readonly pages: Readonly<Record<string, () => Promise<Page>>>;
  readonly log: Logger;
}

const PLAIN_TEXT = 'text/plain; charset=utf-8';

/**
 * Shows pages to whoever asks by HTTP.
 *
 * @returns ends it
 * @throws UserError if it cannot listen there
 */
export async function servePages({ host, port, pages, log }: ServerOptions): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    answer(request, pages).then(
      (page) => write(response, page),
      (error: unknown) => {
        log.error({ err: error }, 'metrics could not be worked out');
        write(response, plain(500, 'Something went wrong on our side; the log says what.'));
      },
    );
  });
  await listen(server, host, port);
  server.on('error', (error) => log.error({ err: error }, 'the server for metrics reported an error'));
  const { address, port: actual } = server.address() as AddressInfo;
  log.info({ host: address, port: actual }, 'health and metrics are served');
  return async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new UserError(explain(error, host, port), { cause: error });
  }
}

function explain(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `METRICS_PORT: port ${port} of ${host} is taken by another program. Choose another, or leave it empty.`;
    case 'EACCES':
      return `METRICS_PORT: this user may not listen on port ${port}. Choose one from 1024 on, or leave it empty.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `METRICS_HOST: ${host} is no address of this machine. 127.0.0.1 is this machine alone, 0.0.0.0 every network of it.`;
    default:
      return `Health and metrics cannot be served on port ${port} of ${host} (${code ?? String(error)}).`;
  }
}

async function answer({ method, url = '/' }: IncomingMessage, pages: ServerOptions['pages']): Promise<Page> {
  const path = url.split('?', 1)[0] ?? '';
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) return plain(404, `There is ${Object.keys(pages).join(' and ')}.`);
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET is answered.');
  return page();
}

export function plain(status: number, sentence: string): Page {
  return { status, contentType: PLAIN_TEXT, text: `${sentence}\n` };
}

// To HEAD, Node leaves the body out by itself.
function write(response: ServerResponse, { status, contentType, text }: Page): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
}
