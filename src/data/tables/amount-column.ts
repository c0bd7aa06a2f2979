import type { z } from 'zod';
import type { Amount, Unit } from '../amount.ts';
import { isCurrency } from '../amount-unit.ts';
import type { Path } from '../formats/yaml.ts';
import type { amountMapping, quantityMapping } from '../table-schema.ts';
import { type AmountFormat, readAmountCell, readUnit } from './amount-cell.ts';
import { type CellProblem, CellReader, format } from './cell-reader.ts';
import { KeptCells } from './kept-cells.ts';
import type { Setup } from './setup.ts';
import type { Template } from './template.ts';

/** A column of amounts: of money, or of things. */
export class AmountColumn {
  readonly #name: string;
  readonly #type: Unit['type'];
  readonly #unit: Template | undefined;
  readonly #cells: CellReader<Amount>;
  #takenBack = 0;

  static ofMoney(mapping: z.output<typeof amountMapping>, path: Path, setup: Setup): AmountColumn {
    const { currency } = mapping;
    if (currency !== undefined && !currency.includes('{') && !isCurrency(currency)) {
      setup.report.add(
        [...path, 'currency'],
        `“${currency}” is no currency`,
        'write its code, such as USD or EUR',
      );
    }
    const unit = currency === undefined ? undefined : setup.columns.template(currency, [...path, 'currency']);
    return new AmountColumn({ ...mapping, type: 'money', unit, path }, setup);
  }

  static ofThings(mapping: z.output<typeof quantityMapping>, path: Path, setup: Setup): AmountColumn {
    const { noun } = mapping;
    const unit = noun === undefined ? undefined : { columns: [], render: () => noun };
    return new AmountColumn({ ...mapping, type: 'things', unit, path }, setup);
  }

  private constructor(
    mapping: Omit<z.output<typeof amountMapping>, 'currency'> & {
      readonly type: Unit['type'];
      readonly unit: Template | undefined;
      readonly path: Path;
    },
    { columns, decimal, faults }: Setup,
  ) {
    const { column, type, unit, path, negative } = mapping;
    this.#name = column;
    this.#type = type;
    this.#unit = unit;
    const units = new KeptCells<Unit | CellProblem>();
    const amountFormat: AmountFormat = {
      ...{ type, decimal, scale: mapping.in, mayBeNegative: negative === 'taken back' },
      unitOf: (name) => units.get(name, () => readUnit(name, type)),
    };
    this.#cells = new CellReader({
      column,
      index: columns.find(column, [...path, 'column']) ?? -1,
      words: mapping.words ?? 'refuse',
      parse: (cell, currency) => readAmountCell(cell, currency, amountFormat),
      faults,
    });
  }

  read(cells: readonly string[], row: number): Amount | undefined {
    const amount = this.#cells.read(cells, row, this.#unit?.render(cells));
    if (amount && amount.low.minor < 0n) this.#takenBack += 1;
    return amount;
  }

  remarks(): string[] {
    const without = this.#cells.remark(this.#type === 'money' ? 'a published amount' : 'a published number');
    const below = this.#takenBack === 0 ? undefined : wordTakenBack(this.#takenBack, this.#name);
    return [without, below].filter((remark) => remark !== undefined);
  }
}

function wordTakenBack(count: number, column: string): string {
  const figures = count === 1 ? `1 figure of “${column}” is` : `${format(count)} figures of “${column}” are`;
  return `${figures} below zero: money taken back, which a total subtracts.`;
}
