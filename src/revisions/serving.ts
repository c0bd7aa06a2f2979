import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { DataError } from '../errors.ts';
import { StoreUnavailable } from '../store/store.ts';
import { forgetContents } from './contents.ts';
import { stateOfFolder } from './folder.ts';
import { CHANNEL, findCurrent, type KeptRevision } from './ledger.ts';
import { forgetProcess, type Sighting, seeProcess } from './processes.ts';
import { loadFirst, loadRevision, type Served, type ServingOptions } from './served.ts';

/** A notification may be lost: so often this process looks for itself, and says that it is alive. */
const LOOK_EVERY_MS = 60_000;

/**
 * What this process serves: the store's current revision. When another takes its place, it is loaded and indexed aside, and
 * one reference is swapped; questions meanwhile are answered from the one before. What does not load changes nothing.
 */
export class Serving {
  readonly #options: ServingOptions;
  readonly #process: Pick<Sighting, 'id' | 'host' | 'pid' | 'startedAt'>;
  #served: Served;
  /** A revision with faults, which another try would not mend. */
  #refused: number | undefined;
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
    void this.#compareFolder();
  }

  /** Tells whoever runs the bot that an edit of the folder is not served yet. */
  async #compareFolder(): Promise<void> {
    const { factsDir, log } = this.#options;
    const { number, hash } = this.#served.facts.revision;
    try {
      const { type: folder } = await stateOfFolder(factsDir, hash);
      if (folder === 'same') return;
      log.info(
        { revision: number, folder },
        'FACTS_DIR does not hold what is served; /facts reload and `npm run facts -- reload` show what differs',
      );
    } catch (error) {
      log.error({ err: error }, 'FACTS_DIR could not be compared with what is served');
    }
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
    if (number === revision.number || number === this.#refused) return;
    const startedAt = performance.now();
    try {
      this.#served = await loadRevision(this.#options, current);
      this.#failed = undefined;
      const ms = Math.round(performance.now() - startedAt);
      log.info({ revision: number, before: revision.number, hash: current.content, ms }, 'facts are served');
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const reason = error instanceof DataError ? error.message : 'the log of that process says why';
      this.#failed = { revision: number, reason };
      // Faults stay faults; what else went wrong may go right the next time.
      this.#refused = error instanceof DataError ? number : undefined;
      log.error(
        { err: error, revision: number, before: revision.number },
        'a revision could not be loaded; the one before is served on',
      );
    }
  }
}
