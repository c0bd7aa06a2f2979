import type { RegisteredCommand } from './commands.ts';
import type { Fault } from './faults.ts';
import type { GatewayControls } from './gateway/controls.ts';
import type { Refusal } from './http.ts';
import type { TimingListener } from './interactions.ts';
import type { MessageListener, StoredMessage } from './messages.ts';
import type { RequestListener } from './requests.ts';
import type { StandinUser } from './user.ts';

export interface UserOptions {
  /** In the default server, in place of what an ordinary member has. */
  readonly permissions?: bigint;
  readonly locale?: string;
  /** Has added the app to the account, so that its commands work everywhere. */
  readonly installed?: boolean;
  /** `false`: the bot cannot write to this user (50007). */
  readonly acceptsDms?: boolean;
}

export interface GuildView {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  /** The bot among them. */
  readonly members: readonly { readonly id: string; readonly name: string }[];
}

export interface Standin {
  /** For discord.js as `rest.api`; it adds `/v10`. */
  readonly url: string;
  readonly token: string;
  readonly applicationId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly guilds: readonly GuildView[];
  /** Every request answered with a 4xx other than 429, in order. */
  readonly refusals: readonly Refusal[];
  /** What stands in the channels, oldest first; no ephemeral messages. */
  readonly messages: readonly StoredMessage[];
  readonly gateway: GatewayControls;
  /** The same name gives the same user, a member of the default server; options change that user. */
  user(name: string, options?: UserOptions): StandinUser;
  /** What the bot has registered for everywhere, or for one server. */
  commands(guildId?: string): readonly RegisteredCommand[];
  /** Takes permissions in a channel from the bot or from everyone, in place of what was taken before. */
  restrict(channelId: string, denied: { readonly bot?: bigint; readonly everyone?: bigint }): void;
  deleteChannel(channelId: string): void;
  fault(fault: Fault): void;
  /** @returns a function that ends the listening */
  onMessage(listener: MessageListener): () => void;
  /** Hears how long the bot took for each first answer. @returns a function that ends the listening */
  onAnswer(listener: TimingListener): () => void;
  /** Hears of every request to the REST API when it has ended. @returns a function that ends the listening */
  onRequest(listener: RequestListener): () => void;
  /** Resolves when a bot is connected and has registered commands. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}
