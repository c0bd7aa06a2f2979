import {
  type APIMessageTopLevelComponent,
  ApplicationCommandType,
  ButtonStyle,
  ComponentType,
  GatewayDispatchEvents,
  InteractionType,
} from 'discord-api-types/v10';
import {
  checkedOptions,
  findTarget,
  type OptionValue,
  type OptionValues,
  rawOptions,
  type SentOption,
  typedOptions,
} from './command-options.ts';
import type { RegisteredCommand } from './commands.ts';
import type { Core } from './core.ts';
import { StandinError } from './errors.ts';
import { interactionPayload, resolvedData } from './interaction-payload.ts';
import type { Answer, Choice, Interaction, NewInteraction } from './interactions.ts';
import { checkSelection, findButton, findMenu } from './message-controls.ts';
import { messagePayload } from './message-payload.ts';
import type { StoredMessage } from './messages.ts';
import { makeReply, type Reply } from './reply.ts';
import { type CommandPlace, findCommand, isUserInstall, visibleCommands } from './visibility.ts';
import type { Channel, User } from './world.ts';

/** Where a user types a command; without any of these in the default channel. */
export interface Where {
  readonly channelId?: string;
  /** In the direct messages with the bot. */
  readonly dm?: boolean;
  /** In the direct messages with somebody else. */
  readonly private?: boolean;
  /** Sends the options as they are, unchecked: what an outdated client does. */
  readonly raw?: boolean;
}

/** A message that somebody sees: a reply, or any that the listening told of. */
export type MessageAt = Pick<Reply, 'messageId'>;

/** The part of an interaction's payload that depends on its kind; it may need the id. */
type Describe = (interaction: Interaction) => object;

/** A person at Discord's client, who can do no more than that client lets people do. */
export class StandinUser {
  readonly #core: Core;
  readonly #user: User;
  readonly #defaultChannel: Channel;

  constructor(core: Core, user: User, defaultChannel: Channel) {
    this.#core = core;
    this.#user = user;
    this.#defaultChannel = defaultChannel;
  }

  get id(): string {
    return this.#user.id;
  }

