/** A typed array of unknown length while it is being filled. */
export class Growing {
  length = 0;
  #numbers: Uint32Array;

  constructor(capacity = 1024) {
    this.#numbers = new Uint32Array(capacity);
  }

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.length] = number;
    this.length += 1;
  }

  at(index: number): number {
    return this.#numbers[index] ?? 0;
  }

  set(index: number, number: number): void {
    this.#numbers[index] = number;
  }

  /** What was pushed, not copied. */
  get numbers(): Uint32Array {
    return this.#numbers.subarray(0, this.length);
  }
}
