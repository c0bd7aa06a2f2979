import { basename } from 'node:path';
import type { Fault } from '../../errors.ts';
import type { SourceRecords } from '../formats/format.ts';
import { LongList } from '../long-list.ts';
import type { PartDraft } from '../part-of.ts';
import type { Reading } from '../read-records.ts';
import type { Assistance } from '../records.ts';
import type { TableMapping } from '../table-schema.ts';
import { format } from './cell-reader.ts';
import { Columns } from './columns.ts';
import { allowLargeHeap } from './large-heap.ts';
import { RowDraft } from './row-draft.ts';
import { RowFaults } from './row-faults.ts';
import { RowFilter } from './row-filter.ts';
import { type ReadRow, RowReader } from './row-reader.ts';

/** The table that rows are read from. */
export interface Table {
  readonly path: string;
  readonly mapping: TableMapping;
  readonly reading: Reading;
  readonly faults: RowFaults;
}

/** More would not fit into the memory of a small machine: each row takes about 500 bytes, and its index as much. */
const MOST_ROWS = 2_000_000;
/** From here on a table is large. */
const LARGE = 50_000;

/** Takes the rows of a table one after the other, and makes facts of them. */
export class TableRows {
  readonly #table: Table;
  /** Not a set: V8 keeps each text that one is asked for. */
  readonly #blank: readonly string[];
  readonly #assistance = new LongList<Assistance>();
  readonly #drafts = new LongList<PartDraft>();
  readonly #draftFaults: RowFaults;
  #head: { readonly width: number; readonly filter: RowFilter; readonly reader: RowReader } | undefined;
  /** As a spreadsheet counts. */
  #row = 0;
  /** Of empty cells behind the last column, of the first row with cells. */
  #behind: number | undefined;
  #empty = 0;

  constructor(table: Table) {
    this.#table = table;
    this.#draftFaults = new RowFaults(table.path);
    this.#blank = table.mapping.table?.blank ?? [];
  }

  /** @returns false where there is no use in going on: `table.yaml` speaks of columns that are not there, or there are too many rows */
  add(written: readonly string[]): boolean {
    this.#row += 1;
    if (this.#head === undefined) {
      this.#head = this.#readHead(written);
      return this.#table.reading.source.report.faults.length === 0;
    }
    if (this.#row > MOST_ROWS) return this.#refuseMore();
    if (this.#row === LARGE) allowLargeHeap();
    const cells = written.map((cell) => this.#clean(cell));
    if (cells.every((cell) => cell === '')) {
      this.#empty += 1;
      return true;
    }
    const { width, filter, reader } = this.#head;
    if (!this.#hasWidth(cells, width)) return true;
    if (!filter.lets(cells)) return true;
    const read = reader.read(cells, this.#row);
    if (read) this.#keep(read);
    return true;
  }

  /** @param isWhole whether the table was read to its end */
  finish(isWhole: boolean): Pick<SourceRecords, 'assistance' | 'drafts' | 'remarks'> {
    const { faults, path } = this.#table;
    if (isWhole && this.#head === undefined) {
      faults.add({
        row: 1,
        column: undefined,
        problem: 'is missing: the file is empty',
        remedy: 'put the table in',
      });
    }
    if (isWhole && this.#head !== undefined && this.#row - this.#empty === 1) {
      const remedy = 'put its rows in; to take the source out, remove its folder';
      faults.add({
        row: 1,
        column: undefined,
        problem: 'has the names of columns, and no row is under it',
        remedy,
      });
    }
    if (isWhole) this.#head?.filter.noteUnseen();
    const left = this.#head?.filter.left ?? 0;
    const counts = [
      `${countRows(Math.max(0, this.#row - 1))} under the names of columns`,
      left > 0 && `${format(left)} left out by what table.yaml says`,
      this.#empty > 0 && `${format(this.#empty)} empty`,
    ].filter(Boolean);
    return {
      assistance: this.#assistance,
      drafts: this.#drafts,
      remarks: [`${basename(path)}: ${counts.join(', ')}.`, ...(this.#head?.reader.remarks() ?? [])],
    };
  }

  #readHead(header: readonly string[]) {
    const { mapping, reading, faults, path } = this.#table;
    const { report } = reading.source;
    const columns = new Columns(header, report);
    const setup = { columns, report, faults, decimal: mapping.table?.decimal ?? 'point' };
    const filter = new RowFilter(mapping, columns, report);
    return {
      width: header.length,
      filter,
      reader: new RowReader(basename(path), mapping.row, reading, setup),
    };
  }

  #refuseMore(): false {
    this.#table.faults.add({
      row: this.#row,
      column: undefined,
      problem: `is one too many: a table has at most ${format(MOST_ROWS)}`,
      remedy: 'divide the table into several sources, or leave out what is not needed',
    });
    return false;
  }

  #clean(cell: string): string {
    const trimmed = cell.trim();
    return this.#blank.includes(trimmed) ? '' : trimmed;
  }

  /**
   * Some programs put separators behind the last cell of every row. What is more or less than that is moved into wrong columns: in a
   * row of its own an empty cell at the end may be what a comma too many has pushed there.
   */
  #hasWidth(cells: readonly string[], width: number): boolean {
    this.#behind ??= Math.max(0, cells.length - width);
    const isAsOthers = cells.length === width || cells.length === width + this.#behind;
    if (isAsOthers && cells.slice(width).every((cell) => cell === '')) return true;
    this.#table.faults.add({
      row: this.#row,
      column: undefined,
      problem: `has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, where the first row names ${width} columns`,
      remedy: 'look for a separator inside a cell without quotation marks, or for a cell that is missing',
    });
    return false;
  }

  /** What is wrong with the place of rows in other facts. */
  draftFaults(): readonly Fault[] {
    return this.#draftFaults.all();
  }

  #keep({ fact, partOf }: ReadRow): void {
    this.#assistance.push(fact);
    if (partOf !== undefined) this.#drafts.push(new RowDraft(fact, this.#row, partOf, this.#draftFaults));
  }
}

function countRows(count: number): string {
  return count === 1 ? '1 row' : `${format(count)} rows`;
}
