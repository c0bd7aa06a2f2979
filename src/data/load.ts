import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, type Fault, faultOfWhole } from '../errors.ts';
import { MEGABYTE } from './byte-size.ts';
import { Facts } from './facts.ts';
import { type FileList, listFiles } from './file-list.ts';
import { PAIRS, READ_FILES } from './formats/choose.ts';
import { SourceFile, type SourceFolder, tooLarge } from './formats/source-file.ts';
import { readSources } from './read-sources.ts';

/** What a load is recorded as. */
interface LoadOptions {
  readonly loadedBy: string;
  readonly now: Temporal.Instant;
  /** Number of the revision. */
  readonly number: number;
  /** When it was loaded for the first time, if it was before. */
  readonly loadedAt?: Temporal.Instant | undefined;
}

/** All sources, wherever they are kept: opened, not yet read. */
export interface SourceSet {
  readonly folders: readonly SourceFolder[];
  /** Of what could not be opened. */
  readonly faults: readonly Fault[];
}

/** What came of a load. */
interface Loaded {
  readonly facts: Facts;
  /** The files that it was made of. */
  readonly list: FileList;
  /** What is probably a slip and loads all the same. Compares all names, so it is worked out only when asked for. */
  readonly findNotes: () => readonly Fault[];
}

/** May stand beside the sources. Hidden files may too: editors, version control and volume mounts leave them. */
const IGNORED = /^(?:\..*|.*\.schema\.json|README\.md)$/;

/**
 * Reads a folder of sources from disk. All or nothing.
 *
 * @throws DataError with every fault of every source
 */
export async function loadFacts(folder: string, options: LoadOptions): Promise<Facts> {
  const { facts } = await loadFactsAndNotes(folder, options);
  return facts;
}

/** As `loadFacts`, with what else came of it. */
export async function loadFactsAndNotes(folder: string, options: LoadOptions): Promise<Loaded> {
  return loadSources(await openFolder(folder), options);
}

/**
 * Reads sources, wherever they are kept. All or nothing.
 *
 * @throws DataError with every fault of every source
 */
export async function loadSources(
  { folders, faults }: SourceSet,
  { loadedBy, now, number, loadedAt = now }: LoadOptions,
): Promise<Loaded> {
  const reading = await readSources(folders, latestToday(now));
  if (faults.length + reading.faults.length > 0) throw new DataError([...faults, ...reading.faults]);
  const list = listFiles(folders);
  const revision = { number, hash: list.hash, loadedAt, loadedBy };
  return { facts: await Facts.buildAside(reading.input, revision), list, findNotes: reading.findNotes };
}

/** The date where the day begins first: nothing published there today is in the future. */
function latestToday(now: Temporal.Instant): Temporal.PlainDate {
  return now.toZonedDateTimeISO('+14:00').toPlainDate();
}

/** The sources of a folder on disk. */
export async function openFolder(folder: string): Promise<SourceSet> {
  const names = await listFolder(folder);
  if (!Array.isArray(names)) return { folders: [], faults: [names] };
  const folders: SourceFolder[] = [];
  const faults: Fault[] = [];
  for (const name of names.filter((name) => !IGNORED.test(name))) {
    const source = await readSourceFolder(folder, name);
    if ('problem' in source) faults.push(source);
    else folders.push(source);
  }
  if (folders.length === 0 && names.some((name) => READ_FILES.has(name))) {
    return { folders, faults: [faultOfWhole(folder, 'is one source', 'give the folder that it is in')] };
  }
  if (folders.length + faults.length === 0) {
    const remedy = `put each into a folder of its own, with ${PAIRS.join(', or ')}`;
    faults.push(faultOfWhole(folder, 'holds no sources', remedy));
  }
  return { folders, faults };
}

/** In the order of code units, so that every machine reads and hashes alike. */
async function listFolder(folder: string): Promise<string[] | Fault> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    const isMissing = codeOf(error) === 'ENOENT';
    return faultOfWhole(
      folder,
      isMissing ? 'there is no such folder' : wordCode(error),
      'set FACTS_DIR to the folder of the sources',
    );
  }
}

async function readSourceFolder(root: string, name: string): Promise<SourceFolder | Fault> {
  const folder = join(root, name);
  try {
    if (!(await stat(folder)).isDirectory()) {
      return faultOfWhole(
        name,
        'is not the folder of a source',
        'move it into one, or out of the facts folder',
      );
    }
    const all = await readdir(folder);
    const files = new Map<string, SourceFile | Fault>();
    for (const [file, largest] of READ_FILES) {
      if (all.includes(file)) files.set(file, await findFile(root, `${name}/${file}`, largest));
    }
    return { name, files, others: all.filter((file) => !files.has(file)) };
  } catch (error) {
    return faultOfWhole(name, wordCode(error), 'let the bot’s user read it, or remove it');
  }
}

/** @param largest in megabytes */
async function findFile(root: string, path: string, largest: number): Promise<SourceFile | Fault> {
  try {
    const status = await stat(join(root, path));
    // A pipe would never end.
    if (!status.isFile()) return faultOfWhole(path, 'is not a file', 'put the file in its place');
    if (status.size > largest * MEGABYTE) return tooLarge(path, status.size, largest);
    return new SourceFile(() => readPieces(root, path));
  } catch (error) {
    return faultOfWhole(path, wordCode(error), 'let the bot’s user read it');
  }
}

async function* readPieces(root: string, path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(join(root, path));
  } catch (error) {
    throw new DataError([faultOfWhole(path, wordCode(error), 'let the bot’s user read it')]);
  }
}

const CODES: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'may not be read'],
  ['EPERM', 'may not be read'],
  ['ENOENT', 'leads nowhere'],
  ['ELOOP', 'leads nowhere'],
  ['ENOTDIR', 'is not a folder'],
]);

/** @throws the error itself if it is not the file system's */
function wordCode(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) throw error;
  return CODES.get(code) ?? `cannot be read (${code})`;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
