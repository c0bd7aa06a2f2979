import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Facts } from '../data/facts.ts';
import { loadSources, openFolder } from '../data/load.ts';
import { DataError, UserError } from '../errors.ts';
import { buildAside } from '../search/background.ts';
import { FactRecords } from '../search/records.ts';
import { Search } from '../search/search.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { AT_START } from './actors.ts';
import { forgetContents, openContent, putContent } from './contents.ts';
import { addRevision, CHANNEL, countRecords, findCurrent, type KeptRevision } from './ledger.ts';
import { forgetProcess, type Sighting, seeProcess } from './processes.ts';

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
}

/** A notification may be lost: so often this process looks for itself, and says that it is alive. */
const LOOK_EVERY_MS = 60_000;
/** With more records than these the index is made by another thread. */
const MOST_INDEXED_HERE = 3_000;

/** Indexes facts: few at once, many aside, while this thread goes on answering. */
export async function buildSearch(facts: Facts): Promise<Search> {
  const { items, assistance, engagements, programs, parties, sources } = facts;
  const lists = [items, assistance, engagements, programs, parties, sources];
  const count = lists.reduce((sum, { length }) => sum + length, 0);
  if (count <= MOST_INDEXED_HERE) return Search.build(facts);
  return (await buildAside(new FactRecords(facts))).search;
}

/**
 * What this process serves: the store's current revision. When another takes its place, it is loaded and indexed aside, and
 * one reference is swapped; questions meanwhile are answered from the one before. What does not load changes nothing.
 */
export class Serving {
  readonly #options: ServingOptions;
  readonly #process: Pick<Sighting, 'id' | 'host' | 'pid' | 'startedAt'>;
  #served: Served;
  #failed: Sighting['failed'];
  #following: Promise<void> | undefined;
  #isAskedAgain = false;
  #stopListening: (() => Promise<void>) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopping: Promise<void> | undefined;

  /**
   * Loads what the store says is current. A store that has nothing yet takes the folder as revision 1.
   *
   * @throws DataError if the folder has faults
   * @throws UserError if what the store has does not load
   */
  static async start(options: ServingOptions): Promise<Serving> {
    const served = await loadFirst(options);
    const serving = new Serving(options, served);
    await serving.#begin();
    return serving;
  }

  private constructor(options: ServingOptions, served: Served) {
    this.#options = options;
    this.#served = served;
    const startedAt = options.now();
    this.#process = { id: randomBytes(8).toString('hex'), host: hostname(), pid: process.pid, startedAt };
  }

  get served(): Served {
    return this.#served;
  }

  /** Of this process among those of the store. */
  get processId(): string {
    return this.#process.id;
  }

  /** Comes to serve what the store says is current, if that loads. Safe at any time. */
  follow(): Promise<void> {
    if (this.#following !== undefined) {
      // What is being read may be older than what was just announced.
      this.#isAskedAgain = true;
      return this.#following;
    }
    this.#isAskedAgain = false;
    this.#following = this.#catchUp().finally(() => {
      this.#following = undefined;
      return this.#isAskedAgain ? this.follow() : undefined;
    });
    return this.#following;
  }

  /** Says goodbye to the other processes. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#stopListening?.();
    await this.#following;
    await forgetProcess(this.#options.store, this.#process.id).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
    });
  }

  async #begin(): Promise<void> {
    const { store } = this.#options;
    const look = () => void this.follow();
    this.#stopListening = await store.listen(CHANNEL, look, look);
    this.#timer = setInterval(look, LOOK_EVERY_MS);
    this.#timer.unref();
    // What was announced before anybody listened.
    await this.follow();
  }

  async #catchUp(): Promise<void> {
    const { store, log } = this.#options;
    try {
      const current = await findCurrent(store);
      if (current !== undefined) await this.#serve(current);
      await seeProcess(store, {
        ...this.#process,
        revision: this.#served.facts.revision.number,
        failed: this.#failed,
      });
      await forgetContents(store);
    } catch (error) {
      // Found again when the store is back: a gap, the next notification or the next minute brings us here.
      if (error instanceof StoreUnavailable) log.warn({ err: error }, 'cannot see which revision is current');
      else log.error({ err: error }, 'could not follow the revisions of the store');
    }
  }

  async #serve(current: KeptRevision): Promise<void> {
    const { log } = this.#options;
    const { revision } = this.#served.facts;
    const { number } = current;
    if (number === revision.number || number === this.#failed?.revision) return;
    const startedAt = performance.now();
    try {
      this.#served = await load(this.#options, current);
      this.#failed = undefined;
      const ms = Math.round(performance.now() - startedAt);
      log.info({ revision: number, before: revision.number, hash: current.content, ms }, 'facts are served');
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const reason = error instanceof DataError ? error.message : 'the log of that process says why';
      this.#failed = { revision: number, reason };
      log.error(
        { err: error, revision: number, before: revision.number },
        'a revision could not be loaded; the one before is served on',
      );
    }
  }
}

/** One revision with its index. */
async function load({ store, now }: ServingOptions, revision: KeptRevision): Promise<Served> {
  const { number, content, madeAt, madeBy } = revision;
  const { facts } = await loadSources(await openContent(store, content), {
    number,
    loadedBy: madeBy,
    loadedAt: madeAt,
    now: now(),
  });
  return { facts, search: await buildSearch(facts) };
}

async function loadFirst(options: ServingOptions): Promise<Served> {
  const current = await findCurrent(options.store);
  if (current === undefined) return loadFolder(options);
  try {
    return await load(options, current);
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
  return { facts, search: await buildSearch(facts) };
}
