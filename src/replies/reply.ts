import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** What a command returns. The dispatcher alone sends it. */
export interface Reply {
  readonly embeds: readonly APIEmbed[];
  readonly components?: readonly Row[];
  /** Shown to the person who asked alone, whatever they chose. */
  readonly private?: boolean;
}
