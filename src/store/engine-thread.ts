import { Worker } from 'node:worker_threads';
import type { Engine, StartEngine } from './engine.ts';
import type { Answer, Request, ToldError } from './engine-worker.ts';
import type { Reply } from './transaction.ts';

/**
 * Megabytes of a thread's heap for what is new. It makes few objects, and each megabyte here is three of memory:
 * https://nodejs.org/api/worker_threads.html#new-workerfilename-options
 */
const YOUNG_MB = 4;

/** PostgreSQL in a thread of its own: whatever SQL takes, and however slow the disk is, this one goes on answering. */
export const startEngineThread: StartEngine = async (cluster, onNotification) => {
  const thread = new EngineThread(cluster, onNotification);
  await thread.started;
  return thread;
};

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

class EngineThread implements Engine {
  fault: Error | undefined;
  readonly started: Promise<Reply>;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #pending = new Map<number | undefined, Pending>();
  #requests = 0;

  constructor(cluster: string, onNotification: (channel: string, payload: string) => void) {
    this.#worker = new Worker(new URL('./engine-worker.ts', import.meta.url), {
      workerData: cluster,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (answer: Answer) => {
      if (answer.type === 'notification') onNotification(answer.channel, answer.payload);
      else this.#settle(answer);
    });
    this.#worker.on('error', (error) =>
      this.#giveUp(error instanceof Error ? error : new Error(String(error))),
    );
    const ended = Promise.withResolvers<void>();
    this.#ended = ended.promise;
    this.#worker.on('exit', (code) => {
      this.#giveUp(new Error(`The thread of the database ended with ${code}.`));
      ended.resolve();
    });
    this.started = this.#wait(undefined);
  }

  statement(sql: string, values: Request['values']): Promise<Reply> {
    return this.#ask('statement', sql, values);
  }

  step(sql: string, values: Request['values']): Promise<Reply> {
    return this.#ask('step', sql, values);
  }

  async close(): Promise<void> {
    if (this.fault === undefined) await this.#ask('close', '', undefined);
    await this.#end();
  }

  #ask(type: Request['type'], sql: string, values: Request['values']): Promise<Reply> {
    if (this.fault !== undefined) return Promise.reject(this.fault);
    const id = this.#requests++;
    const answered = this.#wait(id);
    this.#worker.postMessage({ id, type, sql, values } satisfies Request);
    return answered;
  }

  /** A process waits for what it has asked, and for nothing else of the thread. */
  #wait(id: number | undefined): Promise<Reply> {
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    this.#pending.set(id, { resolve, reject });
    this.#worker.ref();
    return promise;
  }

  #settle(answer: Exclude<Answer, { type: 'notification' }>): void {
    const id = answer.type === 'started' ? undefined : answer.id;
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#worker.unref();
    if (answer.type !== 'error') {
      waiting?.resolve(answer.type === 'reply' ? answer.reply : { rows: [], command: undefined });
      return;
    }
    // Whoever asked sees that it gave up before it hears of the error.
    if (answer.fault !== undefined) this.#giveUp(revive(answer.fault));
    if (id === undefined) void this.#end();
    waiting?.reject(revive(answer.error));
  }

  #giveUp(fault: Error): void {
    if (this.fault !== undefined) return;
    this.fault = fault;
    for (const { reject } of this.#pending.values()) reject(fault);
    this.#pending.clear();
    void this.#end();
  }

  async #end(): Promise<void> {
    await this.#worker.terminate();
    await this.#ended;
  }
}

function revive({ message, stack, details }: ToldError): Error {
  const error = Object.assign(new Error(message), details);
  if (stack !== undefined) error.stack = stack;
  return error;
}
