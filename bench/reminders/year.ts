import { type Engagement, Facts } from '../../src/data/facts.ts';
import type { DatesWhen, When } from '../../src/data/when.ts';

/** What each channel is subscribed with. */
export const LEADS = '1w, 1d, 1h';

const ZONES = ['Europe/Kyiv', 'America/New_York', 'UTC', 'Australia/Lord_Howe'];

/** The first day of the year that is run through. */
export const FIRST = Temporal.Instant.from('2026-01-01T00:00:00Z');

/** What is known of one meeting, from a moment on. */
interface Version {
  readonly from: Temporal.Instant;
  readonly when: When;
  readonly status: 'planned' | 'cancelled';
}

/** A meeting, and what each channel must get of it in all: counted by hand, not by the code that plans. */
interface Story {
  readonly versions: readonly [Version, ...Version[]];
  readonly reminders: number;
  readonly corrections: number;
}

/** What the bot knows, from a moment on. */
export interface Revision {
  readonly at: Temporal.Instant;
  readonly facts: Facts;
}

/**
 * A year of meetings, spread evenly. Of twelve: five stay at their hour, two are on a day without an hour, one stays in a
 * window without a day and one gets its day, two move and one is cancelled, when the week's reminder is out.
 */
function storyOf(i: number, count: number): Story {
  const day = Temporal.PlainDate.from('2026-01-15').add({ days: Math.floor((i * 340) / count) });
  const [when, dates] = [hourOf(i, day), daysOf(day, 0)];
  const first = (known: When): Version => ({ from: FIRST, when: known, status: 'planned' });
  const news = (days: number) => day.subtract({ days }).toZonedDateTime('UTC').add({ hours: 1 }).toInstant();
  switch (i % 12) {
    case 4:
    case 10:
      return { versions: [first(dates)], reminders: 3, corrections: 0 };
    case 5:
      return { versions: [first(daysOf(day, 9))], reminders: 1, corrections: 0 };
    case 11: {
      // Told of the window a week before it, then of the day; that is a week, a day and an hour ahead.
      const known: Version = { from: news(5), when: hourOf(i, day.add({ days: 4 })), status: 'planned' };
      return { versions: [first(daysOf(day, 9)), known], reminders: 1 + 3, corrections: 1 };
    }
    case 2:
    case 3: {
      // By two days: the new week's reminder was due before anybody knew, and the correction stands for it. By five: not.
      const days = i % 12 === 2 ? 5 : 2;
      const moved: Version = { from: news(3), when: hourOf(i + 1, day.add({ days })), status: 'planned' };
      return { versions: [first(when), moved], reminders: 1 + (days === 5 ? 3 : 2), corrections: 1 };
    }
    case 8:
      return {
        versions: [first(when), { from: news(3), when, status: 'cancelled' }],
        reminders: 1,
        corrections: 1,
      };
    default:
      return { versions: [first(when)], reminders: 3, corrections: 0 };
  }
}

function hourOf(i: number, day: Temporal.PlainDate): When {
  const start = day.toZonedDateTime({
    timeZone: ZONES[i % ZONES.length] ?? 'UTC',
    plainTime: Temporal.PlainTime.from({ hour: 8 + (i % 10), minute: (i * 7) % 60 }),
  });
  return { type: 'instant', start, end: undefined };
}

/** A day without an hour, or a window of some days more. */
function daysOf(day: Temporal.PlainDate, more: number): DatesWhen {
  const shared = { type: 'dates', from: day, to: day.add({ days: more }), approximate: false } as const;
  if (more === 0) return { ...shared, precision: 'day', says: undefined };
  return { ...shared, precision: 'range', says: 'some time soon' };
}

function storiesOf(count: number): Story[] {
  return Array.from({ length: count }, (_, i) => storyOf(i, count));
}

export const titleOf = (i: number) => `Meeting ${i}`;

/** What must arrive in each channel: reminders and corrections of each meeting, by its title. */
export function expectedOf(count: number): Map<string, { reminders: number; corrections: number }> {
  const stories = storiesOf(count).entries();
  return new Map(stories.map(([i, { reminders, corrections }]) => [titleOf(i), { reminders, corrections }]));
}

/** What is known in the course of the year, the first first. */
export function revisionsOf(count: number): Revision[] {
  const stories = storiesOf(count);
  const times = stories.flatMap(({ versions }) => versions.map(({ from }) => from));
  return distinct(times).map((at, number) => ({ at, facts: factsAt(stories, at, number + 1) }));
}

function factsAt(stories: readonly Story[], at: Temporal.Instant, number: number): Facts {
  const engagements = stories.flatMap(({ versions }, i) => {
    const known = versions.filter(({ from }) => Temporal.Instant.compare(from, at) <= 0);
    const last = known.at(-1) ?? versions[0];
    // A day that is announced comes from a source of its own, beside the one that gave the window; a change replaces.
    const isAnnounced = i % 12 === 11 && known.length > 1;
    const records = [recordOf(i, isAnnounced ? versions[0] : last, 'year')];
    return isAnnounced ? [...records, recordOf(i, last, 'news')] : records;
  });
  const sources = [sourceOf('news', '2026-06-01'), sourceOf('year', '2026-01-01')];
  const input = { sources, programs: [], parties: [], assistance: [], engagements };
  return Facts.build(input, { number, hash: 'b'.repeat(64), loadedAt: at, loadedBy: 'bench' });
}

function recordOf(i: number, { when, status }: Version, sourceId: string): Engagement {
  return {
    id: `${sourceId}/m${i}`,
    sourceId,
    title: titleOf(i),
    when,
    status,
    where: 'Kyiv',
    between: ['One side', 'the other'],
    topics: [],
    subject: `meeting ${i}`,
    seriesId: undefined,
    url: undefined,
    evidence: { type: 'quote', quote: `They will meet, for the ${i}th time.`, lines: [1] },
  };
}

function sourceOf(id: string, published: string) {
  const title = 'A year of meetings';
  const day = Temporal.PlainDate.from(published);
  return {
    id,
    title,
    publisher: 'Bench',
    published: day,
    url: undefined,
    note: undefined,
    text: '',
    remarks: [],
  };
}

/**
 * The moments at which something is due anywhere, in order, by hand: when something becomes known; a week, a day and an hour
 * before; nine in the morning in the zone of a server.
 */
export function momentsOf(count: number, zones: readonly string[]): Temporal.Instant[] {
  const moments = storiesOf(count).flatMap(({ versions }) =>
    versions.flatMap(({ from, when }) => [from, ...duesOf(when, zones)]),
  );
  return distinct(moments).filter((moment) => Temporal.Instant.compare(FIRST, moment) < 0);
}

function duesOf(when: When, zones: readonly string[]): Temporal.Instant[] {
  if (when.type === 'instant') {
    return [{ weeks: 1 }, { days: 1 }, { hours: 1 }].map((lead) => when.start.subtract(lead).toInstant());
  }
  const { from } = when;
  if (from === undefined) return [];
  return zones.flatMap((zone) =>
    [7, 1, 0].map((days) =>
      from.subtract({ days }).toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).toInstant(),
    ),
  );
}

function distinct(moments: readonly Temporal.Instant[]): Temporal.Instant[] {
  const byTime = new Map(moments.map((moment) => [moment.epochMilliseconds, moment]));
  return [...byTime.values()].sort(Temporal.Instant.compare);
}
