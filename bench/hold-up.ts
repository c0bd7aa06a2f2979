/** How long some work took, and for how long it kept everything else waiting. */
export interface HoldUp<T> extends Stretches {
  readonly value: T;
  readonly ms: number;
}

/** What a thread was busy with, in processor time that it had itself: others use the machine too. */
export interface Stretches {
  readonly busyMs: number;
  /** The longest between two looks of a timer: so long everything else had to wait. */
  readonly worstMs: number;
  /** How often it was more than 20 ms. */
  readonly over20: number;
}

/** @param look is done whenever the event loop gets to it meanwhile */
export async function holdUpDuring<T>(
  work: () => Promise<T>,
  look: () => void = () => {},
): Promise<HoldUp<T>> {
  const began = performance.now();
  const watch = watchStretches(look);
  try {
    const value = await work();
    return { value, ms: performance.now() - began, ...watch.take() };
  } finally {
    watch.end();
  }
}

/** Watches this thread until it is ended. */
export function watchStretches(look: () => void = () => {}) {
  let [began, last] = [threadMs(), threadMs()];
  let [worstMs, over20] = [0, 0];
  let isOver = false;
  const tick = () => {
    note();
    look();
    if (!isOver) setTimeout(tick, 1);
  };
  const note = () => {
    const now = threadMs();
    worstMs = Math.max(worstMs, now - last);
    if (now - last > 20) over20 += 1;
    last = now;
  };
  setTimeout(tick, 1);
  return {
    /** Since it began, or was taken last. */
    take(): Stretches {
      note();
      const taken = { busyMs: last - began, worstMs, over20 };
      [began, worstMs, over20] = [last, 0, 0];
      return taken;
    },
    end(): void {
      isOver = true;
    },
  };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
