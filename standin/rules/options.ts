import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import type { CommandBody } from '../commands.ts';
import type { Path } from '../errors.ts';
import { type FormRule, indexes, lengthOf, repeats } from './rule.ts';

const DOCS = 'https://docs.discord.com/developers/interactions/application-commands';
const OPTIONS = `${DOCS}#application-command-object-application-command-option-structure`;
const NAMING = `${DOCS}#application-command-object-application-command-naming`;

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** Where it is text; the schema lets 6,000 pass. */
export const MAX_CHOICE_VALUE = 100;

/** Over all option types; what an option of its type does not have is undefined. */
export interface LooseOption {
  readonly type: Option;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[] | null;
  readonly options?: readonly LooseOption[] | null;
  readonly name_localizations?: Readonly<Record<string, string | null>> | null;
  readonly description_localizations?: Readonly<Record<string, string | null>> | null;
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
}

interface OptionList {
  readonly options: readonly LooseOption[];
  readonly path: Path;
}

const isSubcommand = ({ type }: LooseOption) => type === Option.Subcommand || type === Option.SubcommandGroup;
export const isNameValid = (name: string) => NAME.test(name) && name === name.toLowerCase();

export function optionsOf(command: CommandBody): readonly LooseOption[] {
  const options: readonly APIApplicationCommandOption[] = command.options ?? [];
  return options as readonly LooseOption[];
}

/** The command's own list of options and those of its subcommands. */
function* optionLists(options: readonly LooseOption[], path: Path = ['options']): Generator<OptionList> {
  yield { options, path };
  for (const [index, option] of options.entries()) {
    if (option.options) yield* optionLists(option.options, [...path, index, 'options']);
  }
}

/** A rule about single options. */
function faultyOptions(isWrong: (option: LooseOption) => boolean, field: string) {
  return (command: CommandBody): Path[] =>
    [...optionLists(optionsOf(command))].flatMap(({ options, path }) =>
      indexes(options, isWrong).map((index) => [...path, index, field]),
    );
}

/** The options of a command and of its subcommands. */
export const OPTION_RULES: readonly FormRule<CommandBody, undefined>[] = [
  {
    name: 'option-name',
    doc: NAMING,
    code: 'APPLICATION_COMMAND_INVALID_NAME',
    message: 'Command name is invalid',
    faults: faultyOptions(({ name }) => !isNameValid(name), 'name'),
  },
  {
    name: 'option-name-localized',
    doc: NAMING,
    code: 'APPLICATION_COMMAND_INVALID_NAME',
    message: 'Command name is invalid',
    faults: faultyOptions(
      ({ name_localizations: names }) =>
        Object.values(names ?? {}).some((name) => name != null && !isNameValid(name)),
      'name_localizations',
    ),
  },
  {
    name: 'option-names-unique',
    doc: OPTIONS,
    code: 'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED',
    message: 'An option with this name is already used',
    faults: (command) =>
      [...optionLists(optionsOf(command))].flatMap(({ options, path }) =>
        repeats(options, ({ name }) => name).map((index) => [...path, index, 'name']),
      ),
  },
  {
    name: 'required-options-first',
    doc: OPTIONS,
    code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    message: 'Required options must be placed before non-required options',
    faults: (command) =>
      [...optionLists(optionsOf(command))].flatMap(({ options, path }) => {
        const firstOptional = options.findIndex((option) => !isSubcommand(option) && !option.required);
        if (firstOptional === -1) return [];
        return indexes(options, ({ required }, index) => required === true && index > firstOptional).map(
          (index) => [...path, index],
        );
      }),
  },
  {
    name: 'subcommands-not-mixed',
    doc: `${DOCS}#subcommands-and-subcommand-groups`,
    code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    message: 'Sub-command and sub-command group option types are mutually exclusive to all other types',
    faults: (command) =>
      [...optionLists(optionsOf(command))].flatMap(({ options, path }) => {
        const [first] = options;
        if (!first) return [];
        return indexes(options, (option) => isSubcommand(option) !== isSubcommand(first)).map((index) => [
          ...path,
          index,
        ]);
      }),
  },
  {
    name: 'autocomplete-or-choices',
    doc: OPTIONS,
    code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES_EXCLUSIVE',
    message: 'Autocomplete may not be set to true if choices are present',
    faults: faultyOptions(
      (option) => option.autocomplete === true && Boolean(option.choices?.length),
      'choices',
    ),
  },
  {
    name: 'autocomplete-type',
    doc: OPTIONS,
    code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_TYPE_INVALID',
    message: 'Autocomplete is only available for string, integer and number options',
    faults: faultyOptions(
      ({ type, autocomplete }) =>
        autocomplete === true && ![Option.String, Option.Integer, Option.Number].includes(type),
      'autocomplete',
    ),
  },
  {
    name: 'choice-names-unique',
    doc: `${DOCS}#application-command-object-application-command-option-choice-structure`,
    code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATED',
    message: 'Choice names must be unique',
    faults: (command) =>
      [...optionLists(optionsOf(command))].flatMap(({ options, path }) =>
        options.flatMap((option, index) =>
          repeats(option.choices, ({ name }) => name).map((n) => [...path, index, 'choices', n, 'name']),
        ),
      ),
  },
  {
    name: 'choice-value-length',
    doc: `${DOCS}#application-command-object-application-command-option-choice-structure`,
    code: 'BASE_TYPE_MAX_LENGTH',
    message: `Must be ${MAX_CHOICE_VALUE} or fewer in length.`,
    faults: (command) =>
      [...optionLists(optionsOf(command))].flatMap(({ options, path }) =>
        options.flatMap((option, index) =>
          indexes(
            option.choices,
            ({ value }) => typeof value === 'string' && lengthOf(value) > MAX_CHOICE_VALUE,
          ).map((n) => [...path, index, 'choices', n, 'value']),
        ),
      ),
  },
  {
    name: 'option-bounds',
    doc: OPTIONS,
    code: 'APPLICATION_COMMAND_OPTIONS_MIN_MAX_INVALID',
    message: 'The minimum must not be above the maximum',
    faults: (command) =>
      [...optionLists(optionsOf(command))].flatMap(({ options, path }) =>
        indexes(
          options,
          ({ min_value: min, max_value: max, min_length: shortest, max_length: longestLength }) =>
            (min != null && max != null && min > max) ||
            (shortest != null && longestLength != null && shortest > longestLength),
        ).map((index) => [...path, index]),
      ),
  },
];
