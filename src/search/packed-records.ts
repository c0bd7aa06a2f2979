import type { RecordList, SearchRecord } from './records.ts';

/** Memory is taken in pieces of this size: one that grew would have to be copied, which stops the thread. */
const CHUNK_BYTES = 2 ** 24;
const CHUNK_STEP = 2 ** 32;
const FIRST_RECORDS = 2 ** 12;

/**
 * Records as bytes, which threads can share and a heap need not hold: a million objects with their texts would be half a
 * gigabyte for the garbage collector to walk.
 */
export interface PackedBytes {
  /** Each record as JSON in UTF-8, in one chunk or another. */
  readonly chunks: readonly Uint8Array[];
  /** Number of the chunk times 2^32, plus the place in it. */
  readonly starts: Float64Array;
  /** In bytes. */
  readonly lengths: Uint32Array;
}

/** Makes a record when somebody asks for it. */
export class PackedRecords implements RecordList {
  readonly packed: PackedBytes;
  readonly length: number;
  readonly #chunks: readonly Buffer[];

  constructor(packed: PackedBytes) {
    this.packed = packed;
    this.length = packed.starts.length;
    this.#chunks = packed.chunks.map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength),
    );
  }

  at(place: number): SearchRecord | undefined {
    const start = this.packed.starts[place];
    if (start === undefined) return undefined;
    const from = start % CHUNK_STEP;
    const chunk = this.#chunks[Math.floor(start / CHUNK_STEP)];
    const json = chunk?.toString('utf8', from, from + (this.packed.lengths[place] ?? 0)) ?? '';
    // Only `RecordPacker` writes these bytes.
    return JSON.parse(json) as SearchRecord;
  }
}

/** Packs records one by one into memory that threads share. */
export class RecordPacker {
  readonly #chunks: Uint8Array[] = [];
  #used = 0;
  #starts = new Float64Array(new SharedArrayBuffer(FIRST_RECORDS * 8));
  #lengths = new Uint32Array(new SharedArrayBuffer(FIRST_RECORDS * 4));
  #count = 0;
  readonly #encoder = new TextEncoder();

  add(record: SearchRecord): void {
    const json = JSON.stringify(record);
    const chunk = this.#room(json.length * 3);
    const { written } = this.#encoder.encodeInto(json, chunk.subarray(this.#used));
    if (this.#count === this.#lengths.length) this.#enlarge();
    this.#starts[this.#count] = (this.#chunks.length - 1) * CHUNK_STEP + this.#used;
    this.#lengths[this.#count] = written;
    this.#count += 1;
    this.#used += written;
  }

  finish(): PackedRecords {
    const starts = this.#starts.subarray(0, this.#count);
    const lengths = this.#lengths.subarray(0, this.#count);
    return new PackedRecords({ chunks: this.#chunks, starts, lengths });
  }

  /** Twice as many: of a million records that copies twelve megabytes at once, and no more. */
  #enlarge(): void {
    const count = this.#count * 2;
    const [starts, lengths] = [this.#starts, this.#lengths];
    this.#starts = new Float64Array(new SharedArrayBuffer(count * 8));
    this.#lengths = new Uint32Array(new SharedArrayBuffer(count * 4));
    this.#starts.set(starts);
    this.#lengths.set(lengths);
  }

  /** A chunk with room for so many bytes; no UTF-16 unit takes more than three. */
  #room(bytes: number): Uint8Array {
    const last = this.#chunks.at(-1);
    if (last && this.#used + bytes <= last.length) return last;
    const chunk = new Uint8Array(new SharedArrayBuffer(Math.max(CHUNK_BYTES, bytes)));
    this.#chunks.push(chunk);
    this.#used = 0;
    return chunk;
  }
}
