import { createHash } from 'node:crypto';
import {
  type APIGuildScheduledEvent,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus,
  type REST,
  type RESTPostAPIGuildScheduledEventJSONBody,
  Routes,
} from 'discord.js';
import { wordsOf } from '../data/evidence-words.ts';
import type { Facts } from '../data/facts.ts';
import type { ServerEvent } from '../reminders/channels.ts';
import type { Meeting } from '../reminders/meeting.ts';
import { truncate } from '../replies/markdown.ts';
import { EVENT } from './limits.ts';

/** A meeting of which no source says how long it takes; an event outside Discord needs an end. */
const ASSUMED = { hours: 1 };
const MARK = /\[tranche ([0-9a-f]{16})\]$/;

const markOf = ({ id }: Meeting) => createHash('sha256').update(id).digest('hex').slice(0, 16);

/** The events of a server that are still to come. Those that we made name their meeting at the end of what they say. */
export async function listEvents(
  rest: REST,
  serverId: string,
  facts: Facts,
  meetings: readonly Meeting[],
): Promise<ServerEvent[]> {
  const events = (await rest.get(Routes.guildScheduledEvents(serverId))) as APIGuildScheduledEvent[];
  const byMark = new Map(meetings.map((meeting) => [markOf(meeting), meeting.id]));
  return events
    .filter(({ status }) => status === GuildScheduledEventStatus.Scheduled)
    .map((event) => ({
      id: event.id,
      meetingId: byMark.get(MARK.exec(event.description ?? '')?.[1] ?? ''),
      isCurrent: (meeting) => isCurrent(event, renderEvent(facts, meeting)),
    }));
}

export function renderEvent(facts: Facts, meeting: Meeting): RESTPostAPIGuildScheduledEventJSONBody {
  const { record } = meeting;
  if (record.when.type !== 'instant') throw new Error('An event needs an hour, and no source gives one.');
  const { start } = record.when;
  const end = record.when.end ?? start.add(ASSUMED);
  const source = facts.getSource(record.sourceId);
  const mark = `\n[tranche ${markOf(meeting)}]`;
  const words = `${wordsOf(record.evidence)}\n— ${source.title}, ${source.publisher}`;
  return {
    name: truncate(record.title, EVENT.name),
    description: `${truncate(words, EVENT.description - mark.length)}${mark}`,
    scheduled_start_time: start.toInstant().toString(),
    scheduled_end_time: end.toInstant().toString(),
    entity_type: GuildScheduledEventEntityType.External,
    entity_metadata: { location: truncate(record.where ?? 'Place not published', EVENT.location) },
    privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
  };
}

function isCurrent(event: APIGuildScheduledEvent, wanted: RESTPostAPIGuildScheduledEventJSONBody): boolean {
  const time = (text: string | null | undefined) => Date.parse(text ?? '');
  return (
    event.name === wanted.name &&
    event.description === wanted.description &&
    time(event.scheduled_start_time) === time(wanted.scheduled_start_time) &&
    time(event.scheduled_end_time) === time(wanted.scheduled_end_time) &&
    event.entity_metadata?.location === wanted.entity_metadata?.location
  );
}
