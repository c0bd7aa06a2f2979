import { expect, test } from 'vitest';
import { Pace } from '../src/discord/pace.ts';

const NEVER = new AbortController().signal;

/** Time that passes when somebody waits, and by hand. */
function useTime() {
  let ms = 1000;
  return {
    now: () => ms,
    sleep: async (forMs: number) => {
      ms += forMs;
    },
    pass: (forMs: number) => {
      ms += forMs;
    },
  };
}

/** The moments at which so many who ask at once get their turns. */
async function turnsOf(pace: Pace, time: ReturnType<typeof useTime>, count: number): Promise<number[]> {
  const turns = Array.from({ length: count }, () => pace.turn(NEVER).then(() => Math.round(time.now())));
  return Promise.all(turns);
}

test('of 50 a second, each goes 21 ms after the one before, but the first few of many, which make good 40 ms', async () => {
  const time = useTime();
  const pace = new Pace(() => 50, time);
  expect(await turnsOf(pace, time, 6)).toEqual([1000, 1000, 1002, 1023, 1044, 1065]);
});

test('a hold-up of half a second is not followed by the 24 turns that it took, but by two', async () => {
  const time = useTime();
  const pace = new Pace(() => 50, time);
  await turnsOf(pace, time, 10);
  time.pass(500);
  const [first = 0, ...later] = await turnsOf(pace, time, 5);
  expect(later.map((at) => at - first)).toEqual([0, 2, 23, 44]);
});

test('no second holds more than 50 turns, where timers are late by 15 ms at a time', async () => {
  const time = useTime();
  const late = { ...time, sleep: (ms: number) => time.sleep(ms + 15) };
  const turns = await turnsOf(new Pace(() => 50, late), time, 500);
  const inSecond = turns.map((from) => turns.filter((at) => at >= from && at < from + 1000).length);
  expect(Math.max(...inSecond)).toBeLessThanOrEqual(50);
  expect((500 / ((turns.at(-1) ?? 0) - 1000)) * 1000).toBeGreaterThan(47);
});

test('a share that shrinks to 5 a second counts from the next turn on', async () => {
  const time = useTime();
  let perSecond = 50;
  const pace = new Pace(() => perSecond, time);
  await turnsOf(pace, time, 5);
  perSecond = 5;
  const [first = 0, second = 0, third = 0] = await turnsOf(pace, time, 3);
  expect([second - first, third - second]).toEqual([210, 210]);
});

test('whoever gave up while waiting takes no turn from those behind', async () => {
  const time = useTime();
  const pace = new Pace(() => 50, time);
  await turnsOf(pace, time, 5);
  const gone = Array.from({ length: 10 }, () => pace.turn(AbortSignal.abort()));
  const [next] = await turnsOf(pace, time, 1);
  await Promise.all(gone);
  expect(next).toBe(1065);
});
