import { Worker } from 'node:worker_threads';
import type { Chart, Picture } from './chart.ts';
import type { DrawAnswer, DrawTask } from './draw-worker.ts';

/** How long the thread stays when nothing is asked of it: it holds some hundred megabytes. */
const IDLE_MS = 60_000;

interface Waiting {
  readonly resolve: (picture: Picture) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Draws charts on a thread of its own, which starts with the first and ends when none was wanted for a while: drawing takes a
 * tenth of a second of computing, in which the thread that answers Discord would answer nobody.
 */
export class ChartDrawer {
  readonly #idleMs: number;
  readonly #pictures = new WeakMap<Chart, Promise<Picture>>();
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;

  constructor({ idleMs = IDLE_MS }: { readonly idleMs?: number } = {}) {
    this.#idleMs = idleMs;
  }

  get isAwake(): boolean {
    return this.#worker !== undefined;
  }

  /** A chart that is asked for again, as the same object, is not drawn again. */
  draw(chart: Chart): Promise<Picture> {
    const known = this.#pictures.get(chart);
    if (known !== undefined) return known;
    const picture = this.#ask(chart);
    this.#pictures.set(chart, picture);
    // What failed may succeed another time; whoever asked is told by the promise that they have.
    picture.catch(() => this.#pictures.delete(chart));
    return picture;
  }

  /** Drawings under way are given up. */
  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#giveUp(new Error('The bot stops: the chart was not finished.'));
    await worker?.terminate();
  }

  #ask(chart: Chart): Promise<Picture> {
    const { promise, resolve, reject } = Promise.withResolvers<Picture>();
    this.#last += 1;
    const id = this.#last;
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#waiting.set(id, { resolve, reject });
    this.#worker.postMessage({ id, chart } satisfies DrawTask);
    return promise;
  }

  #start(): Worker {
    const worker = new Worker(new URL('./draw-worker.ts', import.meta.url));
    worker.on('message', (answer: DrawAnswer) => this.#settle(answer));
    const end = (error: Error) => {
      if (this.#worker === worker) this.#giveUp(error);
    };
    worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => end(new Error(`The thread that draws ended with ${code}.`)));
    return worker;
  }

  #settle({ id, ...answer }: DrawAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if ('picture' in answer) waiting?.resolve(answer.picture);
    else waiting?.reject(answer.error);
    if (this.#waiting.size > 0) return;
    // A thread at rest keeps no process alive.
    this.#worker?.unref();
    this.#idle = setTimeout(() => void this.stop(), this.#idleMs).unref();
  }

  #giveUp(error: Error): void {
    this.#worker = undefined;
    const given = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of given) reject(error);
  }
}
