import type { Logger } from 'pino';
import type { Facts } from '../data/facts.ts';
import { type FileList, listFiles } from '../data/file-list.ts';
import { SourceFile, type SourceFolder } from '../data/formats/source-file.ts';
import { type Loaded, loadSources, openFolder, type SourceSet } from '../data/load.ts';
import { countFaults, DataError, type Fault, UserError } from '../errors.ts';
import { Queue } from '../store/queue.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { type AuditEntry, addAudit, listAudit } from './audit.ts';
import { listContent, openContent, putContent } from './contents.ts';
import {
  addRevision,
  countRecords,
  findCurrent,
  findRevision,
  type KeptRevision,
  listRevisions,
  setPinned,
} from './ledger.ts';
import { compareFacts, compareFiles, type Preview } from './preview.ts';
import { listProcesses, type Process } from './processes.ts';
import { addProposal, findProposal, markApplied, type Proposal, removeProposal } from './proposals.ts';
import type { Serving } from './serving.ts';
import { openUpload, replaceSources, type Upload } from './upload.ts';

export interface FactsDeskOptions {
  readonly store: Store;
  /** What is served now. */
  readonly serving: Pick<Serving, 'processId' | 'follow'> & { readonly served: { readonly facts: Facts } };
  readonly factsDir: string;
  readonly now: () => Temporal.Instant;
  readonly log: Logger;
}

/** How the folder stands to what is served. */
export type FolderState =
  | { readonly type: 'same' | 'differs' }
  | { readonly type: 'unreadable'; readonly faults: readonly Fault[] };

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

/** What is proposed, before it is loaded. */
type Draft = Pick<Proposal, 'how' | 'why' | 'sources'> & { readonly actor: string };

const UNAVAILABLE =
  'The database cannot be reached right now, so the facts cannot be changed. Look-ups go on; please try again in a minute.';
const GONE =
  'This preview is no longer kept. Ask again: `/facts reload`, `/facts upload` or `/facts rollback`.';

/**
 * What admins ask of the facts, from Discord and from the command line. Everything is previewed, and what is applied is what was
 * previewed. Where the database does not answer, every question ends in a `UserError` that says so.
 */
export class FactsDesk {
  readonly #options: FactsDeskOptions;
  /** Loads one after the other: two large ones at once would need twice the memory. */
  readonly #queue = new Queue();

  constructor(options: FactsDeskOptions) {
    this.#options = options;
  }

