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

test('a message with a file goes out as the bytes of a form: as a form that is cut short on its way it would end the process', async () => {
  const forms: FormData[] = [];
  const rest = new REST({
    makeRequest: async (_, { body, headers }) => {
      if (!(body instanceof Uint8Array)) throw new Error('These are no bytes.');
      const type = new Headers(headers as Record<string, string>).get('content-type') ?? '';
      forms.push(await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData());
      return Response.json({ id: '7' });
    },
  }).setToken('token');
  const text = 'BEGIN:VCALENDAR\r\nSUMMARY:Зустріч “—”\r\nEND:VCALENDAR\r\n';
  const file = { name: 'meeting-0a.ics', text };
  const outcome = await sendToChannel(
    rest,
    '1',
    { ...message, content: 'Скоро "так".\n', file },
    { nonce: 'a', signal: NEVER },
  );
  expect(outcome).toEqual({ type: 'sent', messageId: '7' });
  const [form = new FormData()] = forms;
  expect([...form.keys()]).toEqual(['payload_json', 'files[0]']);
  const payload = JSON.parse(String(form.get('payload_json')));
  expect(payload).toMatchObject({ content: 'Скоро "так".\n', nonce: 'a' });
  const attached = form.get('files[0]') as File;
  expect([attached.name, attached.type]).toEqual(['meeting-0a.ics', 'text/calendar']);
  expect(Buffer.from(await attached.arrayBuffer()).toString()).toBe(text);
});
