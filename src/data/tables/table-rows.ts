import type { SourceRecords } from '../formats/format.ts';
import type { PartDraft } from '../part-of.ts';
import type { Reading } from '../read-records.ts';
import type { Assistance } from '../records.ts';
import type { TableMapping } from '../table-schema.ts';
import { format } from './cell-reader.ts';
import { Columns } from './columns.ts';
import type { RowFaults } from './row-faults.ts';
import { RowFilter } from './row-filter.ts';
import { RowReader } from './row-reader.ts';

/** The table that rows are read from. */
export interface Table {
  /** Its name in the folder of the source. */
  readonly file: string;
  readonly mapping: TableMapping;
  readonly reading: Reading;
  readonly faults: RowFaults;
}

/** Takes the rows of a table one after the other, and makes facts of them. */
export class TableRows {
  readonly #table: Table;
  readonly #blank: ReadonlySet<string>;
  readonly #assistance: Assistance[] = [];
  readonly #drafts: PartDraft[] = [];
  #head: { readonly width: number; readonly filter: RowFilter; readonly reader: RowReader } | undefined;
  /** As a spreadsheet counts. */
  #row = 0;
  #empty = 0;

  constructor(table: Table) {
    this.#table = table;
    this.#blank = new Set(table.mapping.table?.blank);
  }

  /** @returns false where there is no use in going on: `table.yaml` speaks of columns that are not there */
  add(written: readonly string[]): boolean {
    this.#row += 1;
    if (this.#head === undefined) {
      this.#head = this.#readHead(written);
      return this.#table.reading.source.report.faults.length === 0;
    }
    if (written.every((cell) => cell === '')) {
      this.#empty += 1;
      return true;
    }
    const { width, filter, reader } = this.#head;
    if (!this.#hasWidth(written, width)) return true;
    const cells = written.map((cell) => (this.#blank.has(cell) ? '' : cell));
    if (!filter.lets(cells)) return true;
    const record = reader.read(cells, this.#row);
    if (record) this.#keep(record);
    return true;
  }

  /** @param isWhole whether the table was read to its end */
  finish(isWhole: boolean): Pick<SourceRecords, 'assistance' | 'drafts' | 'remarks'> {
    const { faults, file } = this.#table;
    if (isWhole && this.#head === undefined) {
      faults.add({
        row: 1,
        column: undefined,
        problem: 'is missing: the file is empty',
        remedy: 'put the table in',
      });
    }
    if (isWhole) this.#head?.filter.noteUnseen();
    const left = this.#head?.filter.left ?? 0;
    const counts = [
      `${format(Math.max(0, this.#row - 1))} rows under the names of columns`,
      left > 0 && `${format(left)} left out by what table.yaml says`,
      this.#empty > 0 && `${format(this.#empty)} empty`,
    ].filter(Boolean);
    return {
      assistance: this.#assistance,
      drafts: this.#drafts,
      remarks: [`${file}: ${counts.join(', ')}.`, ...(this.#head?.reader.remarks() ?? [])],
    };
  }

  #readHead(header: readonly string[]) {
    const { mapping, reading, faults, file } = this.#table;
    const { report } = reading.source;
    const columns = new Columns(header, report);
    const setup = { columns, report, faults, decimal: mapping.table?.decimal ?? 'point' };
    const filter = new RowFilter(mapping, columns, report);
    return { width: header.length, filter, reader: new RowReader(file, mapping.row, reading, setup) };
  }

  /** Spreadsheets put separators behind the last cell; what is more or less than that is moved into wrong columns. */
  #hasWidth(cells: readonly string[], width: number): boolean {
    const isTooLong = cells.length > width && cells.slice(width).some((cell) => cell !== '');
    if (cells.length >= width && !isTooLong) return true;
    this.#table.faults.add({
      row: this.#row,
      column: undefined,
      problem: `has ${cells.length} cells, where the first row names ${width} columns`,
      remedy: 'look for a separator inside a cell without quotation marks, or for a cell that is missing',
    });
    return false;
  }

  #keep(record: Assistance): void {
    this.#assistance.push(record);
    if (record.partOf === undefined) return;
    const row = this.#row;
    const { faults } = this.#table;
    this.#drafts.push({
      ...record,
      path: [],
      items: [],
      report: {
        add: (_, problem, remedy) => faults.add({ row, column: undefined, problem, remedy }),
      },
    });
  }
}
