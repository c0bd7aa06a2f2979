import type { Amount } from './amount.ts';
import type { When } from './when.ts';

/** The field's own terms, in the order in which money moves. Amounts of different kinds are never added. */
export const KINDS = [
  'requested',
  'appropriated',
  'authorized',
  'approved',
  'allocated',
  'announced',
  'obligated',
  'disbursed',
  'delivered',
] as const;
export type Kind = (typeof KINDS)[number];

export const ENGAGEMENT_STATUSES = ['planned', 'held', 'postponed', 'cancelled'] as const;
type EngagementStatus = (typeof ENGAGEMENT_STATUSES)[number];

/**
 * Verbatim passages of the source's text. `lines` are those of `source.txt`, from 1, on which they begin: each once, in the order
 * of the text.
 */
export interface QuoteEvidence {
  readonly type: 'quote';
  readonly quote: string;
  readonly lines: readonly [number, ...number[]];
}

/** One cell of a table: the name of its column, as the first row gives it, and what it holds. */
export interface Cell {
  readonly column: string;
  readonly value: string;
}

/** A row of the source's table, by the cells that facts are read from. `row` counts as a spreadsheet does: the names of columns are row 1. */
export interface RowEvidence {
  readonly type: 'row';
  readonly file: string;
  readonly row: number;
  readonly cells: readonly Cell[];
  /** A page about this row alone. */
  readonly url: string | undefined;
}

/** An event of the source's calendar. `line`, from 1, is where it begins in the file; `lines` are its own that say when, where and what. */
export interface EventEvidence {
  readonly type: 'event';
  readonly file: string;
  readonly uid: string;
  readonly line: number;
  readonly lines: readonly string[];
}
export type Evidence = QuoteEvidence | RowEvidence | EventEvidence;

/** One published document, table or calendar. `id` is the name of its folder. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly published: Temporal.PlainDate;
  readonly url: string | undefined;
  readonly note: string | undefined;
  /** The text as published; absent for a table or a calendar. */
  readonly text: string | undefined;
  /** What a reader should know of how it was read, in whole sentences: rows left out, cells without a number. */
  readonly remarks: readonly string[];
}

/** A programme under which assistance is given, such as Foreign Military Financing. The same name in several sources is one. */
export interface Program {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

/** A giver or recipient. `partOf` is the id of the party that it belongs to: a border guard service to its country. */
export interface Party {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly partOf: string | undefined;
}

/** A line of goods inside an assistance. `id` is `folder/assistance/slug`. */
export interface Item {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly category: string | undefined;
  readonly quantity: Amount | undefined;
  /** Money stated for this item alone. */
  readonly amount: Amount | undefined;
  /** When this item was handed over or is due, where the source says so; else the assistance's own time holds. */
  readonly when: When | undefined;
  /** Its own evidence, else the assistance's. */
  readonly evidence: Evidence;
  /** `folder/id` of the assistance that it belongs to. */
  readonly assistanceId: string;
  readonly sourceId: string;
}

/** A fact about aid: money, goods, or both. `id` is `folder/id`; ids of other records are resolved. */
export interface Assistance {
  readonly id: string;
  readonly sourceId: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly kind: Kind;
  /** Money; absent where the source gives no figure. */
  readonly amount: Amount | undefined;
  readonly when: When | undefined;
  /** Party ids. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Party id of whoever carried it out, such as an embassy. */
  readonly through: string | undefined;
  readonly programId: string | undefined;
  /** Id of the assistance that contains this one's money. */
  readonly partOf: string | undefined;
  /** Facts with the same subject, in any source, are one thing. */
  readonly subject: string | undefined;
  readonly items: readonly Item[];
  readonly evidence: Evidence;
}

/** The same fact as part of something else. Field by field: one that is read out of a table has no properties to spread. */
export function withPartOf(record: Assistance, partOf: string | undefined): Assistance {
  const { id, sourceId, title, description, kind, amount, when, from, to, through } = record;
  const { programId, subject, items, evidence } = record;
  return {
    ...{ id, sourceId, title, description, kind, amount, when, from, to, through, programId },
    ...{ partOf, subject, items, evidence },
  };
}

/** A meeting, call, visit or consultation. */
export interface Engagement {
  readonly id: string;
  readonly sourceId: string;
  readonly title: string;
  readonly when: When;
  readonly status: EngagementStatus;
  readonly where: string | undefined;
  readonly between: readonly string[];
  readonly topics: readonly string[];
  readonly subject: string | undefined;
  /** Common to the meetings that a calendar repeats; absent for one that stands alone. */
  readonly seriesId: string | undefined;
  readonly url: string | undefined;
  readonly evidence: Evidence;
}

/** One loaded state. `hash` is the SHA-256 (hex) of what was loaded, the same for the same content. */
export interface Revision {
  readonly number: number;
  readonly hash: string;
  readonly loadedAt: Temporal.Instant;
  readonly loadedBy: string;
}

/** What a loader hands over: checked, with every reference resolved. */
export interface FactsInput {
  readonly sources: readonly Source[];
  readonly programs: readonly Program[];
  readonly parties: readonly Party[];
  readonly assistance: readonly Assistance[];
  readonly engagements: readonly Engagement[];
}
