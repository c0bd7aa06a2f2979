import { resolveReference } from '../part-of.ts';
import type { Assistance, Kind } from '../records.ts';
import type { When } from '../when.ts';
import { always, type Column, type ColumnsOf, NumberColumn, SharedColumn } from './column.ts';
import type { ItemReader, ItemReading } from './item-reader.ts';
import { KeptAmounts } from './kept-amounts.ts';
import { KeptTexts } from './kept-texts.ts';
import { RowFact } from './row-fact.ts';
import { TableItems } from './table-items.ts';
import { type ShownColumns, TableRow } from './table-row.ts';
import type { Template } from './template.ts';

/** What was read of a row; its title and description are read again when they are asked for. */
interface RowReading
  extends Pick<Assistance, 'kind' | 'amount' | 'when' | 'from' | 'to' | 'through' | 'programId'> {
  readonly row: number;
  readonly cells: readonly string[];
  /** Of what `table.yaml` makes of the cells; an id without the folder of its source, a reference as it is written. */
  readonly own: Readonly<Record<OwnText, string | undefined>>;
  /** One for each reader of items: undefined where the row has no such item. */
  readonly items: readonly (ItemReading | undefined)[];
}

/** What is not shown of a row, and kept behind its cells. */
const OWN = ['id', 'partOf', 'subject', 'url'] as const;
type OwnText = (typeof OWN)[number];

/** What all rows of a table have in common. */
interface TableMade {
  readonly sourceId: string;
  readonly shown: ShownColumns;
  /** How the rows make them of their cells; absent where they have none. */
  readonly texts: { readonly [Text in OwnText | 'title' | 'description']?: Template | undefined };
  readonly items: readonly ItemReader[];
}

/**
 * The facts of a table, column by column and outside the heap: with objects for what each of them says, a million would take
 * half a gigabyte of it, and collecting the garbage beside them would stop the thread.
 */
export class TableFacts {
  readonly #shown: ShownColumns;
  readonly #own: readonly OwnText[];
  /** The cells that are shown, then what is its own. */
  readonly #texts = new KeptTexts();
  readonly #rows = NumberColumn.of32Bits();
  readonly #kinds = new SharedColumn<Kind>();
  readonly #amounts = new KeptAmounts();
  readonly #whens = new SharedColumn<When>();
  readonly #from = new SharedColumn<string>();
  readonly #to = new SharedColumn<string>();
  readonly #through = new SharedColumn<string>();
  readonly #programs = new SharedColumn<string>();
  readonly #items: TableItems;
  readonly #columns: ColumnsOf<Assistance>;

  constructor({ sourceId, shown, texts, items }: TableMade) {
    this.#shown = shown;
    this.#own = OWN.filter((text) => texts[text] !== undefined);
    const { title, description } = texts;
    const partOf = this.#ownColumn('partOf');
    const cells = { at: (place: number) => this.#cellsAt(place) };
    const facts = { id: this.#ids(sourceId), sourceId: always(sourceId), evidence: this.#evidence() };
    this.#items = new TableItems(items, cells, facts);
    this.#columns = {
      ...facts,
      title: { at: (place) => title?.render(cells.at(place)) ?? '' },
      description: { at: (place) => description?.render(cells.at(place)) || undefined },
      kind: given(this.#kinds),
      amount: this.#amounts,
      when: this.#whens,
      from: this.#from,
      to: this.#to,
      through: this.#through,
      programId: this.#programs,
      partOf: { at: (place) => resolved(partOf.at(place), sourceId) },
      subject: this.#ownColumn('subject'),
      items: this.#items,
    };
  }

  push(reading: RowReading): RowFact {
    const place = this.#rows.length;
    const { row, cells, kind, amount, when, from, to, through, programId, own, items } = reading;
    this.#rows.push(row);
    this.#texts.push([
      ...this.#shown.places.map((column) => cells[column] ?? ''),
      ...this.#own.map((text) => own[text] ?? ''),
    ]);
    this.#kinds.push(kind);
    this.#amounts.push(amount);
    this.#whens.push(when);
    this.#from.push(from);
    this.#to.push(to);
    this.#through.push(through);
    this.#programs.push(programId);
    this.#items.push(items);
    return new RowFact(this.#columns, place);
  }

  /** In its place in the row; the others are empty. */
  #cellsAt(place: number): readonly string[] {
    const texts = this.#texts.at(place);
    const cells: string[] = [];
    for (const [index, column] of this.#shown.places.entries()) cells[column] = texts[index] ?? '';
    return cells;
  }

  #ids(sourceId: string): Column<string> {
    const written = this.#ownColumn('id');
    return { at: (place) => `${sourceId}/${written.at(place) ?? `row-${this.#rows.at(place)}`}` };
  }

  #evidence(): Column<TableRow> {
    const url = this.#ownColumn('url');
    return {
      at: (place) => {
        const readCells = () => this.#texts.at(place);
        return new TableRow({ row: this.#rows.at(place), url: url.at(place) }, this.#shown, readCells);
      },
    };
  }

  #ownColumn(text: OwnText): Column<string | undefined> {
    const index = this.#own.indexOf(text);
    if (index < 0) return always(undefined);
    const behind = this.#shown.places.length + index;
    return { at: (place) => this.#texts.at(place)[behind] || undefined };
  }
}

/** As the fact has it that it names. */
function resolved(reference: string | undefined, sourceId: string): string | undefined {
  return reference === undefined ? undefined : resolveReference(reference, sourceId);
}

/** A column without gaps. */
function given<T>(column: Column<T | undefined>): Column<T> {
  return {
    at(place) {
      const value = column.at(place);
      if (value === undefined) throw new RangeError('There is no such row.');
      return value;
    },
  };
}
