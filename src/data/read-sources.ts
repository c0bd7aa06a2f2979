import type { Fault } from '../errors.ts';
import { NOTHING, type SourceRecords } from './formats/format.ts';
import type { SourceFolder } from './formats/source-file.ts';
import { NameBook } from './name-book.ts';
import { openSource } from './open-source.ts';
import { Pace } from './pace.ts';
import { linkParts, type PartDraft, resolveReference } from './part-of.ts';
import { declareNames, type Reading, readPublication } from './read-records.ts';
import { type Assistance, type FactsInput, type Source, withPartOf } from './records.ts';

/** All that sources say, and all that is wrong with them. The input is whole only where there are no faults. */
interface SourcesReading {
  readonly input: FactsInput;
  readonly faults: readonly Fault[];
  /** What is probably wrong and loads all the same. Compares all names, so it is worked out only when asked for. */
  readonly findNotes: () => readonly Fault[];
}

/**
 * Reads sources together, since they name each other's facts, programs and parties.
 *
 * Pure but for the files it is given: no clock.
 *
 * @param folders in the order in which names are to be taken from them
 * @param today the latest day on which a source can have been published
 */
export async function readSources(
  folders: readonly SourceFolder[],
  today: Temporal.PlainDate,
): Promise<SourcesReading> {
  const opened: Awaited<ReturnType<typeof openSource>>[] = [];
  // One after the other: a thousand sources must not open two thousand files at once.
  for (const folder of folders) opened.push(await openSource(folder));
  const sources = opened.flatMap(({ source }) => source ?? []);
  const faults = opened.flatMap((one) => one.faults);
  const books = { programs: new NameBook('program'), parties: new NameBook('party') };
  const names = new Set(folders.map(({ name }) => name));
  const readings = sources.map((source) => ({
    ...books,
    source,
    folders: names,
    ids: new Map<string, string>(),
    today,
  }));
  for (const reading of readings) declareNames(reading);
  books.programs.link();
  books.parties.link();
  const found: FoundRecords[] = [];
  for (const reading of readings) found.push(await readRecords(reading));
  const readable = new Set(sources.map(({ id }) => id));
  const assistance = await linkAssistance(found, names.difference(readable));
  const input = {
    sources: found.flatMap(({ source }) => source ?? []),
    programs: books.programs.all().map(({ id, name, aliases }) => ({ id, name, aliases })),
    parties: books.parties.all(),
    assistance,
    engagements: found.flatMap(({ engagements }) => engagements),
  };
  const findNotes = () => {
    books.programs.noteSlips();
    books.parties.noteSlips();
    return sorted([...sources.flatMap(({ report }) => report.notes), ...found.flatMap(({ notes }) => notes)]);
  };
  const said = sources.flatMap(({ report }) => report.faults);
  faults.push(...said, ...found.flatMap((one) => [...one.faults, ...(one.draftFaults?.() ?? [])]));
  return { input, faults: sorted(faults), findNotes };
}

interface FoundRecords extends SourceRecords {
  readonly source: Source | undefined;
}

async function readRecords(reading: Reading): Promise<FoundRecords> {
  const publication = readPublication(reading.source, reading.today);
  const records = (await reading.source.readRecords?.(reading, publication?.published)) ?? NOTHING;
  const { text, remarks } = records;
  return { ...records, source: publication && { ...publication, text, remarks } };
}

async function linkAssistance(
  found: readonly FoundRecords[],
  unreadable: ReadonlySet<string>,
): Promise<Assistance[]> {
  const drafts = new Map(found.flatMap((one) => one.drafts).map((draft) => [draft.id, draft]));
  await draftWholes(found, drafts);
  const engagementIds = new Set(found.flatMap(({ engagements }) => engagements.map(({ id }) => id)));
  const parents = linkParts(drafts, { engagementIds, unreadable });
  // As long as it will be from the start: a list that grows is copied whole wherever it is full.
  const linked = new Array<Assistance>(found.reduce((sum, { assistance }) => sum + assistance.length, 0));
  let place = 0;
  const pace = new Pace();
  for (const { assistance } of found) {
    for (const record of assistance) {
      linked[place] = linkedTo(record, parents);
      place += 1;
      if (pace.isDue) await pace.rest();
    }
  }
  return linked;
}

function linkedTo(record: Assistance, parents: ReadonlyMap<string, string | undefined>): Assistance {
  const { partOf } = record;
  if (partOf === undefined) return record;
  const parent = parents.get(record.id);
  return parent === partOf ? record : withPartOf(record, parent);
}

/** A row that is part of nothing needs no draft of its own, until something is part of it. */
async function draftWholes(found: readonly FoundRecords[], drafts: Map<string, PartDraft>): Promise<void> {
  const wholes = new Set(
    drafts.values().map(({ partOf, sourceId }) => partOf && resolveReference(partOf, sourceId)),
  );
  wholes.delete(undefined);
  if (wholes.size === 0) return;
  const pace = new Pace();
  for (const { assistance } of found) {
    for (const record of assistance) {
      if (wholes.has(record.id) && !drafts.has(record.id)) drafts.set(record.id, draftOfRow(record));
      if (pace.isDue) await pace.rest();
    }
  }
}

/** @param record has no faults of its own, and none as a part */
function draftOfRow({ id, sourceId, amount }: Assistance): PartDraft {
  return { id, sourceId, amount, report: { add: () => {} }, path: [], partOf: undefined, items: [] };
}

/** By file, then from top to bottom. */
function sorted(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
