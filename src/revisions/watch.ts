import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../errors.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { WATCH } from './actors.ts';
import { Announcer, type AnnouncerOptions, sha256 } from './announcer.ts';
import type { FactsDesk } from './desk.ts';
import { hashFolder } from './folder.ts';
import { findCurrent, type KeptRevision } from './ledger.ts';
import type { Preview } from './preview.ts';
import { FOLDER_CHANGED } from './reasons.ts';

export interface WatchOptions extends AnnouncerOptions {
  readonly desk: FactsDesk;
  readonly factsDir: string;
  readonly mode: 'propose' | 'apply';
}

/** Notifications of a file system do not come through network mounts and containers; looking does. */
const LOOK_EVERY_MS = 5_000;

/** How the keys of faults begin. */
const FAULTS = 'faults ';

/**
 * Looks for changes in the folder of sources. When nobody writes to it any more, what it holds is checked, and proposed or
 * applied. Each thing is told once, by one of all processes.
 */
export class FolderWatch {
  readonly #options: WatchOptions;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  /** Names, sizes and times when last looked at, and when last checked. */
  #seen: string | undefined;
  #checked: string | undefined;
  readonly #announcer: Announcer;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#announcer = new Announcer(options);
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking ??= this.look().finally(() => {
        this.#looking = undefined;
      });
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** One look. What has changed since the last one is checked by the next, if it stays. */
  async look(): Promise<void> {
    const { factsDir, log } = this.#options;
    try {
      const now = await signatureOf(factsDir);
      const isStill = now === this.#seen;
      this.#seen = now;
      if (now !== this.#checked) await this.#announcer.drop();
      else await this.#announcer.tellAgain();
      if (!isStill || now === this.#checked) return;
      const isFirst = this.#checked === undefined;
      await this.#check(isFirst);
      this.#checked = now;
    } catch (error) {
      if (error instanceof StoreUnavailable) return;
      log.error({ err: error }, 'could not look at the folder of sources');
      this.#checked = this.#seen;
    }
  }

  async #check(isFirst: boolean): Promise<void> {
    const { store, desk, factsDir } = this.#options;
    try {
      const hash = await hashFolder(factsDir);
      const current = await findCurrent(store);
      if (current === undefined) return;
      if (current.content === hash) {
        await this.#announcer.forget('');
        return;
      }
      // After a start only what nobody has seen is news: a folder may lag behind uploads, and behind other machines.
      if (isFirst && (await wasServed(store, hash))) return;
      const preview = await desk.proposeReload(WATCH, FOLDER_CHANGED);
      await this.#announcer.forget(FAULTS);
      await this.#report(preview, current);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      await this.#announcer.tell({ type: 'faults', error }, FAULTS + sha256(error.message));
    }
  }

  async #report(preview: Preview, current: KeptRevision): Promise<void> {
    const { mode, desk } = this.#options;
    const { proposal } = preview;
    if (proposal === undefined) return;
    // What somebody uploaded or went back to is not in the folder: to take it away, somebody has to say so.
    const isHeldBack = mode === 'apply' && current.how !== 'start' && current.how !== 'reload';
    const key = `${proposal.content} on ${proposal.base}`;
    if (mode === 'propose' || isHeldBack) {
      await this.#announcer.tell({ type: 'proposed', preview, isHeldBack }, `proposed ${key}`);
      return;
    }
    const outcome = await desk.apply(proposal.id, proposal.content, WATCH);
    if (outcome.type === 'applied')
      await this.#announcer.tell({ type: 'applied', preview, revision: outcome.revision }, `applied ${key}`);
  }
}

async function wasServed(store: Store, content: string): Promise<boolean> {
  const rows = await store.query('SELECT 1 FROM fact_revisions WHERE content = $1 LIMIT 1', [content]);
  return rows.length > 0;
}

/** Differs where a name, a size or a time does. Of two levels: what lies deeper is not read. */
async function signatureOf(factsDir: string): Promise<string> {
  const hash = createHash('sha256');
  const add = async (path: string) => {
    const found = await stat(path).catch(() => undefined);
    hash.update(`${path}\0${found?.size}\0${found?.mtimeMs}\0`);
    return found?.isDirectory() ?? false;
  };
  for (const name of await list(factsDir)) {
    const folder = join(factsDir, name);
    if (await add(folder)) for (const file of await list(folder)) await add(join(folder, file));
  }
  return hash.digest('hex');
}

/** A folder that is not there has nothing in it: its own fault is told when it is checked. */
async function list(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}
