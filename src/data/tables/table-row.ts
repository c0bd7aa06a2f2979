import type { Cell, RowEvidence } from '../records.ts';

/** What all rows of a table share. */
export interface ShownColumns {
  readonly file: string;
  /** Names of the columns of which a row keeps its cells. */
  readonly names: readonly string[];
  /** Their places in a row. */
  readonly places: readonly number[];
}

/** No table that loads holds one. */
const BETWEEN = '\0';

/** A row as evidence. A table may have a million: of each there is only its number and its cells in one text. */
export class TableRow implements RowEvidence {
  readonly row: number;
  /** A page about this row alone. */
  readonly url: string | undefined;
  readonly #columns: ShownColumns;
  readonly #packed: string;

  constructor(columns: ShownColumns, row: number, cells: readonly string[], url: string | undefined) {
    this.#columns = columns;
    this.row = row;
    this.url = url;
    this.#packed = columns.places.map((place) => cells[place] ?? '').join(BETWEEN);
  }

  get type(): 'row' {
    return 'row';
  }

  get file(): string {
    return this.#columns.file;
  }

  get cells(): readonly Cell[] {
    const values = this.#packed.split(BETWEEN);
    return this.#columns.names.map((column, index) => ({ column, value: values[index] ?? '' }));
  }
}
