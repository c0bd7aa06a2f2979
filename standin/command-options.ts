import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10';
import type { RegisteredCommand } from './commands.ts';
import { StandinError } from './errors.ts';
import type { GivenFile } from './uploads.ts';
import type { World } from './world.ts';

export type OptionValue = string | number | boolean;
/** A file is sent by its id, and put among what the interaction resolves. */
export type OptionValues = Readonly<Record<string, OptionValue | GivenFile>>;
/** As `OptionValues`, each file by its id. */
type SentValues = Readonly<Record<string, OptionValue>>;

/** An option as an interaction carries it. */
export interface SentOption {
  readonly name: string;
  readonly type: Option;
  readonly value?: OptionValue;
  readonly focused?: true;
  readonly options?: readonly SentOption[];
}

const LONGEST_STRING = 6_000;

/** The fields of options that Discord's client looks at before it sends. */
interface ValueOption {
  readonly name: string;
  readonly type: Option;
  readonly required?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly autocomplete?: boolean;
}

/** Where a typed command leads: the options of the command or subcommand, and the names in between. */
export interface Target {
  readonly options: readonly ValueOption[];
  /** The groups and subcommands that were named. */
  readonly path: readonly { readonly name: string; readonly type: Option }[];
}

const isSubcommand = ({ type }: { type: Option }) =>
  type === Option.Subcommand || type === Option.SubcommandGroup;
const childrenOf = (option: RegisteredCommand | APIApplicationCommandOption) =>
  ('options' in option ? option.options : undefined) ?? [];

/**
 * Follows the words after a command's name.
 *
 * @throws StandinError if a word names no subcommand, or one is missing
 */
export function findTarget(command: RegisteredCommand, words: readonly string[]): Target {
  const path: { name: string; type: Option }[] = [];
  let options: readonly APIApplicationCommandOption[] = childrenOf(command);
  for (const word of words) {
    const next = options.find((option) => option.name === word && isSubcommand(option));
    if (!next) throw new StandinError(`/${command.name} has no subcommand "${word}".${offer(options)}`);
    path.push({ name: next.name, type: next.type });
    options = childrenOf(next);
  }
  if (options.some(isSubcommand)) {
    throw new StandinError(`/${[command.name, ...words].join(' ')} needs a subcommand.${offer(options)}`);
  }
  return { options, path };
}

function offer(options: readonly APIApplicationCommandOption[]): string {
  const names = options.filter(isSubcommand).map(({ name }) => name);
  return names.length > 0 ? ` There is: ${names.join(', ')}.` : '';
}

/** The options of an interaction, checked as Discord's client checks them before it lets a user press Enter. */
export function checkedOptions(target: Target, values: SentValues, world: World): readonly SentOption[] {
  for (const name of Object.keys(values)) {
    if (target.options.some((option) => option.name === name)) continue;
    const names = target.options.map((option) => option.name).join(', ') || 'none';
    throw new StandinError(`There is no option "${name}"; the options are: ${names}.`);
  }
  const sent = target.options.flatMap((option): SentOption[] => {
    const value = values[option.name];
    if (value !== undefined) {
      checkValue(option, value, world);
      return [{ name: option.name, type: option.type, value }];
    }
    if (option.required) throw new StandinError(`The option "${option.name}" is required.`);
    return [];
  });
  return nest(target, sent);
}

/** The options as they are, with types guessed where the command has no such option. */
export function rawOptions(target: Target, values: SentValues): readonly SentOption[] {
  const sent = Object.entries(values).map(([name, value]) => {
    const known = target.options.find((option) => option.name === name);
    return { name, type: known?.type ?? guessType(value), value };
  });
  return nest(target, sent);
}

/**
 * What is sent while the user types in one option: required ones may still be missing, values may be half typed.
 *
 * @throws StandinError if the option does not complete
 */
export function typedOptions(
  target: Target,
  values: SentValues,
  focused: string,
): { readonly options: readonly SentOption[]; readonly focusedType: Option } {
  const option = target.options.find(({ name }) => name === focused);
  if (!option?.autocomplete) throw new StandinError(`The option "${focused}" offers no suggestions.`);
  const sent = target.options.flatMap((one): SentOption[] => {
    const value = values[one.name];
    if (one.name === focused) {
      return [{ name: focused, type: one.type, value: String(value ?? ''), focused: true }];
    }
    return value === undefined ? [] : [{ name: one.name, type: one.type, value }];
  });
  return { options: nest(target, sent), focusedType: option.type };
}

function nest({ path }: Target, sent: readonly SentOption[]): readonly SentOption[] {
  return path.reduceRight<readonly SentOption[]>(
    (options, { name, type }) => [{ name, type, options }],
    sent,
  );
}

function guessType(value: OptionValue): Option {
  if (typeof value === 'boolean') return Option.Boolean;
  if (typeof value === 'string') return Option.String;
  return Number.isInteger(value) ? Option.Integer : Option.Number;
}

function checkValue(option: ValueOption, value: OptionValue, world: World): void {
  const problem = problemWith(option, value, world);
  if (problem) throw new StandinError(`The option "${option.name}" ${problem}: ${JSON.stringify(value)}.`);
}

function problemWith(option: ValueOption, value: OptionValue, world: World): string | undefined {
  if (option.choices?.length) {
    const values = option.choices.map((choice) => choice.value);
    const isChoice = values.some((one) => one === value);
    return isChoice ? undefined : `takes only one of ${values.map((one) => JSON.stringify(one)).join(', ')}`;
  }
  switch (option.type) {
    case Option.String:
      return problemWithText(option, value);
    case Option.Integer:
      return Number.isSafeInteger(value) ? problemWithNumber(option, value) : 'takes a whole number';
    case Option.Number:
      return typeof value === 'number' ? problemWithNumber(option, value) : 'takes a number';
    case Option.Boolean:
      return typeof value === 'boolean' ? undefined : 'takes true or false';
    case Option.Attachment:
      // Only a file that was given has an id here.
      return typeof value === 'string' && /^\d+$/.test(value) ? undefined : 'takes a file';
    default:
      return knowsId(world, option.type, String(value)) ? undefined : 'takes the id of something that exists';
  }
}

function problemWithText(
  { min_length: min = 0, max_length: max = LONGEST_STRING }: ValueOption,
  value: OptionValue,
) {
  if (typeof value !== 'string') return 'takes text';
  const { length } = [...value];
  if (length === 0) return 'cannot be sent empty';
  return length < min || length > max ? `takes ${Math.max(min, 1)} to ${max} characters` : undefined;
}

function problemWithNumber({ min_value: min, max_value: max }: ValueOption, value: OptionValue) {
  if (min !== undefined && Number(value) < min) return `takes ${min} or more`;
  return max !== undefined && Number(value) > max ? `takes ${max} or less` : undefined;
}

function knowsId(world: World, type: Option, id: string): boolean {
  const isRole = () => [...world.guilds.values()].some(({ roles }) => roles.has(id));
  if (type === Option.Channel) return world.channels.has(id);
  if (type === Option.Role) return isRole();
  return world.users.has(id) || (type === Option.Mentionable && isRole());
}
