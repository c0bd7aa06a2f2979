import type { CommandStore } from './commands.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Interactions } from './interactions.ts';
import type { MessageStore } from './messages.ts';
import type { Limits } from './options.ts';
import type { ScheduledEvents } from './scheduled-events.ts';
import type { Uploads } from './uploads.ts';
import type { World } from './world.ts';

/** The state that routes, gateway and simulated users share. */
export interface Core {
  readonly token: string;
  readonly limits: Limits;
  readonly now: () => number;
  readonly world: World;
  readonly messages: MessageStore;
  readonly uploads: Uploads;
  readonly commands: CommandStore;
  readonly events: ScheduledEvents;
  readonly interactions: Interactions;
  readonly gateway: Gateway;
}
