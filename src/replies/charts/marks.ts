import { BAR_HEIGHT, COLORS } from './theme.ts';

/** A bar's figures as places on the axis, in pixels. */
export interface Span {
  readonly zero: number;
  readonly low: number;
  /** Absent where there is no upper bound. */
  readonly high: number | undefined;
  readonly isLowAbout: boolean;
  readonly isHighAbout: boolean;
}

export interface Fade {
  readonly type: 'linear';
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
  readonly colorStops: { offset: number; color: string }[];
}

/** As ECharts takes shapes. */
export type Shape =
  | {
      readonly type: 'rect';
      readonly shape: { x: number; y: number; width: number; height: number; r: number };
      readonly style: { fill: string | Fade; stroke?: string; lineWidth?: number };
    }
  | {
      readonly type: 'polyline';
      readonly shape: { points: number[][] };
      readonly style: {
        stroke: string;
        lineWidth: number;
        fill: 'none';
        lineCap: 'round';
        lineJoin: 'round';
      };
    };

/** How far an arrow reaches that says “and more”. */
export const ARROW = 40;
/** What fades does so over this length, half of it on each side of the figure. */
const FADE = 22;
/** The smallest amount is still seen. */
const LEAST = 2;
const CORNER = 2.5;

/**
 * An amount as it is known: solid up to what is sure, lighter up to what is possible, an arrow where no end is stated, a
 * fading end where the source itself is not sure.
 */
export function drawSpan(span: Span, y: number): Shape[] {
  const { zero, low, high, isLowAbout, isHighAbout } = span;
  const end = low > zero ? Math.max(low, zero + LEAST) : zero;
  // Under a fading end there is something for it to fade into.
  const from = isLowAbout ? Math.max(zero, end - FADE / 2) : end;
  const shapes: Shape[] = [];
  if (high === undefined) shapes.push(...drawArrow(from, end, y));
  else if (high > end)
    shapes.push(isHighAbout ? fading(from, high, y, COLORS.possible) : outlined(from, high, y));
  if (isLowAbout && end > zero) shapes.push(fading(zero, end, y, COLORS.sure));
  else if (end > zero) shapes.push(rect(zero, end, y, { fill: COLORS.sure }));
  else if (high === low) shapes.push(rect(zero, zero + LEAST, y, { fill: COLORS.sure }));
  return shapes;
}

/** The outline stands inside the figures that it ends at. */
function outlined(from: number, to: number, y: number): Shape {
  const style = { fill: COLORS.possible, stroke: COLORS.sure, lineWidth: 1 };
  return rect(from, Math.max(to - 0.5, from + LEAST), y + 0.5, style, BAR_HEIGHT - 1);
}

/** Solid, and at its end half gone where the figure is. */
function fading(from: number, to: number, y: number, color: string): Shape {
  const end = to + FADE / 2;
  const solid = Math.max(0, (to - FADE / 2 - from) / (end - from));
  return rect(from, end, y, { fill: fade(color, solid) });
}

function drawArrow(from: number, at: number, y: number): Shape[] {
  const middle = y + BAR_HEIGHT / 2;
  const end = at + ARROW;
  const style = {
    stroke: COLORS.sure,
    lineWidth: 2,
    fill: 'none',
    lineCap: 'round',
    lineJoin: 'round',
  } as const;
  const line = (points: number[][]): Shape => ({ type: 'polyline', shape: { points }, style });
  return [
    rect(from, end, y, { fill: fade(COLORS.possible, 0) }),
    line([
      [at, middle],
      [end - 2, middle],
    ]),
    line([
      [end - 6, middle - 4],
      [end - 2, middle],
      [end - 6, middle + 4],
    ]),
  ];
}

function fade(color: string, solid: number): Fade {
  const colorStops = [
    { offset: solid, color },
    { offset: 1, color: `${color}00` },
  ];
  return { type: 'linear', x: 0, y: 0, x2: 1, y2: 0, colorStops };
}

function rect(
  from: number,
  to: number,
  y: number,
  style: { fill: string | Fade; stroke?: string; lineWidth?: number },
  height = BAR_HEIGHT,
): Shape {
  return { type: 'rect', shape: { x: from, y, width: to - from, height, r: CORNER }, style };
}
