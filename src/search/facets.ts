import type { RecordType, SearchRecord } from './records.ts';

/** What filters ask of a record besides its text. */
export interface Facets {
  /** Ids, with those of what each is part of. */
  readonly programs?: readonly string[];
  readonly recipients?: readonly string[];
  /** ISO days; either may be unknown, and then the record is thought to go on in that direction. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface Filter {
  /** Only records of these types; all where absent. */
  readonly types?: readonly RecordType[] | undefined;
  /** Only what was given under this program. */
  readonly program?: string | undefined;
  /** Only what was given to this party, or to a part of it. */
  readonly recipient?: string | undefined;
  /** ISO days: only what may have happened in this period. Records without a date are left out. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Only records that this accepts: of many it is asked about the 1,024 that answer best. */
  readonly accept?: ((record: SearchRecord) => boolean) | undefined;
}

/** Many records share their type, programs and recipients: what is asked of those is asked once a group. */
export interface Group {
  readonly type: RecordType;
  readonly programs: readonly string[];
  readonly recipients: readonly string[];
  /** Places of its first records, for a field in which nothing is typed yet. */
  readonly first: readonly number[];
}

/** As many as any list of suggestions is long, and some to spare for those that are taken out later. */
export const MOST_FIRST = 50;

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(1900, 0, 1);

/** No day before it can be told apart, nor one after `LAST`, in 2079. */
export const FIRST = 1;
export const LAST = 65_535;

/** Days since 1900. */
function dayNumber(iso: string): number {
  const days = Math.floor((Date.parse(iso.slice(0, 10)) - FIRST_DAY) / DAY_MS);
  return Math.min(LAST, Math.max(FIRST, days));
}

/** 0 and 0 where the record has no date. */
export function daysOf(facets: Facets | undefined): readonly [from: number, to: number] {
  if (facets?.from === undefined && facets?.to === undefined) return [0, 0];
  return [facets.from ? dayNumber(facets.from) : FIRST, facets.to ? dayNumber(facets.to) : LAST];
}

export function groupOf(type: RecordType, facets: Facets | undefined): Omit<Group, 'first'> {
  return { type, programs: facets?.programs ?? [], recipients: facets?.recipients ?? [] };
}

export function acceptsGroup({ types, program, recipient }: Filter, group: Omit<Group, 'first'>): boolean {
  return (
    (types?.includes(group.type) ?? true) &&
    (program === undefined || group.programs.includes(program)) &&
    (recipient === undefined || group.recipients.includes(recipient))
  );
}

export function acceptsDays({ since, until }: Filter, from: number, to: number): boolean {
  if (since === undefined && until === undefined) return true;
  if (from === 0) return false;
  return (since === undefined || to >= dayNumber(since)) && (until === undefined || from <= dayNumber(until));
}

export function accepts(filter: Filter, record: SearchRecord): boolean {
  return (
    acceptsGroup(filter, groupOf(record.type, record.facets)) &&
    acceptsDays(filter, ...daysOf(record.facets)) &&
    (filter.accept?.(record) ?? true)
  );
}
