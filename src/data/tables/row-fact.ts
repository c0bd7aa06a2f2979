import type { Amount } from '../amount.ts';
import type { Assistance, Evidence, Item, Kind } from '../records.ts';
import type { When } from '../when.ts';
import type { ColumnsOf } from './column.ts';

/**
 * A fact of a row. A table may have a million: of each there is only its place in the columns, and what it says is read from
 * them whenever somebody asks. What it says is no property of its own, so it cannot be spread; see `withPartOf`.
 */
export class RowFact implements Assistance {
  /** Among the facts of its table, from 0. */
  readonly place: number;
  readonly #columns: ColumnsOf<Assistance>;

  constructor(columns: ColumnsOf<Assistance>, place: number) {
    this.place = place;
    this.#columns = columns;
  }

  get id(): string {
    return this.#columns.id.at(this.place);
  }

  get sourceId(): string {
    return this.#columns.sourceId.at(this.place);
  }

  get title(): string {
    return this.#columns.title.at(this.place);
  }

  get description(): string | undefined {
    return this.#columns.description.at(this.place);
  }

  get kind(): Kind {
    return this.#columns.kind.at(this.place);
  }

  get amount(): Amount | undefined {
    return this.#columns.amount.at(this.place);
  }

  get when(): When | undefined {
    return this.#columns.when.at(this.place);
  }

  get from(): string | undefined {
    return this.#columns.from.at(this.place);
  }

  get to(): string | undefined {
    return this.#columns.to.at(this.place);
  }

  get through(): string | undefined {
    return this.#columns.through.at(this.place);
  }

  get programId(): string | undefined {
    return this.#columns.programId.at(this.place);
  }

  get partOf(): string | undefined {
    return this.#columns.partOf.at(this.place);
  }

  get subject(): string | undefined {
    return this.#columns.subject.at(this.place);
  }

  get items(): readonly Item[] {
    return this.#columns.items.at(this.place);
  }

  get evidence(): Evidence {
    return this.#columns.evidence.at(this.place);
  }
}
