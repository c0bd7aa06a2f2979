/** What all rows of a table share. */
export interface ShownColumns {
  readonly file: string;
  /** Names of the columns of which a row keeps its cells. */
  readonly names: readonly string[];
  /** Their places in a row. */
  readonly places: readonly number[];
}

const CHUNK_BYTES = 2 ** 20;
/** Before each row stands how many bytes it has. */
const LENGTH_BYTES = 4;
/** No table that loads holds one. */
const BETWEEN = '\0';

/** The cells that rows keep, as bytes: those of a million rows would be a million texts for the garbage collector to walk. */
export class ShownCells {
  readonly columns: ShownColumns;
  readonly #chunks: Buffer[] = [];
  /** In the last chunk. */
  #used = CHUNK_BYTES;

  constructor(columns: ShownColumns) {
    this.columns = columns;
  }

  /** @returns what `read` takes */
  keep(cells: readonly string[]): number {
    const text = this.columns.places.map((place) => cells[place] ?? '').join(BETWEEN);
    const length = Buffer.byteLength(text);
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || this.#used + LENGTH_BYTES + length > chunk.length) {
      chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, LENGTH_BYTES + length));
      this.#chunks.push(chunk);
      this.#used = 0;
    }
    const at = this.#used;
    chunk.writeUInt32LE(length, at);
    chunk.write(text, at + LENGTH_BYTES);
    this.#used += LENGTH_BYTES + length;
    return (this.#chunks.length - 1) * CHUNK_BYTES + at;
  }

  /** In the order of the columns. */
  read(kept: number): string[] {
    const chunk = this.#chunks[Math.floor(kept / CHUNK_BYTES)];
    if (chunk === undefined) throw new RangeError(`Nothing was kept at ${kept}.`);
    const start = (kept % CHUNK_BYTES) + LENGTH_BYTES;
    return chunk.toString('utf8', start, start + chunk.readUInt32LE(start - LENGTH_BYTES)).split(BETWEEN);
  }
}
