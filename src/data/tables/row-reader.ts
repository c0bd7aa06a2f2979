import type { Amount } from '../amount.ts';
import type { NameBook } from '../name-book.ts';
import type { NoteUse } from '../name-slips.ts';
import { findNearestWord } from '../nearest-word.ts';
import { misfit } from '../part-of.ts';
import type { Reading } from '../read-records.ts';
import type { Kind } from '../records.ts';
import { REFERENCE, slug } from '../slug.ts';
import type { RowMapping } from '../table-schema.ts';
import { AmountColumn } from './amount-column.ts';
import { DateColumn } from './date-column.ts';
import { ItemReader, type ItemReading } from './item-reader.ts';
import { KeptCells } from './kept-cells.ts';
import type { RowFact } from './row-fact.ts';
import { RowIds } from './row-ids.ts';
import type { Setup } from './setup.ts';
import { TableFacts } from './table-facts.ts';
import type { Template } from './template.ts';

const TEXTS = [
  ...(['id', 'title', 'description', 'from', 'to', 'through'] as const),
  ...(['program', 'partOf', 'subject', 'url'] as const),
] as const;
type TextField = (typeof TEXTS)[number];

/** Without what nobody sees: `table.yaml` can write it, and it parses. */
const WEB_ADDRESS = /^https?:\/\/\P{Cc}*$/u;

/** Of use to the bot alone; the address becomes a link. */
const UNSHOWN: ReadonlySet<TextField> = new Set(['id', 'subject', 'partOf', 'url']);

/** The fact of a row. */
export interface ReadRow {
  readonly fact: RowFact;
  /** As written. */
  readonly partOf: string | undefined;
}

type ItemReadings = readonly (ItemReading | undefined)[];
const NO_ITEMS: ItemReadings = Object.freeze([]);

/** Makes a fact of each row of a table, as its `table.yaml` says. */
export class RowReader {
  readonly #reading: Reading;
  readonly #setup: Setup;
  readonly #texts = new Map<TextField, Template>();
  readonly #kindOf: (cells: readonly string[], row: number) => Kind | undefined;
  readonly #amount: AmountColumn | undefined;
  readonly #when: DateColumn | undefined;
  readonly #items: readonly ItemReader[];
  /** Absent where the numbers of rows are their ids. */
  readonly #ids: RowIds | undefined;
  /** Many rows are part of the same. */
  readonly #references = new KeptCells<string>();
  readonly #facts: TableFacts;

