import { createHash } from 'node:crypto';
import { DataError, type Fault, faultOfWhole } from '../../errors.ts';
import { MEGABYTE } from '../byte-size.ts';

/** The folder of a source. */
export interface SourceFolder {
  readonly name: string;
  /** Those of its files that some format reads, by name, or why they cannot be read. */
  readonly files: ReadonlyMap<string, SourceFile | Fault>;
  /** Names of all other files in it: one of them may be meant as one that is missing. */
  readonly others: readonly string[];
}

/** @param most megabytes */
export function tooLarge(path: string, size: number, most: number): Fault {
  const problem = `is ${(size / MEGABYTE).toFixed(1)} MB; the most is ${most} MB`;
  return faultOfWhole(path, problem, 'divide the source, or keep what its facts rest on');
}

/** A file of a source, read in pieces, so that a large one never is in memory whole. */
export class SourceFile {
  readonly #open: () => AsyncIterable<Uint8Array>;
  #read: { readonly digest: string; readonly size: number } | undefined;

  /** @param open begins to read it. What it throws as `DataError` is told as a fault of the file. */
  constructor(open: () => AsyncIterable<Uint8Array>) {
    this.#open = open;
  }

  /** A file that is in memory already. */
  static of(bytes: Uint8Array): SourceFile {
    return new SourceFile(async function* () {
      yield bytes;
    });
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let size = 0;
    for await (const piece of this.#open()) {
      hash.update(piece);
      size += piece.length;
      yield piece;
    }
    this.#read = { digest: hash.digest('hex'), size };
  }

  /** SHA-256 (hex) of what was read: of the very bytes that the facts were made from, also where the file changes meanwhile. */
  get digest(): string {
    return this.#whatWasRead.digest;
  }

  /** How many bytes were read. */
  get size(): number {
    return this.#whatWasRead.size;
  }

  get #whatWasRead() {
    if (this.#read === undefined) throw new Error('A file has no digest before it was read to its end.');
    return this.#read;
  }

  /**
   * All of it: for files that are small by their limit.
   *
   * @param most megabytes; a fault of `path` says that it holds more
   */
  async whole(path: string, most: number): Promise<Uint8Array | Fault> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const piece of this.pieces()) {
        size += piece.length;
        if (size > most * MEGABYTE) return tooLarge(path, size, most);
        pieces.push(piece);
      }
    } catch (error) {
      const [fault] = error instanceof DataError ? error.faults : [];
      if (fault === undefined) throw error;
      return fault;
    }
    return Buffer.concat(pieces);
  }
}
