import { rename, writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { Pace } from '../data/pace.ts';
import type { BuildRequest, BuildResult, BuildTask } from './build-worker.ts';
import { PackedRecords, RecordPacker } from './packed-records.ts';
import type { RecordList } from './records.ts';
import { Search } from './search.ts';
import { Segment } from './segment.ts';
import { LongShelf } from './shelf.ts';

export interface BackgroundOptions {
  /**
   * Where an index of these records is kept between starts. One of other records, of another version or damaged is
   * replaced.
   */
  readonly savedPath?: string | undefined;
}

export interface Background {
  readonly search: Search;
  readonly isFromSaved: boolean;
  /** Why the index could not be saved, which does not keep it from being asked. */
  readonly saveError?: Error | undefined;
}

/**
 * Indexes records on a thread of its own while this one goes on answering. What the search keeps of them is packed.
 *
 * @throws Error if a record cannot be read, or the thread fails
 */
export async function buildAside(
  records: RecordList,
  { savedPath }: BackgroundOptions = {},
): Promise<Background> {
  const thread = new BuildThread({ savedPath });
  try {
    const [packed, { data, isFromSaved, toSave }] = await Promise.all([
      handOver(records, thread),
      thread.result,
    ]);
    const search = new Search([new LongShelf(packed, new Segment(data))]);
    if (savedPath === undefined || !toSave) return { search, isFromSaved };
    return { search, isFromSaved, saveError: await save(savedPath, toSave) };
  } finally {
    await thread.end();
  }
}

/** Never half a file under that name. @returns what went wrong */
async function save(path: string, bytes: Uint8Array): Promise<Error | undefined> {
  try {
    await writeFile(`${path}.new`, bytes);
    await rename(`${path}.new`, path);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The thread indexes what it has while the rest is packed. */
async function handOver(records: RecordList, thread: BuildThread): Promise<PackedRecords> {
  const packed = records instanceof PackedRecords ? records : await pack(records, thread);
  if (packed === records) for (const chunk of packed.packed.chunks) thread.give(chunk);
  thread.give(undefined);
  return packed;
}

async function pack(records: RecordList, thread: BuildThread): Promise<PackedRecords> {
  const packer = new RecordPacker((chunk) => thread.give(chunk));
  const pace = new Pace();
  for (let place = 0; place < records.length; place += 1) {
    const record = records.at(place);
    if (record) packer.add(record);
    if (pace.isDue) await pace.rest();
  }
  return packer.finish();
}

class BuildThread {
  readonly result: Promise<BuildResult>;
  readonly #worker: Worker;

  constructor(task: BuildTask) {
    const { promise, resolve, reject } = Promise.withResolvers<BuildResult>();
    this.#worker = new Worker(new URL('./build-worker.ts', import.meta.url), { workerData: task });
    this.#worker.once('message', resolve);
    this.#worker.once('error', reject);
    this.#worker.once('exit', (code) =>
      reject(new Error(`The thread that builds the index ended with ${code}.`)),
    );
    this.result = promise;
  }

  give(request: BuildRequest): void {
    this.#worker.postMessage(request);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
