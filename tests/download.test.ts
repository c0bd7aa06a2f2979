import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { downloadAttachment } from '../src/discord/download.ts';
import { UserError } from '../src/errors.ts';

/** A CDN that answers as `handle` does. @returns its address, and how many requests it had */
async function cdn(handle: RequestListener): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const KILOBYTE = 1024;

test('a file is read whole', async () => {
  const { url } = await cdn((_request, response) => response.end('source: {}'));
  const bytes = await downloadAttachment({ url: `${url}/a/facts.yaml`, size: 10 }, { cdnUrl: url });
  expect(Buffer.from(bytes).toString()).toBe('source: {}');
});

test.each([
  'https://example.org/attachments/1/2/facts.zip',
  'http://cdn.discordapp.com/attachments/1/2/facts.zip',
  'https://cdn.discordapp.com.example.org/1/2/facts.zip',
  'https://cdn.discordapp.com@example.org/1/2/facts.zip',
  'https://cdn.discordapp.com:8443/1/2/facts.zip',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data',
])('no other server than the CDN is asked: %s', async (url) => {
  await expect(downloadAttachment({ url, size: 1 })).rejects.toThrow(
    'An attachment is not on the CDN of Discord.',
  );
});

test('a redirect is not followed', async () => {
  const other = await cdn((_request, response) => response.end('secret'));
  const { url } = await cdn((_request, response) => response.writeHead(302, { location: other.url }).end());
  await expect(downloadAttachment({ url, size: 1 }, { cdnUrl: url })).rejects.toThrow(UserError);
  expect(other.requests).toEqual([]);
});

test('what says that it is too large is not asked for, and what does not say so is cut off', async () => {
  const { url, requests } = await cdn((_request, response) => {
    const more = () => {
      while (response.write(Buffer.alloc(16 * KILOBYTE)));
      response.once('drain', more);
    };
    more();
  });
  const options = { cdnUrl: url, limit: 64 * KILOBYTE };
  await expect(downloadAttachment({ url, size: 65 * KILOBYTE }, options)).rejects.toThrow(
    /The file is too large/,
  );
  expect(requests).toEqual([]);
  await expect(downloadAttachment({ url, size: 1 }, options)).rejects.toThrow(/The file is too large/);
});

test.each([
  ['is gone', (_request, response) => response.writeHead(404).end()],
  [
    'is cut',
    (_request, response) =>
      response.writeHead(200, { 'content-length': 100 }).write('x', () => response.destroy()),
  ],
  ['never comes', () => undefined],
] satisfies [string, RequestListener][])('a file that %s is asked for again', async (_what, handle) => {
  const { url } = await cdn(handle);
  const failed = downloadAttachment({ url, size: 1 }, { cdnUrl: url, timeoutMs: 300 });
  await expect(failed).rejects.toThrow('Discord did not hand over the file. Please upload it again.');
});
