import type { APIApplicationCommand, APIApplicationCommandOption } from 'discord-api-types/v10';
import type { Locale } from '../protocol.ts';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
const KINDS = {
  3: 'text',
  4: 'whole',
  5: 'boolean',
  6: 'user',
  7: 'channel',
  8: 'role',
  9: 'mentionable',
  10: 'number',
  11: 'file',
} as const;
const SUBCOMMAND = 1;
const GROUP = 2;

export type OptionKind = (typeof KINDS)[keyof typeof KINDS];

export interface PageOption {
  /** What the bot knows it by. */
  readonly name: string;
  /** What the person reads, in their language. */
  readonly label: string;
  readonly description: string;
  readonly kind: OptionKind;
  readonly required: boolean;
  readonly autocomplete: boolean;
  readonly choices: readonly { readonly label: string; readonly value: string | number }[];
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
}

/** A command or subcommand as a person chooses it. */
export interface PageCommand {
  /** What runs it: `/remind add`. */
  readonly path: string;
  /** What the person reads, in their language. */
  readonly label: string;
  readonly description: string;
  readonly options: readonly PageOption[];
}

/** Every command and subcommand, in the order in which the bot registered them. */
export function listCommands(registered: readonly APIApplicationCommand[], locale: Locale): PageCommand[] {
  return registered.flatMap((command) =>
    unfold({ ...command, options: command.options ?? [] }, '/', '/', locale),
  );
}

/** The parts that commands and options share. */
interface Described {
  readonly name: string;
  readonly name_localizations?: Readonly<Partial<Record<Locale, string | null>>> | null | undefined;
  readonly description: string;
  readonly description_localizations?: Readonly<Partial<Record<Locale, string | null>>> | null | undefined;
}

function unfold(
  described: Described & { readonly options: readonly APIApplicationCommandOption[] },
  before: string,
  labelBefore: string,
  locale: Locale,
): PageCommand[] {
  const path = `${before}${described.name}`;
  const { label: name, description } = shownIn(described, locale);
  const label = `${labelBefore}${name}`;
  const nested = described.options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (nested.length > 0) {
    return nested.flatMap((option) => {
      const options = 'options' in option ? (option.options ?? []) : [];
      return unfold({ ...option, options }, `${path} `, `${label} `, locale);
    });
  }
  const options = described.options.flatMap((option) => readOption(option, locale));
  return [{ path, label, description, options }];
}

function shownIn(described: Described, locale: Locale): { label: string; description: string } {
  return {
    label: described.name_localizations?.[locale] ?? described.name,
    description: described.description_localizations?.[locale] ?? described.description,
  };
}

/** The fields that options of some kind have. */
interface Limits {
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly autocomplete?: boolean;
  readonly choices?: readonly (Omit<Described, 'description'> & { readonly value: string | number })[];
}

function readOption(option: APIApplicationCommandOption, locale: Locale): PageOption[] {
  const kind = kindOf(option.type);
  if (kind === undefined) return [];
  const limits: Limits = option as Limits;
  return [
    {
      name: option.name,
      ...shownIn(option, locale),
      kind,
      required: option.required ?? false,
      autocomplete: limits.autocomplete ?? false,
      choices: (limits.choices ?? []).map((choice) => ({
        label: choice.name_localizations?.[locale] ?? choice.name,
        value: choice.value,
      })),
      min: limits.min_value,
      max: limits.max_value,
      minLength: limits.min_length,
      maxLength: limits.max_length,
    },
  ];
}

function kindOf(type: number): OptionKind | undefined {
  return Object.entries(KINDS).find(([number]) => Number(number) === type)?.[1];
}

/** Those that fit what was typed after the slash: what begins so first, then what has the words anywhere. */
export function matchCommands(commands: readonly PageCommand[], typed: string): PageCommand[] {
  const words = typed.replace(/^\//, '').toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ label, path, description }: PageCommand): number => {
    const names = [label, path].map((name) => name.slice(1).toLowerCase());
    const text = words.join(' ');
    if (names.some((name) => name.startsWith(text))) return 0;
    if (names.some((name) => words.every((word) => name.includes(word)))) return 1;
    return words.every((word) => description.toLowerCase().includes(word)) ? 2 : 3;
  };
  return commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command);
}

/** The command that stands at the beginning of a text as a whole word, and what follows it. */
export function commandIn(
  commands: readonly PageCommand[],
  text: string,
): { command: PageCommand; rest: string } | undefined {
  const fitting = commands
    .flatMap((command) => [command.label, command.path].map((name) => ({ command, name })))
    .filter(({ name }) => text.toLowerCase().startsWith(`${name.toLowerCase()} `))
    .sort((a, b) => b.name.length - a.name.length);
  const [longest] = fitting;
  return longest && { command: longest.command, rest: text.slice(longest.name.length + 1) };
}
