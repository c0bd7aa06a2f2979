import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chart } from '../../src/replies/charts/chart.ts';
import { makeChart } from './shapes.ts';

// One way of drawing, in a process of its own. Each message asks for one chart that was never drawn before.

type Draw = (chart: Chart) => Promise<unknown> | unknown;

const WAYS: Readonly<Record<string, () => Promise<Draw>>> = {
  async thread() {
    const { ChartDrawer } = await import('../../src/replies/charts/drawer.ts');
    const drawer = new ChartDrawer();
    return (chart) => drawer.draw(chart);
  },
  async here() {
    const { drawPicture } = await import('../../src/replies/charts/draw.ts');
    return drawPicture;
  },
  async pool() {
    const { drawSvg } = await import('../../src/replies/charts/draw.ts');
    const { renderAsync } = await import('@resvg/resvg-js');
    // The PNG is made when it is asked for, on the thread that asks.
    return async (chart) => {
      const { svg, options } = drawSvg(chart);
      return (await renderAsync(svg, options)).asPng();
    };
  },
};

export interface Asked {
  readonly shape: string;
  readonly number: number;
}

export interface Measured {
  readonly tookMs: number;
  /** Of all threads: what it takes on a machine that others use too. */
  readonly cpuMs: number;
  /** For how long nothing else could run in this thread. */
  readonly heldMs: number;
}

const load = WAYS[process.argv[2] ?? ''];
if (load === undefined) throw new Error('Which way?');
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let draw: Draw | undefined;

process.on('message', async ({ shape, number }: Asked) => {
  delay.reset();
  // What is measured first after a reset is only where the next begins.
  await sleep(5);
  const from = performance.now();
  const used = process.cpuUsage();
  // The first chart pays for what it needs, as it does in the bot.
  draw ??= await load();
  await draw(makeChart(shape, number));
  const tookMs = performance.now() - from;
  const { user, system } = process.cpuUsage(used);
  await sleep(5);
  process.send?.({
    tookMs,
    cpuMs: (user + system) / 1000,
    heldMs: Math.max(0, delay.max / 1e6 - 1),
  } satisfies Measured);
});
process.on('disconnect', () => process.exit());
