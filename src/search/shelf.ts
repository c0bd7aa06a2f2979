import type { Accepts } from './bits.ts';
import { IndexBuilder } from './build-index.ts';
import { Entry } from './entry.ts';
import { accepts, acceptsGroup, type Filter } from './facets.ts';
import { Gatherer, type Promising } from './gather.ts';
import { gatherDetails } from './gather-details.ts';
import { idKey } from './keys.ts';
import { RecordPacker } from './packed-records.ts';
import type { Query } from './query.ts';
import type { RecordList, SearchRecord } from './records.ts';
import { Scratch } from './scratch.ts';
import { Segment } from './segment.ts';

/** A record of a shelf by its place there. */
export interface Candidate {
  readonly place: number;
  readonly entry: Entry;
  /** Which of its names is thought to answer best. */
  readonly text?: number | undefined;
}

/** Up to so many records are all judged: an index would cost more than it saves. */
export const MOST_JUDGED = 256;

/** Folded texts of that many records are kept. */
const MOST_REMEMBERED = 1_024;

/** One thread asks one thing at a time. */
const scratch = new Scratch();

/** Some records, in their order, with what finds them. */
export interface Shelf {
  readonly size: number;
  readonly records: RecordList;
  /** Places of records that are no longer there. */
  readonly gone: ReadonlySet<number>;
  /** The same without the records that have these ids. */
  without(ids: readonly string[]): Shelf;
  withId(id: string): Candidate[];
  /**
   * Records that may answer a query by a name, and those that may only by a detail, each no more than about `most`, in
   * their own order. Where all are judged anyway, the first are all.
   */
  named(query: Query, filter: Filter, most: number): Candidate[];
  detailed(query: Query, filter: Filter, most: number, isUnfinished: boolean): Candidate[];
  /** Some of each type, those that come first. */
  first(filter: Filter): SearchRecord[];
}

/** Few records: each is looked at. */
export class ShortShelf implements Shelf {
  readonly records: readonly SearchRecord[];
  readonly gone: ReadonlySet<number> = new Set();
  readonly #candidates: readonly Candidate[];
  readonly #byId: ReadonlyMap<string, readonly Candidate[]>;

  constructor(records: readonly SearchRecord[]) {
    this.records = records;
    this.#candidates = records.map((record, place) => ({ place, entry: new Entry(record) }));
    this.#byId = Map.groupBy(this.#candidates, ({ entry }) => idKey(entry.record.id));
  }

  get size(): number {
    return this.#candidates.length;
  }

  without(ids: readonly string[]): ShortShelf {
    const gone = new Set(ids.map(idKey));
    return new ShortShelf(this.records.filter(({ id }) => !gone.has(idKey(id))));
  }

  withId(id: string): Candidate[] {
    return [...(this.#byId.get(idKey(id)) ?? [])];
  }

  named(_query: Query, filter: Filter): Candidate[] {
    return this.#accepted(filter);
  }

  detailed(): Candidate[] {
    return [];
  }

  first(filter: Filter): SearchRecord[] {
    return this.#accepted(filter).map(({ entry }) => entry.record);
  }

  #accepted(filter: Filter): Candidate[] {
    return this.#candidates.filter(({ entry }) => accepts(filter, entry.record));
  }
}

/** Any number of records, and an index of them. */
export class LongShelf implements Shelf {
  readonly records: RecordList;
  readonly segment: Segment;
  readonly gone: ReadonlySet<number>;
  /** Who types a name sees much the same records from letter to letter. */
  readonly #entries = new Map<number, Entry>();

  constructor(records: RecordList, segment: Segment, gone: ReadonlySet<number> = new Set()) {
    this.records = records;
    this.segment = segment;
    this.gone = gone;
  }

  static build(records: readonly SearchRecord[]): LongShelf {
    const packer = new RecordPacker();
    for (const record of records) packer.add(record);
    const builder = new IndexBuilder();
    for (const chunk of packer.finish().packed.chunks) builder.addAll(chunk);
    return new LongShelf(records, new Segment(builder.finish()));
  }

  get size(): number {
    return this.records.length - this.gone.size;
  }

  without(ids: readonly string[]): LongShelf {
    const places = ids.flatMap((id) => this.withId(id)).map(({ place }) => place);
    return new LongShelf(this.records, this.segment, new Set([...this.gone, ...places]));
  }

  withId(id: string): Candidate[] {
    const key = idKey(id);
    const candidates = this.#candidates(toPromising(this.segment.withId(id)), {}, Infinity);
    return candidates.filter(({ entry }) => idKey(entry.record.id) === key);
  }

  named(query: Query, filter: Filter, most: number): Candidate[] {
    if (query.words.length === 0 || !this.segment.mayAccept(filter)) return [];
    const gatherer = new Gatherer(this.segment, query, scratch, this.#acceptor(filter));
    const found = gatherer.gather(filter.accept ? MOST_ASKED : most);
    return this.#candidates(found, filter, most);
  }

  detailed(query: Query, filter: Filter, most: number, isUnfinished: boolean): Candidate[] {
    if (!this.segment.mayAccept(filter)) return [];
    const enough = filter.accept ? MOST_ASKED : most;
    const accepts = this.#acceptor(filter);
    const ranks = gatherDetails(this.segment, query, scratch, { accepts, isUnfinished, most: enough });
    return this.#candidates(toPromising(ranks), filter, most);
  }

  first(filter: Filter): SearchRecord[] {
    const groups = this.segment.groups.filter((group) => acceptsGroup(filter, group));
    const places = groups.flatMap(({ first }) => first).sort((a, b) => a - b);
    const records = places.filter((place) => !this.gone.has(place)).map((place) => this.records.at(place));
    return records.filter((record) => record !== undefined).filter((record) => accepts(filter, record));
  }

  /** Which ranks are still there and pass a filter; undefined where it is all of them. */
  #acceptor(filter: Filter): Accepts | undefined {
    const passes = this.segment.acceptor(filter);
    if (this.gone.size === 0) return passes;
    const { order } = this.segment.data;
    return (rank) => !this.gone.has(order[rank] ?? 0) && (passes?.(rank) ?? true);
  }

  #entryAt(place: number): Entry | undefined {
    const known = this.#entries.get(place);
    if (known) return known;
    const record = this.records.at(place);
    if (!record) return undefined;
    const entry = new Entry(record);
    if (this.#entries.size === MOST_REMEMBERED) this.#entries.clear();
    this.#entries.set(place, entry);
    return entry;
  }

  /** The best that the filter accepts. */
  #candidates(found: readonly Promising[], { accept }: Filter, most: number): Candidate[] {
    const candidates: Candidate[] = [];
    for (const { rank, text } of found) {
      const place = this.segment.data.order[rank] ?? 0;
      const entry = this.gone.has(place) ? undefined : this.#entryAt(place);
      if (entry && (accept?.(entry.record) ?? true)) candidates.push({ place, entry, text });
      if (candidates.length === most) break;
    }
    return candidates.sort((a, b) => a.place - b.place);
  }
}

/** A filter of one's own can only be asked record by record: that many are. */
const MOST_ASKED = 1_024;

function toPromising(ranks: readonly number[]): Promising[] {
  return ranks.map((rank) => ({ rank }));
}
