import type { z } from 'zod';
import type { Path } from '../formats/yaml.ts';
import type { Evidence, Item } from '../records.ts';
import { slug } from '../slug.ts';
import type { itemMapping } from '../table-schema.ts';
import { AmountColumn } from './amount-column.ts';
import type { Setup } from './setup.ts';
import type { Template } from './template.ts';

/** What an item shares with the row that it is read from. */
export interface ItemRow {
  readonly cells: readonly string[];
  readonly row: number;
  readonly assistanceId: string;
  readonly sourceId: string;
  readonly evidence: Evidence;
}

const NO_ALIASES: readonly string[] = [];

/** Reads one item of a row, of which `table.yaml` says where it stands. */
export class ItemReader {
  readonly #name: Template;
  readonly #category: Template | undefined;
  readonly #aliases: readonly Template[];
  readonly #quantity: AmountColumn | undefined;
  readonly #amount: AmountColumn | undefined;
  readonly #slugs = new Map<string, string>();

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
  read({ cells, row, ...shared }: ItemRow): Item | undefined {
    const name = this.#name.render(cells);
    const key = this.#slugOf(name);
    if (key === '') return undefined;
    const aliases = this.#aliases.map((alias) => alias.render(cells)).filter((alias) => alias !== '');
    return {
      id: `${shared.assistanceId}/${key}`,
      name,
      aliases: aliases.length > 0 ? aliases : NO_ALIASES,
      category: this.#category?.render(cells) || undefined,
      quantity: this.#quantity?.read(cells, row),
      amount: this.#amount?.read(cells, row),
      when: undefined,
      ...shared,
    };
  }

  remarks(): string[] {
    return [...(this.#quantity?.remarks() ?? []), ...(this.#amount?.remarks() ?? [])];
  }

  #slugOf(name: string): string {
    const known = this.#slugs.get(name) ?? slug(name);
    this.#slugs.set(name, known);
    return known;
  }
}
