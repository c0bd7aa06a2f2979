import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A file under a reply. */
export interface ReplyFile {
  readonly name: string;
  readonly data: Uint8Array;
  /** What it holds or shows, for whoever cannot see it. */
  readonly description?: string;
}

/** What a command returns. The dispatcher alone sends it. */
export interface Reply {
  readonly embeds: readonly APIEmbed[];
  readonly components?: readonly Row[];
  readonly files?: readonly ReplyFile[];
  /** Shown to the person who asked alone, whatever they chose. */
  readonly private?: boolean;
}
