import { join } from 'node:path';
import { FontMetrics } from './font-metrics.ts';

/** Shipped, so that a picture is the same everywhere: no font of the system is used. */
export const FAMILY = 'Inter';
const REGULAR = join(import.meta.dirname, 'fonts', 'Inter-Regular.ttf');
const SEMI_BOLD = join(import.meta.dirname, 'fonts', 'Inter-SemiBold.ttf');
export const FONT_FILES = [REGULAR, SEMI_BOLD];

export interface TextStyle {
  readonly size: number;
  readonly weight: 'normal' | 600;
  readonly color: string;
}

/** The width of a text in pixels of the drawing. */
export type Measure = (text: string, style: TextStyle) => number;

/** Reads the fonts. */
export function loadMeasure(): Measure {
  const regular = FontMetrics.read(REGULAR);
  const semiBold = FontMetrics.read(SEMI_BOLD);
  return (text, { size, weight }) => (weight === 600 ? semiBold : regular).widthOf(text, size);
}
