import { RecordReader } from './record-reader.ts';
import { DETAIL_FIELDS, RECORD_TYPES, type RecordList, type SearchRecord } from './records.ts';

/** Memory is taken in pieces of this size: one that grew would have to be copied, which stops the thread. */
const CHUNK_BYTES = 2 ** 24;
const CHUNK_STEP = 2 ** 32;
const FIRST_RECORDS = 2 ** 12;

/** Of a number of 32 bits, seven bits a byte. */
const LONGEST_NUMBER = 5;

/**
 * Records as bytes, which threads can share and a heap need not hold: a million objects with their texts would be half a
 * gigabyte for the garbage collector to walk.
 */
export interface PackedBytes {
  /** Records one after the other, each whole in one chunk: `RecordReader` says how. */
  readonly chunks: readonly Uint8Array[];
  /** Of each record the number of its chunk times 2^32, plus the place in it. */
  readonly starts: Float64Array;
}

/** Makes a record when somebody asks for it. */
export class PackedRecords implements RecordList {
  readonly packed: PackedBytes;
  readonly length: number;
  readonly #readers: readonly RecordReader[];

  constructor(packed: PackedBytes) {
    this.packed = packed;
    this.length = packed.starts.length;
    this.#readers = packed.chunks.map((chunk) => new RecordReader(chunk));
  }

  at(place: number): SearchRecord | undefined {
    const start = this.packed.starts[place];
    if (start === undefined) return undefined;
    const reader = this.#readers[Math.floor(start / CHUNK_STEP)];
    reader?.open(start % CHUNK_STEP);
    return reader?.record();
  }
}

/** Packs records one by one into memory that threads share. */
export class RecordPacker {
  readonly #onChunk: (chunk: Uint8Array) => void;
  readonly #chunks: Uint8Array[] = [];
  #chunk: Buffer = Buffer.alloc(0);
  #at = 0;
  #starts = new Float64Array(new SharedArrayBuffer(FIRST_RECORDS * 8));
  #count = 0;

  /** @param onChunk gets each piece of memory when it is full, and the last one when all is packed */
  constructor(onChunk: (chunk: Uint8Array) => void = () => undefined) {
    this.#onChunk = onChunk;
  }

  add({ type, id, name, aliases, details, facets }: SearchRecord): void {
    const facetsJson = facets === undefined ? '' : JSON.stringify(facets);
    // Counted without making anything of it: there are millions of records.
    let size = sizeOf(id) + sizeOf(name) + sizeOf(facetsJson) + 4 * LONGEST_NUMBER;
    for (const alias of aliases) size += sizeOf(alias);
    for (const { text } of details) size += LONGEST_NUMBER + sizeOf(text);
    this.#reserve(size);
    if (this.#count === this.#starts.length) this.#enlarge();
    this.#starts[this.#count] = this.#chunks.length * CHUNK_STEP + this.#at;
    this.#count += 1;
    this.#number(RECORD_TYPES.indexOf(type));
    this.#number(1 + aliases.length);
    this.#number(details.length);
    this.#number(facets === undefined ? 0 : 1);
    this.#text(id);
    this.#text(name);
    for (const alias of aliases) this.#text(alias);
    for (const { field, text } of details) {
      this.#number(DETAIL_FIELDS.indexOf(field));
      this.#text(text);
    }
    if (facets !== undefined) this.#text(facetsJson);
  }

  finish(): PackedRecords {
    this.#endChunk();
    return new PackedRecords({ chunks: this.#chunks, starts: this.#starts.subarray(0, this.#count) });
  }

  #number(number: number): void {
    let left = number;
    for (; left > 127; left >>>= 7) {
      this.#chunk[this.#at] = (left & 127) | 128;
      this.#at += 1;
    }
    this.#chunk[this.#at] = left;
    this.#at += 1;
  }

  #text(text: string): void {
    const start = this.#at;
    this.#number(text.length * 2);
    if (this.#plain(text)) return;
    this.#at = start;
    const encoding = text.isWellFormed() ? 'utf8' : 'utf16le';
    this.#number(Buffer.byteLength(text, encoding) * 2 + (encoding === 'utf16le' ? 1 : 0));
    this.#at += this.#chunk.write(text, this.#at, encoding);
  }

  /** Letter by letter, which for short texts is faster than to ask Node. @returns whether it was all ASCII */
  #plain(text: string): boolean {
    const start = this.#at;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 127) return false;
      this.#chunk[start + index] = code;
    }
    this.#at = start + text.length;
    return true;
  }

  /** Twice as many: of a million records that copies eight megabytes at once, and no more. */
  #enlarge(): void {
    const starts = this.#starts;
    this.#starts = new Float64Array(new SharedArrayBuffer(starts.length * 16));
    this.#starts.set(starts);
  }

  /** Makes room for so many bytes. */
  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#chunk.length) return;
    this.#endChunk();
    this.#chunk = Buffer.from(new SharedArrayBuffer(Math.max(CHUNK_BYTES, bytes)));
    this.#at = 0;
  }

  #endChunk(): void {
    if (this.#at === 0) return;
    const chunk = this.#chunk.subarray(0, this.#at);
    this.#chunks.push(chunk);
    this.#onChunk(chunk);
    this.#chunk = Buffer.alloc(0);
    this.#at = 0;
  }
}

/** What a text takes at most: no UTF-16 unit takes more than three bytes. */
function sizeOf(text: string): number {
  return text.length * 3 + LONGEST_NUMBER;
}
