import type { Bar, Chart } from './chart.ts';

export type Mark = 'sure' | 'possible' | 'endless' | 'about';

export interface KeyEntry {
  readonly mark: Mark;
  readonly text: string;
}

/** What the marks of a chart mean; nothing where all of its bars are plain figures. */
export function keysOf({ panels, words }: Chart): KeyEntry[] {
  const bars = panels.flatMap(({ rows }) => rows.flatMap((row) => row.bars));
  const used = new Set(bars.flatMap(marksIn));
  const isPlain = used.size === 0 || (used.size === 1 && used.has('sure'));
  const marks: readonly Mark[] = ['sure', 'possible', 'endless', 'about'];
  return isPlain ? [] : marks.filter((mark) => used.has(mark)).map((mark) => ({ mark, text: words[mark] }));
}

function marksIn({ low, high, isLowAbout, isHighAbout }: Bar): Mark[] {
  const marks: (Mark | false)[] = [
    low > 0 && 'sure',
    high === undefined && 'endless',
    high !== undefined && high > low && 'possible',
    (isLowAbout || isHighAbout) && 'about',
  ];
  return marks.filter((mark) => mark !== false);
}
