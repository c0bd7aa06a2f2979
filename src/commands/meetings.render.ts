import type { APIEmbed } from 'discord.js';
import type { Engagement } from '../data/facts.ts';
import { isOver } from '../data/when.ts';
import type { Language } from '../i18n/language.ts';
import { renderShortTime, renderTime } from '../replies/dates.ts';
import { renderEvidence, renderRevision } from '../replies/evidence.ts';
import { COLOR } from '../replies/facts.ts';
import { code, literal } from '../replies/markdown.ts';
import { renderButtons, renderMenu, renderPager } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
import type { View } from '../replies/view.ts';
import { groupBySeries, type MeetingGroup } from './series.ts';

/** Few enough for their sentences to fit in one embed. */
const PAGE = 4;

export interface MeetingList {
  readonly which: 'upcoming' | 'past' | 'all';
  readonly search: string;
  readonly page: number;
  readonly asOf:
    | { readonly day: Temporal.PlainDate | undefined; readonly assumedYear: number | undefined }
    | undefined;
  /** Nothing is called what was searched for; these are the closest. */
  readonly isGuess: boolean;
  readonly meetings: readonly Engagement[];
  /** Those that the search found, at whatever time. */
  readonly searched: readonly Engagement[];
  /** The last one that is over, of all. */
  readonly last: Engagement | undefined;
  readonly now: Temporal.Instant;
}

/** What buttons and menus carry, so that they work after a restart. */
export interface MeetingControls {
  /** Behind the number of the page. */
  readonly page: readonly string[];
  readonly menu: string;
  /** Of the button that subscribes the channel; absent where nobody can be reminded. */
  readonly remind: string | undefined;
}

export function renderMeetings(view: View, list: MeetingList, controls: MeetingControls): Reply {
  const { facts, language } = view;
  const { t } = language;
  const { now } = list;
  const groups = groupBySeries(list.meetings);
  const pages = Math.max(1, Math.ceil(groups.length / PAGE));
  const page = Math.min(Math.max(list.page, 0), pages - 1);
  const shown = groups.slice(page * PAGE, (page + 1) * PAGE);
  const isRelative = list.asOf === undefined;
  const body =
    shown.length > 0
      ? shown.map((group) => renderEntry(view, group, { now, isRelative }))
      : [renderNone(view, list)];
  const embed: APIEmbed = {
    color: COLOR,
    title: renderTitle(language, list),
    description: [renderNotes(view, list), ...body].filter(Boolean).join('\n\n'),
    footer: {
      text: `${pages > 1 ? `${t('parts.page', { page: page + 1, pages })} · ` : ''}${renderRevision(language, facts.revision)}`,
    },
  };
  const options =
    shown.length > 1 ? shown.map(({ first }) => ({ label: first.title, value: shortId(first.id) })) : [];
  return {
    embeds: [embed],
    components: [
      ...renderPager(language, 'meetings', { page, pages, rest: controls.page }),
      ...renderMenu(controls.menu, t('meetings.open'), options),
      ...(controls.remind === undefined ? [] : [renderButtons([[t('meetings.remind'), controls.remind]])]),
    ],
  };
}

/** One meeting, whole. */
export function renderMeeting(view: View, engagement: Engagement, now: Temporal.Instant): Reply {
  const { facts, language } = view;
  const rows: [keyof typeof INLINE, string | undefined][] = [
    ['when', renderTime(language, engagement.when)],
    ['status', renderStatus(language, engagement, now)],
    ['where', engagement.where && literal(engagement.where)],
    ['between', engagement.between.length > 0 ? literal(language.list(engagement.between)) : undefined],
    [
      'topics',
      engagement.topics.length > 0
        ? engagement.topics.map((topic) => `• ${literal(topic)}`).join('\n')
        : undefined,
    ],
    ['link', engagement.url],
    ['repeats', renderSeries(view, engagement)],
  ];
  const fields = rows.flatMap(([name, value]) =>
    value ? [{ name: language.t(`meetings.${name}`), value, inline: INLINE[name] }] : [],
  );
  const embed: APIEmbed = {
    color: COLOR,
    title: literal(engagement.title),
    description: renderEvidence(view, [engagement]),
    fields,
    footer: { text: renderRevision(language, facts.revision) },
  };
  return { embeds: [embed] };
}

/** The fields of a meeting, and whether they stand beside each other. */
const INLINE = {
  when: true,
  status: true,
  where: true,
  between: true,
  topics: false,
  link: true,
  repeats: false,
} as const;

interface Viewed {
  readonly now: Temporal.Instant;
  /** Looked at from the day it is, so that "in 3 days" is true. */
  readonly isRelative: boolean;
}

