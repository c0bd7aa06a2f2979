import { PermissionFlagsBits as P } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Engagement } from '../src/data/facts.ts';
import type { DatesWhen } from '../src/data/when.ts';
import { parseZonedText } from '../src/data/when-zoned.ts';
import { clean } from '../src/reminders/clean.ts';
import { engagement, factsOf, onDay, source } from './fixtures/facts.ts';
import { closeStores, useReminders, useStore, type World } from './fixtures/reminders.ts';
import { HOMES } from './fixtures/store.ts';

// Opening PGlite takes two seconds, more where the machine is busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });
beforeAll(() => Promise.all(HOMES.map((home) => useStore(home))));
afterAll(closeStores);

const START = '2026-03-20T10:00[Europe/Kyiv]';
const talk = (draft: Partial<Engagement> = {}) =>
  engagement({ id: 'a/talk', title: 'Talk', status: 'planned', when: parseZonedText(START), ...draft });
const facts = (draft: Partial<Engagement> = {}) => factsOf({ engagements: [talk(draft)] });

const EARLY_JUNE: DatesWhen = {
  type: 'dates',
  from: Temporal.PlainDate.from('2026-06-01'),
  to: Temporal.PlainDate.from('2026-06-10'),
  precision: 'range',
  approximate: false,
  says: 'early June 2026',
};

const textsOf = ({ standin }: World) =>
  standin.messages.map(({ content, embeds: [embed] }) =>
    [
      content,
      embed?.author?.name,
      embed?.title,
      embed?.description,
      ...(embed?.fields ?? []).map(({ value }) => value),
    ]
      .filter(Boolean)
      .join('\n'),
  );
const outcomes = async (world: World) =>
  (await world.ledger()).map(({ lead, state, reason }) =>
    [lead, state, ...(reason ? [reason] : [])].join(' '),
  );

