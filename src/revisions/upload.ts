import { MEGABYTE } from '../data/byte-size.ts';
import { READ_FILES } from '../data/formats/choose.ts';
import { SourceFile, type SourceFolder, tooLarge } from '../data/formats/source-file.ts';
import type { SourceSet } from '../data/load.ts';
import { SLUG } from '../data/slug.ts';
import { DataError, type Fault } from '../errors.ts';
import { ToldError } from '../i18n/told-error.ts';
import { readZip } from './zip.ts';

/** A file that somebody gave us, and what they said of it. */
export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The source that it belongs to. */
  readonly source: string | undefined;
}

/** What may stand beside sources, and is none. */
const BESIDE = /^(?:.*\.schema\.json|README\.md)$/;

/**
 * The sources that an upload makes, each whole. A single file takes its place among those that its source has; a zip
 * brings all files of its sources.
 *
 * @param known the sources as they are
 * @throws UserError if it is not clear what is meant
 * @throws DataError if the zip holds what it should not
 */
export async function openUpload(upload: Upload, known: SourceSet): Promise<SourceFolder[]> {
  if (!/\.zip$/i.test(upload.name)) return [openFile(upload, known)];
  const files = toSources(await readZip(upload.bytes), upload);
  const folders = Map.groupBy(files, ({ folder }) => folder);
  return [...folders].map(([name, inside]) => ({
    name,
    files: new Map(inside.map(({ file, bytes }) => [file, checkSize(`${name}/${file}`, bytes)])),
    others: [],
  }));
}

/** All sources, those of `fresh` in the place of those of their names. */
export function replaceSources({ folders, faults }: SourceSet, fresh: readonly SourceFolder[]): SourceSet {
  const byName = new Map([...folders, ...fresh].map((folder) => [folder.name, folder]));
  return { folders: [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)), faults };
}

function openFile({ name, bytes, source }: Upload, { folders }: SourceSet): SourceFolder {
  if (source === undefined) {
    throw new ToldError((t) => t('admin.whichSource'));
  }
  const folder = folders.find((one) => one.name === source);
  if (folder === undefined) {
    throw new ToldError((t) => t('admin.noSuchSource', { source }));
  }
  const file = fileNameFor(name, folder);
  const files = new Map(folder.files).set(file, checkSize(`${source}/${file}`, bytes));
  return { ...folder, files };
}

/** Under what name a file is kept: its own where that is one that is read, else the only one of its type. */
function fileNameFor(name: string, { files }: SourceFolder): string {
  const own = name.toLowerCase();
  if (READ_FILES.has(own)) return own;
  const extension = /\.[a-z]+$/.exec(own)?.[0].replace('.yml', '.yaml') ?? '';
  const ofType = [...READ_FILES.keys()].filter((known) => known.endsWith(extension));
  const there = ofType.filter((known) => files.has(known));
  const [meant, ...others] = there.length > 0 ? there : ofType;
  if (extension !== '' && meant !== undefined && others.length === 0) return meant;
  const known = [...READ_FILES.keys()].join(', ');
  throw new ToldError((t) => t('admin.notAFile', { name, files: known }));
}

interface Placed {
  readonly folder: string;
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Puts the entries of a zip into sources: it may hold the files of one, folders, or one folder of folders. */
function toSources(entries: ReadonlyMap<string, Uint8Array>, { name, source }: Upload): Placed[] {
  const top = commonFolder([...entries.keys()]);
  const paths = [...entries].map(([whole, bytes]) => ({ whole, path: whole.slice(top.length), bytes }));
  const isOne = paths.some(({ path }) => READ_FILES.has(path));
  const own = source ?? folderNameOf(top === '' ? name : top);
  const kept = paths.filter(({ path }) => !BESIDE.test(path));
  const placed = kept.map(({ whole, path, bytes }) => ({
    whole,
    bytes,
    parts: isOne ? [own, path] : path.split('/'),
  }));
  const faults = placed.flatMap(({ whole, parts }) => faultOf(whole, parts));
  if (faults.length > 0) throw new DataError(faults);
  const folders = new Set(placed.map(({ parts: [folder = ''] }) => folder));
  if (folders.size === 0) throw new ToldError((t) => t('admin.emptyZip'));
  if (source !== undefined && folders.size > 1) {
    throw new ToldError((t) => t('admin.severalInZip'));
  }
  return placed.map(({ bytes, parts: [folder = '', file = ''] }) => ({
    folder: source ?? folder,
    file,
    bytes,
  }));
}

/** `my-facts/` where everything lies in it and it is not itself a source of several. */
function commonFolder(paths: readonly string[]): string {
  const [first = ''] = paths;
  const top = first.slice(0, first.indexOf('/') + 1);
  return top !== '' && paths.every((path) => path.startsWith(top)) ? top : '';
}

/** `2024-02-14-aid-update.zip` or `2024-02-14-aid-update/` as the name of a source. */
function folderNameOf(name: string): string {
  const folder = name.replace(/\.zip$/i, '').replace(/\/$/, '');
  if (SLUG.test(folder)) return folder;
  const shown = folder.slice(0, 80).replace(/[^\p{L}\p{N}._-]/gu, '_');
  throw new ToldError((t) => t('admin.badFolderName', { name: shown }));
}

function faultOf(path: string, parts: readonly string[]): Fault[] {
  const [, file = ''] = parts;
  if (parts.length === 2 && READ_FILES.has(file)) return [];
  const problem = parts.length === 2 ? 'is not a file that sources have' : 'is not in the folder of a source';
  const remedy = `a zip holds the files of sources and nothing else: ${[...READ_FILES.keys()].join(', ')}`;
  return [{ path, line: 0, column: 0, problem, remedy }];
}

/** As for a folder on disk: what is too large there is too large here. */
function checkSize(path: string, bytes: Uint8Array): SourceFile | Fault {
  const largest = READ_FILES.get(path.slice(path.indexOf('/') + 1)) ?? 0;
  if (bytes.length <= largest * MEGABYTE) return SourceFile.of(bytes);
  return tooLarge(path, bytes.length, largest);
}
