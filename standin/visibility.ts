import {
  ApplicationIntegrationType as Integration,
  InteractionContextType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import type { RegisteredCommand } from './commands.ts';
import type { Core } from './core.ts';
import { StandinError } from './errors.ts';
import { contextOf } from './interaction-payload.ts';
import type { Channel, User } from './world.ts';

export interface CommandPlace {
  readonly channel: Channel;
  readonly user: User;
}

/**
 * The command that a user sees under a name. A server's own command hides a global one of the same name.
 *
 * @throws StandinError that says why the user's client does not show it
 */
export function findCommand(core: Core, place: CommandPlace, name: string): RegisteredCommand {
  const { guildId } = place.channel;
  const own = guildId === undefined ? undefined : core.commands.findByName(guildId, name);
  const command = own ?? core.commands.findByName(undefined, name);
  if (!command) {
    const names = [
      ...new Set(
        [...core.commands.list(guildId), ...core.commands.list(undefined)].map((one) => `/${one.name}`),
      ),
    ];
    throw new StandinError(`The bot has registered no /${name}; there is: ${names.join(', ') || 'nothing'}.`);
  }
  const obstacle = obstacleTo(core, place, command);
  if (obstacle) throw new StandinError(`${place.user.name} cannot see /${name} here: ${obstacle}.`);
  return command;
}

/** What a user's client lists; a server's own command hides a global one of the same name. */
export function visibleCommands(core: Core, place: CommandPlace): readonly RegisteredCommand[] {
  const { guildId } = place.channel;
  const own = guildId === undefined ? [] : core.commands.list(guildId);
  const hidden = new Set(own.map(({ name }) => name));
  const everywhere = core.commands.list(undefined).filter(({ name }) => !hidden.has(name));
  return [...own, ...everywhere].filter((command) => obstacleTo(core, place, command) === undefined);
}

/** Whether only the user's own installation of the app makes the command available here. */
export function isUserInstall(core: Core, { channel }: CommandPlace, command: RegisteredCommand): boolean {
  const installsInGuild = (command.integration_types ?? [Integration.GuildInstall]).includes(
    Integration.GuildInstall,
  );
  const hasBot = core.world.guildOf(channel)?.withBot ?? !channel.private;
  return !(installsInGuild && hasBot);
}

function obstacleTo(core: Core, place: CommandPlace, command: RegisteredCommand): string | undefined {
  const { channel, user } = place;
  const context = contextOf(channel);
  if (!contextsOf(command).includes(context))
    return `its contexts do not include ${InteractionContextType[context]}`;
  if (isUserInstall(core, place, command)) {
    const isForUsers = (command.integration_types ?? []).includes(Integration.UserInstall);
    if (!isForUsers) return 'the app has not been added here';
    if (!user.installed) return 'the user has not installed the app';
  }
  return channel.guildId === undefined ? undefined : permissionObstacle(core, place, command);
}

/** Commands without contexts work in servers and, unless the old flag says no, with the bot. */
function contextsOf({
  contexts,
  dm_permission: inDms,
}: RegisteredCommand): readonly InteractionContextType[] {
  if (contexts) return contexts;
  return inDms === false
    ? [InteractionContextType.Guild]
    : [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel];
}

function permissionObstacle(
  { world }: Core,
  { channel, user }: CommandPlace,
  command: RegisteredCommand,
): string | undefined {
  const permissions = world.permissionsIn(channel, user);
  if (!(permissions & P.ViewChannel)) return 'the user does not see the channel';
  if (!(permissions & P.UseApplicationCommands)) return 'the user may not use application commands';
  const needed = command.default_member_permissions;
  if (needed === null || permissions & P.Administrator) return undefined;
  const mask = BigInt(needed);
  // "0" is for administrators only.
  const isAllowed = mask !== 0n && (permissions & mask) === mask;
  return isAllowed ? undefined : `it needs the permissions ${needed}`;
}
