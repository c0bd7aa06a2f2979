import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Engagement } from '../src/data/facts.ts';
import type { DatesWhen } from '../src/data/when.ts';
import { parseZonedText } from '../src/data/when-zoned.ts';
import { changeOf, planCorrections, type Told } from '../src/reminders/corrections.ts';
import { decide } from '../src/reminders/decide.ts';
import { slotsOf } from '../src/reminders/due.ts';
import { parseLeads } from '../src/reminders/leads.ts';
import { endOfUse, hasDay, type Meeting, meetingsOf, startKey, stateOf } from '../src/reminders/meeting.ts';
import { type PlanInput, type PlannedRow, planReminders, type Subscription } from '../src/reminders/plan.ts';
import { calendarOf, eventOf, read } from './fixtures/calendars.ts';
import { engagement, factsOf, onDay, source } from './fixtures/facts.ts';

const instant = (text: string) => Temporal.Instant.from(text);

function window(from: string, to: string, says: string): DatesWhen {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  return { type: 'dates', from: first, to: last, precision: 'range', approximate: false, says };
}

const EARLY_JUNE = window('2014-06-01', '2014-06-10', 'early June 2014');

function meeting(draft: Partial<Engagement> = {}): Meeting {
  const record = engagement({ id: 'a/talk', status: 'planned', ...draft });
  return { id: record.id, ids: [record.id], record };
}

function subscription(draft: Partial<Subscription> = {}): Subscription {
  return {
    id: '1',
    serverId: '1',
    channelId: '1',
    leads: parseLeads('1w, 1d, 1h'),
    search: '',
    roleId: undefined,
    mirror: false,
    zone: 'UTC',
    locale: 'en-US',
    activeSince: instant('2000-01-01T00:00:00Z'),
    pausedBy: undefined,
    pausedReason: undefined,
    pausedAt: undefined,
    ...draft,
  };
}

function plan(draft: Partial<PlanInput> & Pick<PlanInput, 'now'>): PlannedRow[] {
  return [
    ...planReminders({
      meetings: [],
      subscriptions: [subscription()],
      matches: () => new Set(),
      firstSeen: () => instant('2000-01-01T00:00:00Z'),
      wasTold: () => false,
      planned: undefined,
      until: draft.now,
      ...draft,
    }),
  ].flatMap((rows) => [...rows]);
}

const times = (when: Engagement['when'], leads: string, zone = 'UTC') =>
  slotsOf(when, parseLeads(leads), zone).map(({ lead, dueAt }) => `${lead} ${dueAt}`);

describe('when a reminder is due', () => {
  test('1 day before 10:00 in Kyiv is 10:00 there, 23 hours earlier when the clocks go forward', () => {
    expect(times(parseZonedText('2026-03-29T10:00[Europe/Kyiv]'), '1d, 24h')).toEqual([
      'PT24H 2026-03-28T07:00:00Z',
      'P1D 2026-03-28T08:00:00Z',
    ]);
  });

  test('1 week before 10:00 in New York is 10:00 there, 169 hours earlier when the clocks go back', () => {
    expect(times(parseZonedText('2026-11-02T10:00[America/New_York]'), '1w')).toEqual([
      'P1W 2026-10-26T14:00:00Z',
    ]);
  });

  test('“early June 2014” has one reminder, its longest lead before 1 June, at 09:00 in the server’s zone', () => {
    expect(times(EARLY_JUNE, '1w, 1d, 1h')).toEqual(['window 2014-05-25T09:00:00Z']);
    expect(times(EARLY_JUNE, '1w, 1d, 1h', 'Europe/Kyiv')).toEqual(['window 2014-05-25T06:00:00Z']);
    expect(times(EARLY_JUNE, '1h', 'America/New_York')).toEqual(['window 2014-06-01T13:00:00Z']);
  });

  test('a day without an hour has one for each lead of days, and one that morning for all shorter leads', () => {
    expect(times(onDay('2026-03-29'), '1w, 1d, 2h, 1h', 'Europe/Kyiv')).toEqual([
      'P1W 2026-03-22T07:00:00Z',
      'P1D 2026-03-28T07:00:00Z',
      'day 2026-03-29T06:00:00Z',
    ]);
  });

  test('a meeting “until June 2014” has none: nobody knows when it begins', () => {
    expect(times({ ...EARLY_JUNE, from: undefined }, '1w')).toEqual([]);
  });
});

