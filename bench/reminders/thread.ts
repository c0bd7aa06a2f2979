import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What the main thread of a process did since it was last asked. */
export interface ThreadUse {
  /** Processor time of the thread, as a share of the time that passed. */
  readonly busy: number;
  /** The same of all other threads of its process: the engine of PGlite is one. */
  readonly others: number;
  /** For how long the thread had no time for what came in. */
  readonly p99Ms: number;
  readonly longestMs: number;
}

const RESOLUTION_MS = 2;

/** Watches the thread that it is called in. */
export function watchThread(): () => ThreadUse {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let before = look();
  return () => {
    const now = look();
    const passed = now.at - before.at;
    const use = {
      busy: (now.thread - before.thread) / passed,
      others: (now.all - now.thread - (before.all - before.thread)) / passed,
      p99Ms: delay.percentile(99) / 1e6 - RESOLUTION_MS,
      longestMs: delay.max / 1e6 - RESOLUTION_MS,
    };
    before = now;
    delay.reset();
    return use;
  };
}

function look() {
  const sum = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;
  return { at: performance.now(), thread: sum(process.threadCpuUsage()), all: sum(process.cpuUsage()) };
}
