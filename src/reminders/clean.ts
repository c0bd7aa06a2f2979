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

/** Removes what belongs to servers that the bot has left and, after a week, to channels that are gone. */
export async function clean({ store, channels, now, log }: CleanOptions): Promise<void> {
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
