import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { DataError } from '../errors.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { findCurrent } from './ledger.ts';
import type { Preview } from './preview.ts';

/** What the admins' channel is told. */
export type News =
  | { readonly type: 'proposed'; readonly preview: Preview; readonly isHeldBack: boolean }
  | { readonly type: 'applied'; readonly preview: Preview; readonly revision: number }
  | { readonly type: 'faults'; readonly error: DataError };

export interface AnnouncerOptions {
  readonly store: Store;
  /** @param key the same in every process for the same news */
  readonly tell: (news: News, key: string) => Promise<void>;
  readonly log: Logger;
}

/** What could not be told is tried again after so many looks, then after twice as many, and so on: at most an hour apart. */
const LOOKS_UNTIL_AGAIN = 6;
const MOST_LOOKS_UNTIL_AGAIN = 720;

/** What Discord did not take, or what the store was away for. */
interface Untold {
  readonly news: News;
  readonly key: string;
  readonly looks: number;
  left: number;
  /** That it is ours to tell still stands in the store, which was away when it was to be given back. */
  readonly isClaimed: boolean;
}

/** Tells the admins' channel what is new, each thing once, whichever process comes to it. */
export class Announcer {
  readonly #options: AnnouncerOptions;
  #untold: Untold | undefined;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  /** Once, by whichever process is the first to come. What cannot be told now is tried again by `tellAgain`. */
  async tell(news: News, key: string): Promise<void> {
    const { log } = this.#options;
    log.info({ news: news.type }, 'the folder of sources has changed');
    try {
      if (!(await this.#claim(key))) {
        // Another process has told it, or is about to.
        this.#untold = undefined;
        return;
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      // What was applied is in the folder by now: the next look would find nothing new.
      this.#putOff(news, key, false);
      return;
    }
    try {
      await this.#options.tell(news, sha256(key).slice(0, 25));
      this.#untold = undefined;
    } catch (error) {
      this.#putOff(news, key, !(await this.#giveBack(key)));
      log.error(
        { err: error },
        'what changed in the folder of sources could not be told in ADMIN_CHANNEL_ID; it is tried again',
      );
    }
  }

  #putOff(news: News, key: string, isClaimed: boolean): void {
    const looks = Math.min(MOST_LOOKS_UNTIL_AGAIN, (this.#untold?.looks ?? LOOKS_UNTIL_AGAIN / 2) * 2);
    this.#untold = { news, key, looks, left: looks, isClaimed };
  }

  /** @returns whether it is this process that tells it */
  async #claim(key: string): Promise<boolean> {
    if (this.#untold?.key === key && this.#untold.isClaimed) return true;
    const { store } = this.#options;
    await store.query("DELETE FROM fact_announcements WHERE made_at < now() - interval '90 days'");
    // The last of the two: what is claimed, and then breaks off, nobody would ever tell.
    const added = await store.query(
      'INSERT INTO fact_announcements (key) VALUES ($1) ON CONFLICT DO NOTHING RETURNING key',
      [key],
    );
    return added.length > 0;
  }

  /** What nobody was told any process may tell. @returns whether the store took it back */
  async #giveBack(key: string): Promise<boolean> {
    try {
      await this.#options.store.query('DELETE FROM fact_announcements WHERE key = $1', [key]);
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailable) return false;
      throw error;
    }
  }

  /** As long as the folder is what it was, and what was proposed is not applied. */
  async tellAgain(): Promise<void> {
    if (this.#untold === undefined) return;
    this.#untold.left -= 1;
    if (this.#untold.left > 0) return;
    const { news, key } = this.#untold;
    const current = await findCurrent(this.#options.store);
    if (news.type === 'proposed' && news.preview.proposal?.base !== current?.number) this.#untold = undefined;
    else await this.tell(news, key);
  }

  /** What was not told is no news any more. While the store is away it stays ours: it may become news again. */
  async drop(): Promise<void> {
    if (this.#untold?.isClaimed && !(await this.#giveBack(this.#untold.key))) return;
    this.#untold = undefined;
  }

  /** What is over: the same once more would be news again. */
  async forget(beginning: string): Promise<void> {
    await this.#options.store.query('DELETE FROM fact_announcements WHERE starts_with(key, $1)', [beginning]);
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
