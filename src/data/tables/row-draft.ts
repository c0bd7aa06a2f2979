import type { Amount } from '../amount.ts';
import type { FileReport } from '../file-report.ts';
import type { PartDraft } from '../part-of.ts';
import type { Assistance } from '../records.ts';
import type { RowFaults } from './row-faults.ts';

const NONE: readonly never[] = Object.freeze([]);

/** What there is to check of a row that is part of something: all rows may be. Its items have been checked with the row. */
export class RowDraft implements PartDraft {
  readonly partOf: string;
  readonly #fact: Assistance;
  readonly #row: number;
  readonly #faults: RowFaults;

  /** @param partOf as written */
  constructor(fact: Assistance, row: number, partOf: string, faults: RowFaults) {
    this.partOf = partOf;
    this.#fact = fact;
    this.#row = row;
    this.#faults = faults;
  }

  get id(): string {
    return this.#fact.id;
  }

  get sourceId(): string {
    return this.#fact.sourceId;
  }

  get amount(): Amount | undefined {
    return this.#fact.amount;
  }

  get path(): readonly never[] {
    return NONE;
  }

  get items(): readonly never[] {
    return NONE;
  }

  get report(): Pick<FileReport, 'add'> {
    const row = this.#row;
    return { add: (_, problem, remedy) => this.#faults.add({ row, column: undefined, problem, remedy }) };
  }
}
