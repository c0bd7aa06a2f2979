import type { Panel, Row } from './chart.ts';
import { INDENT, INNER, type Page, type PlacedBar } from './layout.ts';
import { BAR_HEIGHT, LINE, PADDING, TEXTS, WIDTH } from './theme.ts';
import type { Measure } from './typeface.ts';

/** From so many rows on, one line each is easier to compare. */
const ROWS = 6;
const GAP = 10;
/** Bars shorter than these cannot be told apart. */
const LEAST_WIDTH = 150;

/** Where the bars stand, between the names and what they say. */
export interface Columns {
  readonly left: number;
  readonly width: number;
}

/** The columns of a panel whose rows are one line each; none where they are few, or have more to say than a line holds. */
export function columnsOf({ rows }: Panel, measure: Measure): Columns | undefined {
  if (rows.length < ROWS || rows.some(({ bars }) => bars.length > 1)) return undefined;
  const names = rows.map(({ name, depth }) => measure(name, TEXTS.name) + depth * INDENT);
  const words = rows.flatMap(({ bars }) => bars.map((bar) => measure(bar.words, TEXTS.words)));
  const left = PADDING + Math.max(...names) + GAP;
  const width = WIDTH - PADDING - left - Math.max(0, ...words) - GAP;
  return width < LEAST_WIDTH ? undefined : { left, width };
}

export function placeLine(page: Page, row: Row, { left }: Columns, bars: PlacedBar[]): void {
  const [bar] = row.bars;
  const height = TEXTS.name.size * LINE;
  page.put(row.name, TEXTS.name, PADDING + row.depth * INDENT);
  if (bar !== undefined) {
    page.put(bar.words, TEXTS.words, WIDTH - PADDING, 'right');
    bars.push({ bar, y: page.y + (height - BAR_HEIGHT) / 2 - 1 });
  }
  if (bar !== undefined || row.remark === undefined) page.space(height);
  // Beside the name where no bar stands there.
  if (row.remark !== undefined)
    page.space(1).write(row.remark, TEXTS.remark, 2, Math.min(left - PADDING, INNER / 2));
}
