import {
  type APIAllowedMentions,
  type APIAttachment,
  type APIEmbed,
  type APIMessageTopLevelComponent,
  type InteractionType,
  MessageFlags,
} from 'discord-api-types/v10';
import { type Pings, resolvePings } from './mentions.ts';
import {
  attachmentUrl,
  placeAttachmentUrls,
  type StoredAttachment,
  trimEmbed,
  withComponentIds,
} from './message-parts.ts';
import type { UploadedFile } from './multipart.ts';
import type { Snowflakes } from './snowflake.ts';
import type { Channel, User, World } from './world.ts';

/** A message's JSON body, after its schema has passed. Null and absent differ in an edit: absent means unchanged. */
export interface MessageBody {
  readonly content?: string | null;
  readonly embeds?: readonly APIEmbed[] | null;
  readonly components?: readonly APIMessageTopLevelComponent[] | null;
  readonly attachments?: readonly AttachmentBody[] | null;
  readonly allowed_mentions?: APIAllowedMentions | null;
  readonly flags?: number | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean | null;
  readonly message_reference?: { readonly message_id?: string; readonly fail_if_not_exists?: boolean } | null;
  readonly sticker_ids?: readonly string[] | null;
  readonly poll?: object | null;
}

export interface AttachmentBody {
  /** `n` of an uploaded `files[n]`, or the id of an attachment that the message already has. */
  readonly id: string | number;
  readonly filename?: string | null;
  readonly description?: string | null;
}

export interface StoredMessage {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string | undefined;
  readonly authorId: string;
  readonly createdAt: number;
  readonly editedAt: number | undefined;
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly attachments: readonly StoredAttachment[];
  readonly flags: number;
  /** Seen by one user only, and never in the channel's history. */
  readonly ephemeral: boolean;
  readonly pings: Pings;
  readonly nonce: string | number | undefined;
  readonly repliesTo: string | undefined;
  /** The interaction that the message answers or follows. */
  readonly interactionId: string | undefined;
  /** Who asked, and how. Kept here: the message outlives its interaction. */
  readonly asked:
    | { readonly userId: string; readonly type: InteractionType; readonly what: string }
    | undefined;
  /** An answer that was promised (a deferral) and is not there yet. */
  readonly loading: boolean;
}

export interface NewMessage {
  readonly channel: Channel;
  readonly author: User;
  readonly body: MessageBody;
  readonly files: readonly UploadedFile[];
  readonly interaction?: {
    readonly id: string;
    readonly type: InteractionType;
    readonly user: User;
    readonly what: string;
  };
  readonly loading?: boolean;
}

export type MessageEvent = 'created' | 'updated' | 'deleted';
export type MessageListener = (event: MessageEvent, message: StoredMessage) => void;

/** Every message of every channel, ephemeral ones too, oldest first. */
export class MessageStore {
  readonly #byId = new Map<string, StoredMessage>();
  readonly #nonces = new Map<string, { id: string; until: number }>();
  readonly #listeners = new Set<MessageListener>();
  readonly #world: World;
  readonly #snowflakes: Snowflakes;
  readonly #options: { now: () => number; nonceLifeMs: number; attachmentsUrl: () => string };

  constructor(
    world: World,
    snowflakes: Snowflakes,
    options: { now: () => number; nonceLifeMs: number; attachmentsUrl: () => string },
  ) {
    this.#world = world;
    this.#snowflakes = snowflakes;
    this.#options = options;
  }

  find(id: string): StoredMessage | undefined {
    return this.#byId.get(id);
  }

  findAttachment(id: string): StoredAttachment | undefined {
    for (const { attachments } of this.#byId.values()) {
      const found = attachments.find((attachment) => attachment.id === id);
      if (found) return found;
    }
    return undefined;
  }

