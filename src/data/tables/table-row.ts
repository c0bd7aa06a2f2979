import type { Cell, RowEvidence } from '../records.ts';

/** What all rows of a table share. */
export interface ShownColumns {
  readonly file: string;
  /** Names of the columns of which a row keeps its cells, in the order of the table. */
  readonly names: readonly string[];
  /** Their places in a row. */
  readonly places: readonly number[];
}

/** A row as evidence. Its cells are read from where they are kept when somebody asks for them. */
export class TableRow implements RowEvidence {
  readonly row: number;
  /** A page about this row alone. */
  readonly url: string | undefined;
  readonly #shown: ShownColumns;
  readonly #readCells: () => readonly string[];

  /** @param readCells gives those of the columns that are shown */
  constructor(
    { row, url }: Pick<RowEvidence, 'row' | 'url'>,
    shown: ShownColumns,
    readCells: () => readonly string[],
  ) {
    this.row = row;
    this.url = url;
    this.#shown = shown;
    this.#readCells = readCells;
  }

  get type(): 'row' {
    return 'row';
  }

  get file(): string {
    return this.#shown.file;
  }

  get cells(): readonly Cell[] {
    const values = this.#readCells();
    return this.#shown.names.map((column, index) => ({ column, value: values[index] ?? '' }));
  }
}
