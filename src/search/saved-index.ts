import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ARRAY_NAMES, type IndexData } from './index-data.ts';

/** Changes whenever the meaning of the arrays, the folding or the stems do: what was saved before is then built anew. */
const VERSION = 4;
const MAGIC = 'TRANCHE-INDEX';
const ALIGNMENT = 8;

interface Header {
  readonly version: number;
  /** Of the records that were indexed: see `ContentHash`. */
  readonly content: string;
  readonly groups: string;
  /** Checksum of everything behind the header. */
  readonly crc: number;
  readonly arrays: readonly { readonly name: string; readonly length: number; readonly start: number }[];
}

const WIDTHS = new Map<string, number>([
  ...['letters', 'nameBytes', 'detailBytes', 'sounds'].map((name) => [name, 1] as const),
  ['days', 2],
]);

/** What tells one list of records from another. */
export class ContentHash {
  readonly #hash = createHash('sha1');

  /** @param chunk of packed records, the next in their order */
  add(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  value(): string {
    return this.#hash.digest('hex');
  }
}

/** The index as one file: a line of magic and JSON, then the arrays as they stand in memory (little-endian). */
export function serializeIndex(data: IndexData, content: string): Uint8Array<ArrayBuffer> {
  const arrays: { name: string; length: number; start: number }[] = [];
  let size = 0;
  for (const name of ARRAY_NAMES) {
    arrays.push({ name, length: data[name].length, start: size });
    size += aligned(data[name].byteLength);
  }
  const body = new Uint8Array(size);
  for (const [index, name] of ARRAY_NAMES.entries()) {
    const { buffer, byteOffset, byteLength } = data[name];
    body.set(new Uint8Array(buffer, byteOffset, byteLength), arrays[index]?.start);
  }
  const header: Header = { version: VERSION, content, groups: data.groups, crc: crc32(body), arrays };
  const head = Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`);
  const bytes = new Uint8Array(aligned(head.length) + size);
  bytes.fill(0x20, 0, aligned(head.length));
  bytes.set(head.subarray(0, -1));
  bytes[aligned(head.length) - 1] = 0x0a;
  bytes.set(body, aligned(head.length));
  return bytes;
}

/**
 * The arrays, in the memory of `bytes`.
 *
 * @returns undefined where it was saved by another version, for other records, or is damaged: then it is to be built anew
 */
export function deserializeIndex(bytes: Uint8Array<ArrayBuffer>, content: string): IndexData | undefined {
  const header = readHeader(bytes);
  if (!header || header.version !== VERSION || header.content !== content) return undefined;
  if (header.arrays.map(({ name }) => name).join() !== ARRAY_NAMES.join()) return undefined;
  const start = bytes.indexOf(0x0a) + 1;
  if (bytes.byteOffset % ALIGNMENT !== 0 || crc32(bytes.subarray(start)) !== header.crc) return undefined;
  const arrays = header.arrays.map(({ name, length, start: at }) => {
    const Kind = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[WIDTHS.get(name) ?? 4] ?? Uint32Array;
    return [name, new Kind(bytes.buffer, bytes.byteOffset + start + at, length)];
  });
  return { ...Object.fromEntries(arrays), groups: header.groups } as IndexData;
}

function readHeader(bytes: Uint8Array): Header | undefined {
  const end = bytes.indexOf(0x0a);
  const text = Buffer.from(bytes.subarray(0, Math.max(0, end))).toString();
  if (!text.startsWith(MAGIC)) return undefined;
  try {
    return JSON.parse(text.slice(MAGIC.length)) as Header;
  } catch {
    return undefined;
  }
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
