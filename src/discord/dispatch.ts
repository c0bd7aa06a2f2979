import {
  type APIComponentInMessageActionRow,
  type AutocompleteInteraction,
  ComponentType,
  DiscordAPIError,
  type Interaction,
  type MessageComponentInteraction,
  MessageFlags,
  RESTJSONErrorCodes,
  type RepliableInteraction,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Choice, Command, Context, State } from '../commands/command.ts';
import { placeOf } from '../commands/place.ts';
import { UserError } from '../errors.ts';
import { languageOf } from '../i18n/language.ts';
import { wordError } from '../i18n/told-error.ts';
import type { Answered, Meter, AnswerOutcome as Outcome } from '../metrics/meter.ts';
import { parseCustomId } from '../replies/custom-id.ts';
import { truncate } from '../replies/markdown.ts';
import type { Reply } from '../replies/reply.ts';
import { type Answerable, announce, orDefer, send, toMessage } from './answer.ts';
import { INTERACTION } from './limits.ts';

export interface DispatchOptions {
  readonly commands: readonly Command[];
  /** The state to answer from, read anew for each interaction. */
  readonly context: () => State;
  readonly log: Logger;
  /** Hears how each ended. */
  readonly meter?: Pick<Meter, 'answered'> | undefined;
}

interface Settled {
  readonly reply: Reply;
  readonly outcome: Outcome;
}

/**
 * Answers interactions, each once: the only code that replies. Whatever a command throws ends here; a promise that it
 * returns to the event never rejects, since discord.js turns that into an `error` event.
 */
export function createDispatch({
  commands,
  context: state,
  log,
  meter,
}: DispatchOptions): (interaction: Interaction) => Promise<void> {
  const context = ({ locale }: Interaction): Context => ({ ...state(), language: languageOf(locale) });
  const byName = new Map(commands.map((command) => [command.data.name, command]));

  async function dispatch(interaction: Interaction): Promise<Outcome> {
    if (interaction.isAutocomplete()) return complete(interaction, byName.get(interaction.commandName));
    if (interaction.isChatInputCommand()) {
      const command = byName.get(interaction.commandName);
      if (command === undefined) return answerUnknown(interaction, 'ask.noCommand');
      const isPrivate = command.isPrivate ?? interaction.options.getBoolean('private') ?? false;
      const action = interaction.options.getSubcommand(false) ?? '';
      if (command.isSlow?.(action)) await announce(interaction, isPrivate);
      return answer(interaction, () => command.execute(interaction, context(interaction)), isPrivate);
    }
    if (interaction.isMessageComponent()) {
      const { command: name, action, rest } = parseCustomId(interaction.customId);
      const command = byName.get(name);
      const press = command?.press;
      if (press === undefined) return answerUnknown(interaction, 'ask.oldButton');
      const values = interaction.isStringSelectMenu() ? interaction.values : [];
      const produce = () =>
        press({ action, rest, values, place: placeOf(interaction) }, context(interaction));
      if (command?.isSlow?.(action)) await announce(interaction, false);
      return answer(interaction, () => keepMenu(interaction, produce()), false);
    }
    if (interaction.isRepliable()) return answerUnknown(interaction, 'ask.unknown');
    return 'unknown';
  }

  async function complete(
    interaction: AutocompleteInteraction,
    command: Command | undefined,
  ): Promise<Outcome> {
    const { name, value } = interaction.options.getFocused(true);
    const choices = command?.autocomplete?.({ name, value }, context(interaction)) ?? [];
    await interaction.respond(clampChoices(choices));
    return command === undefined ? 'unknown' : 'answered';
  }

  async function answer(
    interaction: Answerable,
    produce: () => Reply | Promise<Reply>,
    isPrivate: boolean,
  ): Promise<Outcome> {
    const settling = settle(interaction, produce);
    const { reply, outcome } =
      settling instanceof Promise ? await orDefer(interaction, settling, isPrivate) : settling;
    await send(interaction, reply, isPrivate);
    return outcome;
  }

  /** The reply, or what is said in its place: it never throws or rejects. */
  function settle(
    interaction: Answerable,
    produce: () => Reply | Promise<Reply>,
  ): Settled | Promise<Settled> {
    const answered = (reply: Reply): Settled => ({ reply, outcome: 'answered' });
    const failed = (error: unknown): Settled => {
      const { t } = languageOf(interaction.locale);
      if (error instanceof UserError) return { reply: plain(wordError(t, error)), outcome: 'refused' };
      log.error({ interaction: interaction.id, err: error }, 'an answer failed');
      return { reply: plain(t('ask.failed', { id: interaction.id })), outcome: 'failed' };
    };
    try {
      const produced = produce();
      return produced instanceof Promise ? produced.then(answered, failed) : answered(produced);
    } catch (error) {
      return failed(error);
    }
  }

  return async (interaction) => {
    const startedAt = performance.now();
    const outcome = await dispatch(interaction).catch((error: unknown) =>
      handleSendError(interaction, error, log),
    );
    const name =
      interaction.isCommand() || interaction.isAutocomplete() ? interaction.commandName : 'component';
    const elapsedMs = performance.now() - startedAt;
    const ms = Math.round(elapsedMs);
    meter?.answered({ ...askedOf(interaction), outcome, seconds: elapsedMs / 1000 });
    log.info({ interaction: interaction.id, type: interaction.type, name, outcome, ms }, 'interaction');
  };
}

