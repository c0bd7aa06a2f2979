import {
  type APIExternalGuildScheduledEvent,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus,
} from 'discord-api-types/v10';
import type { Snowflakes } from './snowflake.ts';

/** An event in some place outside Discord; the stand-in has no voice channels for the other kinds. */
export type ScheduledEvent = APIExternalGuildScheduledEvent;

/** A create or edit body, after its schema and rules have passed. */
export interface EventBody {
  readonly name?: string;
  readonly description?: string | null;
  readonly scheduled_start_time?: string;
  readonly scheduled_end_time?: string | null;
  readonly entity_metadata?: { readonly location: string };
  readonly status?: GuildScheduledEventStatus | null;
}

const FINISHED = [GuildScheduledEventStatus.Completed, GuildScheduledEventStatus.Canceled];

export const isFinished = ({ status }: ScheduledEvent) => FINISHED.includes(status);

export class ScheduledEvents {
  readonly #byId = new Map<string, ScheduledEvent>();
  readonly #snowflakes: Snowflakes;

  constructor(snowflakes: Snowflakes) {
    this.#snowflakes = snowflakes;
  }

  list(guildId: string): readonly ScheduledEvent[] {
    return [...this.#byId.values()].filter((event) => event.guild_id === guildId);
  }

  find(guildId: string, id: string): ScheduledEvent | undefined {
    const event = this.#byId.get(id);
    return event?.guild_id === guildId ? event : undefined;
  }

  create(guildId: string, creatorId: string, body: EventBody): ScheduledEvent {
    const event: ScheduledEvent = {
      id: this.#snowflakes.next(),
      guild_id: guildId,
      channel_id: null,
      creator_id: creatorId,
      name: body.name ?? '',
      description: body.description ?? null,
      scheduled_start_time: body.scheduled_start_time ?? '',
      scheduled_end_time: body.scheduled_end_time ?? '',
      privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
      status: GuildScheduledEventStatus.Scheduled,
      entity_type: GuildScheduledEventEntityType.External,
      entity_id: null,
      entity_metadata: body.entity_metadata ?? { location: '' },
      image: null,
      recurrence_rule: null,
    };
    this.#byId.set(event.id, event);
    return event;
  }

  edit(event: ScheduledEvent, body: EventBody): ScheduledEvent {
    const edited: ScheduledEvent = {
      ...event,
      name: body.name ?? event.name,
      description: body.description === undefined ? (event.description ?? null) : body.description,
      scheduled_start_time: body.scheduled_start_time ?? event.scheduled_start_time,
      scheduled_end_time: body.scheduled_end_time ?? event.scheduled_end_time,
      entity_metadata: body.entity_metadata ?? event.entity_metadata,
      status: body.status ?? event.status,
    };
    this.#byId.set(event.id, edited);
    return edited;
  }

  delete(event: ScheduledEvent): void {
    this.#byId.delete(event.id);
  }
}
