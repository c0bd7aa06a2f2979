import type { Fault } from '../errors.ts';
import { NOTHING, type SourceRecords } from './formats/format.ts';
import type { SourceFolder } from './formats/source-file.ts';
import { NameBook } from './name-book.ts';
import { openSource } from './open-source.ts';
import { draftParts } from './part-drafts.ts';
import { linkParts, type Parents } from './part-of.ts';
import { declareNames, type Reading, readPublication } from './read-records.ts';
import { type Assistance, type FactsInput, type Source, withPartOf } from './records.ts';
import { forEach, runPaced, type Steps } from './steps.ts';

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
  const assistance = await runPaced(linkAssistance(found, names.difference(readable)));
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

function* linkAssistance(
  found: readonly FoundRecords[],
  unreadable: ReadonlySet<string>,
): Steps<Assistance[]> {
  const drafts = yield* draftParts(found);
  const engagementIds = new Set(found.flatMap(({ engagements }) => engagements.map(({ id }) => id)));
  const parents = yield* linkParts(drafts, { engagementIds, unreadable });
  // As long as it will be from the start: a list that grows is copied whole wherever it is full.
  const linked = new Array<Assistance>(found.reduce((sum, { assistance }) => sum + assistance.length, 0));
  let place = 0;
  for (const { assistance } of found) {
    yield* forEach(assistance, (record) => {
      linked[place] = linkedTo(record, parents);
      place += 1;
    });
  }
  return linked;
}

function linkedTo(record: Assistance, parents: Parents): Assistance {
  const { partOf } = record;
  if (partOf === undefined) return record;
  const parent = parents.get(record.id);
  return parent === partOf ? record : withPartOf(record, parent);
}

/** By file, then from top to bottom. */
function sorted(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
