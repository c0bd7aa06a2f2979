import { rename, writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { BuildResult, BuildTask } from './build-worker.ts';
import { PackedRecords, RecordPacker } from './packed-records.ts';
import type { RecordList } from './records.ts';
import { Search } from './search.ts';
import { Segment } from './segment.ts';
import { LongShelf } from './shelf.ts';

/** How long this thread may be busy without a break: Discord wants its heartbeats, and users their answers. */
const SLICE_MS = 5;

export interface BackgroundOptions {
  /**
   * Where an index of these records is kept between starts. One of other records, of another version or damaged is
   * replaced.
   */
  readonly savedPath?: string | undefined;
}

/**
 * Indexes records on a thread of its own while this one goes on answering. What the search keeps of them is packed.
 *
 * @throws Error if the thread fails, or the index cannot be saved
 */
export async function buildAside(
  records: RecordList,
  { savedPath }: BackgroundOptions = {},
): Promise<{ search: Search; isFromSaved: boolean }> {
  const packed = records instanceof PackedRecords ? records : await pack(records);
  const { data, isFromSaved, toSave } = await work({ packed: packed.packed, savedPath });
  if (savedPath !== undefined && toSave) {
    // Never half a file under that name.
    await writeFile(`${savedPath}.new`, toSave);
    await rename(`${savedPath}.new`, savedPath);
  }
  return { search: new Search([new LongShelf(packed, new Segment(data))]), isFromSaved };
}

async function pack(records: RecordList): Promise<PackedRecords> {
  const packer = new RecordPacker();
  let breakAt = performance.now() + SLICE_MS;
  for (let place = 0; place < records.length; place += 1) {
    const record = records.at(place);
    if (record) packer.add(record);
    if (performance.now() < breakAt) continue;
    await new Promise(setImmediate);
    breakAt = performance.now() + SLICE_MS;
  }
  return packer.finish();
}

function work(task: BuildTask): Promise<BuildResult> {
  const { promise, resolve, reject } = Promise.withResolvers<BuildResult>();
  const worker = new Worker(new URL('./build-worker.ts', import.meta.url), { workerData: task });
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`The thread that builds the index ended with ${code}.`)));
  return promise;
}
