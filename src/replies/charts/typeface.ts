import { join } from 'node:path';
import { FontMetrics } from './font-metrics.ts';

/** Shipped, so that a picture is the same everywhere: no font of the system is used. */
export const FAMILY = 'Inter';
const WEIGHTS = { normal: 'Inter-Regular.ttf', 600: 'Inter-SemiBold.ttf' } as const;
export const FONT_FILES = Object.values(WEIGHTS).map((name) => join(import.meta.dirname, 'fonts', name));

export interface TextStyle {
  readonly size: number;
  readonly weight: keyof typeof WEIGHTS;
  readonly color: string;
}

/** The width of a text in pixels of the drawing. */
export type Measure = (text: string, style: TextStyle) => number;

/** Reads the fonts. */
export function loadMeasure(): Measure {
  const [normal, bold] = FONT_FILES.map((path) => FontMetrics.read(path));
  return (text, { size, weight }) => (weight === 600 ? bold : normal)?.widthOf(text, size) ?? 0;
}
