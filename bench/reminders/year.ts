import { type Engagement, Facts } from '../../src/data/facts.ts';
import type { DatesWhen, When } from '../../src/data/when.ts';

/** What each channel is subscribed with. */
export const LEADS = '1w, 1d, 1h';

const ZONES = ['Europe/Kyiv', 'America/New_York', 'UTC', 'Australia/Lord_Howe'];
const SOURCE = {
  id: 'year',
  title: 'A year of meetings',
  publisher: 'Bench',
  published: Temporal.PlainDate.from('2026-01-01'),
  url: undefined,
  note: undefined,
  text: '',
  remarks: [],
};

/** The first day of the year that is run through. */
export const FIRST = Temporal.Instant.from('2026-01-01T00:00:00Z');

/**
 * A year of meetings, spread evenly: most at an hour in some zone, every sixth on a day without an hour, every sixth in a
 * window without a day.
 */
export function yearOf(count: number): Facts {
  const engagements = Array.from({ length: count }, (_, i): Engagement => {
    const day = Temporal.PlainDate.from('2026-01-15').add({ days: Math.floor((i * 340) / count) });
    return {
      id: `year/m${i}`,
      sourceId: SOURCE.id,
      title: `Meeting ${i}`,
      when: whenOf(i, day),
      status: 'planned',
      where: 'Kyiv',
      between: ['One side', 'the other'],
      topics: [],
      subject: undefined,
      url: undefined,
      evidence: { type: 'quote', quote: `They will meet, for the ${i}th time.`, lines: [1] },
    };
  });
  const input = { sources: [SOURCE], programs: [], parties: [], assistance: [], engagements };
  return Facts.build(input, { number: 1, hash: 'b'.repeat(64), loadedAt: FIRST, loadedBy: 'bench' });
}

function whenOf(i: number, day: Temporal.PlainDate): When {
  const dates: DatesWhen = {
    type: 'dates',
    from: day,
    to: day,
    precision: 'day',
    approximate: false,
    says: undefined,
  };
  if (i % 6 === 4) return dates;
  if (i % 6 === 5) return { ...dates, to: day.add({ days: 9 }), precision: 'range', says: 'some time soon' };
  const start = day.toZonedDateTime({
    timeZone: ZONES[i % ZONES.length] ?? 'UTC',
    plainTime: Temporal.PlainTime.from({ hour: 8 + (i % 10), minute: (i * 7) % 60 }),
  });
  return { type: 'instant', start, end: undefined };
}

/** How many reminders a meeting is worth to a channel, by hand: three leads, or one where there is no day. */
export function remindersOf({ when }: Engagement): number {
  return when.type === 'dates' && when.says !== undefined ? 1 : 3;
}

/**
 * The moments at which something is due anywhere, in order, by hand: a week, a day and an hour before, or nine in the
 * morning in the zone of a server.
 */
export function momentsOf(facts: Facts, zones: readonly string[]): Temporal.Instant[] {
  const moments = facts.engagements.flatMap(({ when }) => {
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
  });
  return [...new Map(moments.map((moment) => [moment.epochMilliseconds, moment])).values()].sort(
    Temporal.Instant.compare,
  );
}
