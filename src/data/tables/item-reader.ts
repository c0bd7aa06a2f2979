import type { z } from 'zod';
import type { Amount } from '../amount.ts';
import type { Path } from '../formats/yaml.ts';
import { slug } from '../slug.ts';
import type { itemMapping } from '../table-schema.ts';
import { AmountColumn } from './amount-column.ts';
import { KeptCells } from './kept-cells.ts';
import type { Setup } from './setup.ts';
import type { Template } from './template.ts';

/** What was read of one item of a row; the rest of it is read again when it is asked for. */
export interface ItemReading {
  readonly name: string;
  /** Tells it from other items of the row. */
  readonly slug: string;
  readonly quantity: Amount | undefined;
  readonly amount: Amount | undefined;
}

const NO_ALIASES: readonly string[] = Object.freeze([]);

/** Reads one item of a row, of which `table.yaml` says where it stands. */
export class ItemReader {
  readonly #name: Template;
  readonly #category: Template | undefined;
  readonly #aliases: readonly Template[];
  readonly #quantity: AmountColumn | undefined;
  readonly #amount: AmountColumn | undefined;
  readonly #slugs = new KeptCells<string>();

  constructor(mapping: z.output<typeof itemMapping>, path: Path, setup: Setup) {
    const { name, category, aliases = [], quantity, amount } = mapping;
    const template = (text: string, ...at: Path) => setup.columns.template(text, [...path, ...at]);
    this.#name = template(name, 'name');
    this.#category = category === undefined ? undefined : template(category, 'category');
    this.#aliases = aliases.map((alias, index) => template(alias, 'aliases', index));
    this.#quantity = quantity && AmountColumn.ofThings(quantity, [...path, 'quantity'], setup);
    this.#amount = amount && AmountColumn.ofMoney(amount, [...path, 'amount'], setup);
  }

  /** Undefined where the row has no such item: the cells of its name are empty. */
  read(cells: readonly string[], row: number): ItemReading | undefined {
    const slug = this.slug(cells);
    if (slug === '') return undefined;
    return {
      name: this.name(cells),
      slug,
      quantity: this.#quantity?.read(cells, row),
      amount: this.#amount?.read(cells, row),
    };
  }

  name(cells: readonly string[]): string {
    return this.#name.render(cells);
  }

  slug(cells: readonly string[]): string {
    const name = this.name(cells);
    return this.#slugs.get(name, () => slug(name));
  }

  category(cells: readonly string[]): string | undefined {
    return this.#category?.render(cells) || undefined;
  }

  aliases(cells: readonly string[]): readonly string[] {
    const aliases = this.#aliases.map((alias) => alias.render(cells)).filter((alias) => alias !== '');
    return aliases.length > 0 ? aliases : NO_ALIASES;
  }

  remarks(): string[] {
    return [...(this.#quantity?.remarks() ?? []), ...(this.#amount?.remarks() ?? [])];
  }
}
