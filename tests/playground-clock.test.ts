import { expect, test } from 'vitest';
import { PlayClock } from '../playground/clock.ts';

const START = '2014-05-20T09:00:00Z';
const DAY_MS = 86_400_000;

function clockWithLog() {
  const clock = new PlayClock(Temporal.Instant.from(START));
  const log: string[] = [];
  const note = (what: string) => () => log.push(`${what} ${new Date(clock.now()).toISOString()}`);
  return { clock, log, note };
}

test('time that passes fires what comes due, in order, each at its own time', async () => {
  const { clock, log, note } = clockWithLog();
  clock.setTimeout(note('second'), 2000);
  clock.setTimeout(note('first'), 1500);
  clock.setInterval(note('every'), 1000);
  await clock.pass(2000);
  expect(log).toEqual([
    'every 2014-05-20T09:00:01.000Z',
    'first 2014-05-20T09:00:01.500Z',
    'second 2014-05-20T09:00:02.000Z',
    'every 2014-05-20T09:00:02.000Z',
  ]);
  expect(clock.now()).toBe(Date.parse(START) + 2000);
});

test.each([
  ['forwards', 400],
  ['backwards', -400],
])('a jump %s by %i days fires nothing and strands nothing', async (_where, days) => {
  const { clock, log, note } = clockWithLog();
  clock.setTimeout(note('poll'), 1000);
  await clock.setTo(clock.now() + days * DAY_MS);
  expect(log).toEqual([]);
  await clock.pass(1000);
  expect(log).toEqual([`poll ${new Date(Date.parse(START) + days * DAY_MS + 1000).toISOString()}`]);
});

test('what is cleared does not fire, even by what fires just before it', async () => {
  const { clock, log, note } = clockWithLog();
  const later = clock.setTimeout(note('later'), 1000);
  clock.setTimeout(() => clock.clearTimeout(later), 999);
  const every = clock.setInterval(note('every'), 400);
  clock.setTimeout(() => clock.clearInterval(every), 500);
  await clock.pass(5000);
  expect(log).toEqual(['every 2014-05-20T09:00:00.400Z']);
});

test('a part of a millisecond is rounded: dates have none', async () => {
  const { clock } = clockWithLog();
  await clock.pass(1000.6);
  expect(clock.now()).toBe(Date.parse(START) + 1001);
});

test('after timers of parts of milliseconds, as of a wait of random length, the date is whole', async () => {
  const { clock, log, note } = clockWithLog();
  for (let times = 0; times < 20; times += 1) clock.setTimeout(note('wait'), 100 + times * 10.137);
  clock.setInterval(note('every'), 333.3);
  await clock.pass(1000);
  expect(log).toHaveLength(23);
  expect(clock.now()).toBe(Date.parse(START) + 1000);
});
