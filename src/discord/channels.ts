import {
  DiscordAPIError,
  GuildScheduledEventStatus,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import type { Facts } from '../data/facts.ts';
import { languageOf } from '../i18n/language.ts';
import type { Channels } from '../reminders/channels.ts';
import { fileName, renderReminder } from '../replies/reminder.ts';
import { listEvents, renderEvent } from './events.ts';
import { fetchPermissions, missingFrom } from './permissions.ts';
import { fetchGuildIds } from './register.ts';
import { findMessage, sendToChannel } from './send.ts';

export interface ChannelsOptions {
  readonly rest: REST;
  /** The bot's user id. */
  readonly botId: () => string;
  readonly facts: () => Facts;
}

/** Discord, as reminders need it. */
export function createChannels({ rest, botId, facts }: ChannelsOptions): Channels {
  const ofAll = rest.options.globalRequestsPerSecond;
  return {
    // Together they would ask for more, and Discord bars who goes on after 10,000 refusals in ten minutes:
    // https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
    shareRequests: (processes) => {
      rest.options.globalRequestsPerSecond = Math.max(1, Math.floor(ofAll / processes));
    },
    send: (note, key) =>
      sendToChannel(
        rest,
        note.subscription.channelId,
        renderReminder({ facts: facts(), language: languageOf(note.subscription.locale) }, note, key),
        { nonce: key },
      ),
    findSent: (channelId, key, since) =>
      findMessage(rest, { channelId, authorId: botId(), fileName: fileName(key) }, since),
    serverIds: async () => new Set(await fetchGuildIds(rest)),
    isIn: (serverId) =>
      rest.get(Routes.guild(serverId)).then(
        () => true,
        (error: unknown) => {
          const { MissingAccess, UnknownGuild } = RESTJSONErrorCodes;
          if (isCode(error, MissingAccess) || isCode(error, UnknownGuild)) return false;
          throw error;
        },
      ),
    isGone: (channelId) =>
      rest.get(Routes.channel(channelId)).then(
        () => false,
        (error: unknown) => isCode(error, RESTJSONErrorCodes.UnknownChannel),
      ),
    listEvents: (serverId, meetings) => listEvents(rest, serverId, facts(), meetings),
    createEvent: async (serverId, meeting) => {
      await rest.post(Routes.guildScheduledEvents(serverId), { body: renderEvent(facts(), meeting) });
    },
    updateEvent: async (serverId, eventId, meeting) => {
      await rest.patch(Routes.guildScheduledEvent(serverId, eventId), {
        body: renderEvent(facts(), meeting),
      });
    },
    cancelEvent: async (serverId, eventId) => {
      const body = { status: GuildScheduledEventStatus.Canceled };
      await rest.patch(Routes.guildScheduledEvent(serverId, eventId), { body });
    },
    missingPermissions: async ({ serverId, channelId, mentions, mirrors }) => {
      try {
        const permissions = await fetchPermissions(rest, { serverId, channelId, userId: botId() });
        return missingFrom(permissions, { mentions, mirrors });
      } catch (error) {
        const { MissingAccess, UnknownChannel } = RESTJSONErrorCodes;
        if (isCode(error, MissingAccess) || isCode(error, UnknownChannel)) return ['View Channel'];
        throw error;
      }
    },
  };
}

function isCode(error: unknown, code: number): boolean {
  return error instanceof DiscordAPIError && error.code === code;
}