function renderEntry(
  view: View,
  { first: engagement, others }: MeetingGroup,
  { now, isRelative }: Viewed,
): string {
  const { language } = view;
  const place = engagement.where === undefined ? '' : ` · ${literal(engagement.where)}`;
  const people = engagement.between.length > 0 ? `\n${literal(language.list(engagement.between))}` : '';
  return (
    `**${literal(engagement.title)}**\n` +
    `${renderTime(language, engagement.when, { isRelative })}${place} · ${renderStatus(language, engagement, now)}${people}\n${renderOthers(language, others)}` +
    renderEvidence(view, [engagement])
  );
}

/** So many of a series are named beside the one that is shown. */
const OTHERS = 3;
const FOLLOWING = 10;

/** "Repeats: 9 March, 16 March (cancelled), 23 March and 101 more, to 20 November 2028" */
function renderOthers(language: Language, others: readonly Engagement[]): string {
  if (others.length === 0) return '';
  return `${language.t('meetings.repeatsLine', { dates: renderDates(language, others, OTHERS) })}\n`;
}

/** Of an opened meeting those of its series that come after it. */
function renderSeries({ facts, language }: View, engagement: Engagement): string | undefined {
  const all = facts.seriesOf(engagement);
  if (all.length < 2) return undefined;
  const at = all.indexOf(engagement);
  const after = all.slice(at + 1);
  const place = { at: at + 1, all: all.length };
  if (after.length === 0) return language.t('meetings.place', place);
  return language.t('meetings.placeAfter', { ...place, dates: renderDates(language, after, FOLLOWING) });
}

function renderDates(language: Language, meetings: readonly Engagement[], most: number): string {
  const { t } = language;
  const render = ({ when, status }: Engagement) =>
    `${renderShortTime(language, when)}${status === 'planned' ? '' : ` (${t(`statuses.${status}`)})`}`;
  const named = meetings.slice(0, most).map(render).join(', ');
  const last = meetings.at(-1);
  if (last === undefined || meetings.length <= most) return named;
  return t('meetings.datesMore', {
    dates: named,
    left: meetings.length - most,
    last: renderShortTime(language, last.when),
  });
}

function renderStatus({ t }: Language, { status, when }: Engagement, now: Temporal.Instant): string {
  if (status === 'planned' && isOver(when, now, 'UTC')) return t('meetings.wasPlanned');
  return t(`statuses.${status}`);
}

function renderTitle({ t, day }: Language, { which, asOf, search }: MeetingList): string {
  const what = t(`meetings.${which}`);
  const about = search === '' ? '' : ` · ${literal(search)}`;
  return what + about + (asOf?.day === undefined ? '' : ` · ${t('meetings.asOf', { day: day(asOf.day) })}`);
}

/** What the reader must know before the list: a guess, a year that we filled in, sources younger than the day asked for. */
function renderNotes({ facts, language }: View, { asOf, isGuess, search, meetings }: MeetingList): string {
  const { t } = language;
  const notes: string[] = [];
  if (isGuess) notes.push(t('meetings.guess', { text: literal(search) }));
  const { day, assumedYear } = asOf ?? {};
  if (assumedYear !== undefined) notes.push(t('meetings.assumedYear', { year: assumedYear }));
  if (day !== undefined) {
    const sources = [...new Set(meetings.map(({ sourceId }) => sourceId))].map((id) => facts.getSource(id));
    const later = sources.filter(({ published }) => Temporal.PlainDate.compare(published, day) > 0);
    for (const source of later.slice(0, 2)) {
      notes.push(
        t('meetings.publishedLater', {
          title: literal(source.title),
          day: language.day(source.published),
        }),
      );
    }
  }
  return notes.join('\n');
}

const NONE = {
  upcoming: 'meetings.noneUpcoming',
  past: 'meetings.nonePast',
  all: 'meetings.noneAll',
} as const;

function renderNone(view: View, { which, search, searched, last, now, asOf }: MeetingList): string {
  const { t } = view.language;
  const text = literal(search);
  if (search !== '' && searched.length === 0) {
    return t('meetings.noneLike', { text });
  }
  if (search !== '') {
    const command = code(t('meetings.searchAll', { text: search }));
    const key = which === 'past' ? 'meetings.fitPast' : 'meetings.fitUpcoming';
    return t(key, { count: searched.length, text, command });
  }
  const viewed = { now, isRelative: asOf === undefined };
  return [
    t(NONE[which]),
    ...(last === undefined
      ? []
      : [t('meetings.lastKnown', { meeting: renderEntry(view, { first: last, others: [] }, viewed) })]),
    t('meetings.addThem'),
  ].join('\n\n');
}
