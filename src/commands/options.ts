import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Period } from '../data/when.ts';
import { datesOf } from '../data/when.ts';
import { parseDay } from '../data/when-day.ts';
import { ParseError, UserError } from '../errors.ts';
import { choiceName, choiceNames } from '../i18n/command-words.ts';
import type { Language } from '../i18n/language.ts';
import { literal } from '../replies/markdown.ts';
import type { Context } from './command.ts';

/** Look-ups work in servers, in direct messages, and wherever a user who installed the bot is. */
export const EVERYWHERE: Required<
  Pick<RESTPostAPIChatInputApplicationCommandsJSONBody, 'contexts' | 'integration_types'>
> = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};

/**
 * A server alone. Discord can ask for all of several permissions, not for one of two, so it shows these to everybody who
 * may use commands; we check.
 */
export const IN_SERVERS: Pick<
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  'contexts' | 'integration_types' | 'default_member_permissions'
> = {
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  default_member_permissions: PermissionFlagsBits.UseApplicationCommands.toString(),
};

/** Every look-up takes it; the dispatcher reads it. */
export const PRIVATE_OPTION = {
  type: ApplicationCommandOptionType.Boolean,
  name: 'private',
  description: 'Only you see the answer',
} as const satisfies APIApplicationCommandBasicOption;

export function textOption(
  name: string,
  description: string,
  more: { required?: boolean; autocomplete?: boolean; maxLength?: number } = {},
): APIApplicationCommandBasicOption {
  const { required = false, autocomplete = false, maxLength = 100 } = more;
  return {
    type: ApplicationCommandOptionType.String,
    name,
    description,
    required,
    autocomplete,
    max_length: maxLength,
  };
}

export type DayOptionName = 'since' | 'until' | 'as_of';

/** A day or a stretch of days as a user wrote it, and what we had to add to understand it. */
export interface DayOption extends Period {
  readonly text: string;
  /** A year that the user left out, as we took it. */
  readonly assumedYear: number | undefined;
}

/**
 * Reads a date option such as `since`.
 *
 * @throws UserError with the forms that are understood
 */
export function readDay(
  interaction: ChatInputCommandInteraction,
  name: DayOptionName,
  context: Context,
): DayOption | undefined {
  const text = interaction.options.getString(name)?.trim();
  if (text === undefined || text === '') return undefined;
  return parseDayOption(name, text, context);
}

/** The same for a text that came another way, such as in a button. */
export function parseDayOption(
  name: DayOptionName,
  text: string,
  { facts, now, language }: Context,
): DayOption {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  const latest = facts.sources[0]?.published ?? today;
  try {
    const { when, assumedYear } = parseDay(text, { today, latest });
    return { ...datesOf(when), text, assumedYear: assumedYear ? when.from?.year : undefined };
  } catch (error) {
    if (error instanceof ParseError) {
      throw badOption(language, name, literal(language.problem(error)), error);
    }
    throw error;
  }
}

/** What is wrong with the text of an option, and what to write instead. */
export function badOption(
  { t }: Language,
  name: DayOptionName | 'before',
  problem: string,
  cause: ParseError,
): UserError {
  return new UserError(t('ask.problem', { name: t(`options.${name}`), problem }), { cause });
}

/**
 * The value of an option with fixed choices. After a switch of channels Discord can send a choice's name instead of its
 * value, so either is taken, in any case and of any language.
 *
 * @throws UserError that lists the choices
 */
export function readChoice<T extends string>(
  interaction: ChatInputCommandInteraction,
  name: 'when' | 'kind' | 'chart',
  choices: readonly T[],
  language: Language,
): T | undefined {
  const text = interaction.options.getString(name)?.trim().toLowerCase();
  if (text === undefined || text === '') return undefined;
  const { commandName } = interaction;
  const [, named = text] = choiceNames(commandName, name).find(([localized]) => localized === text) ?? [];
  const choice = choices.find((candidate) => candidate === named);
  if (choice !== undefined) return choice;
  const all = choices.map((value) => choiceName(language, commandName, name, value));
  const said = { name: language.t(`options.${name}`), text: literal(text), choices: all.join(', ') };
  throw new UserError(language.t('ask.notAChoice', said));
}
