import type { Bar, Chart, Panel, Row } from './chart.ts';
import { columnsOf, placeLine } from './columns.ts';
import { fitText } from './fit-text.ts';
import { type KeyEntry, keysOf } from './key.ts';
import { BAR_HEIGHT, LINE, PADDING, TEXTS, WIDTH } from './theme.ts';
import type { Measure, TextStyle } from './typeface.ts';
import type { ChartWords } from './words.ts';

export interface PlacedText {
  readonly text: string;
  readonly x: number;
  /** Its top. */
  readonly y: number;
  readonly align: 'left' | 'right';
  readonly width: number;
  readonly style: TextStyle;
}

export interface PlacedBar {
  readonly bar: Bar;
  readonly y: number;
}

/** An axis with its bars. */
export interface PlacedPanel {
  readonly panel: Panel;
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  readonly bars: readonly PlacedBar[];
}

export interface PlacedKey {
  readonly entry: KeyEntry;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly height: number;
  readonly texts: readonly PlacedText[];
  readonly panels: readonly PlacedPanel[];
  readonly keys: readonly PlacedKey[];
  readonly words: ChartWords;
}

export const INNER = WIDTH - 2 * PADDING;
export const INDENT = 14;
const GAP = { texts: 12, bar: 5, line: 3, row: 13, block: 16, axis: 22 } as const;
export const KEY = { width: 42, gap: 7, apart: 18 } as const;

/** Says where everything stands, from the top down: the height is what that takes. */
export function layOut(chart: Chart, measure: Measure): Layout {
  const page = new Page(measure);
  page.write(chart.title, TEXTS.title, 2);
  if (chart.subtitle) page.space(3).write(chart.subtitle, TEXTS.subtitle, 3);
  for (const panel of chart.panels) placePanel(page.space(GAP.block), panel);
  placeKeys(page.space(GAP.texts), keysOf(chart));
  for (const note of chart.notes) page.space(GAP.texts / 2).write(note, TEXTS.note, 4);
  page.space(GAP.texts);
  for (const line of chart.footer) page.write(line, TEXTS.footer, 2);
  const { texts, panels, keys } = page;
  return { height: Math.ceil(page.y + PADDING), texts, panels, keys, words: chart.words };
}

/** What is placed so far, and how far down that reaches. */
export class Page {
  readonly texts: PlacedText[] = [];
  readonly panels: PlacedPanel[] = [];
  readonly keys: PlacedKey[] = [];
  readonly measure: Measure;
  y = PADDING;

  constructor(measure: Measure) {
    this.measure = measure;
  }

  space(height: number): this {
    this.y += height;
    return this;
  }

  write(text: string, style: TextStyle, lines: number, indent = 0): void {
    const { measure } = this;
    for (const line of fitText(text, { measure, style, lines, width: INNER - indent })) {
      this.put(line, style, PADDING + indent);
      this.y += style.size * LINE;
    }
  }

  /** One line at the height reached, beside what stands there. */
  put(text: string, style: TextStyle, x: number, align: 'left' | 'right' = 'left'): void {
    this.texts.push({ text, x, y: this.y, align, width: this.measure(text, style), style });
  }
}

function placePanel(page: Page, panel: Panel): void {
  if (panel.heading !== undefined) {
    page.write(panel.heading, TEXTS.heading, 1);
    page.space(GAP.bar);
  }
  const { measure, y: top } = page;
  const columns = columnsOf(panel, measure);
  const bars: PlacedBar[] = [];
  for (const [index, row] of panel.rows.entries()) {
    if (index > 0) page.space(columns ? GAP.line : GAP.row);
    if (columns) placeLine(page, row, columns, bars);
    else placeRow(page, row, bars);
  }
  page.space(GAP.bar + 2);
  const { left, width } = columns ?? { left: PADDING, width: INNER };
  page.panels.push({ panel, left, width, top, height: page.y - top, bars });
  page.space(GAP.axis);
}

/** A row over the whole width: its name, and each amount above its bar. */
function placeRow(page: Page, row: Row, bars: PlacedBar[]): void {
  const indent = row.depth * INDENT;
  const [only, ...others] = row.bars;
  const beside = others.length === 0 ? only?.words : undefined;
  const isBeside = placeName(page, row.name, { indent, beside });
  for (const bar of row.bars) {
    if (!isBeside) page.space(bar === only ? 1 : GAP.bar + 2).write(bar.words, TEXTS.words, 2, indent);
    bars.push({ bar, y: page.space(GAP.bar - 1).y });
    page.space(BAR_HEIGHT);
  }
  if (row.remark === undefined) return;
  page.space(only === undefined ? 2 : GAP.bar).write(row.remark, TEXTS.remark, 3, indent);
}

/**
 * The name, and beside it, where there is room, what its one bar says.
 *
 * @returns whether there was
 */
function placeName(
  page: Page,
  name: string,
  { indent, beside }: { indent: number; beside: string | undefined },
): boolean {
  const { measure } = page;
  const taken = beside === undefined ? 0 : measure(beside, TEXTS.words) + GAP.texts;
  const isBeside = beside !== undefined && measure(name, TEXTS.name) + taken <= INNER - indent;
  if (isBeside) page.put(beside, TEXTS.words, WIDTH - PADDING, 'right');
  page.write(name, TEXTS.name, 2, indent);
  return isBeside;
}

/** The marks that need explaining, in as many lines as they take. */
function placeKeys(page: Page, entries: readonly KeyEntry[]): void {
  let x = PADDING;
  const line = TEXTS.note.size * LINE + 4;
  for (const entry of entries) {
    const width = KEY.width + KEY.gap + page.measure(entry.text, TEXTS.note);
    if (x > PADDING && x + width > WIDTH - PADDING) {
      x = PADDING;
      page.space(line);
    }
    page.keys.push({ entry, x, y: page.y });
    page.put(entry.text, TEXTS.note, x + KEY.width + KEY.gap);
    x += width + KEY.apart;
  }
  if (entries.length > 0) page.space(line);
}
