import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Playground } from '../playground/playground.ts';
import { startTestPlayground, TestWindow } from './fixtures/playground.ts';

// The server of the page: what it gives to whom.

// The playground makes a database, which takes seconds.
vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

let playground: Playground;

beforeAll(async () => {
  playground = await startTestPlayground();
});
afterAll(() => playground.stop());

const get = (path: string) => fetch(`${playground.address}${path}`);

/** `fetch` does not let one choose the Host. */
async function getAs(host: string): Promise<number | undefined> {
  const asking = request(playground.address, { headers: { host } });
  asking.end();
  const [response] = await once(asking, 'response');
  response.resume();
  return response.statusCode;
}

test('the page is served with a policy that allows no script but its own and its import map', async () => {
  const response = await get('/');
  const html = await response.text();
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+';/);
  expect(html.match(/<script(?![^>]* src=)[^>]*>/g)).toEqual(['<script type="importmap">']);
  expect(html).not.toMatch(/ on\w+=/);
});

/** Every module that the page loads, from the first on, as a browser would ask for it. */
async function loadAll(): Promise<Map<string, string>> {
  const html = await (await get('/')).text();
  const { imports } = JSON.parse(/<script type="importmap">(.*?)<\/script>/.exec(html)?.[1] ?? '{}');
  const resolve = (name: string, from: string): string => {
    if (name.startsWith('.')) return new URL(name, `http://x${from}`).pathname;
    if (typeof imports[name] === 'string') return imports[name];
    const folder = Object.keys(imports).find((key) => key.endsWith('/') && name.startsWith(key)) ?? '';
    return `${imports[folder]}${name.slice(folder.length)}`;
  };
  const loaded = new Map<string, string>();
  const waiting = ['/page/main.ts'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (loaded.has(path)) continue;
    const response = await get(path);
    expect([path, response.status, response.headers.get('content-type')]).toEqual([
      path,
      200,
      'text/javascript; charset=utf-8',
    ]);
    const script = await response.text();
    loaded.set(path, script);
    const imported = script.matchAll(
      /(?:^|;|\n|\})\s*(?:import|export)\s*(?:[\w$*{},\s]+?from\s*)?["']([^"'\n]+)["']/g,
    );
    for (const [, name = ''] of imported) waiting.push(resolve(name, path));
  }
  return loaded;
}

test('every module that the page imports is there, as JavaScript, and none is from elsewhere', async () => {
  const loaded = await loadAll();
  const paths = [...loaded.keys()];
  expect(paths).toContain('/page/views/chat.ts');
  expect(paths.some((path) => /^\/modules\/lit@[\d.]+\/index\.js$/.test(path))).toBe(true);
  expect(paths.some((path) => path.includes('/discord-embed/DiscordEmbed.js'))).toBe(true);
  expect(paths.every((path) => /^\/(?:page|modules)\//.test(path))).toBe(true);
  expect(loaded.get('/page/app.ts')).not.toContain('interface ');
});

test('styles, pictures and the typeface come from here too', async () => {
  const html = await (await get('/')).text();
  const styles = [...html.matchAll(/href="([^"]+)"/g)].map(([, path = '']) => path);
  for (const path of [...styles, '/page/fonts/Inter-Regular.ttf', '/page/avatars/admin.svg'])
    expect([path, (await get(path)).status]).toEqual([path, 200]);
});

test.each([
  '/page/../server/serve.ts',
  '/page/%2e%2e/server/serve.ts',
  '/page/tsconfig.json',
  '/page/fonts/other.ttf',
  '/modules/lit@0.0.0/index.js',
  '/modules/ws@8.23.0/index.js',
  '/files/1/facts.yaml',
  '/package.json',
  '//',
])('%s is not given', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('who comes by a name that somebody else let point here, or does anything but look, is turned away', async () => {
  const { port } = new URL(playground.address);
  expect(await getAs(`127.0.0.1:${port}`)).toBe(200);
  expect(await getAs(`localhost:${port}`)).toBe(200);
  expect(await getAs(`evil.example:${port}`)).toBe(421);
  expect(await getAs('127.0.0.1')).toBe(421);
  expect((await fetch(playground.address, { method: 'POST' })).status).toBe(405);
});

test('other sites that the same browser has open cannot drive the bot', async () => {
  const address = `${playground.address.replace('http', 'ws')}/window`;
  for (const origin of ['https://evil.example', 'http://127.0.0.1:1', undefined]) {
    const socket = new WebSocket(address, origin === undefined ? {} : { origin });
    const [error] = await once(socket, 'error');
    expect(String(error)).toContain('403');
  }
});

/** A connection that asks for a window, and does not say from which page. */
async function askForWindow(address: string): Promise<Socket> {
  const { hostname, port, host } = new URL(address);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  await once(socket, 'connect');
  socket.write(
    `GET /window HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  return socket;
}

test('who is turned away and breaks the connection off does not end the playground', async () => {
  for (let times = 0; times < 10; times += 1) (await askForWindow(playground.address)).resetAndDestroy();
  expect((await get('/')).status).toBe(200);
});

test('who is turned away and does not hang up does not keep the playground from ending', async () => {
  const other = await startTestPlayground();
  const socket = await askForWindow(other.address);
  onTestFinished(() => void socket.destroy());
  const [answer] = await once(socket.setEncoding('utf8'), 'data');
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  await other.stop();
});

test.each([['not JSON'], ['{}'], ['{"type":"run","id":1}'], ['{"type":"time","id":1,"to":"2014-13-45"}']])(
  'a window that says %j is closed',
  async (text) => {
    const window = await TestWindow.open(playground.address);
    window.socket.send(text);
    const [code] = await once(window.socket, 'close');
    expect(code).toBe(1008);
  },
);

test('a file of a message is saved under its name, and cannot act as a page', async () => {
  const window = await TestWindow.open(playground.address, 'admin');
  await window.run('/facts export');
  const file = () => window.messages.at(-1)?.attachments[0];
  await expect.poll(file).toMatchObject({ filename: expect.stringMatching(/\.zip$/) });
  const response = await get(file()?.url ?? '');
  expect(response.headers.get('content-disposition')).toContain(`attachment; filename*=UTF-8''`);
  expect(response.headers.get('content-security-policy')).toContain('sandbox');
  expect(
    Buffer.from(await response.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});
