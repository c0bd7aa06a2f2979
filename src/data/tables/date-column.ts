import type { z } from 'zod';
import type { Path } from '../formats/yaml.ts';
import type { whenMapping } from '../table-schema.ts';
import type { When } from '../when.ts';
import { CellReader } from './cell-reader.ts';
import { type DateFormat, findDateFormat, readDate } from './date-cell.ts';
import type { Setup } from './setup.ts';

/** A column of dates. */
export class DateColumn {
  readonly #cells: CellReader<When>;

  constructor({ column, formats, words }: z.output<typeof whenMapping>, path: Path, setup: Setup) {
    const known = new Map<string, DateFormat>();
    for (const [index, name] of (formats ?? []).entries()) {
      const format = findDateFormat(name);
      if (format) known.set(name, format);
      else {
        setup.report.add(
          [...path, 'formats', index],
          `“${name}” is not a form of dates that is known`,
          'make it of YYYY or YY, MMMM, MMM, MM or M, and DD or D with what stands between them, or write US fiscal year',
        );
      }
    }
    this.#cells = new CellReader({
      column,
      index: setup.columns.find(column, [...path, 'column']) ?? -1,
      words: words ?? 'refuse',
      parse: (cell) => readDate(cell, known),
      faults: setup.faults,
    });
  }

  read(cells: readonly string[], row: number): When | undefined {
    return this.#cells.read(cells, row);
  }

  remarks(): string[] {
    const remark = this.#cells.remark('a published date');
    return remark === undefined ? [] : [remark];
  }
}
