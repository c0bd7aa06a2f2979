import { hashText } from './hash.ts';

/** Texts in one part of a table: so few that a part which is full is enlarged in a millisecond. */
const PART = 4096;
const FEWEST_SLOTS = 8;

/**
 * Open addressing with linear probing (Knuth, The Art of Computer Programming 3, 6.4). Of each slot two numbers: 0 where it is free,
 * else a place and 1; and the hash of the text, so that only a text that is probably the same is looked at.
 */
interface Part {
  slots: Int32Array;
  used: number;
  /** How much of it is used when it is enlarged: of each part something else, or all would be enlarged at once. */
  readonly fullAt: number;
}

/** Fuller costs longer walks, emptier more memory. */
const [LEAST_FULL, MOST_FULL] = [0.4, 0.7];

/**
 * The places of a million texts.
 *
 * A `Map` of so many stops the thread: it is copied whole wherever it is full, and V8 puts every text that a `Map` or `Set` is
 * asked for into a table of its own, which is copied too, and searched for what has gone in each garbage collection.
 */
export class TextTable {
  readonly #textAt: (place: number) => string;
  /** Each made when something is first asked of it: most tables are small. */
  readonly #parts: (Part | undefined)[];

  /**
   * @param textAt gives the text that was put with a place: the table keeps none itself
   * @param expected how many texts there will be, more or less
   */
  constructor(textAt: (place: number) => string, expected: number) {
    this.#textAt = textAt;
    this.#parts = new Array<Part | undefined>(Math.ceil((expected + 1) / PART));
  }

  find(text: string): number | undefined {
    const hash = hashText(text);
    const { slots } = this.#partOf(hash);
    return placeIn(slots[this.#slotOf(slots, text, hash)]);
  }

  /**
   * Whoever puts a text may keep it only afterwards: it is not asked for here.
   *
   * @returns the place that was put with this text before, and no longer is
   */
  put(text: string, place: number): number | undefined {
    const hash = hashText(text);
    const part = this.#partOf(hash);
    if (part.used * 2 >= part.fullAt * part.slots.length) enlarge(part);
    const slot = this.#slotOf(part.slots, text, hash);
    const before = placeIn(part.slots[slot]);
    part.slots[slot] = place + 1;
    part.slots[slot + 1] = hash;
    if (before === undefined) part.used += 1;
    return before;
  }

  /** By the high bits; the low ones say where in it. */
  #partOf(hash: number): Part {
    const { length } = this.#parts;
    const place = Math.floor((hash / 2 ** 32) * length);
    const known = this.#parts[place];
    if (known !== undefined) return known;
    const fullAt = LEAST_FULL + ((MOST_FULL - LEAST_FULL) * place) / length;
    const part = { slots: new Int32Array(FEWEST_SLOTS * 2), used: 0, fullAt };
    this.#parts[place] = part;
    return part;
  }

  /** Where the text is, or would be put. */
  #slotOf(slots: Int32Array, text: string, hash: number): number {
    const last = slots.length - 2;
    for (let slot = (hash * 2) & last; ; slot = (slot + 2) & last) {
      const place = placeIn(slots[slot]);
      if (place === undefined) return slot;
      if (slots[slot + 1] === (hash | 0) && this.#textAt(place) === text) return slot;
    }
  }
}

function enlarge(part: Part): void {
  const { slots } = part;
  const last = slots.length * 2 - 2;
  const larger = new Int32Array(slots.length * 2);
  for (let from = 0; from < slots.length; from += 2) {
    const [entry = 0, hash = 0] = [slots[from], slots[from + 1]];
    if (entry === 0) continue;
    let slot = (hash * 2) & last;
    while (larger[slot] !== 0) slot = (slot + 2) & last;
    larger[slot] = entry;
    larger[slot + 1] = hash;
  }
  part.slots = larger;
}

function placeIn(entry: number | undefined): number | undefined {
  return entry === undefined || entry === 0 ? undefined : entry - 1;
}
