import { expect, test, vi } from 'vitest';
import { Session } from '../playground/prompt.ts';
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
