import type { Logger } from 'pino';
import type { Queryable, Store } from '../store/store.ts';
import type { Channels, ServerEvent } from './channels.ts';
import type { Meeting } from './meeting.ts';
import { fits, type Subscription } from './plan.ts';
import { allSubscriptions } from './subscriptions.ts';

export interface MirrorOptions {
  readonly store: Store;
  readonly channels: Channels;
  readonly meetings: readonly Meeting[];
  readonly matches: (search: string) => ReadonlySet<string>;
  readonly now: () => Temporal.Instant;
  readonly log: Logger;
}

/** https://docs.discord.com/developers/resources/guild-scheduled-event */
const MOST_EVENTS = 100;
/** Discord takes no event that has begun; this much time may pass on the way. */
const MARGIN = { minutes: 2 };

/** Shows the upcoming meetings of servers that asked for it as their scheduled events. */
export async function mirror(options: MirrorOptions): Promise<void> {
  const { store, log } = options;
  const mirrored = (await allSubscriptions(store)).filter((one) => one.mirror && one.pausedBy === undefined);
  for (const [serverId, subscriptions] of Map.groupBy(mirrored, (one) => one.serverId)) {
    try {
      await mirrorServer(options, serverId, subscriptions);
    } catch (error) {
      log.warn(
        { err: error, server: serverId },
        'meetings could not be shown as scheduled events; tried again later',
      );
    }
  }
}

async function mirrorServer(
  { store, channels, meetings, matches, now }: MirrorOptions,
  serverId: string,
  subscriptions: readonly Subscription[],
): Promise<void> {
  const events = await channels.listEvents(serverId, meetings);
  const known = await mirroredIn(store, serverId);
  const wanted = meetings.filter((meeting) => subscriptions.some((one) => fits({ matches }, one, meeting)));
  for (const step of planMirror({ meetings: wanted, events, known, now: now() })) {
    if (step.type === 'cancel') await channels.cancelEvent(serverId, step.event.id);
    else if (step.type === 'update') await channels.updateEvent(serverId, step.event.id, step.meeting);
    else if (step.type === 'create') await channels.createEvent(serverId, step.meeting);
    if (step.type !== 'cancel' && !known.has(step.meeting.id))
      await remember(store, serverId, step.meeting.id);
  }
}

export type MirrorStep =
  | { readonly type: 'create'; readonly meeting: Meeting }
  | { readonly type: 'update'; readonly meeting: Meeting; readonly event: ServerEvent }
  /** It was made before a crash could be noted. */
  | { readonly type: 'remember'; readonly meeting: Meeting }
  | { readonly type: 'cancel'; readonly event: ServerEvent };

/**
 * What to change so that a server shows its meetings, the soonest first: each created once, and not again where somebody
 * has removed it; of a series the next one. Only meetings with an hour: Discord has no event without one, and we invent none. Pure.
 *
 * @param events of the server, by anybody, that are still to come
 * @param known meetings for which an event was made at some time
 */
export function planMirror({
  meetings,
  events,
  known,
  now,
}: {
  meetings: readonly Meeting[];
  events: readonly ServerEvent[];
  known: ReadonlySet<string>;
  now: Temporal.Instant;
}): MirrorStep[] {
  const byMeeting = new Map(events.map((event) => [event.meetingId, event]));
  const from = now.add(MARGIN);
  const series = new Set<string>();
  let room = MOST_EVENTS - events.length;
  return meetings.flatMap((meeting): MirrorStep[] => {
    const { record } = meeting;
    const event = byMeeting.get(meeting.id);
    const isOff =
      record.status === 'cancelled' || record.status === 'postponed' || record.when.type !== 'instant';
    if (event !== undefined && isOff) return [{ type: 'cancel', event }];
    const isAhead =
      record.when.type === 'instant' && Temporal.Instant.compare(record.when.start.toInstant(), from) > 0;
    if (record.status !== 'planned' || !isAhead) return [];
    // Of a series the next: a weekly call would take all the room.
    const isNext = record.seriesId === undefined || !series.has(record.seriesId);
    if (record.seriesId !== undefined) series.add(record.seriesId);
    if (event !== undefined) {
      if (!event.isCurrent(meeting)) return [{ type: 'update', meeting, event }];
      return known.has(meeting.id) ? [] : [{ type: 'remember', meeting }];
    }
    if (known.has(meeting.id) || room <= 0 || !isNext) return [];
    room -= 1;
    return [{ type: 'create', meeting }];
  });
}

async function mirroredIn(db: Queryable, serverId: string): Promise<Set<string>> {
  const sql = 'SELECT engagement_id FROM reminder_events WHERE server_id = $1';
  const rows = await db.query<{ engagement_id: string }>(sql, [serverId]);
  return new Set(rows.map(({ engagement_id }) => engagement_id));
}

async function remember(db: Queryable, serverId: string, engagementId: string): Promise<void> {
  await db.query(
    'INSERT INTO reminder_events (server_id, engagement_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [serverId, engagementId],
  );
}
