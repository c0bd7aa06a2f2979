import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType } from 'discord.js';

export function subcommand(name: string, description: string, options: APIApplicationCommandBasicOption[]) {
  return { type: ApplicationCommandOptionType.Subcommand as const, name, description, options };
}
