/** Words in order. */
export interface SortedWords {
  readonly letters: Uint8Array<ArrayBuffer>;
  /** Where each word starts; one more at the end. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** For a word by its number as given, its place. */
  readonly numbers: Uint32Array<ArrayBuffer>;
}

/** Two letters choose one of these heaps. */
const HEAPS = 2 ** 16;
/** Four more and a place in the heap are the 53 bits that a double holds exactly; and numbers sort fast. */
const MOST_IN_HEAP = 2 ** 21;

/** @param starts where each word starts in `letters`; one more at the end */
export function sortWords(letters: Uint8Array, starts: Uint32Array): SortedWords {
  const words = new Words(letters, starts);
  const { order, ends } = words.heaps();
  for (const [heap, end] of ends.entries()) words.sort(order.subarray(heap === 0 ? 0 : ends[heap - 1], end));
  return words.inOrder(order);
}

class Words {
  readonly #letters: Uint8Array;
  readonly #starts: Uint32Array;

  constructor(letters: Uint8Array, starts: Uint32Array) {
    this.#letters = letters;
    this.#starts = starts;
  }

  get size(): number {
    return this.#starts.length - 1;
  }

  /** Words by their first two letters: a sort by counting. */
  heaps(): { order: Uint32Array<ArrayBuffer>; ends: Uint32Array } {
    const ends = new Uint32Array(HEAPS + 1);
    const heapOf = (word: number) => this.#codeAt(word, 0) * 256 + this.#codeAt(word, 1);
    for (let word = 0; word < this.size; word += 1) {
      const slot = heapOf(word) + 1;
      ends[slot] = (ends[slot] ?? 0) + 1;
    }
    for (let heap = 1; heap <= HEAPS; heap += 1) ends[heap] = (ends[heap] ?? 0) + (ends[heap - 1] ?? 0);
    const order = new Uint32Array(this.size);
    for (let word = 0; word < this.size; word += 1) {
      const heap = heapOf(word);
      const at = ends[heap] ?? 0;
      order[at] = word;
      ends[heap] = at + 1;
    }
    return { order, ends: ends.subarray(0, HEAPS) };
  }

  /** Puts words that have their first two letters in common in order, in place. */
  sort(heap: Uint32Array): void {
    if (heap.length < 2) return;
    if (heap.length > MOST_IN_HEAP) {
      heap.sort((a, b) => this.#compare(a, b));
      return;
    }
    const keys = Float64Array.from(heap, (word, at) => this.#nextFour(word) * MOST_IN_HEAP + at).sort();
    const sorted = Uint32Array.from(keys, (key) => heap[key % MOST_IN_HEAP] ?? 0);
    heap.set(sorted);
    const fourAt = (at: number) => Math.floor((keys[at] ?? -1) / MOST_IN_HEAP);
    for (let from = 0; from < heap.length; ) {
      let to = from + 1;
      while (to < heap.length && fourAt(to) === fourAt(from)) to += 1;
      if (to > from + 1) heap.subarray(from, to).sort((a, b) => this.#compare(a, b));
      from = to;
    }
  }

  inOrder(order: Uint32Array): SortedWords {
    const sorted = new Uint8Array(this.#starts[this.size] ?? 0);
    const starts = new Uint32Array(this.size + 1);
    const numbers = new Uint32Array(this.size);
    let length = 0;
    for (const [place, word] of order.entries()) {
      numbers[word] = place;
      for (let at = this.#starts[word] ?? 0; at < (this.#starts[word + 1] ?? 0); at += 1) {
        sorted[length] = this.#letters[at] ?? 0;
        length += 1;
      }
      starts[place + 1] = length;
    }
    return { letters: sorted, starts, numbers };
  }

  #nextFour(word: number): number {
    let key = 0;
    for (let depth = 2; depth < 6; depth += 1) key = key * 256 + this.#codeAt(word, depth);
    return key;
  }

  #compare(a: number, b: number): number {
    for (let depth = 0; ; depth += 1) {
      const [one, other] = [this.#codeAt(a, depth), this.#codeAt(b, depth)];
      if (one !== other) return one - other;
      if (one === 0) return 0;
    }
  }

  /** 0 past the end of the word. */
  #codeAt(word: number, depth: number): number {
    const at = (this.#starts[word] ?? 0) + depth;
    return at < (this.#starts[word + 1] ?? 0) ? (this.#letters[at] ?? 0) : 0;
  }
}