describe('one meeting', () => {
  const told = (folder: string, draft: Partial<Engagement>) =>
    engagement({ id: `${folder}/talk`, subject: 'the talk', status: 'planned', ...draft });

  test('told by two sources is one, under the id of the older and with what the newer says', () => {
    const facts = factsOf({
      sources: [
        source({ id: 'old', published: '2014-05-01' }),
        source({ id: 'new', published: '2014-05-20' }),
      ],
      engagements: [told('new', { when: onDay('2014-06-03') }), told('old', { when: EARLY_JUNE })],
    });
    const [only, ...others] = meetingsOf(facts);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ id: 'old/talk', ids: ['old/talk', 'new/talk'], record: { id: 'new/talk' } });
  });

  test('has a day where its source gives one, and not in “early June”, “June 2014” or “about 4 June”', () => {
    expect(hasDay(onDay('2014-06-04'))).toBe(true);
    expect(hasDay({ ...EARLY_JUNE, says: undefined })).toBe(true);
    expect(hasDay(EARLY_JUNE)).toBe(false);
    expect(hasDay({ ...EARLY_JUNE, says: undefined, precision: 'month' })).toBe(false);
    expect(hasDay({ ...onDay('2014-06-04'), approximate: true })).toBe(false);
  });
});

describe('what is owed', () => {
  const at = parseZonedText('2026-03-20T10:00[Europe/Kyiv]');

  test('a late reminder is owed until the meeting begins, and skipped with the reason after', () => {
    const of = (now: string) => plan({ meetings: [meeting({ when: at })], now: instant(now) });
    expect(of('2026-03-20T07:59:59Z').map(({ lead, skip }) => [lead, skip])).toEqual([
      ['P1W', undefined],
      ['P1D', undefined],
      ['PT1H', undefined],
    ]);
    expect(of('2026-03-20T08:00:00Z').map(({ skip }) => skip)).toEqual(['began', 'began', 'began']);
  });

  test.each([
    ['Pacific/Kiritimati', '2025-09-18T19:00:00Z'],
    ['Pacific/Niue', '2025-09-19T20:00:00Z'],
  ])(
    '26 weeks before a day without an hour are planned where the day begins first and last, in %s',
    (zone, due) => {
      const at = instant(due);
      const rows = plan({
        meetings: [meeting({ when: onDay('2026-03-20') })],
        subscriptions: [subscription({ leads: parseLeads('26w'), zone })],
        now: at.subtract({ minutes: 4 }),
        until: at,
      });
      expect(rows.map(({ dueAt }) => dueAt.toString())).toEqual([due]);
    },
  );

  test('a meeting of last year, or of the year after next, is none of a plan’s business', () => {
    const meetings = [meeting({ when: onDay('2025-03-20') }), meeting({ when: onDay('2028-03-20') })];
    expect(plan({ meetings, now: instant('2026-03-20T12:00:00Z') })).toEqual([]);
  });

  test('what was due before a channel subscribed is not owed', () => {
    const rows = plan({
      meetings: [meeting({ when: at })],
      subscriptions: [subscription({ activeSince: instant('2026-03-19T12:00:00Z') })],
      now: instant('2026-03-20T07:30:00Z'),
    });
    expect(rows.map(({ lead }) => lead)).toEqual(['PT1H']);
  });

  test('of a meeting announced two hours before, the 1 day reminder is sent at once and the 1 week one never', () => {
    const rows = plan({
      meetings: [meeting({ when: at })],
      firstSeen: () => instant('2026-03-20T06:00:00Z'),
      now: instant('2026-03-20T06:00:30Z'),
    });
    expect(rows.map(({ lead, skip }) => [lead, skip])).toEqual([
      ['P1W', 'announced-later'],
      ['P1D', undefined],
    ]);
  });

  test('of a meeting that moved, those who get the correction get no overdue reminder beside it', () => {
    const rows = plan({
      meetings: [meeting({ when: at })],
      firstSeen: () => instant('2026-03-20T06:00:00Z'),
      wasTold: () => true,
      now: instant('2026-03-20T06:00:30Z'),
    });
    expect(rows.map(({ skip }) => skip)).toEqual(['announced-later', 'announced-later']);
  });

  test('a paused subscription leaves rows that say so; a cancelled or held meeting leaves none', () => {
    const now = instant('2026-03-20T07:30:00Z');
    const of = (status: Engagement['status'], draft: Partial<Subscription> = {}) =>
      plan({ meetings: [meeting({ when: at, status })], subscriptions: [subscription(draft)], now });
    expect(of('planned', { pausedBy: 'admin' }).map(({ skip }) => skip)).toEqual([
      'paused',
      'paused',
      'paused',
    ]);
    expect(of('planned', { pausedBy: 'discord' })[0]?.skip).toBe('refused');
    expect(of('cancelled')).toEqual([]);
    expect(of('held')).toEqual([]);
  });

  test('a search owes only what it finds', () => {
    const meetings = [meeting({ id: 'a/one', when: at }), meeting({ id: 'a/two', when: at })];
    const rows = plan({
      meetings,
      subscriptions: [subscription({ search: 'two', leads: parseLeads('1h') })],
      matches: () => new Set(['a/two']),
      now: instant('2026-03-20T07:30:00Z'),
    });
    expect(rows.map(({ engagementId }) => engagementId)).toEqual(['a/two']);
  });
});

