import { entriesOf, fieldOf } from './file-report.ts';
import type { Folded } from './fold.ts';
import type { Path } from './formats/yaml.ts';
import type { NameBook } from './name-book.ts';
import type { NoteUse } from './name-slips.ts';
import { findNearestWord } from './nearest-word.ts';
import type { OpenSource } from './open-source.ts';
import type { PartDraft } from './part-of.ts';
import { type Field, fieldsOf, readLoosely, readMoney, readQuote, readWhen } from './read-fields.ts';
import { readItems } from './read-items.ts';
import type { Assistance, Engagement, Source } from './records.ts';
import { publication, records } from './schema.ts';
import { datesOf, type When } from './when.ts';

/** Where a day begins last. */
const EARLIEST_ZONE = '-12:00';

/** One source while its records are read. Ids are remembered to find those given twice. */
export interface Reading {
  readonly source: OpenSource;
  readonly programs: NameBook;
  readonly parties: NameBook;
  /** Names of all sources. */
  readonly folders: ReadonlySet<string>;
  /** Where each id was first given. */
  readonly ids: Map<string, string>;
  /** The latest day on which a source can have been published. */
  readonly today: Temporal.PlainDate;
}

/** The same, of a source that has a text. */
export interface QuotedReading extends Reading {
  /** Absent if `source.txt` could not be read: then no quote can be looked for. */
  readonly text: Folded | undefined;
}

/** An assistance as far as it can be read: the record only if nothing of it is missing. */
export interface AssistanceReading {
  readonly draft: PartDraft;
  readonly record: Assistance | undefined;
}

/** What the head of a source says of it. */
export type Publication = Omit<Source, 'text' | 'remarks'>;

/** @param today the latest day on which a source can have been published */
export function readPublication(
  { id, value, report }: OpenSource,
  today: Temporal.PlainDate,
): Publication | undefined {
  const { title, publisher, published, url, note } = readLoosely(publication, fieldOf(value, 'source'));
  const day = published === undefined ? undefined : Temporal.PlainDate.from(published);
  if (day && Temporal.PlainDate.compare(day, today) > 0) {
    report.add(['source', 'published'], `${day} is in the future`, 'write the day on which it was published');
  }
  if (title === undefined || publisher === undefined || !day) return undefined;
  return { id, title, publisher, published: day, url, note };
}

/** Tells the books which programs and parties the source declares. */
export function declareNames({ source, programs, parties }: Reading): void {
  const { id: sourceId, value, report } = source;
  for (const [list, book] of [
    ['programs', programs],
    ['parties', parties],
  ] as const) {
    for (const [index, entry] of entriesOf(value, list).entries()) {
      const path = [list, index];
      const { name, aliases = [], partOf } = readLoosely(records.parties, entry);
      if (name === undefined) continue;
      book.declare({
        name,
        aliases,
        partOf,
        sourceId,
        where: report.where(path),
        report: (field, problem, remedy) => report.add([...path, field], problem, remedy),
        noteUse: (problem, remedy) => report.note([...path, 'partOf'], problem, remedy),
      });
    }
  }
}

export function readAssistance(reading: QuotedReading, entry: unknown, path: Path): AssistanceReading {
  const { source, programs, parties } = reading;
  const at = fieldsOf(source, path);
  const loose = readLoosely(records.assistance, entry);
  const { title, kind, quote, partOf, description, subject } = loose;
  const id = claimId(reading, loose.id, path);
  checkSubject(reading, subject, path);
  const evidence = readQuote(at('quote'), quote, reading.text);
  const amount = readMoney(at('amount'), loose.amount, { quote, evidence });
  const when = readWhen(at('when'), fieldOf(entry, 'when'));
  // Without an id of its own it cannot be referred to, but what it says can still be checked.
  const draftId = id ?? `${source.id}/${path.join('/')}`;
  const items = readItems({ reading, path, assistanceId: draftId, evidence, quote }, entry);
  const draft = {
    id: draftId,
    sourceId: source.id,
    report: source.report,
    path,
    partOf,
    amount,
    items: items.drafts,
  };
  const use = (book: NameBook, key: 'from' | 'to' | 'through' | 'program') => {
    const note: NoteUse = (problem, remedy) => source.report.note([...path, key], problem, remedy);
    return loose[key] === undefined ? undefined : book.use(loose[key], note);
  };
  const [from, to, through] = [use(parties, 'from'), use(parties, 'to'), use(parties, 'through')];
  const programId = use(programs, 'program');
  if (id === undefined || title === undefined || kind === undefined || !evidence)
    return { draft, record: undefined };
  const record = {
    ...{ id, sourceId: source.id, title, description, kind, amount, when, from, to, through, programId },
    ...{ partOf, subject, items: items.records, evidence },
  };
  return { draft, record };
}

/** @param published the day on which the source was, if that could be read */
export function readEngagement(
  reading: QuotedReading,
  entry: unknown,
  path: Path,
  published: Temporal.PlainDate | undefined,
): Engagement | undefined {
  const { source } = reading;
  const at = fieldsOf(source, path);
  const loose = readLoosely(records.engagements, entry);
  const { title, status, where, between = [], topics = [], subject, url } = loose;
  const id = claimId(reading, loose.id, path);
  checkSubject(reading, subject, path);
  const evidence = readQuote(at('quote'), loose.quote, reading.text);
  const when = readWhen(at('when'), fieldOf(entry, 'when'));
  if (status === 'held' && when && published) checkHeld(at('status'), when, published);
  if (id === undefined || title === undefined || status === undefined || !when || !evidence) return undefined;
  return {
    ...{ id, sourceId: source.id, title, when, status, where, between, topics, subject, url, evidence },
    seriesId: undefined,
  };
}

/** No source can know that a meeting was held which had not begun, wherever on Earth it was published. */
function checkHeld({ report, path }: Field, when: When, published: Temporal.PlainDate): void {
  const { from } = datesOf(when, EARLIEST_ZONE);
  if (!from || Temporal.PlainDate.compare(from, published) <= 0) return;
  report.add(
    path,
    `is held, though it begins on ${datesOf(when).from}, after the source was published on ${published}`,
    'write planned, or correct when',
  );
}

/** The full id of a fact, if it has one that no other fact of the source has. */
function claimId({ source, ids }: Reading, written: string | undefined, path: Path): string | undefined {
  if (written === undefined) return undefined;
  const id = `${source.id}/${written}`;
  const twin = ids.get(id);
  if (twin === undefined) {
    ids.set(id, source.report.where(path));
    return id;
  }
  source.report.add(
    [...path, 'id'],
    `“${written}” is the id of another fact as well, at ${twin}`,
    'give each its own',
  );
  return undefined;
}

/** `folder/word` keeps a subject apart from the same word elsewhere: a folder that is not there is a slip. */
function checkSubject({ source, folders }: Reading, subject: string | undefined, path: Path): void {
  const [folder, word] = subject?.split('/') ?? [];
  if (folder === undefined || word === undefined || folders.has(folder)) return;
  const meant = findNearestWord(folder, folders);
  const remedy = meant
    ? `did you mean “${meant}/${word}”?`
    : 'write a word alone, or the folder of a source before it';
  source.report.add([...path, 'subject'], `there is no source “${folder}”`, remedy);
}
