import { type APIGuildScheduledEvent, REST, Routes } from 'discord.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Engagement } from '../src/data/facts.ts';
import { parseZonedText } from '../src/data/when-zoned.ts';
import type { ServerEvent } from '../src/reminders/channels.ts';
import { meetingsOf } from '../src/reminders/meeting.ts';
import { planMirror } from '../src/reminders/mirror.ts';
import { engagement, factsOf, onDay } from './fixtures/facts.ts';
import { closeStores, useReminders, useStore, type World } from './fixtures/reminders.ts';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });
beforeAll(() => useStore());
afterAll(closeStores);

const talk = (draft: Partial<Engagement> = {}) =>
  engagement({
    id: 'a/talk',
    title: 'Talk',
    status: 'planned',
    where: 'Kyiv',
    when: parseZonedText('2026-03-20T10:00[Europe/Kyiv]/PT2H'),
    ...draft,
  });
const day = engagement({ id: 'a/day', status: 'planned', when: onDay('2026-03-21') });

async function eventsOf({ standin }: World): Promise<APIGuildScheduledEvent[]> {
  const rest = new REST({ api: standin.url }).setToken(standin.token);
  return (await rest.get(Routes.guildScheduledEvents(standin.guildId))) as APIGuildScheduledEvent[];
}

test('a meeting with an hour is shown as one event, moved with it, and cancelled with it; a day without an hour is not', async () => {
  const world = await useReminders(factsOf({ engagements: [talk(), day] }), {
    start: '2026-03-01T00:00:00Z',
  });
  await world.subscribe({ mirror: true });
  await world.reminders.mirror();
  await world.reminders.mirror();
  expect(await eventsOf(world)).toMatchObject([
    {
      name: 'Talk',
      scheduled_start_time: '2026-03-20T08:00:00Z',
      scheduled_end_time: '2026-03-20T10:00:00Z',
      entity_metadata: { location: 'Kyiv' },
      status: 1,
    },
  ]);
  world.load(
    factsOf({ engagements: [talk({ when: parseZonedText('2026-03-22T10:00[Europe/Kyiv]') }), day] }),
  );
  await world.reminders.mirror();
  expect(await eventsOf(world)).toMatchObject([{ scheduled_start_time: '2026-03-22T08:00:00Z', status: 1 }]);
  world.load(factsOf({ engagements: [talk({ status: 'cancelled' }), day] }));
  await world.reminders.mirror();
  await world.reminders.mirror();
  expect((await eventsOf(world)).map(({ status }) => status)).toEqual([4]);
  expect(world.standin.refusals).toEqual([]);
});

test('without being asked for nothing is shown, and what somebody removed does not come back', async () => {
  const world = await useReminders(factsOf({ engagements: [talk()] }), { start: '2026-03-01T00:00:00Z' });
  await world.subscribe();
  await world.reminders.mirror();
  expect(await eventsOf(world)).toEqual([]);
  await world.subscribe({ mirror: true });
  await world.reminders.mirror();
  const [event] = await eventsOf(world);
  const rest = new REST({ api: world.standin.url }).setToken(world.standin.token);
  await rest.delete(Routes.guildScheduledEvent(world.standin.guildId, event?.id ?? ''));
  await world.reminders.mirror();
  expect(await eventsOf(world)).toEqual([]);
});

test('an event whose making was not noted before a crash is taken for what it is', async () => {
  const world = await useReminders(factsOf({ engagements: [talk()] }), { start: '2026-03-01T00:00:00Z' });
  await world.subscribe({ mirror: true });
  await world.reminders.mirror();
  await world.store.query('DELETE FROM reminder_events');
  await world.reminders.mirror();
  expect(await eventsOf(world)).toHaveLength(1);
});

test('a server never gets more than 100 events: the soonest meetings fill what room others leave', () => {
  const at = (i: number) => parseZonedText(`2026-03-${10 + (i % 20)}T10:0${Math.floor(i / 20)}[UTC]`);
  const engagements = Array.from({ length: 99 }, (_, i) => talk({ id: `a/m${i}`, when: at(i) }));
  const others: ServerEvent[] = Array.from({ length: 98 }, (_, i) => ({
    id: `${i}`,
    meetingId: undefined,
    isCurrent: () => true,
  }));
  const meetings = meetingsOf(factsOf({ engagements }));
  const now = Temporal.Instant.from('2026-03-01T00:00:00Z');
  const steps = planMirror({ meetings, events: others, known: new Set(), now });
  expect(steps.map((step) => step.type === 'create' && step.meeting.id)).toEqual(['a/m0', 'a/m20']);
});

test('of a weekly call only the next is shown: a series would take all the room', () => {
  const weeks = [
    '2026-03-02T10:00[Europe/Kyiv]',
    '2026-03-09T10:00[Europe/Kyiv]',
    '2026-03-16T10:00[Europe/Kyiv]',
  ];
  const engagements = weeks.map((start, i) =>
    engagement({ id: `a/call-${i}`, seriesId: 'a/call', status: 'planned', when: parseZonedText(start) }),
  );
  const meetings = meetingsOf(factsOf({ engagements }));
  const created = (now: string) =>
    planMirror({ meetings, events: [], known: new Set(), now: Temporal.Instant.from(now) }).map((step) =>
      step.type === 'create' ? step.meeting.id : step.type,
    );
  expect(created('2026-03-01T00:00:00Z')).toEqual(['a/call-0']);
  expect(created('2026-03-02T09:00:00Z')).toEqual(['a/call-1']);
});
