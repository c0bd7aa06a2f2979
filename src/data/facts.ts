import type { Sharing } from './by-text.ts';
import {
  alikeKey,
  ancestorsOf,
  type FactsIndex,
  indexFacts,
  programIdOf,
  type SourceFacts,
} from './facts-index.ts';
import { keepInSteps } from './lists-in-steps.ts';
import { missing } from './missing.ts';
import {
  type Assistance,
  type Engagement,
  type FactsInput,
  type Item,
  type Party,
  type Program,
  type Revision,
  type Source,
  withPartOf,
} from './records.ts';
import { forEach, runAtOnce, runPaced, type Steps } from './steps.ts';

// The records are half of what this module promises: whoever asks `Facts` imports both from here.
export * from './records.ts';

/** Everything loaded: immutable, swapped whole, looked up in constant time. Pure: no clock, no disk. */
export class Facts {
  readonly revision: Revision;
  /** Newest first; of one day, by id. */
  readonly sources: readonly Source[];
  /** In the order of `sources`, and inside a source as it lists them. */
  readonly assistance: readonly Assistance[];
  /** Of all assistance, in its order. */
  readonly items: readonly Item[];
  /** Earliest first. */
  readonly engagements: readonly Engagement[];
  readonly programs: readonly Program[];
  readonly parties: readonly Party[];

  readonly #index: FactsIndex;

  /** @throws Error if a record names a source or an assistance that is not there: the loader checks that first */
  static build(input: FactsInput, revision: Revision): Facts {
    return new Facts(runAtOnce(indexFacts(input)), revision);
  }

  /** As `build`, letting everything else that waits go first now and then. */
  static async buildAside(input: FactsInput, revision: Revision): Promise<Facts> {
    return new Facts(await runPaced(indexFacts(input)), revision);
  }

  private constructor(index: FactsIndex, revision: Revision) {
    this.revision = revision;
    this.#index = index;
    const { sources, assistance, items, engagements, programs, parties } = index;
    this.sources = sources;
    this.assistance = assistance;
    this.items = items;
    this.engagements = engagements;
    this.programs = programs;
    this.parties = parties;
  }

  /** What one source says, in its order; meetings earliest first. */
  toldBy(sourceId: string): SourceFacts {
    return this.#index.toldBy.get(sourceId) ?? { assistance: NONE, engagements: NONE, itemCount: 0 };
  }

  /** All items of exactly this name: in a table it may be a million. */
  itemsCalled(name: string): Sharing<Item> {
    return this.#index.itemByName.all(name);
  }

  /** All assistance of exactly this title. */
  assistanceCalled(title: string): Sharing<Assistance> {
    return this.#index.assistanceByTitle.all(title);
  }

  findSource(id: string): Source | undefined {
    return this.#index.sourceOf.get(id);
  }

  findAssistance(id: string): Assistance | undefined {
    return this.#index.assistanceById.find(id);
  }

  findItem(id: string): Item | undefined {
    return this.#index.itemById.find(id);
  }

  findEngagement(id: string): Engagement | undefined {
    return this.#index.engagementOf.get(id);
  }

  findProgram(id: string): Program | undefined {
    return this.#index.programOf.get(id);
  }

  findParty(id: string): Party | undefined {
    return this.#index.partyOf.get(id);
  }

  getSource(id: string): Source {
    return this.findSource(id) ?? missing('source', id);
  }

  getAssistance(id: string): Assistance {
    return this.findAssistance(id) ?? missing('assistance', id);
  }

  getItem(id: string): Item {
    return this.findItem(id) ?? missing('item', id);
  }

  getEngagement(id: string): Engagement {
    return this.findEngagement(id) ?? missing('engagement', id);
  }

  getProgram(id: string): Program {
    return this.findProgram(id) ?? missing('program', id);
  }

  getParty(id: string): Party {
    return this.findParty(id) ?? missing('party', id);
  }

  /** What is directly part of it. */
  childrenOf(record: Assistance): readonly Assistance[] {
    return this.#index.ties.partsOf(record);
  }

  /** No other fact has to do with it: it is part of nothing, has no parts, and nothing else tells of its subject. */
  standsAlone(record: Assistance): boolean {
    return this.#index.ties.hasNone(record);
  }

  /** What it is part of, nearest first. Ends where a chain would begin again. */
  ancestorsOf(assistanceId: string): readonly Assistance[] {
    return ancestorsOf(this.getAssistance(assistanceId), (id) => this.findAssistance(id));
  }

