import { LongList } from '../long-list.ts';

/** What the facts of a table say in one of their fields, by the fact's place among them, from 0. */
export interface Column<T> {
  at(place: number): T;
}

/** The columns of all fields of a record. */
export type ColumnsOf<Entry> = { readonly [Field in keyof Entry]: Column<Entry[Field]> };

/** What all say alike. */
export function always<T>(value: T): Column<T> {
  return { at: () => value };
}

/** Numbers in one piece of a column, as bits of a place. Divided, since one array of millions is copied whole where it is full. */
const PIECE_BITS = 14;
const PIECE = 2 ** PIECE_BITS;
/** A small table has a small piece. */
const FEWEST = 16;

interface Numbers<T> {
  readonly length: number;
  [place: number]: T;
  set(other: Numbers<T>): void;
}

/** Numbers outside the heap, where no garbage collector walks them. */
export class NumberColumn<T extends number | bigint = number> implements Column<T> {
  readonly #make: (length: number) => Numbers<T>;
  readonly #none: T;
  readonly #pieces: Numbers<T>[] = [];
  #length = 0;

  /** From 0 to 4,294,967,295. */
  static of32Bits(): NumberColumn {
    return new NumberColumn<number>((length) => new Uint32Array(length), 0);
  }

  /** From -2⁶³ to 2⁶³-1. */
  static of64Bits(): NumberColumn<bigint> {
    return new NumberColumn<bigint>((length) => new BigInt64Array(length), 0n);
  }

  private constructor(make: (length: number) => Numbers<T>, none: T) {
    this.#make = make;
    this.#none = none;
  }

  get length(): number {
    return this.#length;
  }

  push(value: T): void {
    const place = this.#length & (PIECE - 1);
    const index = this.#length >>> PIECE_BITS;
    const piece = this.#pieces[index];
    if (piece !== undefined && place < piece.length) piece[place] = value;
    else this.#enlarge(index, piece)[place] = value;
    this.#length += 1;
  }

  at(place: number): T {
    return this.#pieces[place >>> PIECE_BITS]?.[place & (PIECE - 1)] ?? this.#none;
  }

  /** Only the first piece begins small. */
  #enlarge(index: number, full: Numbers<T> | undefined): Numbers<T> {
    const larger = this.#make(index === 0 ? Math.max(FEWEST, (full?.length ?? 0) * 2) : PIECE);
    if (full !== undefined) larger.set(full);
    this.#pieces[index] = larger;
    return larger;
  }
}

/** More are forgotten: each is then kept once more. */
const MOST_KNOWN = 65_536;

/** Values that many share: each is kept about once, and of a fact only which it is. */
export class SharedColumn<T> implements Column<T | undefined> {
  readonly #values = new LongList<T>();
  readonly #places = new Map<T, number>();
  /** 0 where there is none. */
  readonly #which = NumberColumn.of32Bits();

  push(value: T | undefined): void {
    this.#which.push(value === undefined ? 0 : this.#placeOf(value) + 1);
  }

  at(place: number): T | undefined {
    return this.#values.at(this.#which.at(place) - 1);
  }

  #placeOf(value: T): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    if (this.#places.size === MOST_KNOWN) this.#places.clear();
    const place = this.#values.length;
    this.#values.push(value);
    this.#places.set(value, place);
    return place;
  }
}
