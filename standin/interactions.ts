import { randomBytes } from 'node:crypto';
import {
  type APIApplicationCommandOptionChoice,
  type ApplicationCommandOptionType,
  InteractionResponseType,
  type InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import { StandinError } from './errors.ts';
import type { MessageBody, MessageStore, StoredMessage } from './messages.ts';
import type { UploadedFile } from './multipart.ts';
import type { Limits } from './options.ts';
import type { Snowflakes } from './snowflake.ts';
import type { Channel, User, World } from './world.ts';

export type Choice = APIApplicationCommandOptionChoice;

/** What the user sees in the end. */
export type Answer =
  | { readonly kind: 'message'; readonly message: StoredMessage; readonly updated: boolean }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] };

export interface NewInteraction {
  readonly type: InteractionType;
  readonly channel: Channel;
  readonly user: User;
  /** What the user did, for messages to the developer: `/total`, `the button “Next”`. */
  readonly what: string;
  /** Of a component: the message that it sits on. */
  readonly sourceId?: string;
  /** Of an autocompletion: what the focused option takes. */
  readonly focusedType?: ApplicationCommandOptionType;
  /** The app is there for this user only, not as a member of the server. */
  readonly isUserInstall?: boolean;
}

export interface Interaction extends NewInteraction {
  readonly id: string;
  readonly token: string;
  readonly createdAt: number;
  /** By `performance.now()`. */
  readonly sentAt: number;
  /** What the bot first answered; undefined while it has not. */
  responseType: InteractionResponseType | undefined;
  /** The message that `@original` means. */
  originalId: string | undefined;
  readonly followUpIds: string[];
  readonly answer: PromiseWithResolvers<Answer>;
}

/** How long the bot took for its first answer: from the question leaving to the answer's last byte, before any check of it. */
export interface Timing {
  readonly what: string;
  readonly waitedMs: number;
}

export type TimingListener = (timing: Timing) => void;

export interface CallbackBody {
  readonly type: InteractionResponseType;
  readonly data?: (MessageBody & { readonly choices?: readonly Choice[] }) | null;
}

/** The interactions whose tokens live, and what the bot has answered to each. */
export class Interactions {
  readonly #byId = new Map<string, Interaction>();
  readonly #byToken = new Map<string, Interaction>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #listeners = new Set<TimingListener>();
  readonly #world: World;
  readonly #messages: MessageStore;
  readonly #snowflakes: Snowflakes;
  readonly #now: () => number;
  readonly #limits: Limits;

  constructor(options: {
    world: World;
    messages: MessageStore;
    snowflakes: Snowflakes;
    now: () => number;
    limits: Limits;
  }) {
    this.#world = options.world;
    this.#messages = options.messages;
    this.#snowflakes = options.snowflakes;
    this.#now = options.now;
    this.#limits = options.limits;
  }

  find(id: string): Interaction | undefined {
    return this.#byId.get(id);
  }

  findByToken(token: string): Interaction | undefined {
    return this.#byToken.get(token);
  }

  hasExpired(interaction: Interaction): boolean {
    return this.#now() - interaction.createdAt > this.#limits.tokenLifeMs;
  }

  /** The first answer comes too late for the user, who has seen “The application did not respond”. */
  isTooLate(interaction: Interaction): boolean {
    const waited = this.#now() - interaction.createdAt;
    return interaction.responseType === undefined && waited > this.#limits.firstAnswerMs;
  }

  open(fresh: NewInteraction): Interaction {
    this.#forgetExpired();
    const interaction: Interaction = {
      ...fresh,
      id: this.#snowflakes.next(),
      token: randomBytes(96).toString('base64url'),
      createdAt: this.#now(),
      sentAt: performance.now(),
      responseType: undefined,
      originalId: undefined,
      followUpIds: [],
      answer: Promise.withResolvers<Answer>(),
    };
    // Nobody may be waiting (a test that only wants to press); a rejection must not end the process.
    interaction.answer.promise.catch(() => undefined);
    this.#byId.set(interaction.id, interaction);
    this.#byToken.set(interaction.token, interaction);
    this.#failAfter(interaction, this.#limits.firstAnswerMs, 'did not answer', undefined);
    return interaction;
  }

