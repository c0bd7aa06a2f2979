import { on } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { IndexBuilder } from './build-index.ts';
import { ARRAY_NAMES, type IndexData } from './index-data.ts';
import { ContentHash, deserializeIndex, serializeIndex } from './saved-index.ts';

// The thread beside: everything that takes long with many records happens here, while they are still being packed, and
// what comes of it is handed over without a copy. See background.ts for who asks.

export interface BuildTask {
  /** A saved index to take, where it is one of these records. */
  readonly savedPath: string | undefined;
}

/** A piece of the packed records, in their order; nothing behind the last. */
export type BuildRequest = Uint8Array | undefined;

export interface BuildResult {
  readonly data: IndexData;
  readonly isFromSaved: boolean;
  /** What to write to `savedPath`. */
  readonly toSave: Uint8Array<ArrayBuffer> | undefined;
}

async function build({ savedPath }: BuildTask, chunks: AsyncIterable<Uint8Array>): Promise<BuildResult> {
  const saved = savedPath === undefined ? undefined : await readSaved(savedPath);
  const builder = new IndexBuilder();
  const hash = new ContentHash();
  const waiting: Uint8Array[] = [];
  for await (const chunk of chunks) {
    if (savedPath !== undefined) hash.add(chunk);
    if (saved) waiting.push(chunk);
    else builder.addAll(chunk);
  }
  const content = hash.value();
  const same = saved && deserializeIndex(saved, content);
  if (same) return { data: same, isFromSaved: true, toSave: undefined };
  for (const chunk of waiting) builder.addAll(chunk);
  const data = builder.finish();
  const toSave = savedPath === undefined ? undefined : serializeIndex(data, content);
  return { data, isFromSaved: false, toSave };
}

/** What the thread that packs hands over, as it comes. */
async function* chunksFrom(port: MessagePort): AsyncGenerator<Uint8Array> {
  for await (const [chunk] of on(port, 'message') as AsyncIterable<[BuildRequest]>) {
    if (chunk === undefined) return;
    yield chunk;
  }
}

async function readSaved(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const bytes = await readFile(path);
    // A buffer of Node's pool cannot be handed over, nor be read as wider numbers.
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch {
    // There is none yet; or none can be read there, which is told when the new one cannot be put in its place.
    return undefined;
  }
}

if (parentPort === null) throw new Error('build-worker.ts runs as a worker thread: see background.ts.');
const result = await build(workerData as BuildTask, chunksFrom(parentPort));
const arrays = [...ARRAY_NAMES.map((name) => result.data[name]), ...(result.toSave ? [result.toSave] : [])];
const buffers = new Set(arrays.map(({ buffer }) => buffer));
parentPort.postMessage(result, [...buffers] as ArrayBuffer[]);
