import { expect, test } from 'vitest';
import { type Judgement, judge, shorten, writeMs } from '../playground/page/judge.ts';
import type { WireEntry } from '../playground/protocol.ts';
import { faultsIn } from '../playground/server/wire.ts';

// What the wire says of a request.

const answer = (changes: Partial<WireEntry>): WireEntry => ({
  id: 1,
  at: 0,
  method: 'POST',
  path: '/interactions/1/token/callback',
  status: 204,
  tookMs: 2,
  asked: { what: '/total', waitedMs: 20 },
  refusal: undefined,
  ...changes,
});

test.each<[Judgement, string, Partial<WireEntry>]>([
  ['fine', 'answered after 20 ms', {}],
  ['slow', 'answered after a second', { asked: { what: '/total', waitedMs: 1000 } }],
  ['late', 'answered when Discord no longer waits', { asked: { what: '/total', waitedMs: 3000 } }],
  [
    'fine',
    'the edit of an announced answer',
    { path: '/webhooks/1/token/messages/@original', asked: { what: '/facts', waitedMs: 8000 } },
  ],
  ['refused', 'an error of Discord', { status: 500 }],
  ['refused', 'a connection that was cut', { status: undefined }],
  ['fine', 'no answer to anybody', { path: '/gateway/bot', status: 200, asked: undefined }],
])('%s is what is %s', (judgement, _what, changes) => {
  expect(judge(answer(changes))).toBe(judgement);
});

test('ids and tokens are left out of a path, the rest is there', () => {
  expect(shorten(`/interactions/1574526768079962112/${'a'.repeat(60)}/callback`)).toBe(
    '/interactions/…/callback',
  );
  expect(shorten('/channels/1574526768079962112/messages')).toBe('/channels/…/messages');
  expect(shorten('/gateway/bot')).toBe('/gateway/bot');
});

test('a wait is told in milliseconds below a second, in seconds above', () => {
  expect([writeMs(0.4), writeMs(999), writeMs(1240)]).toEqual(['0 ms', '999 ms', '1.2 s']);
});

test('Discord’s nested errors are faults, each with its path; those of the whole request have none', () => {
  const fault = (code: string) => ({ code, message: `${code}!` });
  const errors = {
    _errors: [fault('WHOLE')],
    data: {
      embeds: {
        0: {
          title: { _errors: [fault('LONG')] },
          fields: { 2: { name: { _errors: [fault('A'), fault('B')] } } },
        },
      },
    },
  };
  expect(faultsIn(errors)).toEqual([
    { path: '', code: 'WHOLE', message: 'WHOLE!' },
    { path: 'data.embeds.0.title', code: 'LONG', message: 'LONG!' },
    { path: 'data.embeds.0.fields.2.name', code: 'A', message: 'A!' },
    { path: 'data.embeds.0.fields.2.name', code: 'B', message: 'B!' },
  ]);
  expect(faultsIn(undefined)).toEqual([]);
});
