import type { RecordList, SearchRecord } from './records.ts';

/** Memory is taken in pieces of this size: one that grew would have to be copied, which stops the thread. */
const CHUNK_BYTES = 2 ** 24;
const CHUNK_STEP = 2 ** 32;

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
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];
  readonly #encoder = new TextEncoder();

  add(record: SearchRecord): void {
    const json = JSON.stringify(record);
    const chunk = this.#room(json.length * 3);
    const { written } = this.#encoder.encodeInto(json, chunk.subarray(this.#used));
    this.#starts.push((this.#chunks.length - 1) * CHUNK_STEP + this.#used);
    this.#lengths.push(written);
    this.#used += written;
  }

  finish(): PackedRecords {
    const count = this.#starts.length;
    const starts = new Float64Array(new SharedArrayBuffer(count * 8));
    const lengths = new Uint32Array(new SharedArrayBuffer(count * 4));
    starts.set(this.#starts);
    lengths.set(this.#lengths);
    return new PackedRecords({ chunks: this.#chunks, starts, lengths });
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