  /** The commands that this user's client offers here, in the order in which they were registered. */
  commands(where: Omit<Where, 'raw'> = {}): readonly RegisteredCommand[] {
    return visibleCommands(this.#core, { channel: this.#channel(where), user: this.#user });
  }

  /**
   * Runs a command and waits for the answer (after a deferral: for the edit).
   *
   * @param command `/total` or `/facts status`
   * @throws StandinError if the client would not send it, the bot does not answer in time, or Discord refuses the answer
   */
  async run(command: string, options: OptionValues = {}, where: Where = {}): Promise<Reply> {
    const { registered, words, place } = this.#find(command, where);
    const target = findTarget(registered, words);
    const given = this.#giveFiles(options, place.channel);
    const sent = where.raw ? rawOptions(target, given) : checkedOptions(target, given, this.#core.world);
    return this.#reply(
      { type: InteractionType.ApplicationCommand, what: command, ...this.#from(place, registered) },
      (interaction) => ({
        data: { ...commandData(registered, sent), ...resolvedData(this.#core, interaction, sent) },
      }),
    );
  }

  /**
   * The suggestions for what stands in an option so far.
   *
   * @param focused the option that the user types in; it may be missing from `options`, which is an empty field
   */
  async complete(
    command: string,
    options: OptionValues,
    focused: string,
    where: Where = {},
  ): Promise<readonly Choice[]> {
    const { registered, words, place } = this.#find(command, where);
    const given = this.#giveFiles(options, place.channel);
    const typed = typedOptions(findTarget(registered, words), given, focused);
    const { answer } = this.#send(
      {
        type: InteractionType.ApplicationCommandAutocomplete,
        what: `the suggestions for "${focused}" of ${command}`,
        focusedType: typed.focusedType,
        ...this.#from(place, registered),
      },
      () => ({ data: commandData(registered, typed.options) }),
    );
    const result = await answer;
    if (result.kind !== 'choices') throw new StandinError(`The bot answered ${command} with a message.`);
    return result.choices;
  }

  /** Presses a button of a message as it now is. */
  async click(reply: MessageAt, which: string | { readonly label: string }): Promise<Reply> {
    const message = this.#current(reply);
    const button = findButton(message, which);
    return this.#use(message, `the button "${button.label ?? button.custom_id}"`, {
      component_type: ComponentType.Button,
      custom_id: button.custom_id,
    });
  }

  /**
   * Picks options of a string select menu.
   *
   * @param customId undefined if the message has one menu
   * @param values values of its options
   */
  async select(reply: MessageAt, customId: string | undefined, values: readonly string[]): Promise<Reply> {
    const message = this.#current(reply);
    const menu = findMenu(message, customId);
    checkSelection(menu, values);
    return this.#use(message, `the menu "${menu.custom_id}"`, {
      component_type: ComponentType.StringSelect,
      custom_id: menu.custom_id,
      values,
    });
  }

  /**
   * Uses a component that need not be there, as on a message that an older version of the bot wrote.
   *
   * @param on its message; without one, an old message of the bot with such a button is put in the default channel
   */
  async press(
    customId: string,
    { on, values }: { readonly on?: MessageAt; readonly values?: readonly string[] } = {},
  ): Promise<Reply> {
    const message = on ? this.#current(on) : this.#oldMessage(customId);
    const isMenu = values !== undefined;
    return this.#use(message, `the component "${customId}"`, {
      component_type: isMenu ? ComponentType.StringSelect : ComponentType.Button,
      custom_id: customId,
      ...(isMenu && { values }),
    });
  }

  /** Writes a message, as people do without a command. */
  say(content: string, where: Omit<Where, 'raw'> = {}): StoredMessage {
    const channel = this.#channel(where);
    return this.#core.messages.create({ channel, author: this.#user, body: { content }, files: [] });
  }

  /** Uploads the files among the options: each is sent by its id. */
  #giveFiles(options: OptionValues, channel: Channel): Readonly<Record<string, OptionValue>> {
    const sent = Object.entries(options).map(([name, value]) => [
      name,
      typeof value === 'object' ? this.#core.uploads.add(value, channel.id).id : value,
    ]);
    return Object.fromEntries(sent);
  }

  #find(command: string, where: Where) {
    const [name = '', ...words] = command.trim().replace(/^\//, '').split(/\s+/);
    const place = { channel: this.#channel(where), user: this.#user };
    return { registered: findCommand(this.#core, place, name), words, place };
  }

  #from(
    place: CommandPlace,
    command: RegisteredCommand,
  ): Pick<NewInteraction, 'channel' | 'user' | 'isUserInstall'> {
    return { ...place, isUserInstall: isUserInstall(this.#core, place, command) };
  }

  #channel(where: Where): Channel {
    const { world } = this.#core;
    if (where.dm || where.private) return world.directMessage(this.#user, where.private === true);
    const channel =
      where.channelId === undefined ? this.#defaultChannel : world.channels.get(where.channelId);
    if (!channel) throw new StandinError(`There is no channel ${where.channelId}.`);
    const guild = world.guildOf(channel);
    if (guild) world.join(guild, this.#user);
    return channel;
  }

  /** The message of a reply as it is by now, for buttons that an edit brought or took away. */
  #current(reply: MessageAt): StoredMessage {
    const message = this.#core.messages.find(reply.messageId);
    if (!message) throw new StandinError('The message is gone.');
    const reader = message.ephemeral && this.#core.interactions.find(message.interactionId ?? '')?.user;
    if (reader && reader !== this.#user) throw new StandinError('The message is seen by another user only.');
    return message;
  }

  #oldMessage(customId: string): StoredMessage {
    const button: APIMessageTopLevelComponent = {
      type: ComponentType.ActionRow,
      components: [
        { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'Old', custom_id: customId },
      ],
    };
    return this.#core.messages.create({
      channel: this.#defaultChannel,
      author: this.#core.world.bot,
      body: { content: 'A message of an older version.', components: [button] },
      files: [],
    });
  }

  #use(message: StoredMessage, what: string, data: object): Promise<Reply> {
    const { world, messages, interactions } = this.#core;
    const channel = world.channels.get(message.channelId);
    if (!channel) throw new StandinError('The channel is gone.');
    const origin = interactions.find(message.interactionId ?? '');
    return this.#reply(
      {
        type: InteractionType.MessageComponent,
        what,
        channel,
        user: this.#user,
        sourceId: message.id,
        isUserInstall: origin?.isUserInstall ?? false,
      },
      () => ({
        data,
        message: messagePayload(messages.find(message.id) ?? message, this.#core),
      }),
    );
  }

  /** Sends an interaction to the bot. */
  #send(fresh: NewInteraction, describe: Describe): { interaction: Interaction; answer: Promise<Answer> } {
    const { gateway, interactions } = this.#core;
    const interaction = interactions.open(fresh);
    const payload = interactionPayload(this.#core, interaction, describe(interaction));
    // An app that a server has not added gets its events on shard 0, like direct messages.
    const guildId = fresh.isUserInstall ? undefined : fresh.channel.guildId;
    const receivers = gateway.dispatch(GatewayDispatchEvents.InteractionCreate, payload, guildId, 0);
    if (receivers === 0) interaction.answer.reject(new StandinError('No bot is connected.'));
    return { interaction, answer: interaction.answer.promise };
  }

  async #reply(fresh: NewInteraction, describe: Describe): Promise<Reply> {
    const { interaction, answer } = this.#send(fresh, describe);
    const result = await answer;
    if (result.kind !== 'message') throw new StandinError(`The bot answered ${fresh.what} with suggestions.`);
    return makeReply(this.#core, interaction, result.message, result.updated);
  }
}

function commandData(command: RegisteredCommand, options: readonly SentOption[]): object {
  return {
    id: command.id,
    name: command.name,
    type: ApplicationCommandType.ChatInput,
    ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
    ...(options.length > 0 && { options }),
  };
}
