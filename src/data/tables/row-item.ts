import type { Amount } from '../amount.ts';
import type { Evidence, Item } from '../records.ts';
import type { When } from '../when.ts';
import type { ColumnsOf } from './column.ts';

/** An item of a row, kept as a fact of one is: see `RowFact`. */
export class RowItem implements Item {
  readonly #columns: ColumnsOf<Item>;
  readonly #place: number;

  constructor(columns: ColumnsOf<Item>, place: number) {
    this.#columns = columns;
    this.#place = place;
  }

  get id(): string {
    return this.#columns.id.at(this.#place);
  }

  get name(): string {
    return this.#columns.name.at(this.#place);
  }

  get aliases(): readonly string[] {
    return this.#columns.aliases.at(this.#place);
  }

  get category(): string | undefined {
    return this.#columns.category.at(this.#place);
  }

  get quantity(): Amount | undefined {
    return this.#columns.quantity.at(this.#place);
  }

  get amount(): Amount | undefined {
    return this.#columns.amount.at(this.#place);
  }

  get when(): When | undefined {
    return this.#columns.when.at(this.#place);
  }

  get evidence(): Evidence {
    return this.#columns.evidence.at(this.#place);
  }

  get assistanceId(): string {
    return this.#columns.assistanceId.at(this.#place);
  }

  get sourceId(): string {
    return this.#columns.sourceId.at(this.#place);
  }
}
