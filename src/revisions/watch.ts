import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { DataError } from '../errors.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { WATCH } from './actors.ts';
import type { FactsDesk } from './desk.ts';
import { hashFolder } from './folder.ts';
import { findCurrent, type KeptRevision } from './ledger.ts';
import type { Preview } from './preview.ts';
import { FOLDER_CHANGED } from './reasons.ts';

/** What the admins' channel is told. */
export type News =
  | { readonly type: 'proposed'; readonly preview: Preview; readonly isHeldBack: boolean }
  | { readonly type: 'applied'; readonly preview: Preview; readonly revision: number }
  | { readonly type: 'faults'; readonly error: DataError };

export interface WatchOptions {
  readonly store: Store;
  readonly desk: FactsDesk;
  readonly factsDir: string;
  readonly mode: 'propose' | 'apply';
  /** @param key the same in every process for the same news */
  readonly tell: (news: News, key: string) => Promise<void>;
  readonly log: Logger;
}

/** Notifications of a file system do not come through network mounts and containers; looking does. */
const LOOK_EVERY_MS = 5_000;

/** What could not be told is tried again after so many looks, then after twice as many, and so on: at most an hour apart. */
const LOOKS_UNTIL_AGAIN = 6;
const MOST_LOOKS_UNTIL_AGAIN = 720;

/** How the keys of faults begin. */
const FAULTS = 'faults ';

/** What Discord did not take. */
interface Untold {
  readonly news: News;
  readonly key: string;
  readonly looks: number;
  left: number;
}

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
  #untold: Untold | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
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
      if (now !== this.#checked) this.#untold = undefined;
      else await this.#tellAgain();
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
        await this.#forgetTold('');
        return;
      }
      // After a start only what nobody has seen is news: a folder may lag behind uploads, and behind other machines.
      if (isFirst && (await wasServed(store, hash))) return;
      const preview = await desk.proposeReload(WATCH, FOLDER_CHANGED);
      await this.#forgetTold(FAULTS);
      await this.#report(preview, current);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      await this.#tellOnce({ type: 'faults', error }, FAULTS + sha256(error.message));
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
      await this.#tellOnce({ type: 'proposed', preview, isHeldBack }, `proposed ${key}`);
      return;
    }
    const outcome = await desk.apply(proposal.id, proposal.content, WATCH);
    if (outcome.type === 'applied')
      await this.#tellOnce({ type: 'applied', preview, revision: outcome.revision }, `applied ${key}`);
  }

  async #tellOnce(news: News, key: string): Promise<void> {
    const { store, tell, log } = this.#options;
    log.info({ news: news.type }, 'the folder of sources has changed');
    const added = await store.query(
      'INSERT INTO fact_announcements (key) VALUES ($1) ON CONFLICT DO NOTHING RETURNING key',
      [key],
    );
    await store.query("DELETE FROM fact_announcements WHERE made_at < now() - interval '90 days'");
    if (added.length === 0) {
      // Another process has told it, or is about to.
      this.#untold = undefined;
      return;
    }
    try {
      await tell(news, sha256(key).slice(0, 25));
      this.#untold = undefined;
    } catch (error) {
      // Not told by anybody, so that any process may.
      await store.query('DELETE FROM fact_announcements WHERE key = $1', [key]);
      const looks = Math.min(MOST_LOOKS_UNTIL_AGAIN, (this.#untold?.looks ?? LOOKS_UNTIL_AGAIN / 2) * 2);
      this.#untold = { news, key, looks, left: looks };
      log.error(
        { err: error },
        'what changed in the folder of sources could not be told in ADMIN_CHANNEL_ID; it is tried again',
      );
    }
  }

  /** As long as the folder is what it was, and what was proposed is not applied. */
  async #tellAgain(): Promise<void> {
    if (this.#untold === undefined) return;
    this.#untold.left -= 1;
    if (this.#untold.left > 0) return;
    const { news, key } = this.#untold;
    const current = await findCurrent(this.#options.store);
    if (news.type === 'proposed' && news.preview.proposal?.base !== current?.number) this.#untold = undefined;
    else await this.#tellOnce(news, key);
  }

  /** What is over: the same once more would be news again. */
  async #forgetTold(beginning: string): Promise<void> {
    await this.#options.store.query('DELETE FROM fact_announcements WHERE starts_with(key, $1)', [beginning]);
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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
