import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Meter } from '../metrics/meter.ts';
import type { Store } from '../store/store.ts';
import type { Channels, Note, SendOutcome } from './channels.ts';
import { changeOf, isCorrection } from './corrections.ts';
import { decide } from './decide.ts';
import { ATTEMPT_SECONDS } from './jobs.ts';
import {
  type ClaimedRow,
  claimRows,
  markFailed,
  markSent,
  markSkipped,
  stillOwed,
  toldBy,
} from './ledger.ts';
import type { Meeting } from './meeting.ts';
import type { Subscription } from './plan.ts';
import { pauseSubscription, subscriptionsById } from './subscriptions.ts';

/** Where a crash would hurt; a test stops the process there. */
export type Step =
  | 'before the row'
  | 'after the row, before its job'
  | 'after the row'
  | 'before the send'
  | 'after the send'
  | 'after the mark';

export interface SendOptions {
  readonly store: Store;
  readonly channels: Channels;
  /** By the id of any of its records. */
  readonly findMeeting: (engagementId: string) => Meeting | undefined;
  readonly now: () => Temporal.Instant;
  readonly log: Logger;
  readonly meter?: Pick<Meter, 'reminded'> | undefined;
  readonly onStep: (step: Step) => void;
}

/** Discord remembers a nonce for "a few minutes". After this long we look into the channel instead of trusting it. */
const NONCE_TRUSTED = { seconds: 60 };

/** Discord takes at most 25 characters. https://docs.discord.com/developers/resources/message#create-message */
const KEY_LENGTH = 25;

/** The same for the same row in every process, after every restart. */
export function keyOf(row: Pick<ClaimedRow, 'subscriptionId' | 'engagementId' | 'lead' | 'start'>): string {
  const parts = JSON.stringify([row.subscriptionId, row.engagementId, row.lead, row.start]);
  return createHash('sha256').update(parts).digest('hex').slice(0, KEY_LENGTH);
}

/**
 * Sends rows that are owed, each once.
 *
 * @returns the rows that need another attempt, with the reason
 */
export async function sendRows(options: SendOptions, ids: readonly string[]): Promise<Map<string, string>> {
  const { store, now } = options;
  const until = now().add({ seconds: ATTEMPT_SECONDS });
  const rows = await claimRows(store, ids, now(), until);
  const again = new Map<string, string>();
  const others = ids.filter((id) => rows.every((row) => row.id !== id));
  if (others.length > 0) {
    for (const id of await stillOwed(store, others)) again.set(id, 'another worker has it');
  }
  const subscriptions = await subscriptionsById(store, [...new Set(rows.map((row) => row.subscriptionId))]);
  const corrected = rows.filter(isCorrection).map(({ lead }) => lead.slice(lead.indexOf(':') + 1));
  const told = await toldBy(store, corrected);
  const byId = new Map(subscriptions.map((subscription) => [subscription.id, subscription]));
  await Promise.all(
    rows.map(async (row) => {
      const subscription = byId.get(row.subscriptionId);
      // Removed meanwhile, and its ledger with it.
      if (subscription === undefined) return;
      const failure = await sendRow(options, { row, subscription, told }).catch((error: unknown) =>
        giveBack(options, row, error),
      );
      if (failure !== undefined) again.set(row.id, failure);
    }),
  );
  return again;
}

interface Task {
  readonly row: ClaimedRow;
  readonly subscription: Subscription;
  readonly told: ReadonlyMap<string, string>;
}

/** @returns why it failed, if it did */
async function sendRow(options: SendOptions, { row, subscription, told }: Task): Promise<string | undefined> {
  const { store, findMeeting, now, onStep } = options;
  const arrived = await findArrived(options, row, subscription);
  if (arrived !== undefined) return settle(options, { row, subscription }, arrived);
  const meeting = findMeeting(row.engagementId);
  const decision = decide(row, meeting, subscription, now());
  if (decision.type === 'skip' || meeting === undefined) {
    const reason = decision.type === 'skip' ? decision.reason : 'gone';
    await markSkipped(store, row.id, reason, now());
    options.meter?.reminded('skipped', reason);
    return undefined;
  }
  const note = noteOf(row, subscription, meeting, decision.isLate, told);
  onStep('before the send');
  const outcome = await options.channels.send(note, keyOf(row));
  onStep('after the send');
  const failure = await settle(options, { row, subscription }, outcome, decision.isLate);
  onStep('after the mark');
  return failure;
}

/** Our own mistake, or a database that is gone: the others of the batch go on, and this one is tried again. */
async function giveBack(
  { store, now, log, meter }: SendOptions,
  row: ClaimedRow,
  error: unknown,
): Promise<string> {
  log.error({ err: error, row: row.id }, 'a reminder could not be sent');
  const reason = 'something went wrong on our side; the log says what';
  meter?.reminded('failing');
  // Without the database the lease runs out by itself.
  await markFailed(store, row.id, { error: reason, mayHaveArrived: true, now: now() }).catch(() => undefined);
  return reason;
}

/** An attempt whose end nobody knows, and that Discord may have forgotten: the channel itself tells. */
async function findArrived(
  { channels, now }: SendOptions,
  row: ClaimedRow,
  { channelId }: Subscription,
): Promise<SendOutcome | undefined> {
  const since = row.unknownSince;
  if (since === undefined || Temporal.Instant.compare(since.add(NONCE_TRUSTED), now()) > 0) return undefined;
  const found = await channels.findSent(channelId, keyOf(row), since);
  return found.type === 'absent' ? undefined : found;
}

function noteOf(
  row: ClaimedRow,
  subscription: Subscription,
  meeting: Meeting,
  isLate: boolean,
  told: ReadonlyMap<string, string>,
): Note {
  const before = isCorrection(row) ? told.get(row.lead.slice(row.lead.indexOf(':') + 1)) : undefined;
  return {
    subscription,
    meeting,
    correction: before === undefined ? undefined : { change: changeOf(before, meeting), told: before },
    lateSince: isLate ? row.dueAt : undefined,
    isTest: false,
  };
}

async function settle(
  { store, now, log, meter }: SendOptions,
  { row, subscription }: Pick<Task, 'row' | 'subscription'>,
  outcome: SendOutcome,
  isLate = false,
): Promise<string | undefined> {
  if (outcome.type === 'sent') {
    await markSent(store, row.id, outcome.messageId, now());
    meter?.reminded(isLate ? 'late' : 'sent');
    return undefined;
  }
  const { reason } = outcome;
  if (outcome.type === 'failed') {
    await markFailed(store, row.id, { error: reason, mayHaveArrived: outcome.mayHaveArrived, now: now() });
    meter?.reminded('failing');
    return reason;
  }
  await store.transaction(async (tx) => {
    await pauseSubscription(tx, subscription.id, { by: 'discord', reason }, now());
    await markSkipped(tx, row.id, 'refused', now());
  });
  meter?.reminded('skipped', 'refused');
  log.warn(
    { subscription: subscription.id, reason },
    'a subscription is paused: Discord refuses its messages',
  );
  return undefined;
}
