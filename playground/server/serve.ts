import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { LARGEST_MESSAGE } from '../protocol.ts';
import { Pages } from './pages.ts';
import { type Scene, Window } from './window.ts';

const HOST = '127.0.0.1';
/** Where the page is if nobody says otherwise. */
export const USUAL_PORT = 8080;
/** What a browser may show in place; anything else is saved. SVG can hold scripts. */
const SHOWN = /^image\/(?:png|jpeg|gif|webp)$/;

export interface Served {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  stop(): Promise<void>;
}

/** Serves the page and its windows to this machine alone. @param port a free one is taken if it is not free */
export async function serve(scene: Scene, port: number): Promise<Served> {
  const pages = new Pages();
  const server = createServer((request, response) => {
    answer({ scene, pages, port: portOf(server) }, request, response).catch((error: unknown) => {
      console.error('playground:', error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  server.on('upgrade', (request, socket, head) => {
    if (!isFromPage(request, portOf(server)) || request.url !== '/window') {
      // Node hands the connection over: one that breaks would end the process, and one that stays open would keep it alive.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n', () => socket.destroy());
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => new Window(scene, opened));
  });
  await listen(server, port).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    await listen(server, 0);
  });
  return {
    address: `http://${HOST}:${portOf(server)}`,
    async stop() {
      for (const client of sockets.clients) client.terminate();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

const hostsOf = (port: number) => [`${HOST}:${port}`, `localhost:${port}`];

/** A name that somebody else let point to this machine is not ours (DNS rebinding). */
function isForUs({ headers }: IncomingMessage, port: number): boolean {
  return headers.host !== undefined && hostsOf(port).includes(headers.host);
}

/** Other sites that the same browser has open may not drive the bot. */
function isFromPage(request: IncomingMessage, port: number): boolean {
  const origins = hostsOf(port).map((host) => `http://${host}`);
  return isForUs(request, port) && origins.includes(request.headers.origin ?? '');
}

async function answer(
  { scene, pages, port }: { scene: Scene; pages: Pages; port: number },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  if (!isForUs(request, port)) return end(response, 421, 'This server answers on 127.0.0.1 alone.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'Only GET.');
  // `//` is no address.
  const { pathname } = URL.parse(request.url ?? '/', `http://${HOST}`) ?? { pathname: '' };
  if (pathname.startsWith('/files/')) return sendFile(scene, pathname, response);
  const page = await pages.find(pathname);
  if (page === undefined) return end(response, 404, 'There is nothing here.');
  response.writeHead(200, {
    'content-type': page.type,
    'content-security-policy': pages.contentSecurityPolicy,
    'cache-control': page.isForever ? 'max-age=31536000, immutable' : 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : page.body);
}

function sendFile({ room }: Scene, pathname: string, response: ServerResponse): void {
  const [, , id = '', name = ''] = pathname.split('/');
  const file = room.findFile(id);
  if (file === undefined || encodeURIComponent(file.filename) !== name) {
    end(response, 404, 'There is no such file.');
    return;
  }
  const type = file.contentType.split(';')[0]?.trim() ?? '';
  response.writeHead(200, {
    'content-type': SHOWN.test(type) ? type : 'application/octet-stream',
    'content-disposition': SHOWN.test(type) ? 'inline' : `attachment; filename*=UTF-8''${name}`,
    'content-length': file.data.byteLength,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  });
  response.end(file.data);
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
