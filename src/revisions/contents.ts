import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { type FileList, type FileSet, hashBytes, hashOf, type ListedFile } from '../data/file-set.ts';
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
 * Keeps a set of files under its hash. What is there already is not written again. Each file is on the disk before it is
 * called whole, so a crash leaves at most parts that nobody names.
 */
export async function putContent(store: Store, set: FileSet, list: FileList): Promise<void> {
  for (const file of list.files) await putBlob(store, file, set.get(file.path) ?? new Uint8Array());
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

async function putBlob(store: Store, { hash, size }: ListedFile, bytes: Uint8Array): Promise<void> {
  const [kept] = await store.query<{ whole: boolean }>(
    `INSERT INTO fact_blobs (hash, size) VALUES ($1, $2)
     ON CONFLICT (hash) DO UPDATE SET used_at = now() RETURNING whole`,
    [hash, size],
  );
  if (kept?.whole === true) return;
  const parts = Math.ceil(bytes.length / PART_BYTES);
  for (let first = 0; first < parts; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, parts - first) }, (_, index) => first + index);
    const packed = await Promise.all(
      numbers.map((part) => pack(bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES))),
    );
    await store.query(
      `INSERT INTO fact_blob_parts (hash, part, bytes)
       SELECT $1, part, bytes FROM unnest($2::int[], $3::bytea[]) AS given (part, bytes) ON CONFLICT DO NOTHING`,
      [hash, numbers, packed],
    );
  }
  await store.query('UPDATE fact_blobs SET whole = true WHERE hash = $1', [hash]);
}

/** The files of a content, without their bytes; none where it is not kept. */
export async function listContent(db: Queryable, content: string): Promise<FileList> {
  const files = await db.query<ListedFile>(
    `SELECT f.path, f.blob AS hash, b.size FROM fact_content_files f JOIN fact_blobs b ON b.hash = f.blob
     WHERE f.content = $1`,
    [content],
  );
  return { hash: content, files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
}

/**
 * The files of a content.
 *
 * @throws Error if they are not those that were put: a damaged database must not change what the bot says
 */
export async function getContent(db: Queryable, content: string): Promise<FileSet> {
  const { files } = await listContent(db, content);
  if (files.length === 0 || hashOf(files) !== content)
    throw new Error(`The store's list of the files of ${content.slice(0, 12)} is damaged.`);
  const set = new Map<string, Uint8Array>();
  for (const file of files) set.set(file.path, await getBlob(db, file));
  return set;
}

async function getBlob(db: Queryable, { path, hash, size }: ListedFile): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  for (let first = 0; first * PART_BYTES < size; first += BATCH) {
    const parts = await db.query<{ part: number; bytes: Uint8Array }>(
      'SELECT part, bytes FROM fact_blob_parts WHERE hash = $1 AND part >= $2 AND part < $3',
      [hash, first, first + BATCH],
    );
    for (const { part, bytes: packed } of parts) bytes.set(await unpack(packed), part * PART_BYTES);
  }
  if ((await hashBytes(bytes)) !== hash) throw new Error(`The store's copy of ${path} is damaged.`);
  return bytes;
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
  }
}
