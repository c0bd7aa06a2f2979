import { existsSync } from 'node:fs';
import { REST } from 'discord.js';
import { parseConfig } from './config.ts';
import { fetchApplication, renderInvite } from './discord/invite.ts';
import { UserError } from './errors.ts';

// npm run invite: the links by which the bot is added to a server.

async function invite(): Promise<string> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { discordToken, discordApiUrl } = parseConfig(process.env);
  if (discordToken === undefined) {
    throw new UserError(
      'DISCORD_TOKEN is not set: the link is that of its application. Copy .env.example to .env and put the token in.',
    );
  }
  const rest = new REST({ ...(discordApiUrl !== undefined && { api: discordApiUrl }) });
  return renderInvite(await fetchApplication(rest.setToken(discordToken)));
}

try {
  console.log(await invite());
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
