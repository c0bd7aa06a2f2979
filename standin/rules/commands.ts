import { ApplicationCommandType } from 'discord-api-types/v10';
import type { CommandBody, RegisteredCommand } from '../commands.ts';
import { isNameValid, type LooseOption, optionsOf } from './options.ts';
import { type FormRule, isBlank, lengthOf, type RequestRule, repeats } from './rule.ts';

type CommandRule = FormRule<CommandBody, undefined>;

const DOCS = 'https://docs.discord.com/developers/interactions/application-commands';
const NAMING = `${DOCS}#application-command-object-application-command-naming`;

const MAX_TOTAL_LENGTH = 8_000;
const MAX_COMMANDS: ReadonlyMap<ApplicationCommandType, number> = new Map([
  [ApplicationCommandType.ChatInput, 100],
  [ApplicationCommandType.User, 15],
  [ApplicationCommandType.Message, 15],
]);

const isChatInput = (command: CommandBody) =>
  (command.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput;
/** Of a localized field its longest form counts, and only that. */
function longest(text: string, localizations: LooseOption['name_localizations']): number {
  return Math.max(lengthOf(text), ...Object.values(localizations ?? {}).map(lengthOf));
}

function totalLength(option: Omit<LooseOption, 'type'>): number {
  const own =
    longest(option.name, option.name_localizations) +
    longest(option.description, option.description_localizations);
  const choices = (option.choices ?? []).reduce(
    (sum, { name, value }) => sum + lengthOf(name) + lengthOf(String(value)),
    0,
  );
  return (option.options ?? []).reduce((sum, child) => sum + totalLength(child), own + choices);
}

export const COMMAND_RULES: readonly CommandRule[] = [
  {
    name: 'command-name',
    doc: NAMING,
    code: 'APPLICATION_COMMAND_INVALID_NAME',
    message: 'Command name is invalid',
    faults: (command) => (isChatInput(command) && !isNameValid(command.name) ? [['name']] : []),
  },
  {
    name: 'command-name-localized',
    doc: NAMING,
    code: 'APPLICATION_COMMAND_INVALID_NAME',
    message: 'Command name is invalid',
    faults: (command) =>
      isChatInput(command)
        ? Object.entries(command.name_localizations ?? {})
            .filter(([, name]) => name != null && !isNameValid(name))
            .map(([locale]) => ['name_localizations', locale])
        : [],
  },
  {
    name: 'command-description',
    doc: `${DOCS}#application-command-object-application-command-structure`,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
    faults: (command) => (isChatInput(command) && isBlank(command.description) ? [['description']] : []),
  },
  {
    name: 'menu-command-description',
    doc: `${DOCS}#user-commands`,
    code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID',
    message: 'Context menu commands cannot have description',
    faults: (command) => (!isChatInput(command) && !isBlank(command.description) ? [['description']] : []),
  },
  {
    name: 'menu-command-options',
    doc: `${DOCS}#user-commands`,
    code: 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID',
    message: 'Context menu commands cannot have options',
    faults: (command) => (!isChatInput(command) && optionsOf(command).length > 0 ? [['options']] : []),
  },
  {
    name: 'command-total-length',
    doc: `${DOCS}#slash-commands`,
    code: 'APPLICATION_COMMAND_TOO_LARGE',
    message: `Command exceeds maximum size (${MAX_TOTAL_LENGTH})`,
    faults: (command) => {
      const whole = { ...command, description: command.description ?? '', options: optionsOf(command) };
      return totalLength(whole) > MAX_TOTAL_LENGTH ? [[]] : [];
    },
  },
];

/** A whole bulk overwrite. */
export const COMMAND_LIST_RULES: readonly FormRule<readonly CommandBody[], undefined>[] = [
  {
    name: 'command-names-unique',
    doc: `${DOCS}#bulk-overwrite-global-application-commands`,
    code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
    message: 'Application command names must be unique',
    faults: (commands) =>
      repeats(commands, ({ name, type }) => `${type ?? ApplicationCommandType.ChatInput} ${name}`).map(
        (index) => [index, 'name'],
      ),
  },
];

export interface CommandsRequest {
  /** What the scope would hold afterwards. */
  readonly after: readonly (CommandBody | RegisteredCommand)[];
  readonly newCount: number;
  readonly createsLeft: number;
}

export const COMMANDS_REQUEST_RULES: readonly RequestRule<CommandsRequest>[] = [
  {
    name: 'command-count',
    doc: `${DOCS}#registering-a-command`,
    status: 400,
    code: 30032,
    message: 'Maximum number of application commands reached (100).',
    refuses: ({ after }) =>
      [...MAX_COMMANDS].some(
        ([type, max]) =>
          after.filter((one) => (one.type ?? ApplicationCommandType.ChatInput) === type).length > max,
      ),
  },
  {
    name: 'command-creates-per-day',
    doc: `${DOCS}#registering-a-command`,
    status: 400,
    code: 30034,
    message: 'Max number of daily application command creates has been reached (200)',
    refuses: ({ newCount, createsLeft }) => newCount > createsLeft,
  },
];