  /** What stands in the channels: no ephemeral messages, no deleted ones. */
  history(): readonly StoredMessage[] {
    return [...this.#byId.values()].filter(({ ephemeral }) => !ephemeral);
  }

  listen(listener: MessageListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The message already made with this nonce, for `enforce_nonce`. */
  findByNonce(author: User, body: MessageBody): StoredMessage | undefined {
    if (!body.enforce_nonce || body.nonce === undefined || body.nonce === null) return undefined;
    const found = this.#nonces.get(`${author.id} ${body.nonce}`);
    return found && found.until > this.#options.now() ? this.#byId.get(found.id) : undefined;
  }

  create({ channel, author, body, files, interaction, loading = false }: NewMessage): StoredMessage {
    const id = this.#snowflakes.next();
    const attachments = this.#attach(channel, body, files, undefined);
    const content = (body.content ?? '').trim();
    const flags = (body.flags ?? 0) | (loading ? MessageFlags.Loading : 0);
    const message: StoredMessage = {
      id,
      channelId: channel.id,
      guildId: channel.guildId,
      authorId: author.id,
      createdAt: this.#options.now(),
      editedAt: undefined,
      content,
      embeds: (body.embeds ?? []).map((embed) => placeAttachmentUrls(trimEmbed(embed), attachments)),
      components: withComponentIds(body.components ?? []),
      attachments,
      flags,
      ephemeral: Boolean(flags & MessageFlags.Ephemeral),
      pings: resolvePings(content, body.allowed_mentions, { world: this.#world, channel, author }),
      nonce: body.nonce ?? undefined,
      repliesTo: body.message_reference?.message_id,
      interactionId: interaction?.id,
      asked: interaction && {
        userId: interaction.user.id,
        type: interaction.type,
        what: interaction.what,
      },
      loading,
    };
    this.#byId.set(id, message);
    if (!message.ephemeral) channel.lastMessageId = id;
    this.#rememberNonce(author, body, id);
    this.#tell('created', message);
    return message;
  }

  /** Changes what the body names and keeps the rest; an answer that was loading is there now. */
  edit(message: StoredMessage, body: MessageBody, files: readonly UploadedFile[]): StoredMessage {
    const channel = this.#world.channels.get(message.channelId);
    const author = this.#world.users.get(message.authorId);
    if (!channel || !author) throw new Error(`Message ${message.id} is in no channel or by nobody.`);
    const attachments = this.#attach(channel, body, files, message.attachments);
    const content = body.content === undefined ? message.content : (body.content ?? '').trim();
    const embeds = body.embeds === undefined ? message.embeds : (body.embeds ?? []).map(trimEmbed);
    const kept = message.flags & ~MessageFlags.Loading;
    // Embeds can be shown again; there is no way back from Components V2.
    const set = (body.flags ?? 0) & (MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2);
    const flags = body.flags == null ? kept : (kept & ~MessageFlags.SuppressEmbeds) | set;
    const edited: StoredMessage = {
      ...message,
      content,
      attachments,
      flags,
      embeds: embeds.map((embed) => placeAttachmentUrls(embed, attachments)),
      components:
        body.components === undefined ? message.components : withComponentIds(body.components ?? []),
      pings: resolvePings(content, body.allowed_mentions, { world: this.#world, channel, author }),
      editedAt: message.loading ? undefined : this.#options.now(),
      loading: false,
    };
    this.#byId.set(message.id, edited);
    this.#tell('updated', edited);
    return edited;
  }

  delete(message: StoredMessage): void {
    if (this.#byId.delete(message.id)) this.#tell('deleted', message);
  }

  #tell(event: MessageEvent, message: StoredMessage): void {
    for (const listener of this.#listeners) listener(event, message);
  }

  #rememberNonce(author: User, body: MessageBody, id: string): void {
    if (body.nonce === undefined || body.nonce === null) return;
    const now = this.#options.now();
    for (const [key, remembered] of this.#nonces) {
      if (remembered.until > now) break;
      this.#nonces.delete(key);
    }
    const until = now + this.#options.nonceLifeMs;
    this.#nonces.set(`${author.id} ${body.nonce}`, { id, until });
  }

  /**
   * The attachments that stay (all, where the body does not list them) and the uploaded ones.
   *
   * @param previous those of the message that an edit changes
   */
  #attach(
    channel: Channel,
    body: MessageBody,
    files: readonly UploadedFile[],
    previous: readonly StoredAttachment[] | undefined,
  ): readonly StoredAttachment[] {
    const existing = previous ?? [];
    const listed = body.attachments;
    const named = (id: string) => listed?.find((entry) => String(entry.id) === id);
    const kept = listed === undefined ? existing : existing.filter(({ id }) => named(id));
    // Of an edit that lists attachments only listed files are appended; a new message gets all that come with it.
    const coming = previous && listed ? files.filter(({ index }) => named(String(index))) : files;
    const added = coming.map((file): StoredAttachment => {
      const id = this.#snowflakes.next();
      const entry = named(String(file.index));
      const filename = entry?.filename ?? file.filename;
      return {
        id,
        filename,
        ...(entry?.description && { description: entry.description }),
        contentType: file.contentType,
        data: file.data,
        url: attachmentUrl(this.#options.attachmentsUrl(), channel.id, { id, filename }),
      };
    });
    return [...kept, ...added];
  }
}

export function attachmentPayload(attachment: StoredAttachment): APIAttachment {
  return {
    id: attachment.id,
    filename: attachment.filename,
    ...(attachment.description !== undefined && { description: attachment.description }),
    size: attachment.data.byteLength,
    url: attachment.url,
    proxy_url: attachment.url,
    content_type: attachment.contentType,
  };
}
