import { type BaseInteraction, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../errors.ts';
import type { Language } from '../i18n/language.ts';
import type { Desk } from '../reminders/desk.ts';
import type { Context, Place } from './command.ts';

export function placeOf(interaction: BaseInteraction): Place {
  return {
    serverId: interaction.guildId ?? undefined,
    serverLocale: interaction.guildLocale ?? undefined,
    channelId: interaction.channelId ?? '',
    userId: interaction.user.id,
    permissions: interaction.memberPermissions?.bitfield ?? 0n,
    botPermissions: interaction.appPermissions.bitfield,
  };
}

/**
 * The server in which somebody may manage reminders. The permissions are those of the payload: what Discord shows to whom
 * can be changed in a server's settings, and a button has no such check at all.
 *
 * @throws UserError in direct messages, and for who may not
 */
export function managedServer({ t }: Language, { serverId, permissions }: Place): string {
  if (serverId === undefined) throw new UserError(t('place.inServers'));
  const { ManageGuild, ManageEvents, Administrator } = PermissionFlagsBits;
  if ((permissions & (ManageGuild | ManageEvents | Administrator)) === 0n) {
    throw new UserError(t('place.notAllowed'));
  }
  return serverId;
}

/** @throws UserError where the bot has no database */
export function getDesk({ reminders, language }: Context): Desk {
  if (reminders === undefined) throw new UserError(language.t('place.notHere'));
  return reminders;
}