const minute = fc.integer({ min: 0, max: 60 * 24 * 40 });
const day0 = instant('2026-03-01T00:00:00Z');
const zones = ['UTC', 'Europe/Kyiv', 'America/New_York', 'Australia/Lord_Howe'] as const;
const anyWhen = fc.oneof(
  fc.tuple(minute, fc.constantFrom(...zones)).map(([minutes, zone]) => ({
    type: 'instant' as const,
    start: day0.add({ minutes }).toZonedDateTimeISO(zone),
    end: undefined,
  })),
  fc
    .integer({ min: 0, max: 40 })
    .map((days) => onDay(Temporal.PlainDate.from('2026-03-01').add({ days }).toString())),
  fc.integer({ min: 0, max: 40 }).map((days) => {
    const from = Temporal.PlainDate.from('2026-03-01').add({ days });
    return window(from.toString(), from.add({ days: 9 }).toString(), 'some time');
  }),
);
const anySubscription = fc
  .record({
    zone: fc.constantFrom(...zones),
    leads: fc.constantFrom('1w', '1d, 1h', '2w, 3d, 30m'),
    since: minute,
  })
  .map(({ zone, leads, since }) => ({
    zone,
    leads: parseLeads(leads),
    activeSince: day0.add({ minutes: since }),
  }));

const keyOf = (row: PlannedRow) => `${row.subscriptionId} ${row.engagementId} ${row.lead} ${row.start}`;

