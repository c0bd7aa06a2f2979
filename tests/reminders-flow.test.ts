import { beforeAll, expect, test, vi } from 'vitest';
import { parseZonedText } from '../src/data/when-zoned.ts';
import { engagement, factsOf } from './fixtures/facts.ts';
import { useReminders, useStore } from './fixtures/reminders.ts';

const at = (text: string) => parseZonedText(text);
const talk = (draft: object = {}) =>
  engagement({
    id: 'a/talk',
    title: 'Talk',
    status: 'planned',
    when: at('2026-03-20T10:00[Europe/Kyiv]'),
    ...draft,
  });

vi.setConfig({ testTimeout: 15_000, hookTimeout: 15_000 });
beforeAll(() => useStore());

test('smoke', async () => {
  const world = await useReminders(factsOf({ engagements: [talk()] }), { start: '2026-03-01T00:00:00Z' });
  await world.subscribe({ leads: '1w, 1d, 1h' });
  console.time('go');
  await world.goTo('2026-03-13T08:00:00Z');
  console.timeEnd('go');
  console.log(
    world.standin.messages.map((m) => [
      new Date(m.createdAt).toISOString(),
      JSON.stringify(m.embeds),
      m.attachments.map((a) => Buffer.from(a.data).toString()),
    ]),
  );
  await world.goTo('2026-03-19T07:59:00Z');
  await world.goTo('2026-03-20T06:59:00Z');
  console.log(await world.ledger(), world.standin.refusals);
  expect(world.standin.messages).toHaveLength(3);
});
