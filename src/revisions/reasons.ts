// Why something was done where nobody said it, as the store keeps it: in these words, whoever will read them.

export const FOLDER_CHANGED = 'the folder changed';
/** Since the preview that somebody wanted to apply. */
export const CHANGED_MEANWHILE = 'the folder had changed';
export const OTHER_MEANWHILE = 'another revision was served meanwhile';
const BACK_TO = 'back to revision ';

export function backTo(revision: number): string {
  return BACK_TO + revision;
}

/** The revision of `backTo`; undefined for any other reason. */
export function revisionOf(reason: string): string | undefined {
  const number = reason.startsWith(BACK_TO) ? reason.slice(BACK_TO.length) : '';
  return /^\d+$/.test(number) ? number : undefined;
}
