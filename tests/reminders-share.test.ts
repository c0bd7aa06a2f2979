import { REST } from 'discord.js';
import { expect, test } from 'vitest';
import { createChannels } from '../src/discord/channels.ts';
import { meetingsOf } from '../src/reminders/meeting.ts';
import { engagement, factsOf } from './fixtures/facts.ts';

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

test('with two requests a second and less than half a second of time, one of two reminders is given up unsent, and a test waits for neither', async () => {
  const facts = factsOf({ engagements: [engagement({ id: 'a/talk', status: 'planned' })] });
  const [meeting] = meetingsOf(facts);
  if (meeting === undefined) throw new Error('There is no meeting.');
  const asked: string[] = [];
  const rest = new REST({
    globalRequestsPerSecond: 2,
    makeRequest: async (url) => {
      asked.push(url);
      return Response.json({ id: '7' });
    },
  }).setToken('token');
  const channels = createChannels({ rest, botId: () => '1', facts: () => facts, sentWithinMs: 450 });
  const sendTo = (channelId: string, isTest = false) => {
    const subscription = { channelId, roleId: undefined, zone: 'UTC', locale: 'en-US' };
    const note = { subscription, meeting, correction: undefined, lateSince: undefined, isTest };
    return channels.send(note, channelId);
  };
  const [first, second, tried] = await Promise.all([sendTo('1'), sendTo('2'), sendTo('3', true)]);
  expect([first, tried]).toEqual([
    { type: 'sent', messageId: '7' },
    { type: 'sent', messageId: '7' },
  ]);
  expect(second).toEqual({
    type: 'failed',
    reason: 'too many messages were due at once',
    mayHaveArrived: false,
  });
  expect(asked.map((url) => url.split('/').at(-2)).sort()).toEqual(['1', '3']);
});
