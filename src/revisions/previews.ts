import type { Logger } from 'pino';
import type { Facts } from '../data/facts.ts';
import { loadSources, openFolder, type SourceSet } from '../data/load.ts';
import { countFaults, DataError } from '../errors.ts';
import { ToldError } from '../i18n/told-error.ts';
import type { Store } from '../store/store.ts';
import { note } from './audit.ts';
import { listContent, openContent, putContent } from './contents.ts';
import { countRecords, getCurrent, getRevision, type KeptRevision } from './ledger.ts';
import { compareFacts, compareFiles, type Preview } from './preview.ts';
import { addProposal, type Proposal } from './proposals.ts';
import { backTo, faultsToMend } from './reasons.ts';
import type { Serving } from './serving.ts';
import { openUpload, replaceSources, type Upload } from './upload.ts';

export interface PreviewOptions {
  readonly store: Store;
  /** What is served now. */
  readonly serving: Pick<Serving, 'processId' | 'follow'> & { readonly served: { readonly facts: Facts } };
  readonly factsDir: string;
  readonly now: () => Temporal.Instant;
  readonly log: Logger;
}

/** What is proposed, before it is loaded. */
type Draft = Pick<Proposal, 'how' | 'why' | 'sources'> & { readonly actor: string };

/** Loads what somebody proposes, says what would change, and keeps it so that it can be applied. What is served stays. */
export class Previews {
  readonly #options: PreviewOptions;

  constructor(options: PreviewOptions) {
    this.#options = options;
  }

  /**
   * What would be served after the folder is read again.
   *
   * @throws DataError if it has faults
   */
  reload(actor: string, why: string | undefined): Promise<Preview> {
    return this.#propose({ how: 'reload', why, sources: undefined, actor }, () =>
      openFolder(this.#options.factsDir),
    );
  }

  /**
   * What would be served with what was uploaded in the place of what it replaces.
   *
   * @throws DataError if it has faults
   */
  async upload(actor: string, upload: Upload, why: string | undefined): Promise<Preview> {
    // What another applies meanwhile is not in it, and must not be its base.
    const base = await getCurrent(this.#options.store);
    const known = await openContent(this.#options.store, base.content);
    const fresh = await this.#noted(actor, () => openUpload(upload, known));
    const sources = fresh.map(({ name }) => name);
    const draft = { how: 'upload', why, sources, actor } as const;
    return this.#propose(draft, async () => replaceSources(known, fresh), base);
  }

  /** What would be served if an earlier revision were again. */
  async rollback(actor: string, number: number, why = backTo(number)): Promise<Preview> {
    const { store } = this.#options;
    const [current, target] = [await getCurrent(store), await getRevision(store, number)];
    if (target.number === current.number) throw new ToldError((t) => t('admin.isServed', { number }));
    return this.#propose({ how: 'rollback', why, sources: undefined, actor }, () =>
      openContent(store, target.content),
    );
  }

  /** The same once more, of the folder and the revision as they are by now. */
  again({ how, why, content, sources = [] }: Proposal, actor: string): Promise<Preview> {
    if (how === 'reload') return this.reload(actor, why);
    return this.#propose(
      { how, why, sources: how === 'upload' ? sources : undefined, actor },
      async (current) => {
        const { store } = this.#options;
        const set = await openContent(store, content);
        if (how === 'rollback') return set;
        const fresh = set.folders.filter(({ name }) => sources.includes(name));
        return replaceSources(await openContent(store, current.content), fresh);
      },
    );
  }

  /**
   * @param open gives the sources that would be served instead of those of the revision that it is given
   * @param base that revision, where it has been read already; else the current one
   */
  async #propose(
    { actor, ...draft }: Draft,
    open: (current: KeptRevision) => Promise<SourceSet>,
    base?: KeptRevision,
  ): Promise<Preview> {
    const { store, serving, now } = this.#options;
    const current = base ?? (await getCurrent(store));
    if (serving.served.facts.revision.number !== current.number) await serving.follow();
    const before = serving.served.facts;
    const set = await open(current);
    const { facts, list } = await this.#noted(actor, () =>
      loadSources(set, { loadedBy: actor, number: current.number + 1, now: now() }),
    );
    const compared = await compareFacts(store, before, facts, now());
    const { hash: content } = list;
    let proposal: Proposal | undefined;
    if (content !== current.content) {
      await putContent(store, set, list);
      const fresh = { ...draft, content, base: current.number, counts: countRecords(facts), madeBy: actor };
      proposal = await addProposal(store, fresh, now());
    }
    await note(this.#options, actor, { action: 'preview', revision: current.number, detail: draft.how });
    const files = compareFiles(await listContent(store, current.content), list);
    return { ...draft, ...compared, proposal, current, content, files, comparedWith: before.revision.number };
  }

  /** Whoever asked is shown every fault, the audit how many. */
  async #noted<T>(actor: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DataError) {
        const [first = ''] = error.message.split('\n');
        const detail = faultsToMend({ count: countFaults(error.faults), first });
        await note(this.#options, actor, { action: 'preview', outcome: 'failed', detail });
      }
      throw error;
    }
  }
}
