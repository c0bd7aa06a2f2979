/** Something that goes wrong between the bot and Discord. */
export interface Fault {
  readonly match: {
    readonly method?: string;
    /** Tested against the path without `/api/v10`, such as `/channels/1/messages`. */
    readonly path: RegExp;
  };
  /** How many matching requests it hits; 1 without a number. */
  readonly times?: number;
  /**
   * - `5xx-before`: an error answer, and nothing has happened
   * - `5xx-after`: it has happened, and the answer is an error all the same
   * - `429`: the request is refused for now
   * - `cut`: the connection ends without an answer, before anything has happened
   * - `cut-after`: it has happened, and the connection ends without an answer
   * - `hang`: no answer ever comes
   */
  readonly kind: '5xx-before' | '5xx-after' | '429' | 'cut' | 'cut-after' | 'hang';
  /** Of a 5xx; 500 without one. */
  readonly status?: number;
  /** Of a 429; 100 ms without one. */
  readonly retryAfterMs?: number;
  /** Of a 429: whether it stands for the global limit. */
  readonly isGlobal?: boolean;
}

/** The faults that are still to happen, in the order in which they were asked for. */
export class Faults {
  #waiting: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** Takes the first fault that a request meets. */
  take(method: string, path: string): Fault | undefined {
    const entry = this.#waiting.find(
      ({ fault: { match } }) => (match.method ?? method) === method && match.path.test(path),
    );
    if (!entry) return undefined;
    entry.left -= 1;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return entry.fault;
  }
}
