import type {
  APIApplicationCommandOption,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Language } from './language.ts';
import { UKRAINIAN_COMMANDS } from './uk/commands.ts';

/** A command, a subcommand or an option in another language, and what is in it by its English name. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly options?: Readonly<Record<string, CommandWords>>;
  /** By their values. */
  readonly choices?: Readonly<Record<string, string>>;
}

type CommandData = RESTPostAPIChatInputApplicationCommandsJSONBody;

/**
 * A command with its names, descriptions and choices in every language that we have, as Discord takes them.
 *
 * https://docs.discord.com/developers/interactions/application-commands#localization
 *
 * @throws Error where one is missing
 */
export function localizeCommand(data: CommandData): CommandData {
  const words = wordsOf(UKRAINIAN_COMMANDS, data.name);
  return { ...data, ...localizations(words), ...localizedOptions(data.options, words) };
}

function localizeOption<Option extends APIApplicationCommandOption>(
  option: Option,
  words: CommandWords,
): Option {
  const options = 'options' in option ? localizedOptions(option.options, words) : {};
  const choices = 'choices' in option ? localizedChoices(option.choices, words) : {};
  return { ...option, ...localizations(words), ...options, ...choices };
}

function localizations({ name, description }: CommandWords) {
  return { name_localizations: { uk: name }, description_localizations: { uk: description } };
}

function localizedOptions(options: readonly APIApplicationCommandOption[] | undefined, words: CommandWords) {
  if (options === undefined) return {};
  return { options: options.map((option) => localizeOption(option, wordsOf(words.options, option.name))) };
}

function localizedChoices(choices: readonly { readonly name: string }[] | undefined, words: CommandWords) {
  if (choices === undefined) return {};
  const localized = choices.map((choice) => {
    const name = words.choices?.[choice.name];
    if (name === undefined) throw new Error(`The choice ${choice.name} has no name in Ukrainian.`);
    return { ...choice, name_localizations: { uk: name } };
  });
  return { choices: localized };
}

function wordsOf(all: Readonly<Record<string, CommandWords>> | undefined, name: string): CommandWords {
  const words = all?.[name];
  if (words === undefined) throw new Error(`The command or option ${name} has no name in Ukrainian.`);
  return words;
}

/** The names that the choices of an option have in other languages, each with its value. */
export function choiceNames(command: string, option: string): readonly (readonly [string, string])[] {
  const choices = UKRAINIAN_COMMANDS[command]?.options?.[option]?.choices ?? {};
  return Object.entries(choices).map(([value, name]) => [name, value] as const);
}

/** A choice as a reader's client shows it. */
export function choiceName({ code }: Language, command: string, option: string, value: string): string {
  if (code === 'en') return value;
  return UKRAINIAN_COMMANDS[command]?.options?.[option]?.choices?.[value] ?? value;
}

/** What a command says of itself, to a reader. */
export function commandWords({ code }: Language, data: CommandData): CommandWords {
  return code === 'en'
    ? { name: data.name, description: data.description }
    : wordsOf(UKRAINIAN_COMMANDS, data.name);
}

/**
 * A command as it is typed, in the words of a reader's client: `/total since: 4 June 2014` with the names of the command, of its
 * subcommand, of its options and of their choices. What is not one of these stays as it is.
 */
export function localizeTyped(language: Language, typed: string): string {
  const [, name = '', rest = ''] = /^\/([^\s:]+)(.*)$/s.exec(typed) ?? [];
  const words = language.code === 'en' ? undefined : UKRAINIAN_COMMANDS[name];
  if (words === undefined) return typed;
  const [, subname = '', after = ''] = /^ ([^\s:]+)(?!\S*:)(.*)$/s.exec(rest) ?? [];
  const sub = words.options?.[subname];
  if (sub === undefined) return `/${words.name}${localizeOptions(rest, words)}`;
  return `/${words.name} ${sub.name}${localizeOptions(after, sub)}`;
}

function localizeOptions(typed: string, { options = {} }: CommandWords): string {
  return typed.replace(/ ([a-z_]+): (\S+)/g, (all, name: string, value: string) => {
    const option = options[name];
    return option === undefined ? all : ` ${option.name}: ${option.choices?.[value] ?? value}`;
  });
}