  /** Reports columns that are not there, and whatever else of `table.yaml` does not fit the table. */
  constructor(file: string, mapping: RowMapping, reading: Reading, setup: Setup) {
    this.#reading = reading;
    this.#setup = setup;
    const { columns } = setup;
    for (const field of TEXTS) {
      const text = mapping[field];
      const isShown = !UNSHOWN.has(field);
      if (text !== undefined) this.#texts.set(field, columns.template(text, ['row', field], isShown));
    }
    this.#ids = mapping.id === undefined ? undefined : new RowIds();
    this.#kindOf = kindsOf(mapping, setup);
    this.#amount = mapping.amount && AmountColumn.ofMoney(mapping.amount, ['row', 'amount'], setup);
    this.#when = mapping.when && new DateColumn(mapping.when, ['row', 'when'], setup);
    this.#items = (mapping.items ?? []).map(
      (item, index) => new ItemReader(item, ['row', 'items', index], setup),
    );
    for (const [index, name] of (mapping.show ?? []).entries()) columns.find(name, ['row', 'show', index]);
    this.#facts = new TableFacts({
      sourceId: reading.source.id,
      shown: { file, ...columns.shown },
      texts: Object.fromEntries(this.#texts),
      items: this.#items,
    });
  }

  /** Undefined where the row has a fault that leaves no fact; it is reported. */
  read(cells: readonly string[], row: number): ReadRow | undefined {
    const id = this.#claimId(cells, row);
    const title = this.#text('title', cells);
    if (title === undefined) {
      const remedy = 'fill the cells of its title, or leave the row out by skip:';
      this.#report('title', row, 'has no title', remedy);
    }
    const kind = this.#kindOf(cells, row);
    const amount = this.#amount?.read(cells, row);
    const when = this.#when?.read(cells, row);
    const { parties, programs } = this.#reading;
    const party = (field: 'from' | 'to' | 'through') => this.#name(parties, field, cells, row);
    const names = { from: party('from'), to: party('to'), through: party('through') };
    const programId = this.#name(programs, 'program', cells, row);
    const partOf = this.#reference('partOf', cells, row);
    const subject = this.#reference('subject', cells, row);
    const own = { id, partOf, subject, url: this.#url(cells, row) };
    const items = this.#readItems(cells, row, amount);
    if (id === undefined || title === undefined || kind === undefined) return undefined;
    const fact = this.#facts.push({ row, cells, kind, amount, when, ...names, programId, own, items });
    return { fact, partOf };
  }

  /** What a reader should know of the cells that gave no figure or date. */
  remarks(): string[] {
    const readers = [this.#amount, this.#when, ...this.#items];
    return readers.flatMap((reader) => reader?.remarks() ?? []);
  }

  #readItems(cells: readonly string[], row: number, whole: Amount | undefined): ItemReadings {
    if (this.#items.length === 0) return NO_ITEMS;
    const readings = this.#items.map((item) => item.read(cells, row));
    const items = readings.filter((item) => item !== undefined);
    for (const { amount } of items) {
      const problem = whole && amount && misfit(amount, whole, 'the row');
      if (problem === undefined) continue;
      const remedy = 'check both, or give the row the larger amount and leave the items without one';
      this.#setup.faults.add({ row, column: undefined, problem, remedy });
    }
    const twin = items.find((item, index) => items.findIndex(({ slug }) => slug === item.slug) < index);
    if (twin) {
      const problem = `has two items called “${twin.name}”`;
      this.#setup.faults.add({ row, column: undefined, problem, remedy: 'keep one of them under items:' });
    }
    return readings;
  }

  #text(field: TextField, cells: readonly string[]): string | undefined {
    return this.#texts.get(field)?.render(cells) || undefined;
  }

  /** The id of a party or program, by the name that the row gives it. */
  #name(book: NameBook, field: TextField, cells: readonly string[], row: number): string | undefined {
    const name = this.#text(field, cells);
    if (name === undefined) return undefined;
    const note: NoteUse = (problem, remedy) =>
      this.#reading.source.report.note(['row', field], `row ${row}: ${problem}`, remedy);
    const id = book.use(name, note);
    if (id === '') this.#report(field, row, `“${name}” has no letter or digit`, 'write a name');
    return id;
  }

  /** An id is made small, and so is a name of one: “A-7” is the row that `id: "{Award}"` made of the cell “A-7”. */
  #reference(field: 'partOf' | 'subject', cells: readonly string[], row: number): string | undefined {
    const text = this.#text(field, cells);
    if (text === undefined) return undefined;
    const reference = this.#references.get(text, () => (REFERENCE.test(text) ? text : slug(text)));
    if (reference !== '') return reference;
    this.#report(
      field,
      row,
      `“${text}” has no letter or digit`,
      'write the id of a fact, or leave the cell empty',
    );
    return undefined;
  }

  #url(cells: readonly string[], row: number): string | undefined {
    const url = this.#text('url', cells);
    if (url === undefined || (WEB_ADDRESS.test(url) && URL.canParse(url))) return url;
    this.#report('url', row, `“${url}” is not a web address`, 'write one that begins with https://');
    return undefined;
  }

  /** Empty where rows have none of their own. Undefined where it is wrong, which is reported. */
  #claimId(cells: readonly string[], row: number): string | undefined {
    if (this.#ids === undefined) return '';
    const id = slug(this.#text('id', cells) ?? '');
    if (id === '') {
      const remedy = 'fill in its id, or leave out id: so that its number is its id';
      this.#report('id', row, 'has no id', remedy);
      return undefined;
    }
    const twin = this.#ids.claim(id, row);
    if (twin === undefined) return id;
    const remedy = 'make ids of more columns, or leave out id: so that row numbers are ids';
    this.#report('id', row, `“${id}” is the id of row ${twin} as well`, remedy);
    return undefined;
  }

  #report(field: TextField, row: number, problem: string, remedy: string): void {
    const { columns, faults } = this.#setup;
    const places = this.#texts.get(field)?.columns ?? [];
    const column = places.length > 0 ? places.map((place) => columns.nameOf(place)).join('”, “') : undefined;
    faults.add({ row, column, problem, remedy });
  }
}

/** How the kind of a row is found: the same for all, or by what a column says. */
function kindsOf(
  { kind, kinds }: RowMapping,
  { columns, report, faults }: Setup,
): (cells: readonly string[], row: number) => Kind | undefined {
  if ((kind === undefined) === (kinds === undefined)) {
    const problem = kind === undefined ? 'has neither kind nor kinds' : 'has both kind and kinds';
    report.add(
      ['row'],
      problem,
      'write kind: where all rows have one, or kinds: with a column and its values',
    );
  }
  if (kinds === undefined) return () => kind;
  const values = new Map(Object.entries(kinds.values));
  const place = columns.find(kinds.column, ['row', 'kinds', 'column']) ?? -1;
  return (cells, row) => {
    const cell = cells[place] ?? '';
    const found = values.get(cell);
    if (found === undefined) {
      // Each value is a thing to mend by itself.
      const meant = cell === '' ? undefined : findNearestWord(cell, values.keys());
      const advice = meant === undefined ? '' : `did you mean “${meant}”? Else `;
      const remedy = `${advice}add “${cell}” to values: under kinds:, or leave such rows out by skip:`;
      faults.add({ row, column: kinds.column, cell, problem: 'is no kind that table.yaml knows', remedy });
    }
    return found;
  };
}
