import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DataError, type Fault } from '../errors.ts';
import { Facts } from './facts.ts';
import { FACTS_FILE, type SourceFolder, TEXT_FILE } from './open-source.ts';
import { readSources } from './read-sources.ts';

/** What a load is recorded as. */
export interface LoadOptions {
  readonly loadedBy: string;
  readonly now: Temporal.Instant;
  /** Number of the revision. */
  readonly number: number;
}

const MEGABYTE = 1024 * 1024;
const LARGEST_FILE = 10 * MEGABYTE;
/** May stand beside the sources. Hidden files may too: editors, version control and volume mounts leave them. */
const IGNORED = new Set(['facts.schema.json', 'README.md']);

/**
 * Reads a folder of sources from disk. All or nothing.
 *
 * @throws DataError with every fault of every source
 */
export async function loadFacts(folder: string, options: LoadOptions): Promise<Facts> {
  const { facts } = await loadFactsAndNotes(folder, options);
  return facts;
}

/**
 * As `loadFacts`, for whoever writes the sources: with a way to find what is probably a slip and loads all the same.
 *
 * @throws DataError with every fault of every source
 */
export async function loadFactsAndNotes(
  folder: string,
  { loadedBy, now, number }: LoadOptions,
): Promise<{ facts: Facts; findNotes: () => readonly Fault[] }> {
  const { folders, faults } = await readFolders(folder);
  const reading = readSources(folders, latestToday(now));
  if (faults.length + reading.faults.length > 0) throw new DataError([...faults, ...reading.faults]);
  const facts = Facts.build(reading.input, { number, hash: hashOf(folders), loadedAt: now, loadedBy });
  return { facts, findNotes: reading.findNotes };
}

/** The date where the day begins first: nothing published there today is in the future. */
function latestToday(now: Temporal.Instant): Temporal.PlainDate {
  return now.toZonedDateTimeISO('+14:00').toPlainDate();
}

async function readFolders(folder: string): Promise<{ folders: SourceFolder[]; faults: Fault[] }> {
  const names = await listFolder(folder);
  if (!Array.isArray(names)) return { folders: [], faults: [names] };
  const folders: SourceFolder[] = [];
  const faults: Fault[] = [];
  // One after the other: a thousand sources must not open two thousand files at once.
  for (const name of names.filter((name) => !name.startsWith('.') && !IGNORED.has(name))) {
    const source = await readSourceFolder(folder, name);
    if ('problem' in source) faults.push(source);
    else folders.push(source);
  }
  if (folders.length + faults.length === 0) {
    faults.push(
      faultIn(
        folder,
        'holds no sources',
        `put each into a folder of its own, with ${TEXT_FILE} and ${FACTS_FILE}`,
      ),
    );
  }
  return { folders, faults };
}

/** In the order of code units, so that every machine reads and hashes alike. */
async function listFolder(folder: string): Promise<string[] | Fault> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    const isMissing = codeOf(error) === 'ENOENT';
    return faultIn(
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
      return faultIn(name, 'is not the folder of a source', 'move it into one, or out of the facts folder');
    }
    const files = await readdir(folder);
    if (!files.includes(TEXT_FILE) && !files.includes(FACTS_FILE)) {
      return faultIn(
        name,
        `holds neither ${TEXT_FILE} nor ${FACTS_FILE}${wordSimilar(files)}`,
        'add both, or remove the folder',
      );
    }
    return {
      name,
      text: await readSourceFile(root, `${name}/${TEXT_FILE}`, files),
      facts: await readSourceFile(root, `${name}/${FACTS_FILE}`, files),
    };
  } catch (error) {
    return faultIn(name, wordCode(error), 'let the bot’s user read it, or remove it');
  }
}

async function readSourceFile(
  root: string,
  path: string,
  files: readonly string[],
): Promise<Uint8Array | Fault> {
  const name = basename(path);
  if (!files.includes(name)) {
    return faultIn(
      path,
      `is missing${wordSimilar(files)}`,
      `add ${name}; a file under another name is not read`,
    );
  }
  try {
    const status = await stat(join(root, path));
    // A pipe would never end.
    if (!status.isFile()) return faultIn(path, 'is not a file', 'put the file in its place');
    if (status.size > LARGEST_FILE) {
      const size = (status.size / MEGABYTE).toFixed(1);
      return faultIn(
        path,
        `is ${size} MB; the most is ${LARGEST_FILE / MEGABYTE} MB`,
        'divide the source, or keep what its facts rest on',
      );
    }
    return await readFile(join(root, path));
  } catch (error) {
    return faultIn(path, wordCode(error), 'let the bot’s user read it');
  }
}

/** `facts.yml`, `Source.TXT`: what was probably meant as one of the two. */
function wordSimilar(files: readonly string[]): string {
  const similar = files.filter((name) =>
    /^(?:facts\.ya?ml|facts\.json|source\.(?:txt|text|md))$/i.test(name),
  );
  const others = similar.filter((name) => name !== TEXT_FILE && name !== FACTS_FILE);
  return others.length > 0 ? `, though there is ${others.join(' and ')}` : '';
}

/** The same for the same content, whatever the disk or the order of reading. */
function hashOf(folders: readonly SourceFolder[]): string {
  const hash = createHash('sha256');
  for (const { name, facts, text } of folders) {
    for (const [file, content] of [
      [FACTS_FILE, facts],
      [TEXT_FILE, text],
    ] as const) {
      if (!(content instanceof Uint8Array)) continue;
      // With its length before it, no content can pass for another file.
      hash.update(`${name}/${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

function faultIn(path: string, problem: string, remedy: string): Fault {
  return { path, line: 0, column: 0, problem, remedy };
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
