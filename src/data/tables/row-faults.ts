import type { Fault } from '../../errors.ts';

/** What is wrong in one row. */
export interface RowFault {
  readonly row: number;
  /** Name of its column; absent where the whole row is wrong. */
  readonly column: string | undefined;
  /** What stands there, if that helps to see it. */
  readonly cell?: string | undefined;
  readonly problem: string;
  readonly remedy: string;
}

/** A column that is wrong in every row is one thing to mend: so many of a sort are told in full, the others counted. */
const MOST_ALIKE = 10;
/** So many sorts of faults, for tables that are wrong all over. */
const MOST_SORTS = 100;
const LONGEST_SHOWN = 60;

interface Sort {
  readonly shown: Fault[];
  readonly last: RowFault;
  left: number;
}

/** Collects what is wrong in the rows of one table, in little memory however much it is. */
export class RowFaults {
  readonly #path: string;
  readonly #sorts = new Map<string, Sort>();
  #others = 0;

  /** @param path of the table */
  constructor(path: string) {
    this.#path = path;
  }

  add(fault: RowFault): void {
    const key = `${fault.column} ${fault.remedy}`;
    const sort = this.#sorts.get(key);
    if (sort === undefined && this.#sorts.size >= MOST_SORTS) this.#others += 1;
    else if (sort === undefined) this.#sorts.set(key, { shown: [this.#render(fault)], last: fault, left: 0 });
    else if (sort.shown.length < MOST_ALIKE) sort.shown.push(this.#render(fault));
    else sort.left += 1;
  }

  /** By sort, each with how many more there are of it. */
  all(): Fault[] {
    const told = [...this.#sorts.values()].flatMap(({ shown, last, left }) =>
      left === 0
        ? shown
        : [...shown, this.#count(`more rows like these${inColumn(last)}`, last.remedy, left)],
    );
    if (this.#others === 0) return told;
    return [
      ...told,
      this.#count('more rows with faults of other sorts', 'mend those above first', this.#others),
    ];
  }

  #render({ row, column, cell, problem, remedy }: RowFault): Fault {
    const what = cell === undefined ? problem : `“${shorten(cell)}” ${problem}`;
    return { ...this.#place(), problem: `row ${row}${inColumn({ column })} — ${what}`, remedy };
  }

  #count(what: string, remedy: string, count: number): Fault {
    return { ...this.#place(), problem: `${count.toLocaleString('en-US')} ${what}`, remedy, count };
  }

  /** A row is no line: a cell may hold several. */
  #place(): Pick<Fault, 'path' | 'line' | 'column'> {
    return { path: this.#path, line: 0, column: 0 };
  }
}

function inColumn({ column }: Pick<RowFault, 'column'>): string {
  return column === undefined ? '' : `, column “${column}”`;
}

function shorten(cell: string): string {
  const line = cell.replace(/\s+/g, ' ');
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line;
}
