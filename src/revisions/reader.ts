import { Facts } from '../data/facts.ts';
import { DataError, UserError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { findCurrent } from './ledger.ts';
import { loadKept } from './served.ts';

/**
 * What is current in a store, for a command that looks at it while no bot does: nothing is served, and nobody is told. Where
 * it does not load with this version, there is nothing, so that something else can be put in its place.
 */
export class Reader {
  readonly processId = '';
  readonly #store: Store;
  readonly #now: () => Temporal.Instant;
  #facts = Facts.build(NOTHING, NO_REVISION);

  constructor(store: Store, now: () => Temporal.Instant) {
    this.#store = store;
    this.#now = now;
  }

  get served(): { readonly facts: Facts } {
    return { facts: this.#facts };
  }

  /** @throws UserError if the store has no revision */
  async follow(): Promise<void> {
    const current = await findCurrent(this.#store);
    if (current === undefined) {
      throw new UserError(
        'The store has no facts yet: the first start of the bot puts those of FACTS_DIR in.',
      );
    }
    if (current.number === this.#facts.revision.number) return;
    try {
      this.#facts = await loadKept({ store: this.#store, now: this.#now }, current);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      this.#facts = Facts.build(NOTHING, NO_REVISION);
    }
  }
}

const NOTHING = { sources: [], programs: [], parties: [], assistance: [], engagements: [] };
const NO_REVISION = {
  number: 0,
  hash: '',
  loadedAt: Temporal.Instant.fromEpochMilliseconds(0),
  loadedBy: '',
};
