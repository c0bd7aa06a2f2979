import { hashText } from '../hash.ts';

/** Powers of two. */
const FEWEST_SLOTS = 256;
const MOST_SLOTS = 65_536;

interface Kept<T> {
  readonly text: string;
  readonly value: T;
}

/**
 * What was made of a text, so that rows that say the same share it: tables repeat themselves. Each text has one slot, which the
 * next that belongs there takes; there are more where many are made.
 *
 * Not a `Map`: V8 puts every text that one is asked for into a table of its own, of a million cells that all differ too.
 */
export class KeptCells<T> {
  #slots = new Array<Kept<T> | undefined>(FEWEST_SLOTS);
  #made = 0;

  /** @param make is asked where the text was not kept */
  get(text: string, make: () => T): T {
    const hash = hashText(text);
    const kept = this.#slots[hash % this.#slots.length];
    if (kept?.text === text) return kept.value;
    const value = make();
    this.#made += 1;
    if (this.#made > this.#slots.length) this.#enlarge();
    this.#slots[hash % this.#slots.length] = { text, value };
    return value;
  }

  /** What was kept is forgotten: that is made again sooner than moved. */
  #enlarge(): void {
    if (this.#slots.length < MOST_SLOTS) this.#slots = new Array(this.#slots.length * 2);
    this.#made = 0;
  }
}
