import { ToldError } from '../i18n/told-error.ts';
import { orUnavailable } from '../store/or-unavailable.ts';
import { Queue } from '../store/queue.ts';
import { type AuditEntry, listAudit, note } from './audit.ts';
import { listWhole, readBlob } from './contents.ts';
import type { Exported } from './export.ts';
import { type FolderState, hashFolder, stateOfFolder } from './folder.ts';
import { addRevision, getCurrent, type KeptRevision, listRevisions, setPinned } from './ledger.ts';
import type { Preview } from './preview.ts';
import { type PreviewOptions, Previews } from './previews.ts';
import { listProcesses, type Process } from './processes.ts';
import { findProposal, markApplied, type Proposal, removeProposal } from './proposals.ts';
import { CHANGED_MEANWHILE, OTHER_MEANWHILE } from './reasons.ts';
import type { Upload } from './upload.ts';

export interface Status {
  readonly current: KeptRevision;
  readonly processes: readonly Process[];
  /** Which of them answers this. */
  readonly processId: string;
  readonly folder: FolderState;
}

export type Applied =
  | { readonly type: 'applied'; readonly revision: number; readonly isServedHere: boolean }
  /** Somebody, or a second click, has applied it. */
  | { readonly type: 'already'; readonly revision: number }
  /** What was shown is no longer what would happen. */
  | { readonly type: 'changed'; readonly reason: 'folder' | 'revision'; readonly preview: Preview };

/**
 * What admins ask of the facts, from Discord and from the command line. Everything is previewed, and what is applied is what was
 * previewed. Where the database does not answer, every question ends in a `UserError` that says so.
 */
export class FactsDesk {
  readonly #options: PreviewOptions;
  readonly #previews: Previews;
  /** Loads one after the other: two large ones at once would need twice the memory. */
  readonly #queue = new Queue();

  constructor(options: PreviewOptions) {
    this.#options = options;
    this.#previews = new Previews(options);
  }

  status(): Promise<Status> {
    return guard(async () => {
      const { store, serving, factsDir } = this.#options;
      const current = await getCurrent(store);
      const folder = await this.#queue.run(() => stateOfFolder(factsDir, current.content));
      return { current, folder, processId: serving.processId, processes: await listProcesses(store) };
    });
  }

  history(entries: number): Promise<{ revisions: KeptRevision[]; audit: AuditEntry[] }> {
    const { store } = this.#options;
    return guard(async () => ({
      revisions: await listRevisions(store),
      audit: await listAudit(store, entries),
    }));
  }

  /** What would be served after the folder is read again. What has faults is thrown as `DataError`, here and below. */
  proposeReload(actor: string, why?: string): Promise<Preview> {
    return this.#alone(() => this.#previews.reload(actor, why));
  }

  /** What would be served with what was uploaded in the place of what it replaces. */
  proposeUpload(actor: string, upload: Upload, why?: string): Promise<Preview> {
    return this.#alone(() => this.#previews.upload(actor, upload, why));
  }

  /** What would be served if an earlier revision were again. */
  proposeRollback(actor: string, number: number, why?: string): Promise<Preview> {
    return this.#alone(() => this.#previews.rollback(actor, number, why));
  }

  /**
   * Serves what was previewed, if that is still what would happen; else shows what would.
   *
   * @param content hash of what was previewed
   * @throws UserError if the preview is no longer kept
   */
  apply(id: number, content: string, actor: string): Promise<Applied> {
    return guard(async () => {
      const proposal = await this.#find(id, content);
      if (proposal.appliedAs !== undefined) return { type: 'already', revision: proposal.appliedAs };
      const outdated = await this.#queue.run(() => this.#whyOutdated(proposal));
      const revision = outdated === undefined ? await this.#add(proposal, actor) : undefined;
      if (revision === undefined) {
        // By a second click, between our look at it and our look at the revision.
        const { appliedAs } = await this.#find(id, content);
        if (appliedAs !== undefined) return { type: 'already', revision: appliedAs };
        return this.#refuse(proposal, actor, outdated ?? 'revision');
      }
      const { serving, log } = this.#options;
      log.info(
        { revision, actor, how: proposal.how, why: proposal.why },
        'a revision of the facts was applied',
      );
      await serving.follow();
      return { type: 'applied', revision, isServedHere: serving.served.facts.revision.number === revision };
    });
  }

  /** @returns whether there was something to take back */
  cancel(id: number, actor: string): Promise<boolean> {
    return guard(async () => {
      const removed = await removeProposal(this.#options.store, id);
      if (removed) await note(this.#options, actor, { action: 'cancel' });
      return removed;
    });
  }

  /** Keeps a revision for good, or no longer. */
  pin(actor: string, revision: number, pinned: boolean): Promise<void> {
    return guard(async () => {
      await setPinned(this.#options.store, revision, pinned);
      await note(this.#options, actor, { action: pinned ? 'pin' : 'unpin', revision });
    });
  }

  /** The files of the current revision, to be read one after the other. */
  openExport(actor: string): Promise<Exported> {
    return guard(async () => {
      const { store } = this.#options;
      const revision = await getCurrent(store);
      await note(this.#options, actor, { action: 'export', revision: revision.number });
      const list = await listWhole(store, revision.content);
      return { revision, list, read: (file) => guardPieces(readBlob(store, file)) };
    });
  }

  async #add({ id, base, content, how, why, counts }: Proposal, actor: string): Promise<number | undefined> {
    const { store, now } = this.#options;
    const fresh = { content, madeAt: now(), madeBy: actor, how, why, counts };
    return addRevision(store, base, fresh, async (tx, number) => {
      if (!(await markApplied(tx, id, number))) throw new ToldError((t) => t('admin.gone'));
    });
  }

  async #refuse(proposal: Proposal, actor: string, reason: 'folder' | 'revision'): Promise<Applied> {
    const detail = reason === 'folder' ? CHANGED_MEANWHILE : OTHER_MEANWHILE;
    await note(this.#options, actor, { action: proposal.how, outcome: 'refused', detail });
    const preview = await this.#alone(() => this.#previews.again(proposal, actor));
    return { type: 'changed', reason, preview };
  }

  async #whyOutdated({ base, how, content }: Proposal): Promise<'folder' | 'revision' | undefined> {
    const { store, factsDir } = this.#options;
    if ((await getCurrent(store)).number !== base) return 'revision';
    if (how !== 'reload') return undefined;
    return (await hashFolder(factsDir)) === content ? undefined : 'folder';
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    return guard(() => this.#queue.run(work));
  }

  async #find(id: number, content: string): Promise<Proposal> {
    const { store, now } = this.#options;
    const proposal = await findProposal(store, id, now());
    if (proposal?.content !== content) throw new ToldError((t) => t('admin.gone'));
    return proposal;
  }
}

function guard<T>(work: () => Promise<T>): Promise<T> {
  return orUnavailable((cause) => new ToldError((t) => t('admin.unavailable'), { cause }), work);
}

async function* guardPieces<T>(pieces: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* pieces;
  } catch (error) {
    await guard(() => Promise.reject(error));
  }
}
