import type { RuleReference } from '../errors.ts';
import { COMMAND_LIST_RULES, COMMAND_RULES, COMMANDS_REQUEST_RULES } from './commands.ts';
import { COMPONENT_RULES } from './components.ts';
import { CONTROL_RULES } from './controls.ts';
import { EMBED_RULES } from './embeds.ts';
import {
  AUTOCOMPLETE_RULES,
  CALLBACK_REQUEST_RULES,
  CALLBACK_RULES,
  WEBHOOK_REQUEST_RULES,
} from './interactions.ts';
import { LOCALE_RULES } from './locales.ts';
import { MESSAGE_REQUEST_RULES, MESSAGE_RULES } from './message.ts';
import { OPTION_RULES } from './options.ts';
import { CHANNEL_REQUEST_RULES, EVENT_REQUEST_RULES, EVENT_RULES, GUILD_REQUEST_RULES } from './places.ts';
import { REFUSALS } from './refusals.ts';

/** Every documented rule that Discord's schemas do not carry. The tests break each of them, and just keep each. */
export const ALL_RULES: readonly RuleReference[] = [
  ...REFUSALS,
  ...MESSAGE_RULES,
  ...EMBED_RULES,
  ...MESSAGE_REQUEST_RULES,
  ...COMPONENT_RULES,
  ...CONTROL_RULES,
  ...COMMAND_RULES,
  ...OPTION_RULES,
  ...LOCALE_RULES,
  ...COMMAND_LIST_RULES,
  ...COMMANDS_REQUEST_RULES,
  ...CALLBACK_REQUEST_RULES,
  ...CALLBACK_RULES,
  ...AUTOCOMPLETE_RULES,
  ...WEBHOOK_REQUEST_RULES,
  ...CHANNEL_REQUEST_RULES,
  ...GUILD_REQUEST_RULES,
  ...EVENT_RULES,
  ...EVENT_REQUEST_RULES,
];
