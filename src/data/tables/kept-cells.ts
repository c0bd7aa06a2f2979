import { hashText } from '../hash.ts';

/** Powers of two. */
const FEWEST_SLOTS = 256;
const MOST_SLOTS = 65_536;

interface Kept<T> {
  readonly text: string;
  readonly value: T;
}

/**
 * What was made of a text, so that rows that say the same share it: tables repeat themselves. Open addressing, at most half full.
 * Where it would be fuller, what was kept is forgotten, which is sooner made again than moved, and there is more room up to a limit.
 *
 * Not a `Map`: V8 puts every text that one is asked for into a table of its own, of a million cells that all differ too.
 */
export class KeptCells<T> {
  #slots = new Array<Kept<T> | undefined>(FEWEST_SLOTS);
  #used = 0;

  /** @param make is asked where the text was not kept */
  get(text: string, make: () => T): T {
    const hash = hashText(text);
    const kept = this.#slots[this.#slotOf(text, hash)];
    if (kept !== undefined) return kept.value;
    const value = make();
    if (this.#used * 2 >= this.#slots.length) this.#forget();
    this.#used += 1;
    this.#slots[this.#slotOf(text, hash)] = { text, value };
    return value;
  }

  /** Where the text is, or would be put. */
  #slotOf(text: string, hash: number): number {
    const last = this.#slots.length - 1;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const kept = this.#slots[slot];
      if (kept === undefined || kept.text === text) return slot;
    }
  }

  #forget(): void {
    this.#slots = new Array(Math.min(MOST_SLOTS, this.#slots.length * 2));
    this.#used = 0;
  }
}
