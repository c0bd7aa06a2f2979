import { setImmediate } from 'node:timers/promises';
import { type Diff, diffSteps } from '../data/diff.ts';
import { Facts } from '../data/facts.ts';
import type { FileList } from '../data/file-list.ts';
import { runPaced } from '../data/steps.ts';
import { type Affected, findAffected } from '../reminders/affected.ts';
import { type Known, know } from '../reminders/known.ts';
import type { Store } from '../store/store.ts';
import { type Counts, countRecords, type KeptRevision } from './ledger.ts';
import type { Proposal } from './proposals.ts';
import { buildSearch } from './served.ts';

/** Paths of files that differ. */
interface FileChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** What would change, before anything does. */
export interface Preview {
  /** What can be applied; absent where nothing differs. */
  readonly proposal: Proposal | undefined;
  readonly current: KeptRevision;
  /** Number of the revision that it was compared with: not the current one only where this process could not load that. */
  readonly comparedWith: number;
  readonly how: Proposal['how'];
  readonly why: string | undefined;
  /** Hash of the files. */
  readonly content: string;
  readonly diff: Diff;
  readonly files: FileChanges;
  readonly counts: { readonly before: Counts; readonly after: Counts };
  readonly affected: Affected;
}

/** What differs between two loaded states, and what that does to reminders. In slices. */
export async function compareFacts(
  store: Store,
  before: Facts,
  after: Facts,
  now: Temporal.Instant,
): Promise<Pick<Preview, 'diff' | 'counts' | 'affected'>> {
  const diff = await runPaced(diffSteps(before, after));
  const affected = await findAffected(store, await knowMeetings(before), await knowMeetings(after), now);
  return { diff, affected, counts: { before: countRecords(before), after: countRecords(after) } };
}

/** Reminders look at meetings alone: the other records need no index here. */
async function knowMeetings({ sources, engagements, revision }: Facts): Promise<Known> {
  const empty = { programs: [], parties: [], assistance: [] };
  const meetings = Facts.build({ ...empty, sources, engagements }, revision);
  await setImmediate();
  return know(meetings, await buildSearch(meetings));
}

export function compareFiles(before: FileList, after: FileList): FileChanges {
  const [old, fresh] = [before, after].map(
    ({ files }) => new Map(files.map(({ path, hash }) => [path, hash])),
  );
  const paths = (list: FileList, keep: (path: string) => boolean) =>
    list.files.map(({ path }) => path).filter(keep);
  return {
    added: paths(after, (path) => !old?.has(path)),
    removed: paths(before, (path) => !fresh?.has(path)),
    changed: paths(after, (path) => old?.has(path) === true && old.get(path) !== fresh?.get(path)),
  };
}
