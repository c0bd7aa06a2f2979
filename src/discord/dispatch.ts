import {
  type APIComponentInMessageActionRow,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  DiscordAPIError,
  type Interaction,
  type InteractionReplyOptions,
  type MessageComponentInteraction,
  MessageFlags,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Choice, Command, Context } from '../commands/command.ts';
import { placeOf } from '../commands/place.ts';
import { UserError } from '../errors.ts';
import { parseCustomId } from '../replies/custom-id.ts';
import { truncate } from '../replies/markdown.ts';
import type { Reply } from '../replies/reply.ts';
import { clampReply } from './clamp.ts';
import { INTERACTION } from './limits.ts';

/** Half of Discord's three seconds: a reply that is not there by then is announced, and follows. */
const DEFER_AFTER_MS = 1500;

export interface DispatchOptions {
  readonly commands: readonly Command[];
  /** The state to answer from, read anew for each interaction. */
  readonly context: () => Context;
  readonly log: Logger;
}

type Outcome = 'answered' | 'refused' | 'unknown' | 'failed' | 'late';
type Answerable = ChatInputCommandInteraction | MessageComponentInteraction;

/**
 * Answers interactions, each once: the only code that replies. Whatever a command throws ends here; a promise that it
 * returns to the event never rejects, since discord.js turns that into an `error` event.
 */
export function createDispatch({
  commands,
  context,
  log,
}: DispatchOptions): (interaction: Interaction) => Promise<void> {
  const byName = new Map(commands.map((command) => [command.data.name, command]));

  async function dispatch(interaction: Interaction): Promise<Outcome> {
    if (interaction.isAutocomplete()) return complete(interaction, byName.get(interaction.commandName));
    if (interaction.isChatInputCommand()) {
      const command = byName.get(interaction.commandName);
      if (command === undefined)
        return answerUnknown(interaction, 'There is no such command any more. `/help` lists what there is.');
      const isPrivate = interaction.options.getBoolean('private') ?? false;
      return answer(interaction, () => command.execute(interaction, context()), isPrivate);
    }
    if (interaction.isMessageComponent()) {
      const { command: name, action, rest } = parseCustomId(interaction.customId);
      const press = byName.get(name)?.press;
      if (press === undefined)
        return answerUnknown(interaction, 'This button or menu is from an older version. Please ask again.');
      const values = interaction.isStringSelectMenu() ? interaction.values : [];
      const produce = () => press({ action, rest, values, place: placeOf(interaction) }, context());
      return answer(interaction, () => keepMenu(interaction, produce()), false);
    }
    return 'unknown';
  }

  async function complete(
    interaction: AutocompleteInteraction,
    command: Command | undefined,
  ): Promise<Outcome> {
    const { name, value } = interaction.options.getFocused(true);
    const choices = command?.autocomplete?.({ name, value }, context()) ?? [];
    await interaction.respond(clampChoices(choices));
    return command === undefined ? 'unknown' : 'answered';
  }

  async function answer(
    interaction: Answerable,
    produce: () => Reply | Promise<Reply>,
    isPrivate: boolean,
  ): Promise<Outcome> {
    const { reply, outcome } = await settle(interaction, produce, isPrivate);
    await send(interaction, reply, isPrivate);
    return outcome;
  }

  async function settle(
    interaction: Answerable,
    produce: () => Reply | Promise<Reply>,
    isPrivate: boolean,
  ): Promise<{ reply: Reply; outcome: Outcome }> {
    try {
      const produced = produce();
      const reply = produced instanceof Promise ? await orDefer(interaction, produced, isPrivate) : produced;
      return { reply, outcome: 'answered' };
    } catch (error) {
      if (error instanceof UserError) return { reply: plain(error.message), outcome: 'refused' };
      log.error({ interaction: interaction.id, err: error }, 'an answer failed');
      return {
        reply: plain(
          `Something went wrong on our side. Whoever runs the bot finds it in the log as ${interaction.id}.`,
        ),
        outcome: 'failed',
      };
    }
  }

  return async (interaction) => {
    const startedAt = performance.now();
    const outcome = await dispatch(interaction).catch((error: unknown) =>
      handleSendError(interaction, error, log),
    );
    const name =
      interaction.isCommand() || interaction.isAutocomplete() ? interaction.commandName : 'component';
    const ms = Math.round(performance.now() - startedAt);
    log.info({ interaction: interaction.id, type: interaction.type, name, outcome, ms }, 'interaction');
  };
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

async function answerUnknown(interaction: Answerable, sentence: string): Promise<Outcome> {
  await send(interaction, plain(sentence), true);
  return 'unknown';
}

/** Tells Discord that an answer follows, where it takes long. Private stays private; the rest shows "thinking…" to all. */
async function orDefer(
  interaction: Answerable,
  produced: Promise<Reply>,
  isPrivate: boolean,
): Promise<Reply> {
  const { promise: timeout, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), DEFER_AFTER_MS);
  const reply = await Promise.race([produced, timeout]).finally(() => clearTimeout(timer));
  if (reply !== undefined) return reply;
  const deferred = canUpdate(interaction)
    ? interaction.deferUpdate()
    : interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
  const [late] = await Promise.all([produced, deferred]);
  return late;
}

async function send(interaction: Answerable, reply: Reply, isPrivate: boolean): Promise<void> {
  const body = toMessage(reply);
  const privately = isPrivate || reply.private === true;
  if (interaction.deferred) return sendDeferred(interaction, body, privately);
  if (canUpdate(interaction) && reply.private !== true) {
    await interaction.update(body);
    return;
  }
  const isForeign = interaction.isMessageComponent();
  await interaction.reply({ ...body, ...((privately || isForeign) && { flags: MessageFlags.Ephemeral }) });
}

async function sendDeferred(interaction: Answerable, body: Body, privately: boolean): Promise<void> {
  const isOpen = interaction.ephemeral !== true;
  if (!privately || !isOpen) {
    await interaction.editReply(body);
    return;
  }
  // An announced answer cannot become private: it is taken back, and the answer follows privately.
  if (interaction.isChatInputCommand()) await interaction.deleteReply();
  await interaction.followUp({ ...body, flags: MessageFlags.Ephemeral });
}

/** A message is changed by whoever asked for it; what anybody else presses is answered to them alone. */
function canUpdate(interaction: Answerable): interaction is MessageComponentInteraction {
  if (!interaction.isMessageComponent()) return false;
  return interaction.message.interactionMetadata?.user.id === interaction.user.id;
}

function plain(description: string): Reply {
  return { embeds: [{ description }], private: true };
}

type Body = Required<Pick<InteractionReplyOptions, 'embeds' | 'components' | 'allowedMentions'>>;

function toMessage(reply: Reply): Body {
  const { embeds, components = [] } = clampReply(reply);
  return { embeds, components, allowedMentions: { parse: [] } };
}

function clampChoices(choices: readonly Choice[]): Choice[] {
  return choices.slice(0, INTERACTION.autocompleteChoices).map(({ name, value }) => ({
    name: truncate(name, INTERACTION.choiceName),
    value: truncate(value, INTERACTION.choiceValue),
  }));
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
