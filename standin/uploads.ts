import { attachmentUrl, type StoredAttachment } from './message-parts.ts';
import type { Snowflakes } from './snowflake.ts';

/** A file that a user gives for an option of type attachment. */
export interface GivenFile {
  readonly filename: string;
  readonly data: Uint8Array;
  readonly contentType?: string;
}

/**
 * The files that users gave with commands. Each has an address of its own.
 *
 * https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type
 */
export class Uploads {
  readonly #byId = new Map<string, StoredAttachment>();
  readonly #snowflakes: Snowflakes;
  readonly #url: () => string;

  constructor(snowflakes: Snowflakes, url: () => string) {
    this.#snowflakes = snowflakes;
    this.#url = url;
  }

  add(file: GivenFile, channelId: string): StoredAttachment {
    const id = this.#snowflakes.next();
    const { filename } = file;
    const stored: StoredAttachment = {
      id,
      filename,
      contentType: file.contentType ?? 'application/octet-stream',
      data: new Uint8Array(file.data),
      url: attachmentUrl(this.#url(), channelId, { id, filename }),
    };
    this.#byId.set(id, stored);
    return stored;
  }

  find(id: string): StoredAttachment | undefined {
    return this.#byId.get(id);
  }
}
