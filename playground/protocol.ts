import type { APIApplicationCommand, APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { z } from 'zod';

// What a window and the server of the playground say to each other, as JSON over a WebSocket. The page imports types alone.

/** Bytes of a file that a window may give: what fits Discord's 20 MB, with a third more in Base64. */
export const LARGEST_MESSAGE = 28 * 1024 * 1024;

const id = z.number().int().nonnegative();
const snowflake = z.string().regex(/^\d{1,20}$/);
const file = z.object({
  filename: z.string().min(1).max(260),
  contentType: z.string().max(255),
  base64: z.base64(),
});
const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), file]));
const command = z.string().min(2).max(100);

/** What a window asks. Those with an `id` are answered by one `done` with it. */
export const askSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('be'),
    person: z.enum(['member', 'admin']),
    locale: z.enum(['en-US', 'uk']),
  }),
  z.object({ type: z.literal('commands'), id, channel: snowflake }),
  z.object({ type: z.literal('run'), id, channel: snowflake, command, options }),
  z.object({
    type: z.literal('complete'),
    id,
    channel: snowflake,
    command,
    options,
    focused: z.string(),
  }),
  z.object({ type: z.literal('press'), id, message: snowflake, customId: z.string() }),
  z.object({
    type: z.literal('choose'),
    id,
    message: snowflake,
    customId: z.string(),
    values: z.array(z.string()),
  }),
  z.object({ type: z.literal('say'), id, channel: snowflake, content: z.string().trim().min(1).max(2000) }),
  z.object({ type: z.literal('dismiss'), message: snowflake }),
  z.object({
    type: z.literal('time'),
    id,
    to: z.union([z.literal('next-day'), z.literal('today'), z.iso.date()]),
  }),
]);

export type Ask = z.infer<typeof askSchema>;
export type PersonKey = 'member' | 'admin';
export type Locale = 'en-US' | 'uk';
export type GivenFile = z.infer<typeof file>;
export type OptionValues = z.infer<typeof options>;

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface PageAttachment {
  readonly id: string;
  readonly filename: string;
  readonly description: string | undefined;
  readonly contentType: string;
  readonly bytes: number;
  /** On the server of the page. */
  readonly url: string;
}

export interface PageMessage {
  readonly id: string;
  readonly channel: string;
  /** Of a person or of the bot. */
  readonly author: Named & { readonly isBot: boolean };
  /** By the bot's clock, in milliseconds since 1970. */
  readonly at: number;
  readonly isEdited: boolean;
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly attachments: readonly PageAttachment[];
  /** Only the person who asked sees it. */
  readonly isEphemeral: boolean;
  /** An answer that was promised and is not there yet. */
  readonly isLoading: boolean;
  /** The slash command that it answers, and who typed it. */
  readonly asked: { readonly by: Named; readonly command: string } | undefined;
  /** It mentions the role of who looks, or everybody. */
  readonly mentions: { readonly roles: readonly string[]; readonly everyone: boolean };
}

export interface WireFault {
  /** `data.embeds.0.title`; empty for a fault of the whole request. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A request of the bot as the panel shows it, or something that a person waited for in vain. */
export interface WireEntry {
  readonly id: number;
  /** By the clock on the wall. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Undefined where there was no answer. */
  readonly status: number | undefined;
  readonly tookMs: number;
  /** What it answers, and how long the person had waited for it when it came. */
  readonly asked: { readonly what: string; readonly waitedMs: number } | undefined;
  readonly refusal:
    | {
        readonly code: number;
        readonly message: string;
        readonly rule: string;
        readonly doc: string;
        readonly faults: readonly WireFault[];
      }
    | undefined;
}

export interface ClockState {
  /** The bot's time when this was sent, in milliseconds since 1970; it runs on by itself. */
  readonly now: number;
  readonly isMoving: boolean;
  /** Nobody has touched it yet. */
  readonly isOpening: boolean;
}

export type BotState = { readonly isRunning: true } | { readonly isRunning: false; readonly reason: string };

export interface Welcome {
  readonly type: 'welcome';
  readonly server: string;
  readonly bot: Named;
  readonly me: Named;
  readonly people: readonly Named[];
  readonly channels: readonly Named[];
  readonly roles: readonly Named[];
  readonly messages: readonly PageMessage[];
  readonly wire: readonly WireEntry[];
  readonly clock: ClockState;
  readonly state: BotState;
}

export type Choice = { readonly name: string; readonly value: string | number };

/** What a window is told. */
export type Told =
  | Welcome
  | { readonly type: 'message'; readonly message: PageMessage }
  | { readonly type: 'gone'; readonly message: string }
  | { readonly type: 'wire'; readonly entry: WireEntry }
  | { readonly type: 'clock'; readonly clock: ClockState }
  | { readonly type: 'bot'; readonly state: BotState }
  | { readonly type: 'done'; readonly id: number; readonly error?: string; readonly value?: DoneValue };

export interface DoneValue {
  readonly commands?: readonly APIApplicationCommand[];
  readonly choices?: readonly Choice[];
}
