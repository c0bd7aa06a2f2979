import type {
  Assistance,
  Engagement,
  FactsInput,
  Item,
  Party,
  Program,
  Revision,
  Source,
} from './records.ts';
import { compareWhen } from './when.ts';

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

  readonly #sources: Index<Source>;
  readonly #assistance: Index<Assistance>;
  readonly #items: Index<Item>;
  readonly #engagements: Index<Engagement>;
  readonly #programs: Index<Program>;
  readonly #parties: Index<Party>;
  readonly #position: ReadonlyMap<string, number>;
  readonly #children: Groups<Assistance>;
  readonly #assistanceOn: Groups<Assistance>;
  readonly #engagementsOn: Groups<Engagement>;
  readonly #series: Groups<Engagement>;
  readonly #alike: Groups<Engagement>;
  readonly #under: Groups<Assistance>;
  readonly #partsOfParty: Groups<Party>;
  readonly #recipients: ReadonlySet<string>;

  /** @throws Error if a record names a source, an assistance or a party that is not there: the loader checks that first */
  static build(input: FactsInput, revision: Revision): Facts {
    return new Facts(input, revision);
  }

  private constructor(input: FactsInput, revision: Revision) {
    this.revision = revision;
    this.sources = frozen(input.sources.toSorted(newestFirst));
    this.#sources = indexById(this.sources);
    const sourceRank = new Map(this.sources.map(({ id }, rank) => [id, rank]));
    const rank = ({ sourceId }: { sourceId: string }) =>
      sourceRank.get(sourceId) ?? missing('source', sourceId);
    for (const record of [...input.assistance, ...input.engagements]) rank(record);
    this.assistance = frozen(input.assistance.toSorted((a, b) => rank(a) - rank(b)));
    this.items = frozen(this.assistance.flatMap(({ items }) => items));
    this.engagements = frozen(
      input.engagements.toSorted((a, b) => compareWhen(a.when, b.when) || rank(a) - rank(b)),
    );
    this.programs = frozen([...input.programs]);
    this.parties = frozen([...input.parties]);
    this.#assistance = indexById(this.assistance);
    this.#items = indexById(this.items);
    this.#engagements = indexById(this.engagements);
    this.#programs = indexById(this.programs);
    this.#parties = indexById(this.parties);
    this.#position = new Map(this.assistance.map(({ id }, position) => [id, position]));
    this.#children = groupBy(this.assistance, ({ partOf }) => partOf);
    const oldestFirst = (a: { sourceId: string }, b: { sourceId: string }) => rank(b) - rank(a);
    this.#assistanceOn = groupBy(this.assistance.toSorted(oldestFirst), ({ subject }) => subject);
    this.#engagementsOn = groupBy(this.engagements.toSorted(oldestFirst), ({ subject }) => subject);
    this.#series = groupBy(this.engagements, ({ seriesId }) => seriesId);
    this.#alike = groupBy(this.engagements, alikeKey);
    this.#under = groupBy(this.assistance, (assistance) => this.#programOf(assistance));
    this.#partsOfParty = groupBy(this.parties, ({ partOf }) => partOf);
    this.#recipients = new Set(this.assistance.flatMap(({ to }) => this.#upwards(to)));
  }

  findSource(id: string): Source | undefined {
    return this.#sources.get(id);
  }

  findAssistance(id: string): Assistance | undefined {
    return this.#assistance.get(id);
  }

  findItem(id: string): Item | undefined {
    return this.#items.get(id);
  }

  findEngagement(id: string): Engagement | undefined {
    return this.#engagements.get(id);
  }

  findProgram(id: string): Program | undefined {
    return this.#programs.get(id);
  }

  findParty(id: string): Party | undefined {
    return this.#parties.get(id);
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
  childrenOf(assistanceId: string): readonly Assistance[] {
    return this.#children.get(assistanceId) ?? NONE;
  }

  /** What it is part of, nearest first. Ends where a chain would begin again. */
  ancestorsOf(assistanceId: string): readonly Assistance[] {
    const ancestors = new Set<Assistance>();
    let { partOf } = this.getAssistance(assistanceId);
    while (partOf !== undefined && partOf !== assistanceId) {
      const parent = this.getAssistance(partOf);
      if (ancestors.has(parent)) break;
      ancestors.add(parent);
      partOf = parent.partOf;
    }
    return frozen([...ancestors]);
  }

  assistanceOf(item: Item): Assistance {
    return this.getAssistance(item.assistanceId);
  }

  /** The other facts about the same thing, in order of publication: the oldest first. */
  sameSubject(record: Assistance): readonly Assistance[];
  sameSubject(record: Engagement): readonly Engagement[];
  sameSubject(record: Assistance | Engagement): readonly (Assistance | Engagement)[] {
    if (record.subject === undefined) return NONE;
    const all = ('kind' in record ? this.#assistanceOn : this.#engagementsOn).get(record.subject) ?? NONE;
    return frozen(all.filter(({ id }) => id !== record.id));
  }

  /** Whether any meetings are of a series. */
  get hasSeries(): boolean {
    return this.#alike.size > 0;
  }

  /** The meetings of its series, earliest first; itself alone where it is of none. */
  seriesOf(engagement: Engagement): readonly Engagement[] {
    const { seriesId } = engagement;
    return (seriesId === undefined ? undefined : this.#series.get(seriesId)) ?? [engagement];
  }

  /** The meetings of its series that are called the same, earliest first; itself alone where it is of none. */
  alike(engagement: Engagement): readonly Engagement[] {
    return this.#alike.get(alikeKey(engagement)) ?? [engagement];
  }

  /** Whether it is the first of those that are alike it, and can stand for them. */
  isFirstAlike(engagement: Engagement): boolean {
    return this.alike(engagement)[0] === engagement;
  }

  /** What names the program, and what is part of such and names none of its own. */
  assistanceUnder(programId: string): readonly Assistance[] {
    return this.#under.get(programId) ?? NONE;
  }

  /** The ids of the party and of all that belong to it, directly or not: a country, its ministries, their services. */
  partiesWithin(partyId: string): ReadonlySet<string> {
    const within = new Set([this.getParty(partyId).id]);
    // A set that grows while it is walked is walked to its new end; ids already in it are not visited again.
    for (const id of within) {
      for (const part of this.#partsOfParty.get(id) ?? NONE) within.add(part.id);
    }
    return within;
  }

  /** Something was given to it, or to what belongs to it. */
  isRecipient(partyId: string): boolean {
    return this.#recipients.has(partyId);
  }

  /** The party and whatever it belongs to, nearest first. The loader lets no circle pass. */
  #upwards(partyId: string | undefined): string[] {
    const upwards: string[] = [];
    for (let id = partyId; id !== undefined && !upwards.includes(id); id = this.#parties.get(id)?.partOf)
      upwards.push(id);
    return upwards;
  }

  /** Each once, in the order of `assistance`, whatever the order given. */
  inOrder(records: readonly Assistance[]): Assistance[] {
    const position = ({ id }: Assistance) => this.#position.get(id) ?? missing('assistance', id);
    const distinct = new Set(records.map(({ id }) => this.getAssistance(id)));
    return [...distinct].sort((a, b) => position(a) - position(b));
  }

  /** The same facts with only the sources published by the end of that day; a part of a dropped fact stands alone. */
  publishedBy(date: Temporal.PlainDate): Facts {
    const sources = this.sources.filter(({ published }) => Temporal.PlainDate.compare(published, date) <= 0);
    if (sources.length === this.sources.length) return this;
    const kept = new Set(sources.map(({ id }) => id));
    const isKept = ({ sourceId }: { sourceId: string }) => kept.has(sourceId);
    const assistance = this.assistance.filter(isKept).map((record) => {
      const { partOf } = record;
      return partOf === undefined || isKept(this.getAssistance(partOf))
        ? record
        : { ...record, partOf: undefined };
    });
    const { programs, parties } = this;
    const engagements = this.engagements.filter(isKept);
    return Facts.build({ sources, programs, parties, assistance, engagements }, this.revision);
  }

  #programOf(assistance: Assistance): string | undefined {
    const chain = [assistance, ...this.ancestorsOf(assistance.id)];
    return chain.find(({ programId }) => programId !== undefined)?.programId;
  }
}

type Index<T> = ReadonlyMap<string, T>;
type Groups<T> = ReadonlyMap<string | undefined, readonly T[]>;

const NONE: readonly never[] = Object.freeze([]);

function alikeKey({ seriesId, title }: Engagement): string | undefined {
  return seriesId === undefined ? undefined : `${seriesId} ${title}`;
}

function newestFirst(a: Source, b: Source): number {
  return Temporal.PlainDate.compare(b.published, a.published) || (a.id < b.id ? -1 : 1);
}

function indexById<T extends { readonly id: string }>(records: readonly T[]): Index<T> {
  return new Map(records.map((record) => [record.id, record]));
}

/** Those without a key are left out. */
function groupBy<T>(records: readonly T[], keyOf: (record: T) => string | undefined): Groups<T> {
  const groups = Map.groupBy(records, keyOf);
  groups.delete(undefined);
  for (const group of groups.values()) Object.freeze(group);
  return groups;
}

function frozen<T>(list: T[]): readonly T[] {
  return Object.freeze(list);
}

/** A reference that nobody checked is our bug, not the user's. */
function missing(what: string, id: string): never {
  throw new Error(`There is no ${what} “${id}” among the facts.`);
}
