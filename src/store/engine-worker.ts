import { parentPort, workerData } from 'node:worker_threads';
import { type Engine, startEngine } from './engine.ts';

// The thread in which PostgreSQL runs. See engine-thread.ts for who asks.

export interface Request {
  readonly id: number;
  readonly type: 'statement' | 'step' | 'close';
  readonly sql: string;
  readonly values: readonly (string | null)[] | undefined;
}

/** An error without what a message between threads cannot carry. */
export interface ToldError {
  readonly message: string;
  readonly stack: string | undefined;
  /** Of an error of PostgreSQL: `code`, `detail`, `constraint` and so on. */
  readonly details: Readonly<Record<string, string | number>>;
}

export type Answer =
  | { readonly type: 'started' }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Awaited<ReturnType<Engine['step']>> }
  | {
      readonly type: 'error';
      /** Of the request; none where the engine did not start. */
      readonly id: number | undefined;
      readonly error: ToldError;
      /** The engine gave up. */
      readonly fault: ToldError | undefined;
    }
  | { readonly type: 'notification'; readonly channel: string; readonly payload: string };

const tell = (answer: Answer) => parentPort?.postMessage(answer);

/** PGlite adds to an error what was asked, with all its values; that stays here. */
const KEPT = [
  'code',
  'severity',
  'detail',
  'hint',
  'position',
  'where',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
];

function told(error: unknown): ToldError {
  if (!(error instanceof Error)) return { message: String(error), stack: undefined, details: {} };
  const details = Object.entries(error).filter(
    ([name, value]) => KEPT.includes(name) && (typeof value === 'string' || typeof value === 'number'),
  );
  return { message: error.message, stack: error.stack, details: Object.fromEntries(details) };
}

async function answer(engine: Engine, { type, sql, values }: Request): ReturnType<Engine['step']> {
  if (type !== 'close') return engine[type](sql, values);
  await engine.close();
  return { rows: [], command: undefined };
}

try {
  const engine = await startEngine(workerData as string, (channel, payload) =>
    tell({ type: 'notification', channel, payload }),
  );
  parentPort?.on('message', (request: Request) => {
    const { id } = request;
    answer(engine, request).then(
      (reply) => tell({ type: 'reply', id, reply }),
      (error: unknown) => {
        tell({ type: 'error', id, error: told(error), fault: engine.fault && told(engine.fault) });
      },
    );
  });
  tell({ type: 'started' });
} catch (error) {
  tell({ type: 'error', id: undefined, error: told(error), fault: undefined });
}
