import { randomBytes } from 'node:crypto';
import type { PermissionName } from '../i18n/language.ts';
import { ToldError } from '../i18n/told-error.ts';
import { orUnavailable } from '../store/or-unavailable.ts';
import type { Store } from '../store/store.ts';
import type { ChannelPlace, Channels, SendOutcome } from './channels.ts';
import type { Slot } from './due.ts';
import { type Entry, lastEntries } from './entries.ts';
import { reviveRefused } from './ledger.ts';
import type { Meeting } from './meeting.ts';
import { fits, nextReminder, type Subscription } from './plan.ts';
import {
  allSubscriptions,
  MOST_SUBSCRIPTIONS,
  type NewSubscription,
  pauseSubscription,
  removeSubscriptions,
  resumeSubscription,
  saveSubscription,
  setZone,
  subscriptionsOf,
  zoneOf,
} from './subscriptions.ts';

export interface Standing {
  readonly subscription: Subscription;
  readonly next: { readonly meeting: Meeting; readonly slot: Slot } | undefined;
  /** The meetings that it is about, past ones too. */
  readonly fitting: number;
  /** The newest first. */
  readonly entries: readonly Entry[];
}

interface DeskOptions {
  readonly store: Store;
  readonly channels: Channels;
  readonly known: () => {
    readonly meetings: readonly Meeting[];
    readonly matches: (search: string) => ReadonlySet<string>;
  };
  readonly now: () => Temporal.Instant;
}

/** How many entries of the ledger a subscription is shown with. */
const SHOWN = 5;

/**
 * What commands ask of reminders. Where the database does not answer, every question ends in a `UserError` that says so.
 */
export class Desk {
  readonly #options: DeskOptions;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** @throws UserError if the server has too many */
  async add(given: NewSubscription): Promise<{ standing: Standing; isNew: boolean }> {
    const { store, now } = this.#options;
    return guard(async () => {
      const existing = await subscriptionsOf(store, given.serverId);
      const isSame = ({ channelId, search }: Subscription) =>
        channelId === given.channelId && search === given.search;
      if (existing.length >= MOST_SUBSCRIPTIONS && !existing.some(isSame)) {
        throw new ToldError((t) => t('remind.tooMany', { count: existing.length }));
      }
      const { id, isNew } = await saveSubscription(store, given, now());
      return { standing: await this.get(given.serverId, id), isNew };
    });
  }

  async list(serverId: string): Promise<Standing[]> {
    const { store } = this.#options;
    return guard(async () => this.#standings(await subscriptionsOf(store, serverId)));
  }

  /** Of every server. */
  async listAll(): Promise<Standing[]> {
    const { store } = this.#options;
    return guard(async () => this.#standings(await allSubscriptions(store)));
  }

  async #standings(subscriptions: readonly Subscription[]): Promise<Standing[]> {
    const { store, known, now } = this.#options;
    const ids = subscriptions.map(({ id }) => id);
    const entries = await lastEntries(store, ids, { now: now(), each: SHOWN });
    const byId = Map.groupBy(entries, ({ subscriptionId }) => subscriptionId);
    return subscriptions.map((subscription) => ({
      subscription,
      next: subscription.pausedBy === undefined ? nextReminder(known(), subscription, now()) : undefined,
      fitting: known().meetings.filter((meeting) => fits(known(), subscription, meeting)).length,
      entries: byId.get(subscription.id) ?? [],
    }));
  }

  /** @throws UserError if the server has no such subscription */
  async get(serverId: string, id: string): Promise<Standing> {
    const standing = (await this.list(serverId)).find(({ subscription }) => subscription.id === id);
    if (standing === undefined) throw new ToldError((t) => t('remind.gone'));
    return standing;
  }

  async remove(serverId: string, id: string): Promise<void> {
    await guard(() => removeSubscriptions(this.#options.store, serverId, [id]));
  }

  /** @returns whether it was running */
  async pause(serverId: string, id: string): Promise<boolean> {
    const { store, now } = this.#options;
    await this.get(serverId, id);
    return guard(() => pauseSubscription(store, id, { by: 'admin', reason: undefined }, now()));
  }

  /**
   * Goes on. What an admin's pause swallowed stays so; of what Discord refused, the last reminder of each meeting still
   * ahead is owed again.
   *
   * @returns whether it was paused
   */
  async resume(serverId: string, id: string): Promise<boolean> {
    const { store, now } = this.#options;
    await this.get(serverId, id);
    return guard(() =>
      store.transaction(async (tx) => {
        const wasPaused = await resumeSubscription(tx, id, now());
        if (wasPaused) await reviveRefused(tx, id, now());
        return wasPaused;
      }),
    );
  }

  /**
   * Posts what a reminder will look like, about the next meeting that fits.
   *
   * @throws UserError if no meeting fits
   */
  async test({ subscription, next }: Standing): Promise<SendOutcome> {
    const { known, channels } = this.#options;
    const meeting = next?.meeting ?? known().meetings.findLast((one) => fits(known(), subscription, one));
    if (meeting === undefined) throw new ToldError((t) => t('remind.noneFits'));
    const note = { subscription, meeting, correction: undefined, lateSince: undefined, isTest: true };
    return channels.send(note, randomBytes(12).toString('hex'));
  }

  missingPermissions(place: ChannelPlace): Promise<PermissionName[]> {
    return this.#options.channels.missingPermissions(place);
  }

  zone(serverId: string): Promise<string> {
    return guard(() => zoneOf(this.#options.store, serverId));
  }

  async setZone(serverId: string, zone: string): Promise<void> {
    await guard(() => setZone(this.#options.store, serverId, zone));
  }
}

function guard<T>(work: () => Promise<T>): Promise<T> {
  return orUnavailable((cause) => new ToldError((t) => t('place.unavailable'), { cause }), work);
}
