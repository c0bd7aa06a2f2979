/** A table is filled part by part, each of which the processor's cache holds. */
const PART_BITS = 10;

/** Hashes and numbers in turn, in the order of the hashes' first bits. */
function inParts(hashes: Uint32Array, numbers: Uint32Array): Uint32Array {
  const places = new Uint32Array(2 ** PART_BITS + 1);
  const shift = 32 - PART_BITS;
  for (const hash of hashes) {
    const part = (hash >>> shift) + 1;
    places[part] = (places[part] ?? 0) + 2;
  }
  for (let part = 1; part < places.length; part += 1)
    places[part] = (places[part] ?? 0) + (places[part - 1] ?? 0);
  const parts = new Uint32Array(hashes.length * 2);
  for (let index = 0; index < hashes.length; index += 1) {
    const hash = hashes[index] ?? 0;
    const part = hash >>> shift;
    const place = places[part] ?? 0;
    parts[place] = hash;
    parts[place + 1] = numbers[index] ?? 0;
    places[part] = place + 2;
  }
  return parts;
}

/** Where many things have one key, this many of them are enough. */
const MOST_OF_ONE_KEY = 64;

/** How full a table is: fuller costs longer walks, emptier more memory. */
const FILLED = 0.8;

/**
 * From the hash of a key to numbers: four bytes an entry, with what room there is for bits of the hash, so that
 * other keys are seldom handed over. Open addressing with linear probing (Knuth, The Art of Computer Programming
 * 3, 6.4).
 */
export class HashTable {
  readonly slots: Uint32Array;
  readonly #numberBits: number;

  /** @param limit numbers are below it */
  constructor(slots: Uint32Array, limit: number) {
    this.slots = slots;
    this.#numberBits = Math.max(1, 32 - Math.clz32(limit));
  }

  static build(hashes: Uint32Array, numbers: Uint32Array, limit: number): HashTable {
    const table = new HashTable(new Uint32Array(Math.ceil(hashes.length / FILLED) + 1), limit);
    const parts = inParts(hashes, numbers);
    for (let at = 0; at < parts.length; at += 2) table.#add(parts[at] ?? 0, parts[at + 1] ?? 0);
    return table;
  }

  /** The numbers of this key, and rarely of another. */
  find(hash: number): number[] {
    const found: number[] = [];
    const { slots } = this;
    const mark = this.#mark(hash);
    const mask = 2 ** this.#numberBits - 1;
    for (let at = this.#home(hash); ; at = at + 1 === slots.length ? 0 : at + 1) {
      const slot = slots[at] ?? 0;
      if (slot === 0) return found;
      if ((slot & ~mask) >>> 0 === mark) found.push((slot & mask) - 1);
    }
  }

  #add(hash: number, number: number): void {
    const { slots } = this;
    const mark = this.#mark(hash);
    const mask = 2 ** this.#numberBits - 1;
    let same = 0;
    for (let at = this.#home(hash); ; at = at + 1 === slots.length ? 0 : at + 1) {
      const slot = slots[at] ?? 0;
      if (slot === 0) {
        slots[at] = (mark | (number + 1)) >>> 0;
        return;
      }
      if ((slot & ~mask) >>> 0 === mark) {
        same += 1;
        if (same === MOST_OF_ONE_KEY || (slot & mask) === number + 1) return;
      }
    }
  }

  #home(hash: number): number {
    return Math.floor((hash / 2 ** 32) * this.slots.length);
  }

  /** The low bits of the hash, for its high ones say where it belongs. */
  #mark(hash: number): number {
    return (hash << this.#numberBits) >>> 0;
  }
}
