import { PassThrough, Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { ZipFile as ZipWriter } from 'yazl';
import { MEGABYTE } from '../data/byte-size.ts';
import { DataError, type Fault } from '../errors.ts';

/** What a zip may hold. Sizes are in bytes. */
export interface ZipLimits {
  readonly entries: number;
  /** Of all files together, unpacked. */
  readonly total: number;
  /** Of one file, unpacked. */
  readonly file: number;
  /** How many times larger than packed one file may be, where it is not small anyway. */
  readonly ratio: number;
}

export const ZIP_LIMITS: ZipLimits = {
  entries: 5_000,
  total: 150 * MEGABYTE,
  file: 100 * MEGABYTE,
  ratio: 200,
};
/** A ratio says nothing of a file that is smaller. */
const SMALL = MEGABYTE;

/** Of a Unix mode: what type of file it is. https://man7.org/linux/man-pages/man7/inode.7.html */
const TYPE_BITS = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;
/** What system a zip was made on: the upper byte of "version made by". */
const UNIX = 3;

/**
 * The files of a zip by their paths, in memory: nothing is written anywhere. Folders and what operating systems add are
 * left out.
 *
 * @throws DataError that names each entry that is refused, before any is unpacked; or what is wrong with the zip itself
 */
export async function readZip(bytes: Uint8Array, limits = ZIP_LIMITS): Promise<Map<string, Uint8Array>> {
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      strictFileNames: true,
    });
    const entries = await listEntries(zip, limits);
    const faults = faultsOf(entries, limits);
    if (faults.length > 0) throw new DataError(faults);
    const files = new Map<string, Uint8Array>();
    for (const entry of entries) files.set(entry.fileName, await unpackEntry(zip, entry));
    return files;
  } catch (error) {
    if (error instanceof DataError || !(error instanceof Error)) throw error;
    // What `yauzl` and zlib say of bytes that are not as they should be.
    const remedy = 'zip the folder again, without a password, and upload that';
    throw new DataError([faultOf('the zip', `cannot be read: ${error.message}`, remedy)]);
  }
}

async function listEntries(zip: ZipFile, limits: ZipLimits): Promise<Entry[]> {
  if (zip.entryCount > limits.entries) {
    const problem = `holds ${zip.entryCount} entries; the most is ${limits.entries}`;
    throw new DataError([faultOf('the zip', problem, 'put fewer sources into each zip')]);
  }
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) if (!isAside(entry.fileName)) entries.push(entry);
  return entries;
}

/** Folders, and what Finder, Explorer, editors and version control leave. */
function isAside(path: string): boolean {
  const names = path.split('/');
  if (path.endsWith('/') || names.includes('__MACOSX')) return true;
  return (
    names.some((name) => name.startsWith('.') && name !== '.' && name !== '..') ||
    names.at(-1) === 'Thumbs.db'
  );
}

function faultsOf(entries: readonly Entry[], limits: ZipLimits): Fault[] {
  const seen = new Map<string, string>();
  const faults = entries.flatMap((entry) => {
    const twin = seen.get(keyOf(entry.fileName));
    seen.set(keyOf(entry.fileName), entry.fileName);
    const problem = twin === undefined ? problemOf(entry, limits) : sameName(entry.fileName, twin);
    return problem === undefined ? [] : [faultOf(entry.fileName, problem[0], problem[1])];
  });
  const total = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (total <= limits.total) return faults;
  const problem = `unpacks to ${megabytes(total)}; the most is ${megabytes(limits.total)}`;
  return [...faults, faultOf('the zip', problem, 'put fewer sources into each zip')];
}

/** Where names that differ in case or in how their letters are made are one file, the last would win. */
function keyOf(path: string): string {
  return path.normalize('NFKC').toLowerCase();
}

type Problem = readonly [problem: string, remedy: string];

function sameName(path: string, twin: string): Problem {
  if (path === twin) return ['is in the zip twice', 'keep one'];
  return [`has the same name as ${twin} on many disks`, 'keep one'];
}

function problemOf(entry: Entry, limits: ZipLimits): Problem | undefined {
  const { fileName, uncompressedSize: size, compressedSize } = entry;
  const type = entry.versionMadeBy >> 8 === UNIX ? (entry.externalFileAttributes >>> 16) & TYPE_BITS : 0;
  if (type !== 0 && type !== REGULAR && type !== FOLDER)
    return ['is a link or a device, not a file', 'put the file itself into the zip'];
  if (
    /[\p{Cc}\p{Cf}\uFFFD]/u.test(fileName) ||
    fileName.split('/').some((name) => name === '' || name === '.')
  )
    return ['has characters in its name that no file needs', 'rename it'];
  if (entry.isEncrypted()) return ['is encrypted', 'zip it without a password'];
  if (!entry.canDecodeFileData())
    return ['is packed in a way that is not known here', 'zip it as usual (deflate)'];
  if (size > limits.file)
    return [`unpacks to ${megabytes(size)}; the most is ${megabytes(limits.file)}`, 'divide the source'];
  if (size > SMALL && size > limits.ratio * compressedSize)
    return [
      `unpacks to ${Math.round(size / compressedSize)} times its size`,
      'put the file as it is into FACTS_DIR',
    ];
  return undefined;
}

/** @throws Error if it does not unpack to the size and the checksum that the zip states */
async function unpackEntry(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const bytes = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  let sum = 0;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    bytes.set(chunk, at);
    at += chunk.length;
    sum = crc32(chunk, sum);
  }
  if (sum !== entry.crc32) throw new Error(`the checksum of ${entry.fileName} is not that of its content`);
  return bytes;
}

function megabytes(size: number): string {
  return `${(size / MEGABYTE).toFixed(size < 10 * MEGABYTE ? 1 : 0)} MB`;
}

function faultOf(path: string, problem: string, remedy: string): Fault {
  return { path, line: 0, column: 0, problem, remedy };
}

/** A file to be packed, read when its turn comes. */
export interface PackedFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

/** Packs files, the first first, piece by piece: none is whole in memory. The same files give the same bytes. */
export async function* packZip(files: Iterable<PackedFile>): AsyncGenerator<Uint8Array> {
  const zip = new ZipWriter();
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  zip.on('error', (error: Error) => out.destroy(error));
  let read: Readable | undefined;
  for (const { path, size, pieces } of files) {
    // A time of our own would make two exports of one revision differ.
    const options = { mtime: new Date(1980, 0, 1), mode: 0o100644, size };
    zip.addReadStreamLazy(path, options, (give) => {
      read = Readable.from(pieces());
      read.once('error', (error) => out.destroy(error));
      give(undefined, read);
    });
  }
  zip.end();
  try {
    yield* out as AsyncIterable<Buffer>;
  } finally {
    // Whoever wanted no more of it has left it in the middle of a file.
    read?.destroy();
  }
}
