import {
  type APIApplication,
  ApplicationIntegrationType,
  DiscordAPIError,
  OAuth2Scopes,
  type REST,
  Routes,
} from 'discord.js';
import { UserError } from '../errors.ts';
import { listed } from '../replies/markdown.ts';
import { PERMISSIONS } from './permissions.ts';

type Application = Pick<APIApplication, 'id' | 'name'>;

/**
 * The application that a token belongs to.
 *
 * @throws UserError if Discord refuses the token, or does not answer
 */
export async function fetchApplication(rest: REST): Promise<Application> {
  try {
    return (await rest.get(Routes.currentApplication())) as APIApplication;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) {
      throw new UserError(
        'Discord refuses DISCORD_TOKEN: reset it under “Bot” in the developer portal, and copy the new one.',
        { cause: error },
      );
    }
    throw new UserError(`Discord did not tell about the application: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** The links by which the bot comes to a server or to a user, and what each asks for. */
export function renderInvite({ id, name }: Application): string {
  const { needed, optional } = PERMISSIONS;
  const server = (permissions: bigint) =>
    link(id, ApplicationIntegrationType.GuildInstall, {
      scope: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(' '),
      permissions: permissions.toString(),
    });
  const user = link(id, ApplicationIntegrationType.UserInstall, { scope: OAuth2Scopes.ApplicationsCommands });
  return [
    `Add ${name} to a server (look-ups need no permission; for reminders: ${listed(needed.names)}):`,
    `  ${server(needed.bits)}`,
    `The same, where reminders should mention any role or be scheduled events (also: ${listed(optional.names)}):`,
    `  ${server(needed.bits | optional.bits)}`,
    'For yourself alone, in every server and in direct messages (look-ups only):',
    `  ${user}`,
  ].join('\n');
}

/** https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow */
function link(id: string, type: ApplicationIntegrationType, more: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({ client_id: id, integration_type: String(type), ...more });
  return `https://discord.com/oauth2/authorize?${query}`;
}
