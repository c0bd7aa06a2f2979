/** How long some work took, and for how long it kept everything else waiting. */
export interface HoldUp<T> {
  readonly value: T;
  readonly ms: number;
  /** Processor time that this thread has had: others use the machine too. So are the two below. */
  readonly busyMs: number;
  readonly worstMs: number;
  /** How often it was more than 20 ms. */
  readonly over20: number;
}

/** @param look is done whenever the event loop gets to it meanwhile */
export async function holdUpDuring<T>(
  work: () => Promise<T>,
  look: () => void = () => {},
): Promise<HoldUp<T>> {
  const [began, busy] = [performance.now(), threadMs()];
  let [last, worstMs, over20] = [busy, 0, 0];
  let isOver = false;
  const tick = () => {
    const now = threadMs();
    worstMs = Math.max(worstMs, now - last);
    if (now - last > 20) over20 += 1;
    look();
    last = now;
    if (!isOver) setTimeout(tick, 1);
  };
  setTimeout(tick, 1);
  const value = await work();
  isOver = true;
  return { value, ms: performance.now() - began, busyMs: threadMs() - busy, worstMs, over20 };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
