import { LongList } from '../long-list.ts';
import type { Assistance, Item } from '../records.ts';
import { always, type Column, type ColumnsOf, NumberColumn } from './column.ts';
import type { ItemReader, ItemReading } from './item-reader.ts';
import { KeptAmounts } from './kept-amounts.ts';
import { RowItem } from './row-item.ts';

const NO_ITEMS: readonly Item[] = Object.freeze([]);

/** The items of a table's rows; of each row those that it has, in the order of `table.yaml`. */
export class TableItems implements Column<readonly Item[]> {
  readonly #readers: readonly ItemReader[];
  readonly #columns: ColumnsOf<Item>;
  readonly #items = new LongList<RowItem>();
  /** Of each fact the place of its first item. */
  readonly #starts = NumberColumn.of32Bits();
  /** Of each item the place of its fact, and of what reads it. */
  readonly #facts = NumberColumn.of32Bits();
  readonly #readBy = NumberColumn.of32Bits();
  readonly #quantities = new KeptAmounts();
  readonly #amounts = new KeptAmounts();

  /**
   * @param cells of the columns that are shown, in their places in the row
   * @param facts that the items belong to
   */
  constructor(
    readers: readonly ItemReader[],
    cells: Column<readonly string[]>,
    facts: Pick<ColumnsOf<Assistance>, 'id' | 'sourceId' | 'evidence'>,
  ) {
    this.#readers = readers;
    const ofFact = <T>(column: Column<T>) => ({ at: (place: number) => column.at(this.#facts.at(place)) });
    const cellsOf = ofFact(cells);
    const read = <T>(field: (reader: ItemReader, cells: readonly string[]) => T) => ({
      at: (place: number) => field(this.#readerOf(place), cellsOf.at(place)),
    });
    const slug = read((reader, cells) => reader.slug(cells));
    const assistanceId = ofFact(facts.id);
    this.#columns = {
      id: { at: (place) => `${assistanceId.at(place)}/${slug.at(place)}` },
      name: read((reader, cells) => reader.name(cells)),
      aliases: read((reader, cells) => reader.aliases(cells)),
      category: read((reader, cells) => reader.category(cells)),
      quantity: this.#quantities,
      amount: this.#amounts,
      when: always(undefined),
      evidence: ofFact(facts.evidence),
      assistanceId,
      sourceId: ofFact(facts.sourceId),
    };
  }

  /** @param readings of the next fact, one for each reader: undefined where it has no such item */
  push(readings: readonly (ItemReading | undefined)[]): void {
    if (this.#readers.length === 0) return;
    const fact = this.#starts.length;
    this.#starts.push(this.#items.length);
    for (const [reader, reading] of readings.entries()) {
      if (reading === undefined) continue;
      this.#facts.push(fact);
      this.#readBy.push(reader);
      this.#quantities.push(reading.quantity);
      this.#amounts.push(reading.amount);
      this.#items.push(new RowItem(this.#columns, this.#items.length));
    }
  }

  at(place: number): readonly Item[] {
    if (this.#readers.length === 0) return NO_ITEMS;
    const isLast = place + 1 === this.#starts.length;
    const [start, end] = [this.#starts.at(place), isLast ? this.#items.length : this.#starts.at(place + 1)];
    return start === end
      ? NO_ITEMS
      : Array.from({ length: end - start }, (_, index) => this.#get(start + index));
  }

  #get(place: number): Item {
    const item = this.#items.at(place);
    if (item === undefined) throw new RangeError('There is no such item.');
    return item;
  }

  #readerOf(place: number): ItemReader {
    const reader = this.#readers[this.#readBy.at(place)];
    if (reader === undefined) throw new RangeError('There is no such item.');
    return reader;
  }
}
