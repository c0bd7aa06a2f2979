import type { Core } from '../core.ts';
import type { Route } from '../router.ts';
import { applicationRoutes } from './application.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { eventRoutes } from './events.ts';
import { guildRoutes } from './guilds.ts';
import { interactionRoutes } from './interactions.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every route that the stand-in knows; others are answered 404, as Discord answers a path that it does not know. */
export function allRoutes(core: Core, gatewayUrl: () => string): readonly Route[] {
  return [
    ...applicationRoutes(core, gatewayUrl),
    ...commandRoutes(core),
    ...interactionRoutes(core),
    ...webhookRoutes(core),
    ...channelRoutes(core),
    ...guildRoutes(core),
    ...eventRoutes(core),
  ];
}
