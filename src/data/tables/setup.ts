import type { FileReport } from '../file-report.ts';
import type { Columns } from './columns.ts';
import type { Decimal } from './number-cell.ts';
import type { RowFaults } from './row-faults.ts';

/** What the readers of a table's columns share. */
export interface Setup {
  readonly columns: Columns;
  readonly decimal: Decimal;
  /** For faults of `table.yaml`. */
  readonly report: FileReport;
  /** For faults of rows. */
  readonly faults: RowFaults;
}
