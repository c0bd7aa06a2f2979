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

const TO_MEND = ' to mend, the first: ';

/** Why something did not load: how many faults it has, and the first of them. */
export function faultsToMend({ count, first }: Mending): string {
  return `${count}${TO_MEND}${first}`;
}

export interface Mending {
  readonly count: number;
  readonly first: string;
}

/** What `faultsToMend` was made of; undefined for any other reason. */
export function mendingOf(reason: string): Mending | undefined {
  const at = reason.indexOf(TO_MEND);
  const count = at === -1 ? '' : reason.slice(0, at);
  return /^\d+$/.test(count) ? { count: Number(count), first: reason.slice(at + TO_MEND.length) } : undefined;
}
