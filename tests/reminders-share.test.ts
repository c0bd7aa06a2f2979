import { REST } from 'discord.js';
import { expect, test } from 'vitest';
import { createChannels } from '../src/discord/channels.ts';
import { factsOf } from './fixtures/facts.ts';

test('of Discord’s 50 requests a second, four processes take 12 each, and one that is alone again all', () => {
  const rest = new REST();
  const channels = createChannels({ rest, botId: () => '1', facts: () => factsOf({}) });
  channels.shareRequests(4);
  expect(rest.options.globalRequestsPerSecond).toBe(12);
  channels.shareRequests(100);
  expect(rest.options.globalRequestsPerSecond).toBe(1);
  channels.shareRequests(1);
  expect(rest.options.globalRequestsPerSecond).toBe(50);
});
