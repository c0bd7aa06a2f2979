import { type Column, NumberColumn } from './column.ts';

const CHUNK_BYTES = 2 ** 20;
/** Of the first: a table may be small. */
const FIRST_BYTES = 2 ** 12;
/** No table that loads holds one. */
const BETWEEN = '\0';

/** Texts of rows, as bytes: those of a million rows would be a million texts for the garbage collector to walk. */
export class KeptTexts implements Column<readonly string[]> {
  readonly #chunks: Buffer[] = [];
  /** In the last chunk. */
  #used = 0;
  /** Of each row the chunk and the place in it, as `CHUNK_BYTES` divides them: a longer chunk holds one row alone. */
  readonly #starts = NumberColumn.of32Bits();
  readonly #lengths = NumberColumn.of32Bits();
  /** Of one row after the other each field is asked. */
  #last: { readonly place: number; readonly texts: readonly string[] } | undefined;

  push(texts: readonly string[]): void {
    const text = texts.join(BETWEEN);
    const length = Buffer.byteLength(text);
    const chunk = this.#room(length);
    chunk.write(text, this.#used);
    this.#starts.push((this.#chunks.length - 1) * CHUNK_BYTES + this.#used);
    this.#lengths.push(length);
    this.#used += length;
  }

  /** As many as were pushed. */
  at(place: number): readonly string[] {
    if (this.#last?.place !== place) this.#last = { place, texts: this.#read(place) };
    return this.#last.texts;
  }

  #read(place: number): readonly string[] {
    const kept = this.#starts.at(place);
    const chunk = this.#chunks[Math.floor(kept / CHUNK_BYTES)];
    if (chunk === undefined) throw new RangeError('There is no such row.');
    const start = kept % CHUNK_BYTES;
    return chunk.toString('utf8', start, start + this.#lengths.at(place)).split(BETWEEN);
  }

  /** The last chunk, where there is room for so many bytes in it; else a fresh one: in a full one an empty row would begin where the next does. */
  #room(bytes: number): Buffer {
    const last = this.#chunks.at(-1);
    if (last !== undefined && this.#used < CHUNK_BYTES && this.#used + bytes <= last.length) return last;
    const size = last === undefined ? FIRST_BYTES : CHUNK_BYTES;
    const chunk = Buffer.allocUnsafeSlow(Math.max(size, bytes));
    this.#chunks.push(chunk);
    this.#used = 0;
    return chunk;
  }
}
