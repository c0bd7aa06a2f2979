/**
 * Answers given lately, for as long as what they were worked out of is served.
 *
 * Facts and their index are immutable, so the same question has the same answer, and people ask the same: every keystroke
 * of a popular name is autocompleted again and again.
 */
export class Recent<Of extends object, Value> {
  readonly #most: number;
  readonly #answers = new WeakMap<Of, Map<string, Value>>();

  /** @param most how many answers are kept; the one unasked for longest goes first */
  constructor(most: number) {
    this.#most = most;
  }

  /** @param make is asked where the answer is not known; what it throws is not kept */
  get(of: Of, question: string, make: () => Value): Value {
    const answers = this.#answers.get(of) ?? new Map<string, Value>();
    this.#answers.set(of, answers);
    const value = answers.get(question) ?? make();
    answers.delete(question);
    answers.set(question, value);
    const [oldest] = answers.size > this.#most ? answers.keys() : [];
    if (oldest !== undefined) answers.delete(oldest);
    return value;
  }

  forget(of: Of, question: string): void {
    this.#answers.get(of)?.delete(question);
  }
}
