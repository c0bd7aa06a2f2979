import type {
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Facts } from '../data/facts.ts';
import type { Language } from '../i18n/language.ts';
import type { Desk } from '../reminders/desk.ts';
import type { ChartDrawer } from '../replies/charts/drawer.ts';
import type { Reply } from '../replies/reply.ts';
import type { View } from '../replies/view.ts';
import type { FactsDesk } from '../revisions/desk.ts';
import type { Searcher } from '../search/search.ts';

/** What a command may know: the state of the bot, and the language of who asks. */
export interface Context extends State {
  readonly language: Language;
}

/** One loaded state of the facts, its index, and the time. */
export interface State {
  readonly facts: Facts;
  readonly search: Searcher;
  readonly now: Temporal.Instant;
  readonly charts: Pick<ChartDrawer, 'draw'>;
  /** Absent where the bot runs without a database. Look-ups do not use it: they answer while the database is down. */
  readonly reminders?: Desk | undefined;
  /** Absent where the bot runs without a database. */
  readonly revisions?: Revisions | undefined;
}

/** Where the facts are changed, and by whom. */
export interface Revisions {
  readonly desk: FactsDesk;
  readonly admins: Admins;
  /**
   * The bytes of a file that a user gave with a command.
   *
   * @throws UserError if it is too large, or cannot be had
   */
  readonly readAttachment: (attachment: GivenFile) => Promise<Uint8Array>;
}

/** Who may change the facts. */
export interface Admins {
  readonly userIds: readonly string[];
  /** Those with "Manage Server" there. */
  readonly serverId: string | undefined;
}

/** A file given with a command, as the interaction describes it. */
export interface GivenFile {
  readonly url: string;
  readonly size: number;
}

export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** Where an interaction comes from, and what those in it may do there, as its own payload says. */
export interface Place {
  /** Absent in direct messages. */
  readonly serverId: string | undefined;
  /** The language that the server prefers, as Discord names it: https://docs.discord.com/developers/reference#locales */
  readonly serverLocale: string | undefined;
  readonly channelId: string;
  readonly userId: string;
  /** Of the user in the channel; none in direct messages. */
  readonly permissions: bigint;
  /** Of the bot in the channel. */
  readonly botPermissions: bigint;
}

/**
 * A press of a button, or a choice from a menu, on a message of the command. The dispatcher keeps a menu under the reply to
 * a choice from it, so that one can go on choosing.
 */
export interface Press {
  readonly action: string;
  /** What the button or menu carries after its action. */
  readonly rest: string;
  /** What was chosen from a menu; empty for a button. */
  readonly values: readonly string[];
  readonly place: Place;
}

/** A slash command: plain data to register, and functions from a question to a reply. It never sends. */
export interface Command {
  /** Only who asked sees its answers, the announcement of a slow one too. */
  readonly isPrivate?: true;
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** Questions that work as written with these facts, in the words of `data`, for `/help`. */
  examples(view: View): readonly (string | undefined)[];
  execute(interaction: ChatInputCommandInteraction, context: Context): Reply | Promise<Reply>;
  /** At most 25 choices for what stands in the option `name` so far; an empty `value` is a question too. */
  autocomplete?(
    focused: { readonly name: string; readonly value: string },
    context: Context,
  ): readonly Choice[];
  /** Whether a subcommand, or the action of a button, takes so long that an answer is announced before it begins. */
  isSlow?(action: string): boolean;
  press?(press: Press, context: Context): Reply | Promise<Reply>;
}