  onAnswer(listener: TimingListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell({ what, sentAt }: Interaction, arrivedAt: number): void {
    for (const listener of this.#listeners) listener({ what, waitedMs: arrivedAt - sentAt });
  }

  /** Does what an accepted callback says. */
  acknowledge(interaction: Interaction, body: CallbackBody, files: readonly UploadedFile[]): void {
    interaction.responseType = body.type;
    const data = body.data ?? {};
    switch (body.type) {
      case InteractionResponseType.ChannelMessageWithSource:
        this.#answerWith(interaction, this.#post(interaction, data, files), false);
        return;
      case InteractionResponseType.DeferredChannelMessageWithSource:
        interaction.originalId = this.#post(interaction, { flags: data.flags ?? 0 }, [], true).id;
        this.#failAfter(
          interaction,
          this.#limits.deferredAnswerMs,
          'deferred its answer and never gave it',
          body.type,
        );
        return;
      case InteractionResponseType.DeferredMessageUpdate:
        interaction.originalId = interaction.sourceId;
        this.#failAfter(
          interaction,
          this.#limits.deferredAnswerMs,
          'promised an update and never made it',
          body.type,
        );
        return;
      case InteractionResponseType.UpdateMessage:
        this.#answerWith(interaction, this.#messages.edit(this.#source(interaction), data, files), true);
        return;
      case InteractionResponseType.ApplicationCommandAutocompleteResult:
        interaction.answer.resolve({ kind: 'choices', choices: data.choices ?? [] });
        return;
      default:
        interaction.answer.reject(
          new StandinError(`The bot opened a form in answer to ${interaction.what}.`),
        );
    }
  }

  /** Edits `@original` or a follow-up. The edit of a deferred answer is the answer. */
  edit(
    interaction: Interaction,
    message: StoredMessage,
    body: MessageBody,
    files: readonly UploadedFile[],
  ): StoredMessage {
    const edited = this.#messages.edit(message, body, files);
    if (message.id === interaction.originalId) {
      const updated = message.id === interaction.sourceId;
      interaction.answer.resolve({ kind: 'message', message: edited, updated });
    }
    return edited;
  }

  /** Deleting a deferred answer leaves the user with nothing. */
  delete(interaction: Interaction, message: StoredMessage): void {
    this.#messages.delete(message);
    if (message.id === interaction.originalId) {
      interaction.answer.reject(new StandinError(`The bot deleted its answer to ${interaction.what}.`));
    }
  }

  /** A further message; the first after a deferral takes the place of the promised one, as in Discord. */
  followUp(interaction: Interaction, body: MessageBody, files: readonly UploadedFile[]): StoredMessage {
    const original = this.#messages.find(interaction.originalId ?? '');
    if (original?.loading) return this.edit(interaction, original, body, files);
    const message = this.#post(interaction, body, files);
    interaction.followUpIds.push(message.id);
    if (interaction.responseType === InteractionResponseType.DeferredMessageUpdate) {
      interaction.answer.resolve({ kind: 'message', message, updated: false });
    }
    return message;
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { answer, what } of this.#byId.values()) {
      answer.reject(new StandinError(`The stand-in stopped before the bot answered ${what}.`));
    }
  }

  #post(
    interaction: Interaction,
    body: MessageBody,
    files: readonly UploadedFile[],
    loading = false,
  ): StoredMessage {
    const message = this.#messages.create({
      channel: interaction.channel,
      author: this.#world.bot,
      body,
      files,
      interaction,
      loading,
    });
    interaction.originalId ??= message.id;
    return message;
  }

  #answerWith(interaction: Interaction, message: StoredMessage, updated: boolean): void {
    interaction.originalId = message.id;
    interaction.answer.resolve({ kind: 'message', message, updated });
  }

  #source(interaction: Interaction): StoredMessage {
    const message = this.#messages.find(interaction.sourceId ?? '');
    if (!message) throw new Error(`Interaction ${interaction.id} updates a message that is gone.`);
    return message;
  }

  /** Lets the user down after `ms`, if the bot has come no further than `stage` by then. */
  #failAfter(
    interaction: Interaction,
    ms: number,
    failure: string,
    stage: InteractionResponseType | undefined,
  ): void {
    const timer = setTimeout(() => {
      if (interaction.responseType !== stage) return;
      const text = `The bot ${failure} within ${ms} ms: ${interaction.what}.`;
      interaction.answer.reject(new StandinError(text));
    }, ms);
    this.#timers.add(timer);
    const clear = () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
    interaction.answer.promise.then(clear, clear);
  }

  /** Tokens expire in the order in which they were made. */
  #forgetExpired(): void {
    for (const interaction of this.#byId.values()) {
      // As long again as a token lives, so that late requests still get the answer that Discord gives them.
      if (this.#now() - interaction.createdAt < 2 * this.#limits.tokenLifeMs) return;
      this.#byId.delete(interaction.id);
      this.#byToken.delete(interaction.token);
    }
  }
}

export const isEphemeral = (flags: number | null | undefined) =>
  Boolean((flags ?? 0) & MessageFlags.Ephemeral);