describe.each(HOMES)('over %s', (home) => {
  const begin = { start: '2026-03-01T00:00:00Z', home };

  test('a reminder goes out in the minute in which it is due, by pg-boss’s own schedule, and once', async () => {
    const world = await useReminders(facts(), begin);
    await world.subscribe({ leads: '1d' });
    await world.clock.setTime('2026-03-19T07:58:40Z');
    await world.wait(70);
    expect(world.standin.messages).toHaveLength(0);
    await world.wait(20);
    expect(world.standin.messages).toHaveLength(1);
    await world.wait(70);
    expect(await outcomes(world)).toEqual(['P1D sent']);
    expect(world.standin.messages).toHaveLength(1);
    expect(textsOf(world)[0]).not.toContain('Late');
  });

  test('a channel gets one reminder for each of its leads', async () => {
    const world = await useReminders(facts(), begin);
    await world.subscribe({ leads: '1w, 1d, 1h' });
    for (const due of ['2026-03-13T08:00:00Z', '2026-03-19T08:00:00Z', '2026-03-20T07:00:00Z']) {
      await world.goTo(due);
    }
    expect(await outcomes(world)).toEqual(['P1W sent', 'P1D sent', 'PT1H sent']);
    expect(world.standin.messages).toHaveLength(3);
    expect(world.standin.refusals).toEqual([]);
  });

  test('a server that preferred Ukrainian is reminded and corrected in Ukrainian, also where another is in English', async () => {
    const world = await useReminders(facts(), begin);
    await world.subscribe({ leads: '1d', locale: 'uk' });
    await world.subscribe({ leads: '1d', search: 'talk', locale: 'de' });
    await world.goTo('2026-03-19T08:00:00Z');
    world.load(facts({ when: EARLY_JUNE }));
    await world.goTo('2026-03-19T09:00:00Z');
    const all = textsOf(world).join('\n\n');
    expect(all).toContain('Нагадування\nTalk');
    expect(all).toContain('Reminder\nTalk');
    expect(all).toContain('Виправлення: перенесено\nTalk\nЦю зустріч перенесено. Було: <t:');
    expect(all).toContain('Тепер: очікується: на початку червня 2026 р.; дня не оголошено.');
    expect(all).toContain('Now: expected early June 2026; no day announced.');
    const calendars = world.standin.messages.map(({ attachments: [file] }) =>
      Buffer.from(file?.data ?? [])
        .toString()
        .replace(/\r\n /g, ''),
    );
    expect(calendars.filter((text) => text.includes('//Reminders//UK'))).toHaveLength(2);
    expect(calendars.filter((text) => text.includes('//Reminders//EN'))).toHaveLength(2);
    expect(calendars.join('')).toContain('Очікується: на початку червня 2026 р.');
  });

  test('a subscription from before there were languages is in English, and made again it takes the server’s', async () => {
    const world = await useReminders(facts(), begin);
    const [old] = await world.store.query<{ id: string }>(
      `INSERT INTO reminder_subscriptions (server_id, channel_id, leads, created_by, created_at, active_since)
       VALUES ($1, $2, '{P1D}', '1', now(), now()) RETURNING id::text`,
      [world.standin.guildId, world.standin.channelId],
    );
    const localeOf = async () =>
      (await world.desk.get(world.standin.guildId, old?.id ?? '')).subscription.locale;
    expect(await localeOf()).toBe('en-US');
    expect(await world.subscribe({ leads: '1w', locale: 'uk' })).toBe(old?.id);
    expect(await localeOf()).toBe('uk');
  });

  test('a server that changes its zone when nine o’clock there is past gets the day’s reminder late, and once', async () => {
    const world = await useReminders(facts({ when: onDay('2026-03-20') }), begin);
    await world.subscribe({ leads: '1h' });
    await world.goTo('2026-03-20T08:00:00Z');
    const server = world.standin.guildId;
    await world.desk.setZone(server, 'Europe/Kyiv');
    await world.goTo('2026-03-20T08:01:00Z');
    expect(textsOf(world)).toEqual([expect.stringContaining('Late: this was due <t:1773990000:F>')]);
    await world.desk.setZone(server, 'UTC');
    await world.goTo('2026-03-20T09:00:00Z');
    expect(await outcomes(world)).toEqual(['day sent']);
  });

  test('a reminder says what, when, where, who, its sentence and its source, and has a calendar file', async () => {
    const between = ['Ministry of Examples', 'Embassy'];
    const world = await useReminders(facts({ where: 'Kyiv', between }), begin);
    await world.subscribe();
    await world.goTo('2026-03-19T08:00:00Z');
    const [text] = textsOf(world);
    for (const part of [
      'Reminder',
      'Talk',
      '<t:1773993600:F>',
      'Kyiv',
      'Ministry of Examples and Embassy',
      '> talk',
      '— *a*',
    ]) {
      expect(text).toContain(part);
    }
    const [file] = world.standin.messages[0]?.attachments ?? [];
    expect(file?.contentType).toContain('text/calendar');
    const calendar = Buffer.from(file?.data ?? []).toString();
    expect(calendar).toContain('DTSTART;TZID=Europe/Kyiv:20260320T100000\r\n');
    expect(calendar).toMatch(/UID:[0-9a-f]{32}@tranche/);
  });

  test('a reminder pings exactly the role that its admin chose', async () => {
    const guilds = [
      {
        name: 'Home',
        roles: [
          { name: 'team', mentionable: true },
          { name: 'other', mentionable: true },
        ],
      },
    ];
    const world = await useReminders(facts({ title: 'Talk with @everyone' }), { ...begin, guilds });
    const role = world.standin.guilds[0]?.roles.find(({ name }) => name === 'team');
    await world.subscribe({ roleId: role?.id ?? '' });
    await world.goTo('2026-03-19T08:00:00Z');
    expect(world.standin.messages[0]?.pings).toEqual({ everyone: false, roles: [role?.id], users: [] });
  });

  describe('when something breaks', () => {
    test.each(['5xx-before', '5xx-after', 'cut', 'cut-after', '429'] as const)(
      '%s on the way leads to another attempt, and to one message',
      async (kind) => {
        const world = await useReminders(facts(), begin);
        await world.subscribe();
        world.standin.fault({ match: { method: 'POST', path: /messages$/ }, kind, times: 2 });
        await world.goTo('2026-03-19T08:00:00Z');
        await world.wait(20);
        expect(world.standin.messages).toHaveLength(1);
        expect(await outcomes(world)).toEqual(['P1D sent']);
      },
    );

    test('an answer that was lost is not repeated after an hour either, when Discord has forgotten the nonce', async () => {
      const world = await useReminders(facts(), begin);
      await world.subscribe();
      world.standin.fault({ match: { method: 'POST', path: /messages$/ }, kind: 'cut-after' });
      await world.clock.setTime('2026-03-19T08:00:00Z');
      await world.reminders.tick();
      await world.clock.tick(2000);
      await expect.poll(() => outcomes(world)).toEqual(['P1D owed']);
      await expect
        .poll(async () => (await world.ledger())[0]?.last_error)
        .toContain('Discord did not answer');
      world.standin.user('ana').say('Somebody writes in between.');
      await world.goTo('2026-03-19T09:00:00Z');
      expect(world.standin.messages).toHaveLength(2);
      expect(await outcomes(world)).toEqual(['P1D sent']);
    });

    test('a reminder that goes out two hours late says so; one that would come after the start is skipped', async () => {
      const world = await useReminders(facts(), begin);
      await world.subscribe({ leads: '1d, 1h' });
      await world.goTo('2026-03-19T10:00:00Z');
      expect(textsOf(world)[0]).toContain('*Late: this was due <t:1773907200:F>');
      await world.goTo('2026-03-20T08:00:00Z');
      expect(world.standin.messages).toHaveLength(1);
      expect(await outcomes(world)).toEqual(['P1D sent', 'PT1H skipped began']);
    });

    test('50013 pauses the subscription and is shown; resumed, the channel gets what is still ahead', async () => {
      const world = await useReminders(facts(), begin);
      const id = await world.subscribe({ leads: '1w, 1d' });
      world.standin.restrict(world.standin.channelId, { bot: P.SendMessages });
      await world.goTo('2026-03-13T08:00:00Z');
      await world.goTo('2026-03-19T08:00:00Z');
      expect(await outcomes(world)).toEqual(['P1W skipped refused', 'P1D skipped refused']);
      const [standing] = await world.desk.list(world.standin.guildId);
      expect(standing?.subscription).toMatchObject({
        pausedBy: 'discord',
        pausedReason: 'Missing Permissions (50013)',
      });
      world.standin.restrict(world.standin.channelId, {});
      await world.desk.resume(world.standin.guildId, id);
      await world.goTo('2026-03-19T08:30:00Z');
      expect(await outcomes(world)).toEqual(['P1W skipped refused', 'P1D sent']);
      expect(world.standin.messages).toHaveLength(1);
    });

    test('a deleted channel (10003) pauses its subscription, and after a week it is cleaned up', async () => {
      const guilds = [{ name: 'Home', channels: [{ name: 'general' }, { name: 'doomed' }] }];
      const world = await useReminders(facts(), { ...begin, guilds });
      const doomed = world.standin.guilds[0]?.channels[1]?.id ?? '';
      await world.subscribe({ channelId: doomed });
      await world.subscribe();
      world.standin.deleteChannel(doomed);
      await world.goTo('2026-03-19T08:00:00Z');
      const reasons = async () =>
        (await world.desk.list(world.standin.guildId)).map(({ subscription }) => subscription.pausedReason);
      expect(await reasons()).toEqual(['Unknown Channel (10003)', undefined]);
      await clean(world.options);
      expect(await reasons()).toHaveLength(2);
      await world.clock.setTime('2026-03-27T00:00:00Z');
      await clean(world.options);
      expect(await reasons()).toEqual([undefined]);
    });

    test('subscriptions of a server that the bot has left are removed, and others stay', async () => {
      const world = await useReminders(facts(), begin);
      await world.subscribe();
      await world.subscribe({ serverId: '99', channelId: '98' });
      await clean(world.options);
      expect(await world.desk.list('99')).toEqual([]);
      expect(await world.desk.list(world.standin.guildId)).toHaveLength(1);
    });
  });

  test('what became of reminders is kept for 400 days after their meeting', async () => {
    const later = talk({
      id: 'a/later',
      title: 'Later',
      when: parseZonedText('2026-04-20T10:00[Europe/Kyiv]'),
    });
    const both = factsOf({ engagements: [talk(), later] });
    const world = await useReminders(both, begin);
    await world.subscribe({ leads: '1d' });
    await world.goTo('2026-03-19T08:00:00Z');
    await world.goTo('2026-04-19T07:00:00Z');
    const meetings = async () => (await world.ledger()).map((row) => row.engagement_id);
    expect(await meetings()).toEqual(['a/talk', 'a/later']);
    // The meeting of 20 March began at 08:00 UTC.
    for (const [at, left] of [
      ['2027-04-24T07:59:59Z', ['a/talk', 'a/later']],
      ['2027-04-24T08:00:01Z', ['a/later']],
    ] as const) {
      await clean({ ...world.options, now: () => Temporal.Instant.from(at) });
      expect(await meetings()).toEqual(left);
    }
    expect(world.standin.messages).toHaveLength(2);
  });

  test('a list of servers that Discord gives short removes nothing', async () => {
    const world = await useReminders(facts(), begin);
    await world.subscribe();
    const channels = { ...world.options.channels, serverIds: async () => new Set<string>() };
    await clean({ ...world.options, channels });
    expect(await world.desk.list(world.standin.guildId)).toHaveLength(1);
  });

  describe('when the facts change', () => {
    test('a channel that was told gets one correction of a move, and the reminder of the new time', async () => {
      const world = await useReminders(facts(), begin);
      await world.subscribe({ leads: '1w, 1d' });
      await world.goTo('2026-03-13T08:00:00Z');
      world.load(facts({ when: parseZonedText('2026-03-25T11:00[Europe/Kyiv]') }));
      await world.goTo('2026-03-18T12:00:00Z');
      await world.goTo('2026-03-18T12:10:00Z');
      expect(await outcomes(world)).toEqual(['P1W sent', 'P1W skipped announced-later', 'after:1 sent']);
      expect(textsOf(world)[1]).toContain('This meeting has moved. Before: <t:1773993600:F>');
      await world.goTo('2026-03-24T09:00:00Z');
      expect(await outcomes(world)).toHaveLength(4);
      expect(world.standin.messages).toHaveLength(3);
    });

    test('a cancellation is told once, and nobody is reminded of what is off', async () => {
      const world = await useReminders(facts(), begin);
      await world.subscribe({ leads: '1w, 1d' });
      await world.goTo('2026-03-13T08:00:00Z');
      world.load(facts({ status: 'cancelled' }));
      for (const at of ['2026-03-14T08:00:00Z', '2026-03-15T08:00:00Z', '2026-03-19T08:00:00Z'])
        await world.goTo(at);
      expect(world.standin.messages).toHaveLength(2);
      expect(textsOf(world)[1]).toContain('This meeting is cancelled.');
      expect(Buffer.from(world.standin.messages[1]?.attachments[0]?.data ?? []).toString()).toContain(
        'STATUS:CANCELLED',
      );
    });

    test('who was not told of the first time is not told of the move', async () => {
      const world = await useReminders(facts(), begin);
      await world.subscribe({ leads: '1d' });
      world.load(facts({ when: parseZonedText('2026-03-25T11:00[Europe/Kyiv]') }));
      await world.goTo('2026-03-18T12:00:00Z');
      expect(world.standin.messages).toHaveLength(0);
    });

    test('“early June” is reminded of once, without an hour; its day, once known, is announced', async () => {
      const vague = { id: 'a/talk', subject: 'talk', when: EARLY_JUNE };
      const old = source({ id: 'a', published: '2026-05-01' });
      const world = await useReminders(factsOf({ sources: [old], engagements: [talk(vague)] }), {
        start: '2026-05-02T00:00:00Z',
        home,
      });
      await world.store.query(
        `INSERT INTO reminder_servers VALUES ('${world.standin.guildId}', 'Europe/Kyiv')`,
      );
      await world.subscribe({ leads: '1w, 1d, 1h' });
      await world.goTo('2026-05-25T05:59:58Z');
      await world.goTo('2026-05-26T09:00:00Z');
      expect(await outcomes(world)).toEqual(['window sent']);
      expect(textsOf(world)[0]).toContain('expected early June 2026; no day announced');
      expect(textsOf(world)[0]).not.toContain('<t:');
      const sources = [old, source({ id: 'b', published: '2026-05-27' })];
      const exact = talk({ id: 'b/talk', subject: 'talk', when: onDay('2026-06-03') });
      world.load(factsOf({ sources, engagements: [talk(vague), exact] }));
      await world.goTo('2026-05-28T09:00:00Z');
      expect(textsOf(world)[1]).toContain('This meeting is now announced for 3 June 2026.');
      await world.goTo('2026-06-02T09:00:00Z');
      expect(textsOf(world)).toHaveLength(3);
      expect(textsOf(world)[2]).toContain('3 June 2026; no hour announced');
    });
  });
});
