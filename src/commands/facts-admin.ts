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
export function forAdmin({ revisions }: Context, place: Place): Admin {
  if (revisions === undefined) {
    throw new UserError(
      'Without a Discord token there are no revisions: what is served is the folder FACTS_DIR as it was at the start. ' +
        'After an edit, check it with `npm run check:facts` and start again. With a token, `/facts reload` shows here what an ' +
        'edit would change, and a button applies it.',
    );
  }
  const { userIds, serverId } = revisions.admins;
  if (userIds.length === 0 && serverId === undefined) {
    throw new UserError(
      'Nobody may change the facts yet. Whoever runs the bot sets ADMIN_USER_IDS (ids of users) or ADMIN_GUILD_ID (a server, for those with “Manage Server” there) and starts it again.',
    );
  }
  if (!userIds.includes(place.userId) && !managesServer(place, serverId)) {
    throw new UserError(
      'You may not change the facts. Whoever runs the bot allows it with ADMIN_USER_IDS or, for those with “Manage Server” in one server and there alone, with ADMIN_GUILD_ID.',
    );
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
