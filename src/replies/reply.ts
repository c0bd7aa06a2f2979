import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A file under the message; an embed shows a picture as `attachment://name`. */
export interface ReplyFile {
  readonly name: string;
  readonly data: Uint8Array<ArrayBuffer>;
  /** What it shows, in words, for who does not see it. */
  readonly description: string;
}

/** What a command returns. The dispatcher alone sends it. */
export interface Reply {
  readonly embeds: readonly APIEmbed[];
  readonly components?: readonly Row[];
  readonly files?: readonly ReplyFile[];
  /** Shown to the person who asked alone, whatever they chose. */
  readonly private?: boolean;
}