/** What an interaction is about, in the words of who counts. */
function askedOf(interaction: Interaction): Pick<Answered, 'command' | 'type'> {
  if (interaction.isAutocomplete()) return { command: interaction.commandName, type: 'autocomplete' };
  if (interaction.isMessageComponent())
    return { command: parseCustomId(interaction.customId).command, type: 'component' };
  return { command: interaction.isCommand() ? interaction.commandName : '', type: 'command' };
}

/** Whoever opens one thing from a menu wants the next: the menu stays under what it opened. */
function keepMenu(
  interaction: MessageComponentInteraction,
  produced: Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  if (!interaction.isStringSelectMenu()) return produced;
  if (produced instanceof Promise) return produced.then((reply) => withMenuOf(interaction, reply));
  return withMenuOf(interaction, produced);
}

function withMenuOf({ message, customId }: MessageComponentInteraction, reply: Reply): Reply {
  const rows = message.components
    .filter((row) => row.type === ComponentType.ActionRow)
    .map((row) => row.toJSON());
  const kept = rows.filter((row) => row.components.some((component) => idOf(component) === customId));
  const own = (reply.components ?? []).filter((row) =>
    row.components.every((component) => idOf(component) !== customId),
  );
  return { ...reply, components: [...own, ...kept] };
}

function idOf(component: APIComponentInMessageActionRow): string | undefined {
  return 'custom_id' in component ? component.custom_id : undefined;
}

async function answerUnknown(
  interaction: RepliableInteraction,
  key: 'ask.noCommand' | 'ask.oldButton' | 'ask.unknown',
): Promise<Outcome> {
  const sentence = languageOf(interaction.locale).t(key);
  await interaction.reply({ ...toMessage(plain(sentence)), flags: MessageFlags.Ephemeral });
  return 'unknown';
}

function plain(description: string): Reply {
  return { embeds: [{ description }], private: true };
}

function clampChoices(choices: readonly Choice[]): Choice[] {
  const clamped = choices.map(({ name, value }) => ({
    name: truncate(name, INTERACTION.choiceName),
    value: truncate(value, INTERACTION.choiceValue),
  }));
  const unique = new Map(clamped.map((choice) => [`${choice.name} ${choice.value}`, choice]));
  return [...unique.values()].slice(0, INTERACTION.autocompleteChoices);
}

/** Discord's own codes for an answer that came too late or twice become an outcome; anything else is our bug. */
function handleSendError(interaction: Interaction, error: unknown, log: Logger): Outcome {
  const code = error instanceof DiscordAPIError ? error.code : undefined;
  const isLate =
    code === RESTJSONErrorCodes.UnknownInteraction ||
    code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
  if (isLate) {
    log.warn({ interaction: interaction.id, code }, 'the answer came too late, or another process gave it');
    return 'late';
  }
  log.error({ interaction: interaction.id, err: error }, 'an answer could not be sent');
  return 'failed';
}
