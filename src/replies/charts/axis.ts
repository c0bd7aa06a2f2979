import type { Panel } from './chart.ts';
import { ARROW } from './marks.ts';
import type { ChartWords } from './words.ts';

const SCALES = [
  ['trillion', 1e12],
  ['billion', 1e9],
  ['million', 1e6],
] as const;

/** How far the axis has to go, so that the longest bar ends inside it with its arrow. In units of the currency. */
export function endOfAxis({ rows }: Panel, width: number): number {
  const bars = rows.flatMap((row) => row.bars);
  const closed = Math.max(0, ...bars.map(({ low, high }) => high ?? low));
  const endless = Math.max(0, ...bars.map(({ low, high }) => (high === undefined ? low : 0)));
  return Math.max(closed * 1.04, endless / (1 - (ARROW + 4) / width), 1 / 100);
}

/** How much room a tick takes with what stands under it. */
const TICK = 68;

/** Round steps of 1, 2, 2.5 or 5, as many as have room: two at least, five at most. */
export function stepOf(end: number, width: number): number {
  const least = end / Math.min(5, Math.max(2, width / TICK));
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** "$10 million"; the axis names zero without a currency. */
export function renderTick(value: number, step: number, prefix: string, words: ChartWords): string {
  if (value === 0) return '0';
  const [name, scale] = SCALES.find(([, size]) => step * 4 >= size && value >= size) ?? [undefined, 1];
  const figure = (value / scale).toLocaleString(words.locale, { maximumFractionDigits: 2 });
  return `${prefix}${figure}${name === undefined ? '' : ` ${words[name]}`}`;
}
