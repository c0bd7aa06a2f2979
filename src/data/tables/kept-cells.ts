import { hashText } from '../hash.ts';

/** A power of two. */
const SLOTS = 8192;

interface Kept<T> {
  readonly text: string;
  readonly value: T;
}

/**
 * What was made of a text, so that rows that say the same share it: tables repeat themselves. Each text has one slot, which the
 * next that belongs there takes.
 *
 * Not a `Map`: V8 puts every text that one is asked for into a table of its own, of a million cells that all differ too.
 */
export class KeptCells<T> {
  readonly #slots = new Array<Kept<T> | undefined>(SLOTS);

  /** @param make is asked where the text was not kept */
  get(text: string, make: () => T): T {
    const slot = hashText(text) % SLOTS;
    const kept = this.#slots[slot];
    if (kept?.text === text) return kept.value;
    const value = make();
    this.#slots[slot] = { text, value };
    return value;
  }
}
