import type { Logger } from 'pino';
import type { Facts } from '../data/facts.ts';
import { loadSources, openFolder } from '../data/load.ts';
import { DataError, UserError } from '../errors.ts';
import { buildAside } from '../search/background.ts';
import { FactRecords } from '../search/records.ts';
import { Search } from '../search/search.ts';
import type { Store } from '../store/store.ts';
import { AT_START } from './actors.ts';
import { openContent, putContent } from './contents.ts';
import { addRevision, countRecords, findCurrent, type KeptRevision } from './ledger.ts';

/** One loaded state with its index: what questions are answered from. Swapped whole. */
export interface Served {
  readonly facts: Facts;
  readonly search: Search;
}

export interface ServingOptions {
  readonly store: Store;
  readonly factsDir: string;
  readonly now: () => Temporal.Instant;
  readonly log: Logger;
  /** Where a large index is kept between starts. */
  readonly indexPath?: string | undefined;
}

/** With more records than these the index is made by another thread. */
const MOST_INDEXED_HERE = 3_000;

/**
 * Indexes facts: few at once, many aside, while this thread goes on answering.
 *
 * @param kept where a large index is taken from, if it is of the same facts, and put; one that cannot be put there is logged
 */
export async function buildSearch(
  facts: Facts,
  kept?: Pick<ServingOptions, 'indexPath' | 'log'>,
): Promise<Search> {
  const { items, assistance, engagements, programs, parties, sources } = facts;
  const lists = [items, assistance, engagements, programs, parties, sources];
  const count = lists.reduce((sum, { length }) => sum + length, 0);
  if (count <= MOST_INDEXED_HERE) return Search.build(facts);
  const { search, saveError } = await buildAside(new FactRecords(facts), { savedPath: kept?.indexPath });
  if (saveError !== undefined) {
    const note = 'the index of the search could not be saved; the next start makes it anew';
    kept?.log.warn({ err: saveError, path: kept.indexPath }, note);
  }
  return search;
}

/** @throws DataError if it does not load with this version */
export async function loadKept(
  { store, now }: Pick<ServingOptions, 'store' | 'now'>,
  { number, content, madeAt, madeBy }: KeptRevision,
): Promise<Facts> {
  const set = await openContent(store, content);
  const options = { number, loadedBy: madeBy, loadedAt: madeAt, now: now() };
  return (await loadSources(set, options)).facts;
}

/** One revision with its index. */
export async function loadRevision(options: ServingOptions, revision: KeptRevision): Promise<Served> {
  const facts = await loadKept(options, revision);
  return { facts, search: await buildSearch(facts, options) };
}

/**
 * What a process begins with: what the store says is current, or where it has nothing yet, the folder as revision 1.
 *
 * @throws DataError if the folder has faults
 * @throws UserError if what the store has does not load
 */
export async function loadFirst(options: ServingOptions): Promise<Served> {
  const current = await findCurrent(options.store);
  if (current === undefined) return loadFolder(options);
  try {
    return await loadRevision(options, current);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new UserError(
      `Revision ${current.number} of the facts, which the store says is current, does not load with this version of ` +
        `Tranche:\n${error.message}\n\nMend the files in FACTS_DIR and put them in with \`npm run facts -- reload --apply\`, or go ` +
        'back with `npm run facts -- rollback NUMBER --apply`, and start again.',
      { cause: error },
    );
  }
}

/** Revision 1. Of several processes that start at once, one makes it. */
async function loadFolder(options: ServingOptions): Promise<Served> {
  const { store, factsDir, now } = options;
  const madeAt = now();
  const set = await openFolder(factsDir);
  const { facts, list } = await loadSources(set, { loadedBy: AT_START, now: madeAt, number: 1 });
  await putContent(store, set, list);
  const number = await addRevision(store, 0, {
    ...{ content: list.hash, madeAt, madeBy: AT_START, how: 'start', why: undefined },
    counts: countRecords(facts),
  });
  if (number === undefined) return loadFirst(options);
  return { facts, search: await buildSearch(facts, options) };
}
