import { listFiles } from '../data/file-list.ts';
import { SourceFile, type SourceFolder } from '../data/formats/source-file.ts';
import { openFolder } from '../data/load.ts';
import { DataError, type Fault } from '../errors.ts';

/** How the folder stands to what is served. */
export type FolderState =
  | { readonly type: 'same' | 'differs' }
  | { readonly type: 'unreadable'; readonly faults: readonly Fault[] };

/** @param content hash of the files that are served */
export async function stateOfFolder(factsDir: string, content: string): Promise<FolderState> {
  try {
    return { type: (await hashFolder(factsDir)) === content ? 'same' : 'differs' };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { type: 'unreadable', faults: error.faults };
  }
}

/**
 * The hash of all files of a folder, without loading what they say.
 *
 * @throws DataError if one cannot be read
 */
export async function hashFolder(factsDir: string): Promise<string> {
  const { folders, faults } = await openFolder(factsDir);
  const unread = [...faults];
  for (const folder of folders) unread.push(...(await readAll(folder)));
  if (unread.length > 0) throw new DataError(unread);
  return listFiles(folders).hash;
}

async function readAll({ files }: SourceFolder): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const file of files.values()) {
    if (!(file instanceof SourceFile)) faults.push(file);
    else for await (const _piece of file.pieces());
  }
  return faults;
}
