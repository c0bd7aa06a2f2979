/** How long one piece of work may hold everything else up: Discord wants its heartbeats, and users their answers. */
const SLICE_MS = 5;

/** Keeps long work from holding up the rest: a loop asks `isDue` now and then, and rests when it is. */
export class Pace {
  #began = performance.now();

  get isDue(): boolean {
    return performance.now() - this.#began >= SLICE_MS;
  }

  /** Lets everything else that waits go first. */
  async rest(): Promise<void> {
    await new Promise(setImmediate);
    this.#began = performance.now();
  }
}