  assistanceOf(item: Item): Assistance {
    return this.getAssistance(item.assistanceId);
  }

  /** The other facts about the same thing, in order of publication: the oldest first. */
  sameSubject(record: Assistance): readonly Assistance[];
  sameSubject(record: Engagement): readonly Engagement[];
  sameSubject(record: Assistance | Engagement): readonly (Assistance | Engagement)[] {
    const all: readonly (Assistance | Engagement)[] =
      'kind' in record
        ? this.tellingsOf(record)
        : (this.#index.engagementsOn.get(record.subject ?? '') ?? NONE);
    return frozen(all.filter(({ id }) => id !== record.id));
  }

  /** As `sameSubject`, with itself; none where it has no subject. Not copied: in a table it may be a million. */
  tellingsOf(record: Assistance): readonly Assistance[] {
    return this.#index.ties.tellingsOf(record);
  }

  /** The meetings of its series, earliest first; itself alone where it is of none. */
  seriesOf(engagement: Engagement): readonly Engagement[] {
    return this.#index.series.get(engagement.seriesId ?? '') ?? [engagement];
  }

  /** The meetings of its series that are called the same, earliest first; itself alone where it is of none. */
  alike(engagement: Engagement): readonly Engagement[] {
    return this.#index.alike.get(alikeKey(engagement) ?? '') ?? [engagement];
  }

  /** Whether it is the first of those that are alike it, and can stand for them. */
  isFirstAlike(engagement: Engagement): boolean {
    return this.alike(engagement)[0] === engagement;
  }

  /** The program that it names; where it names none, that of the nearest that contains it and does. */
  programIdOf(record: Assistance): string | undefined {
    return programIdOf(record, (id) => this.findAssistance(id));
  }

  /** The ids of the party and of all that belong to it, directly or not: a country, its ministries, their services. */
  partiesWithin(partyId: string): ReadonlySet<string> {
    const within = new Set([this.getParty(partyId).id]);
    // A set that grows while it is walked is walked to its new end; ids already in it are not visited again.
    for (const id of within) {
      for (const part of this.#index.partsOfParty.get(id) ?? NONE) within.add(part.id);
    }
    return within;
  }

  /** Something was given to it, or to what belongs to it. */
  isRecipient(partyId: string): boolean {
    return this.#index.recipients.has(partyId);
  }

  /** Each once, in the order of `assistance`, whatever the order given. */
  inOrder(records: readonly Assistance[]): Assistance[] {
    return this.#index.order.sortFew(records);
  }

  /** As `inOrder`, of many; yields wherever it can be interrupted. */
  inOrderSteps(records: readonly Assistance[]): Steps<readonly Assistance[]> {
    return this.#index.order.sort(records);
  }

  /**
   * Where in `assistance` it is.
   *
   * @throws Error if it is not among the facts
   */
  placeOf(record: Assistance): number {
    return this.#index.order.placeOf(record);
  }

  /** The same facts with only the sources published by the end of that day; a part of a dropped fact stands alone. */
  publishedBy(date: Temporal.PlainDate): Facts {
    return runAtOnce(this.publishedBySteps(date));
  }

  /** As `publishedBy`; yields wherever it can be interrupted. */
  *publishedBySteps(date: Temporal.PlainDate): Steps<Facts> {
    const sources = this.sources.filter(({ published }) => Temporal.PlainDate.compare(published, date) <= 0);
    if (sources.length === this.sources.length) return this;
    const kept = new Set(sources.map(({ id }) => id));
    const isKept = ({ sourceId }: { sourceId: string }) => kept.has(sourceId);
    const assistance = [...(yield* keepInSteps(this.assistance, isKept))];
    yield* forEach(assistance, (record, place) => {
      const { partOf } = record;
      const isCut = partOf !== undefined && !isKept(this.getAssistance(partOf));
      if (isCut) assistance[place] = withPartOf(record, undefined);
    });
    const { programs, parties } = this;
    const engagements = this.engagements.filter(isKept);
    return new Facts(
      yield* indexFacts({ sources, programs, parties, assistance, engagements }),
      this.revision,
    );
  }
}

const NONE: readonly never[] = Object.freeze([]);

function frozen<T>(list: T[]): readonly T[] {
  return Object.freeze(list);
}
