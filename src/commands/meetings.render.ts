import type { APIEmbed } from 'discord.js';
import type { Engagement, EngagementStatus, Facts } from '../data/facts.ts';
import { isOver } from '../data/when.ts';
import { renderDay, renderShortTime, renderTime } from '../replies/dates.ts';
import { renderEvidence, renderRevision } from '../replies/evidence.ts';
import { COLOR } from '../replies/facts.ts';
import { code, listed, literal } from '../replies/markdown.ts';
import { renderButtons, renderMenu, renderPager } from '../replies/menu.ts';
import type { Reply } from '../replies/reply.ts';
import { shortId } from '../replies/short-id.ts';
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

export function renderMeetings(facts: Facts, list: MeetingList, controls: MeetingControls): Reply {
  const { now } = list;
  const groups = groupBySeries(list.meetings);
  const pages = Math.max(1, Math.ceil(groups.length / PAGE));
  const page = Math.min(Math.max(list.page, 0), pages - 1);
  const shown = groups.slice(page * PAGE, (page + 1) * PAGE);
  const isRelative = list.asOf === undefined;
  const body =
    shown.length > 0
      ? shown.map((group) => renderEntry(facts, group, { now, isRelative }))
      : [renderNone(facts, list)];
  const embed: APIEmbed = {
    color: COLOR,
    title: renderTitle(list),
    description: [renderNotes(facts, list), ...body].filter(Boolean).join('\n\n'),
    footer: {
      text: `${pages > 1 ? `Page ${page + 1} of ${pages} · ` : ''}${renderRevision(facts.revision)}`,
    },
  };
  const options =
    shown.length > 1 ? shown.map(({ first }) => ({ label: first.title, value: shortId(first.id) })) : [];
  return {
    embeds: [embed],
    components: [
      ...renderPager('meetings', page, pages, controls.page),
      ...renderMenu(controls.menu, 'Open a meeting', options),
      ...(controls.remind === undefined ? [] : [renderButtons([['Remind this channel', controls.remind]])]),
    ],
  };
}

/** One meeting, whole. */
export function renderMeeting(facts: Facts, engagement: Engagement, now: Temporal.Instant): Reply {
  const rows: [string, string | undefined][] = [
    ['When', renderTime(engagement.when)],
    ['Status', renderStatus(engagement, now)],
    ['Where', engagement.where && literal(engagement.where)],
    ['Between', engagement.between.length > 0 ? literal(listed(engagement.between)) : undefined],
    [
      'Topics',
      engagement.topics.length > 0
        ? engagement.topics.map((topic) => `• ${literal(topic)}`).join('\n')
        : undefined,
    ],
    ['Link', engagement.url],
    ['Repeats', renderSeries(facts, engagement)],
  ];
  const fields = rows.flatMap(([name, value]) =>
    value ? [{ name, value, inline: name !== 'Topics' && name !== 'Repeats' }] : [],
  );
  const embed: APIEmbed = {
    color: COLOR,
    title: literal(engagement.title),
    description: renderEvidence(facts, [engagement]),
    fields,
    footer: { text: renderRevision(facts.revision) },
  };
  return { embeds: [embed] };
}

interface Viewed {
  readonly now: Temporal.Instant;
  /** Looked at from the day it is, so that "in 3 days" is true. */
  readonly isRelative: boolean;
}

function renderEntry(
  facts: Facts,
  { first: engagement, others }: MeetingGroup,
  { now, isRelative }: Viewed,
): string {
  const place = engagement.where === undefined ? '' : ` · ${literal(engagement.where)}`;
  const people = engagement.between.length > 0 ? `\n${literal(listed(engagement.between))}` : '';
  return (
    `**${literal(engagement.title)}**\n` +
    `${renderTime(engagement.when, { isRelative })}${place} · ${renderStatus(engagement, now)}${people}\n${renderOthers(others)}` +
    renderEvidence(facts, [engagement])
  );
}

/** So many of a series are named beside the one that is shown. */
const OTHERS = 3;
const FOLLOWING = 10;

