import type { TextStyle } from './typeface.ts';

// A card with a ground of its own: it stands on Discord's dark theme as on its light one. Lengths are in pixels of the
// drawing; the picture has more of them.

/** Discord shows a picture in an embed some 400 pixels wide: texts of 12 stay readable there. */
export const WIDTH = 520;
export const PADDING = 24;
export const RADIUS = 14;

/** Tall pictures are shown smaller, and cost by their pixels. */
const TALL = 800;

/** How many pixels of the picture one of the drawing is wide. */
export function zoomFor(height: number): number {
  return height > TALL ? 1.5 : 2;
}

/** Texts have a contrast of at least 5.5 to the ground, bars and outlines of at least 5. One hue: nothing is told by colour alone. */
export const COLORS = {
  ground: '#ffffff',
  edge: '#ccd6dc',
  ink: '#14232c',
  muted: '#50626d',
  grid: '#e7edf0',
  sure: '#2f6f8f',
  possible: '#c3dce7',
} as const;

export const TEXTS = {
  title: { size: 19, weight: 600, color: COLORS.ink },
  subtitle: { size: 12.5, weight: 'normal', color: COLORS.muted },
  heading: { size: 13.5, weight: 600, color: COLORS.ink },
  name: { size: 13, weight: 600, color: COLORS.ink },
  words: { size: 13, weight: 'normal', color: COLORS.ink },
  remark: { size: 12, weight: 'normal', color: COLORS.muted },
  axis: { size: 11, weight: 'normal', color: COLORS.muted },
  note: { size: 12, weight: 'normal', color: COLORS.muted },
  footer: { size: 10.5, weight: 'normal', color: COLORS.muted },
} as const satisfies Record<string, TextStyle>;

export const LINE = 1.35;
export const BAR_HEIGHT = 13;
