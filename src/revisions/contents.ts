import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { type FileList, fileList, type ListedFile } from '../data/file-list.ts';
import { SourceFile, type SourceFolder } from '../data/formats/source-file.ts';
import type { SourceSet } from '../data/load.ts';
import { DataError } from '../errors.ts';
import type { Queryable, Store } from '../store/store.ts';

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/** Bytes of a part before it is compressed: one that does not compress is still quickly written as text. */
const PART_BYTES = 64 * 1024;
/** Parts that are written or read at once. */
const BATCH = 4;

/** What nobody names is kept for so long, for whoever is about to name it. */
const KEPT_UNNAMED = '1 hour';

/**
 * Keeps the files of sources that were loaded. What is there already is not written again. Each file is in the store
 * before it is called whole, so a crash leaves at most parts that nobody names.
 *
 * @throws DataError if a file is not what it was when it was loaded
 */
export async function putContent(store: Store, { folders }: SourceSet, list: FileList): Promise<void> {
  const files = new Map(
    folders.flatMap(({ name, files }) => [...files].map(([file, source]) => [`${name}/${file}`, source])),
  );
  for (const listed of list.files) {
    const file = files.get(listed.path);
    if (file instanceof SourceFile) await putBlob(store, listed, file);
  }
  await store.transaction(async (tx) => {
    await tx.query(
      'INSERT INTO fact_contents (hash) VALUES ($1) ON CONFLICT (hash) DO UPDATE SET used_at = now()',
      [list.hash],
    );
    await tx.query(
      `INSERT INTO fact_content_files (content, path, blob)
       SELECT $1, path, blob FROM unnest($2::text[], $3::text[]) AS given (path, blob) ON CONFLICT DO NOTHING`,
      [list.hash, list.files.map(({ path }) => path), list.files.map(({ hash }) => hash)],
    );
  });
}

async function putBlob(store: Store, { path, hash, size }: ListedFile, file: SourceFile): Promise<void> {
  const [kept] = await store.query<{ whole: boolean }>(
    `INSERT INTO fact_blobs (hash, size) VALUES ($1, $2)
     ON CONFLICT (hash) DO UPDATE SET used_at = now() RETURNING whole`,
    [hash, size],
  );
  // In a folder a query never waits for anything outside this thread.
  await setImmediate();
  if (kept?.whole === true) return;
  let first = 0;
  for await (const parts of batches(file.pieces())) {
    const numbers = parts.map((_, index) => first + index);
    const packed = await Promise.all(parts.map((part) => pack(part)));
    await store.query(
      `INSERT INTO fact_blob_parts (hash, part, bytes)
       SELECT $1, part, bytes FROM unnest($2::int[], $3::bytea[]) AS given (part, bytes)
       ON CONFLICT (hash, part) DO UPDATE SET bytes = excluded.bytes`,
      [hash, numbers, packed],
    );
    first += parts.length;
  }
  if (file.digest !== hash) throw changedMeanwhile(path);
  await store.query('UPDATE fact_blobs SET whole = true WHERE hash = $1', [hash]);
}

function changedMeanwhile(path: string): DataError {
  const problem = 'was changed while it was being read';
  return new DataError([
    { path, line: 0, column: 0, problem, remedy: 'try again when nobody is writing to it' },
  ]);
}

/** Parts of the same size, the last one shorter, several at a time. */
async function* batches(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array[]> {
  let parts: Uint8Array[] = [];
  for await (const part of partsOf(pieces)) {
    parts.push(part);
    if (parts.length < BATCH) continue;
    yield parts;
    parts = [];
  }
  if (parts.length > 0) yield parts;
}

async function* partsOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let part = new Uint8Array(PART_BYTES);
  let used = 0;
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length; ) {
      const taken = piece.subarray(from, from + PART_BYTES - used);
      part.set(taken, used);
      from += taken.length;
      used += taken.length;
      if (used < PART_BYTES) continue;
      yield part;
      part = new Uint8Array(PART_BYTES);
      used = 0;
    }
  }
  if (used > 0) yield part.subarray(0, used);
}

/** The files of a content, without their bytes; none where it is not kept. */
export async function listContent(db: Queryable, content: string): Promise<FileList> {
  const files = await db.query<ListedFile>(
    `SELECT f.path, f.blob AS hash, b.size FROM fact_content_files f JOIN fact_blobs b ON b.hash = f.blob
     WHERE f.content = $1`,
    [content],
  );
  return fileList(files);
}

/**
 * As `listContent`, of a content that must be there.
 *
 * @throws Error if it is not as it was put: a damaged database must not change what the bot says
 */
export async function listWhole(db: Queryable, content: string): Promise<FileList> {
  const list = await listContent(db, content);
  if (list.files.length === 0 || list.hash !== content)
    throw new Error(`The store's list of the files of ${content.slice(0, 12)} is damaged.`);
  return list;
}

/**
 * The sources of a content, as a folder on disk has them. Their files are read when they are asked for.
 *
 * @throws Error if they are not those that were put
 */
export async function openContent(db: Queryable, content: string): Promise<SourceSet> {
  const { files } = await listWhole(db, content);
  const byFolder = Map.groupBy(files, ({ path }) => path.slice(0, path.indexOf('/')));
  const folders = [...byFolder].map(([name, listed]): SourceFolder => {
    const opened = listed.map(
      (file) => [file.path.slice(name.length + 1), new SourceFile(() => readBlob(db, file))] as const,
    );
    return { name, files: new Map(opened), others: [] };
  });
  return { folders, faults: [] };
}

/**
 * The bytes of a file, piece by piece.
 *
 * @throws Error behind the last piece if they are not those that were put
 */
export async function* readBlob(db: Queryable, { path, hash, size }: ListedFile): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  for (let first = 0; first * PART_BYTES < size; first += BATCH) {
    const parts = await db.query<{ bytes: Uint8Array }>(
      'SELECT bytes FROM fact_blob_parts WHERE hash = $1 AND part >= $2 AND part < $3 ORDER BY part',
      [hash, first, first + BATCH],
    );
    for (const { bytes } of parts) {
      const part = await unpack(bytes);
      digest.update(part);
      yield part;
    }
  }
  if (digest.digest('hex') !== hash) throw new Error(`The store's copy of ${path} is damaged.`);
}

/** Throws away what no revision and no proposal names any more. Safe at any time, in any process. */
export async function forgetContents(store: Store): Promise<void> {
  await store.query(
    `DELETE FROM fact_contents c WHERE used_at < now() - interval '${KEPT_UNNAMED}'
       AND NOT EXISTS (SELECT FROM fact_revisions r WHERE r.content = c.hash)
       AND NOT EXISTS (SELECT FROM fact_proposals p WHERE p.content = c.hash)`,
  );
  for (;;) {
    // One after the other: a large one takes a while to go.
    const gone = await store.query(
      `DELETE FROM fact_blobs WHERE hash = (
         SELECT hash FROM fact_blobs b WHERE used_at < now() - interval '${KEPT_UNNAMED}'
           AND NOT EXISTS (SELECT FROM fact_content_files f WHERE f.blob = b.hash) LIMIT 1
       ) RETURNING hash`,
    );
    if (gone.length === 0) return;
    await setImmediate();
  }
}
