import type { Logger } from 'pino';
import type { Store } from '../store/store.ts';
import type { Channels } from './channels.ts';
import { allSubscriptions, removeSubscriptions } from './subscriptions.ts';

export interface CleanOptions {
  readonly store: Store;
  readonly channels: Channels;
  readonly now: () => Temporal.Instant;
  readonly log: Logger;
}

/** A channel that Discord says is gone stays in `/remind list` for so long, so that its admin sees what happened. */
const SHOWN = { hours: 7 * 24 };

/** What became of reminders is kept so long after their meetings: no plan and no correction asks for them any more. */
const KEPT = { hours: 400 * 24 };
/** Rows of one statement: few enough not to hold up anybody else. */
const FORGOTTEN_AT_ONCE = 10_000;

/**
 * Removes what belongs to servers that the bot has left and, after a week, to channels that are gone; and what the ledger has
 * of meetings that are long over.
 */
export async function clean(options: CleanOptions): Promise<void> {
  await forget(options);
  await leave(options);
}

async function forget({ store, now, log }: Pick<CleanOptions, 'store' | 'now' | 'log'>): Promise<void> {
  const before = now().subtract(KEPT).toString();
  const forgotten = await store.query(
    `DELETE FROM reminder_ledger WHERE id IN (
       SELECT id FROM reminder_ledger WHERE expires_at < $1::timestamptz AND state <> 'owed' LIMIT ${FORGOTTEN_AT_ONCE})
     RETURNING id`,
    [before],
  );
  if (forgotten.length > 0)
    log.info({ rows: forgotten.length, before }, 'the ledger forgets meetings that are long over');
}

async function leave({ store, channels, now, log }: CleanOptions): Promise<void> {
  const subscriptions = await allSubscriptions(store);
  if (subscriptions.length === 0) return;
  const joined = await channels.serverIds();
  const left = new Set(subscriptions.map(({ serverId }) => serverId)).difference(joined);
  for (const serverId of left) {
    // A list that Discord gives short must not cost a server its subscriptions.
    if (await channels.isIn(serverId)) continue;
    const removed = await removeSubscriptions(store, serverId, 'all');
    await store.query('DELETE FROM reminder_events WHERE server_id = $1', [serverId]);
    await store.query('DELETE FROM reminder_servers WHERE server_id = $1', [serverId]);
    log.info(
      { server: serverId, removed },
      'the bot is no longer in a server: its subscriptions are removed',
    );
  }
  const before = now().subtract(SHOWN);
  for (const { id, serverId, channelId, pausedBy, pausedAt } of subscriptions) {
    if (left.has(serverId) || pausedBy !== 'discord' || pausedAt === undefined) continue;
    if (Temporal.Instant.compare(pausedAt, before) > 0 || !(await channels.isGone(channelId))) continue;
    await removeSubscriptions(store, serverId, [id]);
    log.info({ channel: channelId }, 'a channel is gone: its subscription is removed');
  }
}
