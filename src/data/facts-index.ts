import { AssistanceOrder } from './assistance-order.ts';
import { ByText } from './by-text.ts';
import { joinLists } from './lists-in-steps.ts';
import { missing } from './missing.ts';
import type { Assistance, Engagement, FactsInput, Item, Party, Program, Source } from './records.ts';
import { forEach, type Steps } from './steps.ts';
import { Ties } from './ties.ts';
import { compareWhen } from './when.ts';

/** All that one source says. */
export interface SourceFacts {
  /** In the order of the source. */
  readonly assistance: readonly Assistance[];
  /** Earliest first. */
  readonly engagements: readonly Engagement[];
  readonly itemCount: number;
}

export type Index<T> = ReadonlyMap<string, T>;
export type Groups<T> = ReadonlyMap<string, readonly T[]>;

/** The records in the order in which they are told, and everything by which they are looked up. */
export interface FactsIndex extends FactsInput {
  readonly items: readonly Item[];

  readonly sourceOf: Index<Source>;
  readonly assistanceById: ByText<Assistance>;
  readonly assistanceByTitle: ByText<Assistance>;
  readonly itemById: ByText<Item>;
  readonly itemByName: ByText<Item>;
  readonly engagementOf: Index<Engagement>;
  readonly programOf: Index<Program>;
  readonly partyOf: Index<Party>;
  readonly toldBy: ReadonlyMap<string, SourceFacts>;
  readonly order: AssistanceOrder;
  readonly ties: Ties;
  /** Of each subject the oldest source's first. */
  readonly engagementsOn: Groups<Engagement>;
  /** Meetings that a calendar repeats, earliest first: all of a series, and those of it that are called the same. */
  readonly series: Groups<Engagement>;
  readonly alike: Groups<Engagement>;
  readonly partsOfParty: Groups<Party>;
  /** Parties to which something was given, and whatever those belong to. */
  readonly recipients: ReadonlySet<string>;
}

const NONE: readonly never[] = Object.freeze([]);

/**
 * Indexes records. Stops after each, so that whoever has others waiting can let them go first.
 *
 * @throws Error if a record names a source or an assistance that is not there
 */
export function* indexFacts(input: FactsInput): Steps<FactsIndex> {
  const sources = Object.freeze(input.sources.toSorted(newestFirst));
  const toldBy = yield* tellBySource(input, sources);
  const partyOf = indexById(input.parties);
  const placed = yield* placeAssistance(sources, toldBy);
  const recipients = yield* findRecipients(placed, partyOf);
  const oldestFirst = sources.toReversed();
  const ties = yield* tie(placed, oldestFirst, toldBy);
  const told = sources.flatMap(({ id }) => [...(toldBy.get(id)?.engagements ?? NONE)]);
  // Of one time, the newest source's first.
  const engagements = Object.freeze(told.sort(earliestFirst));
  return {
    ...{ sources, toldBy, partyOf, ...placed, recipients, ties },
    engagements,
    engagementsOn: groupBySubject(oldestFirst, toldBy),
    ...groupSeries(engagements),
    programs: Object.freeze([...input.programs]),
    parties: Object.freeze([...input.parties]),
    sourceOf: indexById(sources),
    engagementOf: indexById(engagements),
    programOf: indexById(input.programs),
    partsOfParty: groupParts(input.parties),
  };
}

type Placed = Pick<
  FactsIndex,
  'assistance' | 'items' | 'order' | 'assistanceById' | 'assistanceByTitle' | 'itemById' | 'itemByName'
>;

function* placeAssistance(sources: readonly Source[], told: FactsIndex['toldBy']): Steps<Placed> {
  const assistance = yield* joinLists(sources, ({ id }) => told.get(id)?.assistance ?? NONE);
  const items = yield* joinLists(assistance, (record) => record.items);
  const assistanceById = yield* ByText.of(assistance, ({ id }) => id);
  return {
    assistance,
    items,
    assistanceById,
    order: yield* AssistanceOrder.of(assistance, assistanceById),
    assistanceByTitle: yield* ByText.of(assistance, ({ title }) => title),
    itemById: yield* ByText.of(items, ({ id }) => id),
    itemByName: yield* ByText.of(items, ({ name }) => name),
  };
}

function* findRecipients({ assistance }: Placed, partyOf: Index<Party>): Steps<ReadonlySet<string>> {
  const recipients = new Set<string>();
  yield* forEach(assistance, ({ to }) => addUpwards(recipients, to, partyOf));
  return recipients;
}

