import {
  DiscordAPIError,
  GuildScheduledEventStatus,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import type { Facts } from '../data/facts.ts';
import { languageOf } from '../i18n/language.ts';
import type { Channels, SendOutcome } from '../reminders/channels.ts';
import { fileName, renderReminder } from '../replies/reminder.ts';
import { listEvents, renderEvent } from './events.ts';
import { Pace } from './pace.ts';
import { fetchPermissions, missingFrom } from './permissions.ts';
import { fetchGuildIds } from './register.ts';
import { findMessage, sendToChannel } from './send.ts';

interface ChannelsOptions {
  readonly rest: REST;
  /** The bot's user id. */
  readonly botId: () => string;
  readonly facts: () => Facts;
  /** A message that is not sent by then is given up. 45 seconds if absent. */
  readonly sentWithinMs?: number;
}

/** Shorter than a worker's claim on a row (`ATTEMPT_SECONDS`): a message waits for its turn, and discord.js tries again by itself. */
const SENT_WITHIN_MS = 45_000;

/** Others went first all the time: very many were due at once, for a process with a small share. */
const TURN_MISSED: SendOutcome = {
  type: 'failed',
  reason: 'too many messages were due at once',
  mayHaveArrived: false,
};

/** Discord, as reminders need it. */
export function createChannels({
  rest,
  botId,
  facts,
  sentWithinMs = SENT_WITHIN_MS,
}: ChannelsOptions): Channels {
  const ofAll = rest.options.globalRequestsPerSecond;
  const pace = new Pace(() => rest.options.globalRequestsPerSecond);
  return {
    // Together they would ask for more, and Discord bars who goes on after 10,000 refusals in ten minutes:
    // https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
    shareRequests: (processes) => {
      rest.options.globalRequestsPerSecond = Math.max(1, Math.floor(ofAll / processes));
    },
    async send(note, key) {
      const { channelId, locale } = note.subscription;
      // Those of the meeting in the note; others may be loaded while it waits.
      const view = { facts: facts(), language: languageOf(locale) };
      const signal = AbortSignal.timeout(sentWithinMs);
      // Whoever asked for a test waits for it.
      if (!note.isTest) await pace.turn(signal);
      if (signal.aborted) return TURN_MISSED;
      return sendToChannel(rest, channelId, renderReminder(view, note, key), { nonce: key, signal });
    },
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
