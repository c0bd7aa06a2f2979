import {
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
} from 'discord.js';
import { UserError } from '../src/errors.ts';

/** A registered command, as far as a line can be read by it. */
export interface KnownCommand {
  readonly name: string;
  readonly options?: readonly APIApplicationCommandOption[] | undefined;
}

export interface CommandLine {
  /** With its slash: what the stand-in's user runs. */
  readonly command: string;
  readonly options: Record<string, string | number | boolean>;
}

/** What an option holds for the text that was typed: the id of a channel or a role for its name. */
export type ReadId = (option: APIApplicationCommandOption, text: string) => string;

/**
 * Reads a line such as `/total of: body armor since: March 2014` or `/item night vision`.
 *
 * Words before the first `name:` go to the first option that takes them.
 *
 * @throws UserError that says which commands or options there are
 */
export function parseCommandLine(
  line: string,
  commands: readonly KnownCommand[],
  readId: ReadId = (_, text) => text,
): CommandLine {
  const [, name = '', text = ''] = /^\/?([^\s/]\S*)?\s*(.*)$/su.exec(line.trim()) ?? [];
  const command = commands.find((candidate) => candidate.name === name.toLowerCase());
  if (command === undefined) {
    const names = commands.map((known) => `/${known.name}`).join(', ');
    throw new UserError(
      name === ''
        ? `Which command? There are: ${names}.`
        : `There is no command /${name}. There are: ${names}.`,
    );
  }
  const subcommands = (command.options ?? []).filter(isSubcommand);
  return subcommands.length > 0
    ? readSubcommand(command.name, text, subcommands, readId)
    : readOptions(command, text, readId);
}

/** The first word of a command such as `/remind list` says which of its parts is meant. */
function readSubcommand(
  name: string,
  text: string,
  subcommands: readonly APIApplicationCommandSubcommandOption[],
  readId: ReadId,
): CommandLine {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/su.exec(text) ?? [];
  const meant = subcommands.find((candidate) => candidate.name === word.toLowerCase());
  if (meant === undefined) {
    const all = subcommands.map((known) => `/${name} ${known.name}`).join(', ');
    throw new UserError(`Which part of /${name}? There are: ${all}.`);
  }
  return readOptions({ ...meant, name: `${name} ${meant.name}` }, rest, readId);
}

function isSubcommand(option: APIApplicationCommandOption): option is APIApplicationCommandSubcommandOption {
  return option.type === ApplicationCommandOptionType.Subcommand;
}

function readOptions(command: KnownCommand, text: string, readId: ReadId): CommandLine {
  const known = command.options ?? [];
  const pieces = splitOptions(text, known);
  const options: CommandLine['options'] = {};
  for (const { option: optionName, value } of pieces) {
    const option = optionName === undefined ? findOptionFor(value, known) : findOption(optionName, command);
    if (option === undefined)
      throw new UserError(`/${command.name} takes no text: ${describeOptions(command)}.`);
    if (option.name in options) throw new UserError(`\`${option.name}\` is given twice.`);
    options[option.name] = parseValue(option, value, readId);
  }
  return { command: `/${command.name}`, options };
}

function splitOptions(
  text: string,
  known: readonly APIApplicationCommandOption[],
): { option?: string; value: string }[] {
  const names = known.map(({ name }) => name);
  const marks = [...text.matchAll(/(?<=^|\s)([\p{L}_-]+):/gu)].filter(
    ([, name = ''], i) => names.includes(name) || i === 0,
  );
  const used = marks.filter(
    ([, name = ''], i) => names.includes(name) || (i === 0 && text.startsWith(`${name}:`)),
  );
  const head = text.slice(0, used[0]?.index ?? text.length).trim();
  const rest = used.map((mark, i) => ({
    option: mark[1] ?? '',
    value: text.slice(mark.index + mark[0].length, used[i + 1]?.index ?? text.length).trim(),
  }));
  return head === '' ? rest : [{ value: head }, ...rest];
}

function findOption(name: string, command: KnownCommand): APIApplicationCommandOption {
  const option = command.options?.find((candidate) => candidate.name === name);
  if (option === undefined)
    throw new UserError(`/${command.name} has no option \`${name}\`: ${describeOptions(command)}.`);
  return option;
}

/** A fixed choice goes where it belongs, other words to the required option, else to the first that takes free text. */
function findOptionFor(
  text: string,
  known: readonly APIApplicationCommandOption[],
): APIApplicationCommandOption | undefined {
  const texts = known.filter((option) => option.type === ApplicationCommandOptionType.String);
  const isChoice = (option: (typeof texts)[number]) =>
    option.choices?.some(({ value }) => value === text.toLowerCase());
  return (
    texts.find(isChoice) ??
    known.find(({ required }) => required) ??
    texts.find(({ choices }) => !choices?.length)
  );
}

function parseValue(
  option: APIApplicationCommandOption,
  text: string,
  readId: ReadId,
): string | number | boolean {
  switch (option.type) {
    case ApplicationCommandOptionType.Boolean:
      if (/^(true|yes|1)$/i.test(text)) return true;
      if (/^(false|no|0)$/i.test(text)) return false;
      throw new UserError(`\`${option.name}\` is true or false, not “${text}”.`);
    case ApplicationCommandOptionType.Integer:
    case ApplicationCommandOptionType.Number:
      if (text === '' || Number.isNaN(Number(text)))
        throw new UserError(`\`${option.name}\` is a number, not “${text}”.`);
      return Number(text);
    case ApplicationCommandOptionType.Attachment:
      throw new UserError(`\`${option.name}\` is a file, and a terminal has none to give: use the page.`);
    default:
      return readId(option, text);
  }
}

function describeOptions({ options = [] }: KnownCommand): string {
  return options.length === 0
    ? 'it has no options'
    : `its options are ${options.map(({ name }) => `\`${name}:\``).join(', ')}`;
}