function* tie(
  { assistance, order, assistanceById: byId }: Placed,
  oldestFirst: readonly Source[],
  toldBy: FactsIndex['toldBy'],
): Steps<Ties> {
  const told = yield* joinLists(oldestFirst, ({ id }) => toldBy.get(id)?.assistance ?? NONE);
  return yield* Ties.of(assistance, told, { order, byId });
}

/** @param sources in the order in which each group is to be */
function groupBySubject(sources: readonly Source[], toldBy: FactsIndex['toldBy']): Groups<Engagement> {
  const groups = new Map<string, Engagement[]>();
  for (const { id } of sources) {
    for (const record of toldBy.get(id)?.engagements ?? NONE) put(groups, record.subject, record);
  }
  return frozen(groups);
}

function groupSeries(engagements: readonly Engagement[]): Pick<FactsIndex, 'series' | 'alike'> {
  const series = new Map<string, Engagement[]>();
  const alike = new Map<string, Engagement[]>();
  for (const engagement of engagements) {
    put(series, engagement.seriesId, engagement);
    put(alike, alikeKey(engagement), engagement);
  }
  return { series: frozen(series), alike: frozen(alike) };
}

export function alikeKey({ seriesId, title }: Engagement): string | undefined {
  return seriesId === undefined ? undefined : `${seriesId} ${title}`;
}

interface Telling {
  /** As long as it will be from the start. */
  readonly assistance: Assistance[];
  readonly engagements: Engagement[];
  itemCount: number;
}

function* tellBySource(input: FactsInput, sources: readonly Source[]): Steps<FactsIndex['toldBy']> {
  const counts = new Map(sources.map(({ id }) => [id, 0]));
  yield* forEach(input.assistance, ({ sourceId }) => {
    counts.set(sourceId, (counts.get(sourceId) ?? missing('source', sourceId)) + 1);
  });
  const told = new Map<string, Telling>();
  for (const [id, count] of counts) {
    told.set(id, { assistance: new Array(count), engagements: [], itemCount: 0 });
    counts.set(id, 0);
  }
  yield* forEach(input.assistance, (record) => {
    const place = counts.get(record.sourceId) ?? 0;
    const of = told.get(record.sourceId) ?? missing('source', record.sourceId);
    of.assistance[place] = record;
    of.itemCount += record.items.length;
    counts.set(record.sourceId, place + 1);
  });
  for (const record of input.engagements) {
    (told.get(record.sourceId) ?? missing('source', record.sourceId)).engagements.push(record);
  }
  for (const { assistance, engagements } of told.values()) {
    Object.freeze(assistance);
    Object.freeze(engagements.sort(earliestFirst));
  }
  return told;
}

function groupParts(parties: readonly Party[]): Groups<Party> {
  const parts = new Map<string, Party[]>();
  for (const party of parties) put(parts, party.partOf, party);
  return frozen(parts);
}

function earliestFirst(a: Engagement, b: Engagement): number {
  return compareWhen(a.when, b.when);
}

/** What it is part of, nearest first. Ends where a chain would begin again. */
export function ancestorsOf(
  record: Assistance,
  find: (id: string) => Assistance | undefined,
): readonly Assistance[] {
  let partOf: string | undefined = record.partOf;
  // Nearly every record is part of nothing.
  if (partOf === undefined) return NONE;
  const ancestors = new Set<Assistance>();
  while (partOf !== undefined && partOf !== record.id) {
    const parent: Assistance = find(partOf) ?? missing('assistance', partOf);
    if (ancestors.has(parent)) break;
    ancestors.add(parent);
    partOf = parent.partOf;
  }
  return Object.freeze([...ancestors]);
}

export function programIdOf(
  record: Assistance,
  find: (id: string) => Assistance | undefined,
): string | undefined {
  const chain = ancestorsOf(record, find);
  return record.programId ?? chain.find(({ programId }) => programId !== undefined)?.programId;
}

/** The party and whatever it belongs to. The loader lets no circle pass. */
function addUpwards(found: Set<string>, partyId: string | undefined, partyOf: Index<Party>): void {
  for (let id = partyId; id !== undefined && !found.has(id); id = partyOf.get(id)?.partOf) found.add(id);
}

function newestFirst(a: Source, b: Source): number {
  return Temporal.PlainDate.compare(b.published, a.published) || (a.id < b.id ? -1 : 1);
}

function indexById<T extends { readonly id: string }>(records: readonly T[]): Index<T> {
  return new Map(records.map((record) => [record.id, record]));
}

/** What has no key is in no group. */
function put<T>(groups: Map<string, T[]>, key: string | undefined, value: T): void {
  if (key === undefined) return;
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

function frozen<T>(groups: Map<string, T[]>): Groups<T> {
  for (const group of groups.values()) Object.freeze(group);
  return groups;
}
