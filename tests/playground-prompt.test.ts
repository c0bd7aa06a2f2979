import { expect, test, vi } from 'vitest';
import { greeting } from '../playground/greeting.ts';
import { Session } from '../playground/prompt.ts';
import { startTestBot } from './fixtures/bot.ts';
import { assistance, factsOf } from './fixtures/facts.ts';
import { startTestPlayground } from './fixtures/playground.ts';

// What is typed into a terminal, and what it shows.

// The playground makes a database, which takes seconds.
vi.setConfig({ testTimeout: 120_000 });

test('/facts history names people as the server does: in a terminal nobody sees who <@1574620…> is', async () => {
  await using stack = new AsyncDisposableStack();
  const { standin, admin, stop } = await startTestPlayground();
  stack.defer(stop);
  const session = new Session(standin, standin.user(admin), async () => undefined);
  expect(await session.answer('/facts pin revision: 1')).toMatchObject({ ok: true });
  const { text } = await session.answer('/facts history');
  expect(text).toContain('@Adrian: pin of revision 1');
  expect(text).not.toMatch(/<@/);
});

test('the prompt’s examples are questions that the facts answer: /item only where there are items', async () => {
  const bot = await startTestBot();
  const questions = /for example:\n(.*)\nWrite/s.exec(greeting(bot.bot.context()))?.[1]?.split('\n') ?? [];
  await bot.stop();
  expect(questions.map((line) => line.trim())).toEqual([
    '/total',
    '/item name: body armor',
    '/meetings',
    expect.stringMatching(/^\/find text: ./),
    '/source',
    '/remind add before: 1 week, 1 day',
    '/timezone',
    '/facts status',
    '/help',
  ]);
  const without = greeting({ facts: factsOf({ assistance: [assistance({ id: 'a/aid' })] }) });
  expect(without).toContain('  /total\n  /meetings\n');
  expect(without).not.toContain('/item');
});
