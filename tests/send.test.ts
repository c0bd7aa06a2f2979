import { REST } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { sendToChannel } from '../src/discord/send.ts';
import { startStandin } from '../standin/index.ts';

const message = { content: 'Soon.', embeds: [], roleId: undefined, file: undefined };
const NEVER = new AbortController().signal;

test('a message that Discord does not answer is given up in time, through all tries, and may have arrived', async () => {
  const standin = await startStandin();
  onTestFinished(() => standin.stop());
  standin.fault({ match: { method: 'POST', path: /messages$/ }, kind: 'hang', times: 20 });
  const rest = new REST({ api: standin.url }).setToken(standin.token);
  const outcome = await sendToChannel(rest, standin.channelId, message, {
    nonce: 'a',
    signal: AbortSignal.timeout(300),
  });
  expect(outcome).toEqual({
    type: 'failed',
    reason: 'Discord did not answer (AbortError)',
    mayHaveArrived: true,
  });
});

test('a message that waits behind others of its channel for too long is given up, and never sent', async () => {
  const standin = await startStandin();
  onTestFinished(() => standin.stop());
  const match = { method: 'POST', path: /messages$/ };
  standin.fault({ match, kind: '429', retryAfterMs: 2000 });
  const rest = new REST({ api: standin.url }).setToken(standin.token);
  const first = sendToChannel(rest, standin.channelId, message, { nonce: 'a', signal: NEVER });
  const second = await sendToChannel(rest, standin.channelId, message, {
    nonce: 'b',
    signal: AbortSignal.timeout(300),
  });
  expect(second.type).toBe('failed');
  expect((await first).type).toBe('sent');
  expect(standin.messages.map(({ nonce }) => nonce)).toEqual(['a']);
});

test('a message with a file goes out as bytes: a form that is cut short on its way would end the process', async () => {
  const bodies: unknown[] = [];
  const rest = new REST({
    makeRequest: async (_, { body }) => {
      bodies.push(body);
      return Response.json({ id: '7' });
    },
  }).setToken('token');
  const file = { name: 'meeting.ics', text: 'BEGIN:VCALENDAR' };
  const outcome = await sendToChannel(rest, '1', { ...message, file }, { nonce: 'a', signal: NEVER });
  expect(outcome).toEqual({ type: 'sent', messageId: '7' });
  expect(bodies).toEqual([expect.any(Uint8Array)]);
  const text = Buffer.from(bodies[0] as Uint8Array).toString();
  expect(text).toContain('filename="meeting.ics"');
  expect(text).toContain('BEGIN:VCALENDAR');
});
