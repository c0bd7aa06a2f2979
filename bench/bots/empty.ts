import { Client, Events } from 'discord.js';

// The least that a bot on discord.js can be: what every answer is measured against.

const client = new Client({ intents: [], rest: { api: process.env.DISCORD_API_URL ?? '' } });
const name = { type: 3, name: 'name', description: 'Anything', autocomplete: true };

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isAutocomplete()) await interaction.respond([{ name: 'pong', value: 'pong' }]);
  else if (interaction.isChatInputCommand()) await interaction.reply('pong');
});
client.once(Events.ClientReady, async ({ application }) => {
  await application.commands.set([{ name: 'ping', description: 'Answers', options: [name] }]);
});
process.once('SIGTERM', () => void client.destroy());
await client.login(process.env.DISCORD_TOKEN);
