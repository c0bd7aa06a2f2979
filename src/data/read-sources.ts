import type { Fault } from '../errors.ts';
import { entriesOf } from './file-report.ts';
import { NameBook } from './name-book.ts';
import { openSource, type SourceFolder } from './open-source.ts';
import { linkParts, type PartDraft } from './part-of.ts';
import {
  declareNames,
  type Reading,
  readAssistance,
  readEngagement,
  readPublication,
} from './read-records.ts';
import type { Assistance, Engagement, FactsInput, Source } from './records.ts';

/** All that sources say, and all that is wrong with them. The input is whole only where there are no faults. */
export interface SourcesReading {
  readonly input: FactsInput;
  readonly faults: readonly Fault[];
  /** What is probably wrong and loads all the same. Compares all names, so it is worked out only when asked for. */
  readonly findNotes: () => readonly Fault[];
}

/**
 * Reads sources together, since they name each other's facts, programs and parties.
 *
 * Pure: no disk, no clock.
 *
 * @param folders in the order in which names are to be taken from them
 * @param today the latest day on which a source can have been published
 */
export function readSources(folders: readonly SourceFolder[], today: Temporal.PlainDate): SourcesReading {
  const opened = folders.map(openSource);
  const sources = opened.flatMap(({ source }) => source ?? []);
  const faults = opened.flatMap((one) => one.faults);
  const books = { programs: new NameBook('program'), parties: new NameBook('party') };
  const names = new Set(folders.map(({ name }) => name));
  const readings = sources.map((source) => ({
    ...books,
    source,
    folders: names,
    ids: new Map<string, string>(),
  }));
  for (const reading of readings) declareNames(reading);
  books.programs.link();
  books.parties.link();
  const found = readings.map((reading) => readRecords(reading, today));
  const readable = new Set(sources.map(({ id }) => id));
  const assistance = linkAssistance(found, names.difference(readable));
  const input = {
    sources: found.flatMap(({ publication }) => publication ?? []),
    programs: books.programs.all().map(({ id, name, aliases }) => ({ id, name, aliases })),
    parties: books.parties.all(),
    assistance,
    engagements: found.flatMap(({ engagements }) => engagements),
  };
  const findNotes = () => {
    books.programs.noteSlips();
    books.parties.noteSlips();
    return sorted(sources.flatMap(({ report }) => report.notes));
  };
  return { input, faults: sorted([...faults, ...sources.flatMap(({ report }) => report.faults)]), findNotes };
}

interface SourceRecords {
  readonly publication: Source | undefined;
  readonly assistance: readonly Assistance[];
  readonly drafts: readonly PartDraft[];
  readonly engagements: readonly Engagement[];
}

function readRecords(reading: Reading, today: Temporal.PlainDate): SourceRecords {
  const { value } = reading.source;
  const publication = readPublication(reading.source, today);
  const published = publication?.published;
  const assistance = entriesOf(value, 'assistance').map((entry, index) =>
    readAssistance(reading, entry, ['assistance', index]),
  );
  const engagements = entriesOf(value, 'engagements').flatMap(
    (entry, index) => readEngagement(reading, entry, ['engagements', index], published) ?? [],
  );
  return {
    publication,
    assistance: assistance.flatMap(({ record }) => record ?? []),
    drafts: assistance.map(({ draft }) => draft),
    engagements,
  };
}

function linkAssistance(found: readonly SourceRecords[], unreadable: ReadonlySet<string>): Assistance[] {
  const drafts = new Map(found.flatMap((one) => one.drafts).map((draft) => [draft.id, draft]));
  const engagementIds = new Set(found.flatMap(({ engagements }) => engagements.map(({ id }) => id)));
  const parents = linkParts(drafts, { engagementIds, unreadable });
  return found.flatMap(({ assistance }) =>
    assistance.map((record) => ({ ...record, partOf: parents.get(record.id) })),
  );
}

/** By file, then from top to bottom. */
function sorted(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
