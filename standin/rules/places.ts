import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { EventBody, ScheduledEvent } from '../scheduled-events.ts';
import { isFinished } from '../scheduled-events.ts';
import type { Channel, Guild, World } from '../world.ts';
import { type FormRule, isBlank, type RequestRule } from './rule.ts';

const DOCS = 'https://docs.discord.com/developers';
const CODES = `${DOCS}/topics/opcodes-and-status-codes#json-json-error-codes`;
const EVENTS = `${DOCS}/resources/guild-scheduled-event`;

export interface ChannelRequest {
  readonly world: World;
  readonly channel: Channel | undefined;
  /** Beyond seeing the channel. */
  readonly needs: bigint;
  /** Whether a message goes out, which in a direct message the other side may have forbidden. */
  readonly isMessage?: boolean;
}

const botPermissions = ({ world, channel }: ChannelRequest) =>
  channel ? world.permissionsIn(channel, world.bot) : 0n;

export const CHANNEL_REQUEST_RULES: readonly RequestRule<ChannelRequest>[] = [
  {
    name: 'channel-known',
    doc: CODES,
    status: 404,
    code: 10003,
    message: 'Unknown Channel',
    refuses: ({ channel }) => channel === undefined,
  },
  {
    name: 'channel-visible',
    doc: `${DOCS}/topics/permissions`,
    status: 403,
    code: 50001,
    message: 'Missing Access',
    refuses: (request) => !(botPermissions(request) & P.ViewChannel),
  },
  {
    name: 'channel-permissions',
    doc: `${DOCS}/topics/permissions`,
    status: 403,
    code: 50013,
    message: 'Missing Permissions',
    refuses: (request) => (botPermissions(request) & request.needs) !== request.needs,
  },
  {
    name: 'user-takes-messages',
    doc: `${DOCS}/resources/user#create-dm`,
    status: 403,
    code: 50007,
    message: 'Cannot send messages to this user',
    refuses: ({ world, channel, isMessage }) =>
      isMessage === true &&
      channel?.type === ChannelType.DM &&
      !world.users.get(channel.recipientId ?? '')?.acceptsDms,
  },
];

export interface GuildRequest {
  readonly world: World;
  readonly guild: Guild | undefined;
  readonly needs: bigint;
}

export const GUILD_REQUEST_RULES: readonly RequestRule<GuildRequest>[] = [
  {
    name: 'guild-known',
    doc: CODES,
    status: 404,
    code: 10004,
    message: 'Unknown Guild',
    refuses: ({ guild }) => guild === undefined,
  },
  {
    name: 'guild-joined',
    doc: CODES,
    status: 403,
    code: 50001,
    message: 'Missing Access',
    refuses: ({ guild }) => guild?.withBot === false,
  },
  {
    name: 'guild-permissions',
    doc: `${DOCS}/topics/permissions`,
    status: 403,
    code: 50013,
    message: 'Missing Permissions',
    refuses: ({ world, guild, needs }) =>
      guild !== undefined && (world.guildPermissionsOf(guild, world.bot) & needs) !== needs,
  },
];

export interface EventContext {
  readonly now: number;
  readonly previous: ScheduledEvent | undefined;
}

const startOf = (body: EventBody, previous: ScheduledEvent | undefined) =>
  Date.parse(body.scheduled_start_time ?? previous?.scheduled_start_time ?? '');
const endOf = (body: EventBody, previous: ScheduledEvent | undefined) =>
  Date.parse(body.scheduled_end_time ?? previous?.scheduled_end_time ?? '');

export const EVENT_RULES: readonly FormRule<EventBody, EventContext>[] = [
  {
    name: 'event-name',
    doc: `${EVENTS}#guild-scheduled-event-object`,
    code: 'BASE_TYPE_BAD_LENGTH',
    message: 'Must be between 1 and 100 in length.',
    faults: ({ name }, { previous }) => ((name === undefined ? !previous : isBlank(name)) ? [['name']] : []),
  },
  {
    name: 'external-event-location',
    doc: `${EVENTS}#guild-scheduled-event-object-field-requirements-by-entity-type`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ entity_metadata: place }, { previous }) =>
      (place === undefined ? !previous : isBlank(place.location)) ? [['entity_metadata', 'location']] : [],
  },
  {
    name: 'external-event-end',
    doc: `${EVENTS}#guild-scheduled-event-object-field-requirements-by-entity-type`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: ({ scheduled_end_time: end }, { previous }) =>
      end === null || (end === undefined && !previous) ? [['scheduled_end_time']] : [],
  },
  {
    name: 'event-starts-later',
    doc: `${EVENTS}#create-guild-scheduled-event`,
    code: 'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
    message: 'Cannot schedule event in the past.',
    faults: (body, { now }) =>
      body.scheduled_start_time !== undefined && startOf(body, undefined) <= now
        ? [['scheduled_start_time']]
        : [],
  },
  {
    name: 'event-ends-after-start',
    doc: `${EVENTS}#create-guild-scheduled-event`,
    code: 'GUILD_SCHEDULED_EVENT_END_BEFORE_START',
    message: 'Cannot end before the start of the event.',
    faults: (body, { previous }) =>
      endOf(body, previous) <= startOf(body, previous) ? [['scheduled_end_time']] : [],
  },
];

export interface EventRequest {
  readonly events: readonly ScheduledEvent[];
  /** What an edit changes; undefined for a new event. */
  readonly previous: ScheduledEvent | undefined;
  readonly status: number | null | undefined;
}

const MAX_EVENTS = 100;
/** Scheduled may become active or cancelled, active completed; nothing else. */
const TRANSITIONS: Readonly<Record<number, readonly number[]>> = { 1: [2, 4], 2: [3] };

export const EVENT_REQUEST_RULES: readonly RequestRule<EventRequest>[] = [
  {
    name: 'event-count',
    doc: EVENTS,
    status: 400,
    code: 30038,
    message: 'Maximum number of guild scheduled events reached (100)',
    refuses: ({ events, previous }) =>
      !previous && events.filter((event) => !isFinished(event)).length >= MAX_EVENTS,
  },
  {
    name: 'event-not-finished',
    doc: `${EVENTS}#modify-guild-scheduled-event`,
    status: 400,
    code: 180000,
    message: 'Cannot update a finished event',
    refuses: ({ previous }) => previous !== undefined && isFinished(previous),
  },
  {
    name: 'event-status',
    doc: `${EVENTS}#guild-scheduled-event-object-valid-guild-scheduled-event-status-transitions`,
    status: 400,
    code: 50035,
    message: 'Invalid Form Body',
    refuses: ({ previous, status }) =>
      previous !== undefined &&
      status != null &&
      status !== previous.status &&
      !TRANSITIONS[previous.status]?.includes(status),
  },
];
