import type { z } from 'zod';
import type { Fault } from '../../errors.ts';
import type { PartDraft } from '../part-of.ts';
import type { Reading } from '../read-records.ts';
import type { Assistance, Engagement } from '../records.ts';
import type { SourceFile } from './source-file.ts';

/** A kind of source: a YAML file that says what the source is, and a file that its facts rest on. */
export interface Format {
  /** Name of the YAML file, with `source:`, and `programs:` and `parties:` where they are needed. */
  readonly head: string;
  /** What the YAML file holds. Strict; it has the fields of `head` and its own. */
  readonly schema: z.ZodObject;
  /** The most that it may hold, in megabytes. */
  readonly largestHead: number;
  /** Names of the file that the facts rest on: the folder has one of these. */
  readonly bodies: readonly [string, ...string[]];
  /** The most that it may hold, in megabytes. */
  readonly largestBody: number;
  /** Names that are probably meant as one of its own. */
  readonly similar: RegExp;

  /** Begins with the body: before the head is known, and also where that cannot be read. */
  openBody(file: SourceFile, path: string): Promise<OpenBody>;
}

export interface OpenBody {
  readonly faults: readonly Fault[];
  /** Faults of what the records say go to the report of the source. */
  readonly readRecords: (
    reading: Reading,
    published: Temporal.PlainDate | undefined,
  ) => Promise<SourceRecords>;
}

/** What a source says. */
export interface SourceRecords {
  readonly assistance: Iterable<Assistance> & { readonly length: number };
  /** What there is to check of each assistance and its place in another, also of those that have faults. */
  readonly drafts: Iterable<PartDraft> & { readonly length: number };
  readonly engagements: readonly Engagement[];
  /** The text as published, where the source is one. */
  readonly text: string | undefined;
  /** See `Source`. */
  readonly remarks: readonly string[];
  /** Faults that are not of the YAML file. */
  readonly faults: readonly Fault[];
  /** What is odd in it and was read all the same. */
  readonly notes: readonly Fault[];
  /** The same, of drafts, once those of all sources have been checked against each other. */
  readonly draftFaults?: () => readonly Fault[];
}

export const NOTHING: SourceRecords = {
  ...{ assistance: [], drafts: [], engagements: [] },
  ...{ text: undefined, remarks: [], faults: [], notes: [] },
};
