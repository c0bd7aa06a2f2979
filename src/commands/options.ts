import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Period } from '../data/when.ts';
import { datesOf } from '../data/when.ts';
import { parseDay } from '../data/when-day.ts';
import { ParseError, UserError } from '../errors.ts';
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
  name: string,
  context: Context,
): DayOption | undefined {
  const text = interaction.options.getString(name)?.trim();
  if (text === undefined || text === '') return undefined;
  return parseDayOption(name, text, context);
}

/** The same for a text that came another way, such as in a button. */
export function parseDayOption(name: string, text: string, { facts, now }: Context): DayOption {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  const latest = facts.sources[0]?.published ?? today;
  try {
    const { when, assumedYear } = parseDay(text, { today, latest });
    return { ...datesOf(when), text, assumedYear: assumedYear ? when.from?.year : undefined };
  } catch (error) {
    if (error instanceof ParseError)
      throw new UserError(`\`${name}\`: ${literal(error.message)}`, { cause: error });
    throw error;
  }
}

/**
 * The value of an option with fixed choices. After a switch of channels Discord can send a choice's name instead of its
 * value, so either is taken, in any case.
 *
 * @throws UserError that lists the choices
 */
export function readChoice<T extends string>(
  interaction: ChatInputCommandInteraction,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = interaction.options.getString(name)?.trim().toLowerCase();
  if (text === undefined || text === '') return undefined;
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) {
    throw new UserError(`\`${name}\` is not “${literal(text)}”. It is one of: ${choices.join(', ')}.`);
  }
  return choice;
}
