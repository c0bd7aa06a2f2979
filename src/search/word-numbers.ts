import { addToHash, FNV_BASIS } from '../data/hash.ts';
import { encode } from './codes.ts';
import { Growing } from './grow.ts';
import { hashStem, type LettersHash } from './keys.ts';
import { foldText } from './normalize.ts';
import { foldPlainInto } from './plain-text.ts';
import type { RecordReader } from './record-reader.ts';
import { type SortedWords, sortWords } from './sort-words.ts';

const SPACE = 0x20;

/**
 * Numbers for words as they come, each word once. Of bytes, not of strings: the words of a million records are twenty
 * million, and the garbage collector would take longer over a string of each than all the rest takes.
 */
export class WordNumbers {
  /** Letters of all words, as codes, and where each word starts; one more at the end. */
  #letters = new Uint8Array(2 ** 16);
  readonly #starts = new Growing();
  /**
   * Of each word its hash and, next to it, its number plus one: open addressing with linear probing, half full at most. Where a
   * word is is one place in memory that has to be fetched.
   */
  #slots = new Uint32Array(2 ** 17);
  readonly #stemHashes = new Growing();
  readonly #stemPowers = new Growing();
  /** The text that is being read, folded. */
  #text = Buffer.alloc(2 ** 12);

  constructor() {
    this.#starts.push(0);
  }

  get size(): number {
    return this.#starts.length - 1;
  }

  /** Folds a text of a record and adds the numbers of its words to `numbers`. */
  read(record: RecordReader, text: number, numbers: Growing): void {
    const end = this.#fold(record, text);
    let start = 0;
    let hash = FNV_BASIS;
    for (let at = 0; at < end; at += 1) {
      const code = this.#text[at] ?? 0;
      if (code !== SPACE) {
        hash = addToHash(hash, code);
        continue;
      }
      numbers.push(this.#numberOf(start, at, hash >>> 0));
      start = at + 1;
      hash = FNV_BASIS;
    }
    if (start < end) numbers.push(this.#numberOf(start, end, hash >>> 0));
  }

  /** The stem of a word, for the hash of a name that it stands in. */
  stemOf(number: number): LettersHash {
    return { hash: this.#stemHashes.at(number), power: this.#stemPowers.at(number) };
  }

  /** The words in order, and for each number the word's place there. */
  sorted(): SortedWords {
    return sortWords(this.#letters, this.#starts.numbers);
  }

  /** @returns how many bytes */
  #fold(record: RecordReader, text: number): number {
    const [start, end] = [record.startOf(text), record.endOf(text)];
    if ((end - start) * 2 > this.#text.length) this.#text = Buffer.alloc((end - start) * 4);
    const length = record.isWide(text) ? -1 : foldPlainInto(record.bytes, start, end, this.#text);
    if (length >= 0) return length;
    const code = encode(foldText(record.textAt(text)));
    if (code.length > this.#text.length) this.#text = Buffer.alloc(code.length * 2);
    return this.#text.write(code, 'latin1');
  }

  #numberOf(start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const number = (slots[slot + 1] ?? 0) - 1;
      if (number < 0) return this.#add(start, end, hash, slot);
      if (slots[slot] === hash && this.#is(number, start, end)) return number;
    }
  }

  #is(number: number, start: number, end: number): boolean {
    const from = this.#starts.at(number);
    if (this.#starts.at(number + 1) - from !== end - start) return false;
    for (let at = start; at < end; at += 1)
      if (this.#letters[from + at - start] !== this.#text[at]) return false;
    return true;
  }

  #add(start: number, end: number, hash: number, slot: number): number {
    const number = this.size;
    const from = this.#starts.at(number);
    const to = from + end - start;
    if (to > this.#letters.length) {
      const larger = new Uint8Array(to * 2);
      larger.set(this.#letters);
      this.#letters = larger;
    }
    this.#letters.set(this.#text.subarray(start, end), from);
    this.#starts.push(to);
    const stem = hashStem(this.#text.toString('latin1', start, end));
    this.#stemHashes.push(stem.hash);
    this.#stemPowers.push(stem.power);
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = number + 1;
    if (this.size * 4 > this.#slots.length) this.#enlarge();
    return number;
  }

  #enlarge(): void {
    const before = this.#slots;
    const slots = new Uint32Array(before.length * 4);
    const mask = slots.length - 1;
    for (let at = 0; at < before.length; at += 2) {
      if (before[at + 1] === 0) continue;
      const hash = before[at] ?? 0;
      let slot = (hash << 1) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = hash;
      slots[slot + 1] = before[at + 1] ?? 0;
    }
    this.#slots = slots;
  }
}