  status(): Promise<Status> {
    return guard(async () => {
      const { store, serving } = this.#options;
      const current = await this.#current();
      const folder = await this.#queue.run(() => this.#folderState(current));
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

  /**
   * What would be served after the folder is read again.
   *
   * @throws DataError if it has faults; what is served stays
   */
  proposeReload(actor: string, why?: string): Promise<Preview> {
    const draft: Draft = { how: 'reload', why, sources: undefined, actor };
    return this.#propose(draft, () => openFolder(this.#options.factsDir));
  }

  /**
   * What would be served with what was uploaded in the place of what it replaces.
   *
   * @throws DataError if it has faults; what is served stays
   */
  proposeUpload(actor: string, upload: Upload, why?: string): Promise<Preview> {
    return guard(async () => {
      const known = await this.#openCurrent();
      const fresh = await this.#audited(actor, () => openUpload(upload, known));
      const draft: Draft = { how: 'upload', why, sources: fresh.map(({ name }) => name), actor };
      return this.#propose(draft, async () => replaceSources(known, fresh));
    });
  }

  /** What would be served if an earlier revision were again. */
  proposeRollback(actor: string, number: number, why?: string): Promise<Preview> {
    return guard(async () => {
      const [current, target] = [await this.#current(), await this.#get(number)];
      if (target.number === current.number)
        throw new UserError(`Revision ${number} is the one that is served.`);
      const draft: Draft = {
        how: 'rollback',
        why: why ?? `back to revision ${number}`,
        sources: undefined,
        actor,
      };
      return this.#propose(draft, () => openContent(this.#options.store, target.content));
    });
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
      if (removed) await this.#audit(actor, 'cancel', 'done');
      return removed;
    });
  }

  /** Keeps a revision for good, or no longer. */
  pin(actor: string, number: number, pinned: boolean): Promise<void> {
    return guard(async () => {
      await this.#get(number);
      await setPinned(this.#options.store, number, pinned);
      await this.#audit(actor, pinned ? 'pin' : 'unpin', 'done', { revision: number });
    });
  }

  /** The sources of the current revision, with the hashes of their files. */
  openExport(actor: string): Promise<{ revision: KeptRevision; set: SourceSet; list: FileList }> {
    return guard(async () => {
      const { store } = this.#options;
      const revision = await this.#current();
      await this.#audit(actor, 'export', 'done', { revision: revision.number });
      return {
        revision,
        set: await openContent(store, revision.content),
        list: await listContent(store, revision.content),
      };
    });
  }

  #propose(draft: Draft, open: () => Promise<SourceSet>): Promise<Preview> {
    return guard(() =>
      this.#queue.run(() => this.#audited(draft.actor, async () => this.#preview(draft, await open()))),
    );
  }

  async #preview({ actor, ...draft }: Draft, set: SourceSet): Promise<Preview> {
    const { store, serving, now } = this.#options;
    const current = await this.#current();
    if (serving.served.facts.revision.number !== current.number) await serving.follow();
    const before = serving.served.facts;
    const loaded = await this.#load(set, actor, current.number + 1);
    const { hash: content } = loaded.list;
    const compared = await compareFacts(store, before, loaded.facts, now());
    const files = compareFiles(await listContent(store, current.content), loaded.list);
    let proposal: Proposal | undefined;
    if (content !== current.content) {
      await putContent(store, set, loaded.list);
      const counts = countRecords(loaded.facts);
      proposal = await addProposal(
        store,
        { ...draft, content, base: current.number, counts, madeBy: actor },
        now(),
      );
    }
    await this.#audit(actor, 'preview', 'done', { revision: current.number, detail: draft.how });
    return { ...draft, ...compared, proposal, current, content, files, comparedWith: before.revision.number };
  }

  #load(set: SourceSet, loadedBy: string, number: number): Promise<Loaded> {
    return loadSources(set, { loadedBy, number, now: this.#options.now() });
  }

  async #add({ id, base, content, how, why, counts }: Proposal, actor: string): Promise<number | undefined> {
    const { store, now } = this.#options;
    const fresh = { content, madeAt: now(), madeBy: actor, how, why, counts };
    return addRevision(store, base, fresh, (tx, number) => markApplied(tx, id, number));
  }

  async #whyOutdated({ base, how, content }: Proposal): Promise<'folder' | 'revision' | undefined> {
    if ((await this.#current()).number !== base) return 'revision';
    if (how !== 'reload') return undefined;
    return (await hashFolder(this.#options.factsDir)) === content ? undefined : 'folder';
  }

  async #refuse(proposal: Proposal, actor: string, reason: 'folder' | 'revision'): Promise<Applied> {
    const detail = reason === 'folder' ? 'the folder had changed' : 'another revision was served meanwhile';
    await this.#audit(actor, proposal.how, 'refused', { detail });
    return { type: 'changed', reason, preview: await this.#proposeAgain(proposal, actor) };
  }

  #proposeAgain({ how, why, content, sources = [] }: Proposal, actor: string): Promise<Preview> {
    if (how === 'reload') return this.proposeReload(actor, why);
    const draft: Draft = { how, why, sources: how === 'upload' ? sources : undefined, actor };
    return this.#propose(draft, async () => {
      const set = await openContent(this.#options.store, content);
      if (how === 'rollback') return set;
      const fresh = set.folders.filter(({ name }) => sources.includes(name));
      return replaceSources(await this.#openCurrent(), fresh);
    });
  }

  async #folderState(current: KeptRevision): Promise<FolderState> {
    try {
      const hash = await hashFolder(this.#options.factsDir);
      return { type: hash === current.content ? 'same' : 'differs' };
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      return { type: 'unreadable', faults: error.faults };
    }
  }

  async #current(): Promise<KeptRevision> {
    const current = await findCurrent(this.#options.store);
    if (current === undefined) throw new Error('The store has no revision, though this process serves one.');
    return current;
  }

  async #openCurrent(): Promise<SourceSet> {
    return openContent(this.#options.store, (await this.#current()).content);
  }

  async #get(number: number): Promise<KeptRevision> {
    const revision = await findRevision(this.#options.store, number);
    if (revision === undefined)
      throw new UserError(`Revision ${number} is not kept. \`/facts history\` shows those that are.`);
    return revision;
  }

  async #find(id: number, content: string): Promise<Proposal> {
    const { store, now } = this.#options;
    const proposal = await findProposal(store, id, now());
    if (proposal?.content !== content) throw new UserError(GONE);
    return proposal;
  }

  /** Notes what failed to load: whoever asked is shown every fault, the audit how many. */
  async #audited<T>(actor: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DataError) {
        const [first] = error.message.split('\n');
        const detail = `${countFaults(error.faults)} to mend, the first: ${first}`;
        await this.#audit(actor, 'preview', 'failed', { detail });
      }
      throw error;
    }
  }

  async #audit(
    actor: string,
    action: AuditEntry['action'],
    outcome: AuditEntry['outcome'],
    more: { readonly revision?: number; readonly detail?: string } = {},
  ): Promise<void> {
    const { store, now, log } = this.#options;
    await addAudit(store, {
      ...{ at: now(), actor, action, outcome },
      revision: more.revision,
      detail: more.detail,
    });
    log.info({ actor, action, outcome, revision: more.revision }, 'facts');
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

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new UserError(UNAVAILABLE, { cause: error });
    throw error;
  }
}