/** "Repeats: 9 March, 16 March (cancelled), 23 March and 101 more, to 20 November 2028" */
function renderOthers(others: readonly Engagement[]): string {
  return others.length === 0 ? '' : `Repeats: ${renderDates(others, OTHERS)}\n`;
}

/** Of an opened meeting those of its series that come after it. */
function renderSeries(facts: Facts, engagement: Engagement): string | undefined {
  const all = facts.seriesOf(engagement);
  if (all.length < 2) return undefined;
  const at = all.indexOf(engagement);
  const after = all.slice(at + 1);
  const place = `${at + 1} of ${all.length} meetings that are known.`;
  return after.length === 0 ? place : `${place} After it: ${renderDates(after, FOLLOWING)}`;
}

function renderDates(meetings: readonly Engagement[], most: number): string {
  const render = ({ when, status }: Engagement) =>
    `${renderShortTime(when)}${status === 'planned' ? '' : ` (${STATUS_WORDS[status]})`}`;
  const named = meetings.slice(0, most).map(render).join(', ');
  const last = meetings.at(-1);
  if (last === undefined || meetings.length <= most) return named;
  return `${named} and ${meetings.length - most} more, to ${renderShortTime(last.when)}`;
}

const STATUS_WORDS: Readonly<Record<EngagementStatus, string>> = {
  planned: 'planned',
  held: 'held',
  postponed: 'postponed',
  cancelled: 'cancelled',
};

function renderStatus({ status, when }: Engagement, now: Temporal.Instant): string {
  if (status === 'planned' && isOver(when, now, 'UTC')) return 'was planned; no source says that it was held';
  return STATUS_WORDS[status];
}

function renderTitle({ which, asOf, search }: MeetingList): string {
  const what = { upcoming: 'Upcoming meetings', past: 'Past meetings', all: 'All meetings' }[which];
  const about = search === '' ? '' : ` · ${literal(search)}`;
  return what + about + (asOf?.day === undefined ? '' : ` · as of ${renderDay(asOf.day)}`);
}

/** What the reader must know before the list: a guess, a year that we filled in, sources younger than the day asked for. */
function renderNotes(facts: Facts, { asOf, isGuess, search, meetings }: MeetingList): string {
  const notes: string[] = [];
  if (isGuess) notes.push(`No meeting is called “${literal(search)}”. These come closest.`);
  const { day, assumedYear } = asOf ?? {};
  if (assumedYear !== undefined) notes.push(`You gave no year; ${assumedYear} is taken.`);
  if (day !== undefined) {
    const sources = [...new Set(meetings.map(({ sourceId }) => sourceId))].map((id) => facts.getSource(id));
    const later = sources.filter(({ published }) => Temporal.PlainDate.compare(published, day) > 0);
    for (const source of later.slice(0, 2)) {
      notes.push(
        `*${literal(source.title)}* was published later, on ${renderDay(source.published)}; statuses are as it gives them.`,
      );
    }
  }
  return notes.join('\n');
}

function renderNone(facts: Facts, { which, search, searched, last, now, asOf }: MeetingList): string {
  if (search !== '' && searched.length === 0) {
    return `No meeting is like “${literal(search)}”. \`/meetings when: all\` lists every one, \`/find\` looks through everything.`;
  }
  if (search !== '') {
    const fit = searched.length === 1 ? '1 meeting fits' : `${searched.length} meetings fit`;
    return `${fit} “${literal(search)}”, but none is ${which}. Try ${code(`/meetings when: all search: ${search}`)}.`;
  }
  const viewed = { now, isRelative: asOf === undefined };
  return [
    `No ${which === 'all' ? '' : `${which} `}meeting is among the facts.`,
    ...(last === undefined
      ? []
      : [`The last one known:\n${renderEntry(facts, { first: last, others: [] }, viewed)}`]),
    'Whoever runs the bot can add meetings under `engagements:` in the `facts.yaml` of their source.',
  ].join('\n\n');
}
