import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../errors.ts';
import { discordUser } from '../revisions/actors.ts';
import type { Context, Place, Revisions } from './command.ts';

/** Somebody who may change the facts, and what they do it with. */
export type Admin = Revisions & { readonly actor: string };

/**
 * Who may change the facts, and where that is done. Asked on each use, of buttons too, and by the payload: what Discord shows to
 * whom can be changed in a server's settings.
 *
 * @throws UserError for anybody else, and where the bot has no database
 */
export function forAdmin({ revisions, language: { t } }: Context, place: Place): Admin {
  if (revisions === undefined) throw new UserError(t('admin.noRevisions'));
  const { userIds, serverId } = revisions.admins;
  if (userIds.length === 0 && serverId === undefined) throw new UserError(t('admin.nobody'));
  if (!userIds.includes(place.userId) && !managesServer(place, serverId)) {
    throw new UserError(t('admin.notAllowed'));
  }
  return { ...revisions, actor: discordUser(place.userId) };
}

function managesServer({ serverId, permissions }: Place, adminServerId: string | undefined): boolean {
  const { ManageGuild, Administrator } = PermissionFlagsBits;
  return (
    serverId !== undefined &&
    serverId === adminServerId &&
    (permissions & (ManageGuild | Administrator)) !== 0n
  );
}
