import { createHash } from 'node:crypto';
import { Slices } from './slices.ts';

/** The files of all sources, by path such as `2014-06-04-us-security-assistance/facts.yaml`. */
export type FileSet = ReadonlyMap<string, Uint8Array>;

/** One file of a set, without its bytes. */
export interface ListedFile {
  readonly path: string;
  /** SHA-256 of its bytes, in hex. */
  readonly hash: string;
  readonly size: number;
}

/** What a set of files is, without their bytes. */
export interface FileList {
  /** SHA-256, in hex, of all paths with the hashes of their files: the same for the same content. */
  readonly hash: string;
  /** By path, in the order of code units. */
  readonly files: readonly ListedFile[];
}

/** Hashing so much takes about a millisecond. */
const HASHED_AT_ONCE = 512 * 1024;

/** Hashes every file of a set, in slices: a table may be of a hundred megabytes. */
export async function listFiles(set: FileSet): Promise<FileList> {
  const slices = new Slices();
  const files: ListedFile[] = [];
  for (const [path, bytes] of set)
    files.push({ path, hash: await hashBytes(bytes, slices), size: bytes.length });
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { hash: hashOf(files), files };
}

/** The hash of a set of files by their hashes. */
export function hashOf(files: readonly Pick<ListedFile, 'path' | 'hash'>[]): string {
  const hash = createHash('sha256');
  for (const { path, hash: content } of files) hash.update(`${path}\0${content}\n`);
  return hash.digest('hex');
}

/** SHA-256 in hex. */
export async function hashBytes(bytes: Uint8Array, slices = new Slices()): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += HASHED_AT_ONCE) {
    hash.update(bytes.subarray(at, at + HASHED_AT_ONCE));
    if (slices.areOver) await slices.next();
  }
  return hash.digest('hex');
}

/** The name of the source that a file belongs to. */
export function sourceOf(path: string): string {
  return path.slice(0, path.indexOf('/'));
}
