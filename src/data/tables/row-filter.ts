import type { FileReport } from '../file-report.ts';
import type { Columns } from './columns.ts';

type Wanted = Readonly<Record<string, readonly string[]>> | undefined;

interface Rule {
  readonly list: 'only' | 'skip';
  readonly column: string;
  readonly place: number;
  readonly values: ReadonlySet<string>;
  readonly seen: Set<string>;
}

/** Which rows of a table are read. */
export class RowFilter {
  readonly #rules: readonly Rule[];
  readonly #report: FileReport;
  #left = 0;

  constructor({ only, skip }: { only?: Wanted; skip?: Wanted }, columns: Columns, report: FileReport) {
    this.#report = report;
    this.#rules = [...rulesOf('only', only, columns), ...rulesOf('skip', skip, columns)];
  }

  /** How many rows were left out. */
  get left(): number {
    return this.#left;
  }

  lets(cells: readonly string[]): boolean {
    let isIn = true;
    for (const { list, place, values, seen } of this.#rules) {
      const cell = cells[place] ?? '';
      const isNamed = values.has(cell);
      if (isNamed) seen.add(cell);
      if (isNamed !== (list === 'only')) isIn = false;
    }
    if (!isIn) this.#left += 1;
    return isIn;
  }

  /** Notes values that no row has: they are probably misspelt. */
  noteUnseen(): void {
    for (const { list, column, values, seen } of this.#rules) {
      for (const value of values.difference(seen)) {
        this.#report.note([list, column], `no row has “${value}” there`, 'check its spelling in the table');
      }
    }
  }
}

function rulesOf(list: Rule['list'], wanted: Wanted, columns: Columns): Rule[] {
  return Object.entries(wanted ?? {}).flatMap(([column, values]) => {
    const place = columns.find(column, [list, column]);
    return place === undefined
      ? []
      : [{ list, column, place, values: new Set(values), seen: new Set<string>() }];
  });
}