test('however time is cut into ticks, each reminder is planned, by its key once, and never before its lead', () => {
  const scenario = fc.record({
    whens: fc.array(anyWhen, { minLength: 1, maxLength: 4 }),
    subscriptions: fc.array(anySubscription, { minLength: 1, maxLength: 4 }),
    ticks: fc.array(minute, { minLength: 1, maxLength: 30 }),
  });
  fc.assert(
    fc.property(scenario, ({ whens, subscriptions, ticks }) => {
      const meetings = whens.map((when, i) => meeting({ id: `a/m${i}`, when }));
      const all = subscriptions.map((draft, i) => subscription({ id: `${i}`, serverId: `${i}`, ...draft }));
      const servers = new Map(all.map(({ serverId, zone }) => [serverId, zone]));
      const last = Math.max(...ticks);
      const rows = new Map<string, PlannedRow>();
      let planned: PlanInput['planned'];
      for (const minutes of ticks.toSorted((a, b) => a - b)) {
        const now = day0.add({ minutes });
        for (const row of plan({ meetings, subscriptions: all, now, planned })) {
          rows.set(keyOf(row), row);
        }
        planned = { at: now, until: now, zones: servers };
      }
      const expected = all.flatMap((one) =>
        meetings.flatMap(({ id, record: { when } }) =>
          slotsOf(when, one.leads, one.zone)
            .filter(
              ({ dueAt }) =>
                Temporal.Instant.compare(dueAt, one.activeSince) > 0 &&
                Temporal.Instant.compare(dueAt, day0.add({ minutes: last })) <= 0,
            )
            // What was over for a week at the first tick is nobody's business any more.
            .filter(
              () =>
                Temporal.Instant.compare(
                  endOfUse(when, one.zone),
                  day0.add({ minutes: Math.min(...ticks) }).subtract({ hours: 24 * 7 }),
                ) > 0,
            )
            .map(({ lead }) => `${one.id} ${id} ${lead} ${startKey(when)}`),
        ),
      );
      const keys = [...rows.keys()];
      // A tick that comes a week after the meeting is the only reason to leave one out.
      const gaps = ticks.toSorted((a, b) => a - b).map((tick, i, sorted) => tick - (sorted[i - 1] ?? tick));
      if (Math.max(...gaps) < 60 * 24 * 7) expect(keys.toSorted()).toEqual(expected.toSorted());
      else expect(expected).toEqual(expect.arrayContaining(keys));
    }),
    { numRuns: 200 },
  );
});

test('what was planned ahead is not planned again, but for who subscribed or changed since', () => {
  const meetings = [meeting({ when: parseZonedText('2026-03-20T10:00[Europe/Kyiv]') })];
  const now = instant('2026-03-20T06:59:00Z');
  const [at, until] = [instant('2026-03-20T06:58:00Z'), instant('2026-03-20T07:02:00Z')];
  const planned = { at, until, zones: new Map([['1', 'UTC']]) };
  const of = (activeSince: string) =>
    plan({
      meetings,
      subscriptions: [subscription({ activeSince: instant(activeSince) })],
      planned,
      now,
      until: instant('2026-03-20T07:03:00Z'),
    }).map(({ lead }) => lead);
  expect(of('2026-03-01T00:00:00Z')).toEqual([]);
  expect(of('2026-03-20T06:58:30Z')).toEqual(['PT1H']);
});

describe('a correction', () => {
  const told = (state: string): Told => ({
    ledgerId: '7',
    subscriptionId: '1',
    engagementId: 'a/talk',
    state,
    expiresAt: instant('2014-06-11T00:00:00Z'),
    zone: 'UTC',
  });
  const now = instant('2014-05-26T00:00:00Z');

  test('goes once to whoever was told “early June” when the day is announced, and is worded so', () => {
    const dayKnown = meeting({ when: onDay('2014-06-03') });
    const before = stateOf({ when: EARLY_JUNE, status: 'planned' });
    expect(planCorrections([told(before)], [dayKnown], now)).toMatchObject([
      { lead: 'after:7', start: '2014-06-03/2014-06-03' },
    ]);
    expect(changeOf(before, dayKnown)).toBe('announced');
    expect(planCorrections([told(stateOf(dayKnown.record))], [dayKnown], now)).toEqual([]);
  });

  test('tells a move, a cancellation, a postponement, and that it is on again', () => {
    const moved = meeting({ when: onDay('2014-06-05') });
    expect(changeOf('2014-06-03/2014-06-03', moved)).toBe('moved');
    expect(changeOf('2014-06-03/2014-06-03', meeting({ status: 'cancelled' }))).toBe('cancelled');
    expect(changeOf('2014-06-03/2014-06-03', meeting({ status: 'postponed' }))).toBe('postponed');
    expect(changeOf('cancelled', moved)).toBe('on-again');
  });

  test('is not made of what is over, what was held, and what has left the facts', () => {
    const state = stateOf({ when: EARLY_JUNE, status: 'planned' });
    const moved = meeting({ when: onDay('2014-06-03') });
    expect(planCorrections([told(state)], [moved], instant('2014-06-12T00:00:00Z'))).toEqual([]);
    expect(
      planCorrections([told(state)], [meeting({ when: onDay('2014-06-03'), status: 'held' })], now),
    ).toEqual([]);
    expect(planCorrections([told(state)], [], now)).toEqual([]);
  });
});

