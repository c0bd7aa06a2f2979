import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DataError } from '../src/errors.ts';
import { readZip, ZIP_LIMITS } from '../src/revisions/zip.ts';
import { packFiles } from './fixtures/zip.ts';

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();
const zipOf = (files: Readonly<Record<string, string | Uint8Array>>) =>
  packFiles(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)] as const));

/** The bytes of a zip with every `from` replaced; both are as long. */
function patched(zip: Uint8Array, from: string, to: string): Uint8Array {
  return Buffer.from(Buffer.from(zip).toString('latin1').replaceAll(from, to), 'latin1');
}

async function faultsOf(zip: Uint8Array, limits = ZIP_LIMITS): Promise<string> {
  const failed = await readZip(zip, limits).catch((error: unknown) => error);
  if (!(failed instanceof DataError)) throw new Error(`no faults, but ${failed}`);
  return failed.message;
}

test('files go into a zip and come out of it as they were, and what systems add is left out', async () => {
  const zip = await zipOf({
    'a/facts.yaml': 'x',
    'a/empty.txt': '',
    '__MACOSX/a/._facts.yaml': 'y',
    'a/.DS_Store': 'z',
    'a/table.csv': 'ö'.repeat(200_000),
  });
  const files = await readZip(zip);
  expect([...files.keys()]).toEqual(['a/facts.yaml', 'a/empty.txt', 'a/table.csv']);
  expect(text(files.get('a/table.csv'))).toBe('ö'.repeat(200_000));
  expect(text(files.get('a/empty.txt'))).toBe('');
});

test('the same files give the same bytes', async () => {
  const files = { 'a/facts.yaml': 'x', 'b/facts.yaml': 'y'.repeat(1000) };
  expect(Buffer.from(await zipOf(files)).equals(Buffer.from(await zipOf(files)))).toBe(true);
});

test.each([
  ['out of its folder', 'aa/bbb.txt', '../bbb.txt', /invalid relative path: \.\.\/bbb\.txt/],
  ['below the root of the disk', 'aa/bbb.txt', '/etc/passw', /absolute path: \/etc\/passw/],
  ['onto another drive', 'aa/bbb.txt', 'C:/bbb.txt', /absolute path: C:\/bbb\.txt/],
  ['with backslashes', 'aa/bbb.txt', '..\\bbb.txt', /invalid characters in fileName/],
  [
    'through this folder',
    'aa/bbb.txt',
    'aa/./b.txt',
    /aa\/\.\/b\.txt has characters in its name that no file needs/,
  ],
  ['with a NUL', 'aa/bbb.txt', 'aa/b\0b.txt', /has characters in its name that no file needs/],
  ['over several slashes', 'aa/bbb.txt', 'aa///b.txt', /has characters in its name that no file needs/],
])('a path that leads %s is refused', async (_what, from, to, fault) => {
  expect(await faultsOf(patched(await zipOf({ [from]: 'x' }), from, to))).toMatch(fault);
});

test('a link is refused', async () => {
  const zip = Buffer.from(await zipOf({ 'a/facts.yaml': '/etc/passwd' }));
  // The upper half of the external attributes, 38 bytes into the central directory, is the Unix mode.
  zip.writeUInt16LE(0o120777, zip.indexOf('PK\u0001\u0002') + 40);
  expect(await faultsOf(zip)).toMatch('a/facts.yaml is a link or a device, not a file');
});

test.each([
  ['case', 'a/facts.yaml', 'A/Facts.yaml', 'has the same name as a/facts.yaml on many disks'],
  ['how its letters are made', 'a/\u00e9.txt', 'a/e\u0301.txt', 'has the same name as a/é.txt on many disks'],
])('of two names that differ only in %s both are not taken', async (_what, one, other, fault) => {
  expect(await faultsOf(await zipOf({ [one]: 'x', [other]: 'y' }))).toContain(fault);
});

test('the same name twice is refused', async () => {
  expect(
    await faultsOf(patched(await zipOf({ 'a/1.txt': 'x', 'a/2.txt': 'y' }), 'a/2.txt', 'a/1.txt')),
  ).toContain('a/1.txt is in the zip twice');
});

test('a bomb is refused by what it says of itself, before anything is unpacked', async () => {
  const bomb = await zipOf({ 'a/table.csv': Buffer.alloc(20 * 1024 * 1024) });
  expect(bomb.length).toBeLessThan(100_000);
  expect(await faultsOf(bomb)).toMatch(/a\/table\.csv unpacks to \d+ times its size/);
  const many = await zipOf({ 'a/1.txt': 'x'.repeat(600), 'a/2.txt': 'y'.repeat(600) });
  expect(await faultsOf(many, { ...ZIP_LIMITS, total: 1000 })).toContain('the zip unpacks to');
  expect(await faultsOf(many, { ...ZIP_LIMITS, entries: 1 })).toContain(
    'the zip holds 2 entries; the most is 1',
  );
  expect(await faultsOf(many, { ...ZIP_LIMITS, file: 500 })).toMatch(
    /a\/1\.txt unpacks to.*a\/2\.txt unpacks to/s,
  );
});

test('a bomb that lies about its size is stopped where it exceeds what it says', async () => {
  const bomb = Buffer.from(await zipOf({ 'a/table.csv': Buffer.alloc(900_000) }));
  bomb.writeUInt32LE(10, bomb.indexOf('PK\u0001\u0002') + 24);
  expect(await faultsOf(bomb)).toMatch(/the zip cannot be read: .*too many bytes/);
});

test('a file whose checksum is wrong is refused', async () => {
  const zip = Buffer.from(await zipOf({ 'a/facts.yaml': 'x' }));
  zip.writeUInt32LE(1, zip.indexOf('PK\u0001\u0002') + 16);
  expect(await faultsOf(zip)).toContain('the checksum of a/facts.yaml is not that of its content');
});

test('what is no zip, or was cut short, says so and what to do', async () => {
  const zip = await zipOf({ 'a/facts.yaml': 'x'.repeat(500) });
  for (const bytes of [Buffer.from('source: {}'), new Uint8Array(), zip.slice(0, -30)])
    expect(await faultsOf(bytes)).toMatch(
      /the zip cannot be read: .* — zip the folder again, without a password/,
    );
});

test('whatever is cut out of a zip, put into it or turned over in it, it is read as it was or refused with its faults', async () => {
  const files = { 'a/facts.yaml': 'source: { title: T }\n'.repeat(30), 'a/source.txt': 'Words.' };
  const zip = await zipOf(files);
  const change = fc.record({
    at: fc.nat(zip.length - 1),
    cut: fc.nat(20),
    put: fc.uint8Array({ maxLength: 20 }),
  });
  const known = new Set<string | undefined>(Object.values(files));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      let bytes: Uint8Array = zip;
      for (const { at, cut, put } of changes)
        bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]);
      const read = await readZip(bytes).catch((error: unknown) => error);
      if (read instanceof DataError) return;
      if (!(read instanceof Map)) throw read;
      for (const content of read.values()) expect(known).toContain(text(content));
    }),
    { numRuns: 400 },
  );
});
