import { KeptCells } from './kept-cells.ts';
import type { RowFaults } from './row-faults.ts';

/** Why a cell cannot be read. */
export interface CellProblem {
  readonly problem: string;
  readonly remedy: string;
}

export function problemOf(problem: string, remedy: string): CellProblem {
  return { problem, remedy };
}

/** What to do with a cell that holds words where a figure or a date belongs. */
export type Words = 'refuse' | 'not published';

export interface CellReaderOptions<T extends object> {
  readonly column: string;
  /** The place of the column in a row. */
  readonly index: number;
  readonly words: Words;
  /** Reads what stands in a cell; `context` is what else the reading depends on, such as a currency. */
  readonly parse: (cell: string, context: string) => T | CellProblem;
  readonly faults: RowFaults;
}

/** Reads the cells of one column, and counts those that hold nothing or words. */
export class CellReader<T extends object> {
  readonly #options: CellReaderOptions<T>;
  readonly #known = new KeptCells<T | CellProblem>();
  readonly #words = new Map<string, number>();
  #empty = 0;

  constructor(options: CellReaderOptions<T>) {
    this.#options = options;
  }

  /** Undefined where the cell is empty, or holds words that say so; and where it is wrong, which is reported. */
  read(cells: readonly string[], row: number, context = ''): T | undefined {
    const cell = cells[this.#options.index] ?? '';
    if (cell === '') {
      this.#empty += 1;
      return undefined;
    }
    const found = this.#parse(cell, context);
    if (!('problem' in found)) return found;
    if (this.#options.words === 'not published' && holdsWords(cell)) {
      this.#words.set(cell, (this.#words.get(cell) ?? 0) + 1);
      return undefined;
    }
    const { faults, column } = this.#options;
    const remedy = holdsWords(cell)
      ? `${found.remedy}; if such words mean that none was published, write \`words: not published\` for the column`
      : found.remedy;
    faults.add({ row, column, cell, problem: found.problem, remedy });
    return undefined;
  }

  /** “1,507 cells of “Weight” are empty, 12 hold words (“Weight Captured Separately”)”, where there are such. */
  remark(what: string): string | undefined {
    const words = [...this.#words.values()].reduce((sum, count) => sum + count, 0);
    if (words + this.#empty === 0) return undefined;
    const most = [...this.#words].toSorted(([, a], [, b]) => b - a).slice(0, 3);
    const examples = most.map(([cell, count]) => `“${cell}” ${format(count)}`).join(', ');
    const more = this.#words.size > most.length ? ', …' : '';
    const parts = [
      this.#empty > 0 && `${format(this.#empty)} empty`,
      words > 0 && `${format(words)} with words (${examples}${more})`,
    ].filter(Boolean);
    return `Cells of “${this.#options.column}” without ${what}: ${parts.join(', ')}.`;
  }

  #parse(cell: string, context: string): T | CellProblem {
    const key = context === '' ? cell : `${context}\0${cell}`;
    return this.#known.get(key, () => this.#options.parse(cell, context));
  }
}

/** “Date Not Captured”, not a figure with a slip in it. */
function holdsWords(cell: string): boolean {
  return /^\p{L}/u.test(cell);
}

/** 1,507 */
export function format(count: number): string {
  return count.toLocaleString('en-US');
}
