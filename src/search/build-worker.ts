import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { IndexBuilder } from './build-index.ts';
import { ARRAY_NAMES, type IndexData } from './index-data.ts';
import { type PackedBytes, PackedRecords } from './packed-records.ts';
import { contentHash, deserializeIndex, serializeIndex } from './saved-index.ts';

// The thread beside: everything that takes long with many records happens here, and what comes of it is handed over
// without a copy. See background.ts for who asks.

export interface BuildTask {
  readonly packed: PackedBytes;
  /** A saved index to take, where it is one of these records. */
  readonly savedPath: string | undefined;
}

export interface BuildResult {
  readonly data: IndexData;
  readonly isFromSaved: boolean;
  /** What to write to `savedPath`. */
  readonly toSave: Uint8Array<ArrayBuffer> | undefined;
}

async function build({ packed, savedPath }: BuildTask): Promise<BuildResult> {
  const content = savedPath === undefined ? '' : contentHash([...packed.chunks, bytesOf(packed.starts)]);
  const saved = savedPath === undefined ? undefined : await readSaved(savedPath, content);
  if (saved) return { data: saved, isFromSaved: true, toSave: undefined };
  const records = new PackedRecords(packed);
  const builder = new IndexBuilder();
  for (let place = 0; place < records.length; place += 1) {
    const record = records.at(place);
    if (record) builder.add(record);
  }
  const data = builder.finish();
  const toSave = savedPath === undefined ? undefined : serializeIndex(data, content);
  return { data, isFromSaved: false, toSave };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

async function readSaved(path: string, content: string): Promise<IndexData | undefined> {
  try {
    const bytes = await readFile(path);
    // A buffer of Node's pool cannot be handed over, nor be read as wider numbers.
    return deserializeIndex(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), content);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const result = await build(workerData as BuildTask);
const arrays = [...ARRAY_NAMES.map((name) => result.data[name]), ...(result.toSave ? [result.toSave] : [])];
const buffers = new Set(arrays.map(({ buffer }) => buffer));
parentPort?.postMessage(result, [...buffers] as ArrayBuffer[]);
