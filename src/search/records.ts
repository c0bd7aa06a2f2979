import { wordsOf } from '../data/evidence-words.ts';
import type { Assistance, Engagement, Facts, Item, Source } from '../data/facts.ts';
import type { Facets } from './facets.ts';
import { assistanceFacets, daysOfWhen } from './fact-facets.ts';

export const RECORD_TYPES = ['item', 'assistance', 'program', 'party', 'engagement', 'source'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

export const DETAIL_FIELDS = [
  'title',
  'program',
  'description',
  'quote',
  'place',
  'people',
  'topic',
  'category',
  'publisher',
  'note',
  'text',
] as const;
export type DetailField = (typeof DETAIL_FIELDS)[number];

export interface Detail {
  readonly field: DetailField;
  readonly text: string;
}

/** What can be searched of a fact. */
export interface SearchRecord {
  readonly type: RecordType;
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Weaker fields, the strongest first: a hit in a name beats a hit here. */
  readonly details: readonly Detail[];
  /** What filters ask for; absent where there is nothing to ask. */
  readonly facets?: Facets;
}

/** Records by their place: an array, or anything that makes them when they are asked for. */
export interface RecordList {
  readonly length: number;
  at(place: number): SearchRecord | undefined;
}

/**
 * Every record of the facts, by type in the order of `RECORD_TYPES`. A source's whole text is not searched:
 * its facts are.
 */
export function recordsOf(facts: Facts): SearchRecord[] {
  const records = new FactRecords(facts);
  return Array.from({ length: records.length }, (_, place) => records.at(place)).filter(
    (record) => record !== undefined,
  );
}

/** The same, each made when it is asked for: to make a million at once would hold this thread up. */
export class FactRecords implements RecordList {
  readonly length: number;
  readonly #lists: readonly RecordList[];

  constructor(facts: Facts) {
    const list = <T>(records: readonly T[], make: (record: T) => SearchRecord) => ({
      length: records.length,
      at: (place: number) => {
        const record = records[place];
        return record === undefined ? undefined : make(record);
      },
    });
    this.#lists = [
      list(facts.items, (item) => itemRecord(facts, item)),
      list(facts.assistance, (assistance) => assistanceRecord(facts, assistance)),
      list(facts.programs, ({ id, name, aliases }) => ({ type: 'program', id, name, aliases, details: [] })),
      list(facts.parties, ({ id, name, aliases }) => ({ type: 'party', id, name, aliases, details: [] })),
      // Of meetings that repeat one stands for all: a weekly call must not take the places of others.
      list(
        facts.engagements.filter((engagement) => facts.isFirstAlike(engagement)),
        engagementRecord,
      ),
      list(facts.sources, sourceRecord),
    ];
    this.length = this.#lists.reduce((sum, { length }) => sum + length, 0);
  }

  at(place: number): SearchRecord | undefined {
    let left = place;
    for (const list of this.#lists) {
      if (left < list.length) return list.at(left);
      left -= list.length;
    }
    return undefined;
  }
}

function itemRecord(facts: Facts, item: Item): SearchRecord {
  const assistance = facts.assistanceOf(item);
  // A sentence that lists all items is found with their assistance: here it would answer for each of them.
  const words = wordsOf(item.evidence);
  const ownWords = words === wordsOf(assistance.evidence) ? undefined : words;
  return {
    type: 'item',
    id: item.id,
    name: item.name,
    aliases: item.aliases,
    details: [
      ...detail('category', item.category),
      ...detail('title', assistance.title),
      ...programDetails(facts, assistance),
      ...detail('quote', ownWords),
    ],
    facets: assistanceFacets(facts, assistance, item),
  };
}

function assistanceRecord(facts: Facts, assistance: Assistance): SearchRecord {
  return {
    type: 'assistance',
    id: assistance.id,
    name: assistance.title,
    aliases: [],
    details: [
      ...programDetails(facts, assistance),
      ...detail('description', assistance.description),
      ...detail('quote', wordsOf(assistance.evidence)),
    ],
    facets: assistanceFacets(facts, assistance),
  };
}

function engagementRecord({ id, title, when, where, between, topics, evidence }: Engagement): SearchRecord {
  return {
    type: 'engagement',
    id,
    name: title,
    aliases: [],
    details: [
      ...detail('place', where),
      ...between.flatMap((people) => detail('people', people)),
      ...topics.flatMap((topic) => detail('topic', topic)),
      ...detail('quote', wordsOf(evidence)),
    ],
    facets: daysOfWhen(when),
  };
}

function sourceRecord({ id, title, publisher, note, text }: Source): SearchRecord {
  return {
    type: 'source',
    id,
    name: title,
    aliases: [],
    details: [...detail('publisher', publisher), ...detail('note', note), ...detail('text', text)],
  };
}

/**
 * The name and the other names of the program that an assistance is under, its own or that of what it is part
 * of.
 */
function programDetails(facts: Facts, assistance: Assistance): Detail[] {
  const chain = [assistance, ...facts.ancestorsOf(assistance.id)];
  const programId = chain.find((one) => one.programId !== undefined)?.programId;
  if (programId === undefined) return [];
  const { name, aliases } = facts.getProgram(programId);
  return [name, ...aliases].flatMap((text) => detail('program', text));
}

function detail(field: DetailField, text: string | undefined): Detail[] {
  return text === undefined ? [] : [{ field, text }];
}
