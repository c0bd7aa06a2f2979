import type { Cell, RowEvidence } from '../records.ts';
import type { ShownCells } from './shown-cells.ts';

/** A row as evidence. A table may have a million: of each there is only its number, and where its cells are kept. */
export class TableRow implements RowEvidence {
  readonly row: number;
  /** A page about this row alone. */
  readonly url: string | undefined;
  readonly #shown: ShownCells;
  readonly #kept: number;

  constructor(shown: ShownCells, row: number, cells: readonly string[], url: string | undefined) {
    this.#shown = shown;
    this.row = row;
    this.url = url;
    this.#kept = shown.keep(cells);
  }

  get type(): 'row' {
    return 'row';
  }

  get file(): string {
    return this.#shown.columns.file;
  }

  get cells(): readonly Cell[] {
    const values = this.#shown.read(this.#kept);
    return this.#shown.columns.names.map((column, index) => ({ column, value: values[index] ?? '' }));
  }
}
