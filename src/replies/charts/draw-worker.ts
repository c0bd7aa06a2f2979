import { parentPort } from 'node:worker_threads';
import type { Chart, Picture } from './chart.ts';
import { drawPicture } from './draw.ts';

// The thread beside: see drawer.ts for who asks.

export interface DrawTask {
  readonly id: number;
  readonly chart: Chart;
}

export type DrawAnswer =
  | { readonly id: number; readonly picture: Picture }
  | { readonly id: number; readonly error: Error };

parentPort?.on('message', ({ id, chart }: DrawTask) => {
  const answer = answerTo(id, chart);
  parentPort?.postMessage(answer, 'picture' in answer ? [answer.picture.png.buffer] : []);
});

/** One chart that cannot be drawn takes no other with it. */
function answerTo(id: number, chart: Chart): DrawAnswer {
  try {
    return { id, picture: drawPicture(chart) };
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) };
  }
}
