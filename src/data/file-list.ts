import { createHash } from 'node:crypto';
import { SourceFile, type SourceFolder } from './formats/source-file.ts';

/** One file of the sources, without its bytes. */
export interface ListedFile {
  /** Such as `2014-06-04-us-security-assistance/facts.yaml`. */
  readonly path: string;
  /** SHA-256 of its bytes, in hex. */
  readonly hash: string;
  /** In bytes. */
  readonly size: number;
}

/** What a set of sources is, without the bytes of its files. */
export interface FileList {
  /** SHA-256, in hex, of all paths with the hashes of their files: the same for the same content. */
  readonly hash: string;
  /** By path, in the order of code units. */
  readonly files: readonly ListedFile[];
}

/** The files of sources that were read to their ends. */
export function listFiles(folders: readonly SourceFolder[]): FileList {
  const files = folders.flatMap((folder) =>
    [...folder.files].flatMap(([name, file]) =>
      file instanceof SourceFile
        ? [{ path: `${folder.name}/${name}`, hash: file.digest, size: file.size }]
        : [],
    ),
  );
  return fileList(files);
}

export function fileList(files: readonly ListedFile[]): FileList {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const hash = createHash('sha256');
  for (const { path, hash: content } of sorted) hash.update(`${path}\0${content}\0`);
  return { hash: hash.digest('hex'), files: sorted };
}
