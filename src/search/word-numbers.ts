import { encode } from './codes.ts';
import { Growing } from './grow.ts';
import { hashStem, type LettersHash } from './keys.ts';
import { foldText } from './normalize.ts';
import { foldPlainInto } from './plain-text.ts';
import { type SortedWords, sortWords } from './sort-words.ts';

const SPACE = 0x20;
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Numbers for words as they come, each word once. Of bytes, not of strings: the words of a million records are twenty
 * million, and the garbage collector would take longer over a string of each than all the rest takes.
 */
export class WordNumbers {
  /** Of the words of the text that was read last. */
  readonly last = new Growing();
  /** Letters of all words, as codes, and where each word starts; one more at the end. */
  #letters = new Uint8Array(2 ** 16);
  readonly #starts = new Growing();
  readonly #hashes = new Growing();
  /** By a word's hash, its number plus one: open addressing with linear probing, half full at most. */
  #slots = new Uint32Array(2 ** 16);
  readonly #stemHashes = new Growing();
  readonly #stemPowers = new Growing();
  /** The text that is being read, folded. */
  #text = Buffer.alloc(2 ** 12);

  constructor() {
    this.#starts.push(0);
  }

  get size(): number {
    return this.#hashes.length;
  }

  /** Folds a text and leaves the numbers of its words in `last`. */
  read(text: string): void {
    this.last.clear();
    const end = this.#fold(text);
    let start = 0;
    let hash = FNV_BASIS;
    for (let at = 0; at < end; at += 1) {
      const code = this.#text[at] ?? 0;
      if (code !== SPACE) {
        hash = Math.imul(hash ^ code, FNV_PRIME);
        continue;
      }
      this.last.push(this.#numberOf(start, at, hash >>> 0));
      start = at + 1;
      hash = FNV_BASIS;
    }
    if (start < end) this.last.push(this.#numberOf(start, end, hash >>> 0));
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
  #fold(text: string): number {
    if (text.length * 2 > this.#text.length) this.#text = Buffer.alloc(text.length * 4);
    const length = foldPlainInto(text, this.#text);
    if (length >= 0) return length;
    const code = encode(foldText(text));
    if (code.length > this.#text.length) this.#text = Buffer.alloc(code.length * 2);
    return this.#text.write(code, 'latin1');
  }

  #numberOf(start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number < 0) return this.#add(start, end, hash, slot);
      if (this.#hashes.at(number) === hash && this.#is(number, start, end)) return number;
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
    this.#hashes.push(hash);
    const stem = hashStem(this.#text.toString('latin1', start, end));
    this.#stemHashes.push(stem.hash);
    this.#stemPowers.push(stem.power);
    this.#slots[slot] = number + 1;
    if (this.size * 2 > this.#slots.length) this.#enlarge();
    return number;
  }

  #enlarge(): void {
    this.#slots = new Uint32Array(this.#slots.length * 4);
    const mask = this.#slots.length - 1;
    for (const [number, hash] of this.#hashes.numbers.entries()) {
      let slot = hash & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}
