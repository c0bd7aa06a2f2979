import type { Facets } from './facets.ts';
import { DETAIL_FIELDS, type Detail, RECORD_TYPES, type SearchRecord } from './records.ts';

/**
 * Reads packed records: of one at a time, where each of its texts lies. Texts are counted: the id is the first, then the
 * name, the aliases, the details, and facets as JSON where there are any. A record is, as `RecordPacker` writes it:
 *
 * - four numbers: its type, how many names it has, how many details, how many texts of facets (none or one);
 * - each of its texts, a detail with the number of its field before it: twice its bytes, plus one if it is UTF-16 and not
 *   UTF-8 (UTF-8 has no half of a pair), and the bytes.
 *
 * Numbers have seven bits a byte, the lowest first; all but the last byte of each have the eighth bit set.
 */
export class RecordReader {
  readonly bytes: Buffer;
  nameCount = 0;
  textCount = 0;
  #at = 0;
  #type = 0;
  #detailCount = 0;
  #starts: number[] = [];
  #ends: number[] = [];
  #isWide: boolean[] = [];
  #fields: number[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Goes to the record behind this one. @returns false at the end */
  next(): boolean {
    if (this.#at >= this.bytes.length) return false;
    this.open(this.#at);
    return true;
  }

  /** @param start where a record starts in the bytes */
  open(start: number): void {
    this.#at = start;
    this.#type = this.#number();
    this.nameCount = this.#number();
    this.#detailCount = this.#number();
    const before = 1 + this.nameCount;
    this.textCount = before + this.#detailCount;
    const count = this.textCount + this.#number();
    for (let text = 0; text < count; text += 1) {
      if (text >= before && text < this.textCount) this.#fields[text] = this.#number();
      const size = this.#number();
      this.#starts[text] = this.#at;
      this.#at += size >>> 1;
      this.#ends[text] = this.#at;
      this.#isWide[text] = (size & 1) !== 0;
    }
    this.#starts.length = count;
  }

  startOf(text: number): number {
    return this.#starts[text] ?? 0;
  }

  endOf(text: number): number {
    return this.#ends[text] ?? 0;
  }

  isWide(text: number): boolean {
    return this.#isWide[text] ?? false;
  }

  textAt(text: number): string {
    const encoding = this.#isWide[text] ? 'utf16le' : 'utf8';
    return this.bytes.toString(encoding, this.#starts[text], this.#ends[text]);
  }

  get type(): SearchRecord['type'] {
    return RECORD_TYPES[this.#type] ?? 'item';
  }

  /** As JSON; empty where it has none. */
  get facets(): string {
    return this.#starts.length > this.textCount ? this.textAt(this.textCount) : '';
  }

  record(): SearchRecord {
    const texts = Array.from({ length: this.textCount }, (_, text) => this.textAt(text));
    const [id = '', name = ''] = texts;
    const firstDetail = 1 + this.nameCount;
    const details = texts.slice(firstDetail).map((text, index): Detail => {
      const field = DETAIL_FIELDS[this.#fields[firstDetail + index] ?? 0] ?? 'text';
      return { field, text };
    });
    const record = { type: this.type, id, name, aliases: texts.slice(2, firstDetail), details };
    const { facets } = this;
    // Only `RecordPacker` writes these bytes.
    return facets === '' ? record : { ...record, facets: JSON.parse(facets) as Facets };
  }

  #number(): number {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.#at] ?? 0;
      this.#at += 1;
      number |= (byte & 127) << shift;
      if (byte < 128) return number;
    }
  }
}
