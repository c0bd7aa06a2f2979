import { InteractionType } from 'discord-api-types/v10';
import type { Standin, StoredMessage } from '../../standin/index.ts';
import type { Named, PageMessage } from '../protocol.ts';

/** Somebody hears of what a person sees. */
export interface RoomListener {
  readonly userId: string;
  seen(message: PageMessage): void;
  gone(messageId: string): void;
}

interface Entry {
  readonly stored: StoredMessage;
  readonly seen: PageMessage;
}

/** What stands in the channels, ephemeral messages too: any number of windows look at the same. */
export class Room {
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<RoomListener>();
  readonly #names = new Map<string, string>();
  readonly #standin: Standin;
  readonly #now: () => number;

  /** @param now the bot's clock, by which messages are dated */
  constructor(standin: Standin, people: readonly Named[], now: () => number) {
    this.#standin = standin;
    this.#now = now;
    for (const { id, name } of people) this.#names.set(id, name);
    standin.onMessage((event, message) => {
      if (event === 'deleted') this.#forget(message.id);
      else this.#take(message);
    });
  }

  listen(listener: RoomListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  seenBy(userId: string): PageMessage[] {
    const entries = [...this.#entries.values()];
    return entries.filter(({ stored }) => isFor(stored, userId)).map(({ seen }) => seen);
  }

  findFile(attachmentId: string): StoredMessage['attachments'][number] | undefined {
    for (const { stored } of this.#entries.values()) {
      const file = stored.attachments.find(({ id }) => id === attachmentId);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** Takes an ephemeral message off the screen of the one who sees it. */
  dismiss(messageId: string, userId: string): void {
    const entry = this.#entries.get(messageId);
    if (entry?.stored.ephemeral && isFor(entry.stored, userId)) this.#forget(messageId);
  }

  #take(stored: StoredMessage): void {
    const at = this.#entries.get(stored.id)?.seen.at ?? this.#now();
    const seen = this.#show(stored, at);
    this.#entries.set(stored.id, { stored, seen });
    for (const listener of this.#listeners) if (isFor(stored, listener.userId)) listener.seen(seen);
  }

  #forget(id: string): void {
    if (!this.#entries.delete(id)) return;
    for (const listener of this.#listeners) listener.gone(id);
  }

  #show(stored: StoredMessage, at: number): PageMessage {
    const { asked } = stored;
    const isCommand = asked?.type === InteractionType.ApplicationCommand;
    return {
      id: stored.id,
      channel: stored.channelId,
      author: {
        ...this.#named(stored.authorId),
        isBot: stored.authorId === this.#standin.applicationId,
      },
      at,
      isEdited: stored.editedAt !== undefined,
      content: stored.content,
      embeds: stored.embeds.map((embed) => withLocalFiles(embed, stored)),
      components: stored.components,
      attachments: stored.attachments.map((file) => ({
        id: file.id,
        filename: file.filename,
        description: file.description,
        contentType: file.contentType,
        bytes: file.data.byteLength,
        url: addressOf(file),
      })),
      isEphemeral: stored.ephemeral,
      isLoading: stored.loading,
      asked: asked && isCommand ? { by: this.#named(asked.userId), command: asked.what } : undefined,
      mentions: { roles: stored.pings.roles, everyone: stored.pings.everyone },
    };
  }

  #named(id: string): Named {
    return { id, name: this.#names.get(id) ?? 'tranche' };
  }
}

function isFor({ ephemeral, asked }: StoredMessage, userId: string): boolean {
  return !ephemeral || asked?.userId === userId;
}

type StoredFile = StoredMessage['attachments'][number];

/** Where the server of the page has the file: a page may load nothing from other ports. */
function addressOf({ id, filename }: Pick<StoredFile, 'id' | 'filename'>): string {
  return `/files/${id}/${encodeURIComponent(filename)}`;
}

function withLocalFiles(embed: PageMessage['embeds'][number], { attachments }: StoredMessage): typeof embed {
  const local = (url: string) => {
    const file = attachments.find((one) => one.url === url);
    return file === undefined ? url : addressOf(file);
  };
  return {
    ...embed,
    ...(embed.image && { image: { ...embed.image, url: local(embed.image.url) } }),
    ...(embed.thumbnail && { thumbnail: { ...embed.thumbnail, url: local(embed.thumbnail.url) } }),
  };
}
