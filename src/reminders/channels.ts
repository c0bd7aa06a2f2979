import type { PermissionName } from '../i18n/language.ts';
import type { Change } from './corrections.ts';
import type { Meeting } from './meeting.ts';
import type { Subscription } from './plan.ts';

/** What a channel is to be told. */
export interface Note {
  readonly subscription: Pick<Subscription, 'channelId' | 'roleId' | 'zone' | 'locale'>;
  readonly meeting: Meeting;
  /** Absent: a reminder. */
  readonly correction: { readonly change: Change; readonly told: string } | undefined;
  /** It goes out this late: when it was due. */
  readonly lateSince: Temporal.Instant | undefined;
  /** It shows what a reminder will look like, and mentions nobody. */
  readonly isTest: boolean;
}

export type SendOutcome =
  | { readonly type: 'sent'; readonly messageId: string }
  /** For good: the channel is gone, or the bot may not write to it. `reason` such as "Missing Access (50001)". */
  | { readonly type: 'refused'; readonly reason: string }
  /** For now. */
  | { readonly type: 'failed'; readonly reason: string; readonly mayHaveArrived: boolean };

/** What reminders need of Discord. Implemented in `discord/`. */
export interface Channels {
  /** @param key 25 characters; Discord drops a second message with the same key for a few minutes */
  send(note: Note, key: string): Promise<SendOutcome>;
  /** Whether the channel holds a message that was sent with this key since then, however long ago. */
  findSent(
    channelId: string,
    key: string,
    since: Temporal.Instant,
  ): Promise<SendOutcome | { readonly type: 'absent' }>;
  /** Keeps to this process's share of what Discord takes from a bot, of so many processes. */
  shareRequests(processes: number): void;
  /** The servers that the bot is in. */
  serverIds(): Promise<ReadonlySet<string>>;
  /** Whether the bot is in a server, asked of that server alone. */
  isIn(serverId: string): Promise<boolean>;
  isGone(channelId: string): Promise<boolean>;
  /** The scheduled events of a server that are still to come, by anybody. */
  listEvents(serverId: string, meetings: readonly Meeting[]): Promise<ServerEvent[]>;
  createEvent(serverId: string, meeting: Meeting): Promise<void>;
  updateEvent(serverId: string, eventId: string, meeting: Meeting): Promise<void>;
  cancelEvent(serverId: string, eventId: string): Promise<void>;
  /** The names of the permissions that the bot lacks in a channel for what a subscription needs. */
  missingPermissions(place: ChannelPlace): Promise<PermissionName[]>;
}

export interface ServerEvent {
  readonly id: string;
  /** Of one that we made. */
  readonly meetingId: string | undefined;
  /** Whether it says what is so now. */
  readonly isCurrent: (meeting: Meeting) => boolean;
}

export interface ChannelPlace {
  readonly serverId: string;
  readonly channelId: string;
  /** Needs to ping a role that not everybody may mention. */
  readonly mentions: boolean;
  /** Needs to make scheduled events. */
  readonly mirrors: boolean;
}
