import fs from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Init = NodeFS['init'];
type Options = Parameters<Init>[1];
type Module = Parameters<NonNullable<Options['preRun']>[number]>[0];

/**
 * PGlite's file system of a folder, with what it leaves out: `fsync` reaches the disk, and an engine that has given up
 * stays still.
 *
 * Emscripten calls `stream_ops.fsync` of a file's system where there is one; its own for Node has none, so that each
 * `fsync` of PostgreSQL succeeds and does nothing. https://github.com/emscripten-core/emscripten/blob/main/src/lib/libnodefs.js
 */
export class DurableFS extends NodeFS {
  /** Why the engine gave up, once it has: a disk that is full or failing at a moment where PostgreSQL cannot go on. */
  fault: Error | undefined;
  #module: Module | undefined;

  override async init(...[pg, options]: Parameters<Init>): ReturnType<Init> {
    const { emscriptenOpts } = await super.init(pg, options);
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        onAbort: () => this.abandon(),
        preRun: [...(emscriptenOpts.preRun ?? []), (module: Module) => this.#mend(module)],
      },
    };
  }

  #mend(module: Module): void {
    this.#module = module;
    const { stream_ops: files, tryFSOperation } = module.NODEFS as unknown as NodeOperations;
    files.fsync = ({ nfd }) => {
      tryFSOperation(() => fs.fsyncSync(nfd));
      return 0;
    };
  }

  /**
   * Lets nothing more happen in the engine, and closes its files.
   *
   * PGlite goes on calling an engine that has aborted: it would spin for ever, or write from a state that PostgreSQL
   * meant to throw away. What PGlite calls around each step throws instead.
   */
  abandon(): void {
    if (this.fault !== undefined) return;
    const fault = new Error('PostgreSQL gave up, as it does where the disk is full or fails');
    this.fault = fault;
    const module = this.#module;
    if (module === undefined) return;
    const refuse = () => {
      throw fault;
    };
    module.stackSave = refuse;
    module.stackRestore = refuse;
    module._PostgresSendReadyForQueryIfNecessary = refuse;
    module._pgl_pq_flush = refuse;
    const { streams } = module.FS as unknown as { readonly streams: readonly (Stream | null | undefined)[] };
    for (const stream of streams) if (stream?.nfd !== undefined) closeQuietly(stream.nfd);
  }
}

/** What Emscripten's NODEFS has and its types do not say. */
interface NodeOperations {
  readonly stream_ops: { fsync?: (stream: Stream) => number };
  /** Turns an error of Node's into one of Emscripten's. */
  readonly tryFSOperation: (operation: () => void) => void;
}

interface Stream {
  readonly nfd: number;
}

function closeQuietly(descriptor: number): void {
  try {
    fs.closeSync(descriptor);
  } catch {
    // Two streams may share one descriptor.
  }
}
