import { TextTable } from '../text-table.ts';
import { NumberColumn } from './column.ts';
import { KeptTexts } from './kept-texts.ts';

/** Rows that a table is made for. */
const MANY = 1_000_000;

/** The ids that were given to rows. */
export class RowIds {
  readonly #ids = new KeptTexts();
  readonly #rows = NumberColumn.of32Bits();
  readonly #places = new TextTable((place) => this.#ids.at(place)[0] ?? '', MANY);

  /** @returns the row that has the id already; undefined where none has, and this row has it now */
  claim(id: string, row: number): number | undefined {
    const known = this.#places.find(id);
    if (known !== undefined) return this.#rows.at(known);
    this.#ids.push([id]);
    this.#places.put(id, this.#rows.length);
    this.#rows.push(row);
    return undefined;
  }
}