describe('at the moment of sending', () => {
  const when = parseZonedText('2026-03-20T10:00[Europe/Kyiv]');
  const row = {
    start: startKey(when),
    dueAt: instant('2026-03-20T07:00:00Z'),
    expiresAt: instant('2026-03-20T08:00:00Z'),
  };
  const active = { pausedBy: undefined };
  const of = (
    now: string,
    one: Meeting | undefined = meeting({ when }),
    pausedBy: Subscription['pausedBy'] = undefined,
  ) => decide(row, one, { ...active, pausedBy }, instant(now));

  test('60 seconds late is in time, 61 is late, and at the start it is too late', () => {
    expect(of('2026-03-20T07:01:00Z')).toEqual({ type: 'send', isLate: false });
    expect(of('2026-03-20T07:01:01Z')).toEqual({ type: 'send', isLate: true });
    expect(of('2026-03-20T08:00:00Z')).toEqual({ type: 'skip', reason: 'began' });
  });

  test('a meeting that moved, was cancelled or is gone, and a pause, are seen', () => {
    const skip = (reason: string) => ({ type: 'skip', reason });
    const now = '2026-03-20T07:00:30Z';
    expect(of(now, meeting({ when: onDay('2026-03-21') }))).toEqual(skip('changed'));
    expect(of(now, meeting({ when, status: 'cancelled' }))).toEqual(skip('changed'));
    expect(decide(row, undefined, active, instant(now))).toEqual(skip('gone'));
    expect(of(now, undefined, 'admin')).toEqual(skip('paused'));
    expect(of(now, undefined, 'discord')).toEqual(skip('refused'));
  });
});

describe('a calendar that is exported again', () => {
  const KYIV = 'TZID=Europe/Kyiv';
  const meetingsIn = async (more: readonly string[] = [], ...changes: string[]) => {
    const weekly = eventOf(`DTSTART;${KYIV}:20260309T100000`, 'RRULE:FREQ=WEEKLY;COUNT=4', ...more);
    const { meetings } = await read(calendarOf(weekly, ...changes));
    return meetingsOf(factsOf({ sources: [source({ id: 'talks' })], engagements: meetings }));
  };
  const changed = (...lines: string[]) =>
    meetingsIn([], eventOf(`RECURRENCE-ID;${KYIV}:20260323T100000`, ...lines));

  test('owes one reminder for each meeting of a series, at the hour of the place across the change of its clocks', async () => {
    const rows = plan({
      meetings: await meetingsIn(),
      subscriptions: [subscription({ leads: parseLeads('1d') })],
      now: instant('2026-03-29T12:00:00Z'),
    });
    expect(rows.map(({ engagementId, dueAt }) => `${engagementId} ${dueAt}`)).toEqual([
      'talks/weekly-call-2026-03-23 2026-03-22T08:00:00Z',
      'talks/weekly-call-2026-03-30 2026-03-29T07:00:00Z',
    ]);
  });

  test.each([
    ['moved', () => changed(`DTSTART;${KYIV}:20260324T150000`), '2026-03-24T13:00:00Z'],
    ['cancelled', () => changed(`DTSTART;${KYIV}:20260323T100000`, 'STATUS:CANCELLED'), 'cancelled'],
    ['taken out', () => meetingsIn([`EXDATE;${KYIV}:20260323T100000`]), 'cancelled'],
  ])(
    'gives whoever was told of a meeting that is now %s one correction, and no meeting more',
    async (_, again, state) => {
      const told: Told = {
        ...{ ledgerId: '7', subscriptionId: '1', engagementId: 'talks/weekly-call-2026-03-23', zone: 'UTC' },
        state: '2026-03-23T08:00:00Z',
        expiresAt: instant('2026-03-23T08:00:00Z'),
      };
      const meetings = await again();
      expect(meetings).toHaveLength(4);
      expect(planCorrections([told], meetings, instant('2026-03-22T12:00:00Z'))).toMatchObject([
        { engagementId: told.engagementId, lead: 'after:7', start: state },
      ]);
    },
  );
});
