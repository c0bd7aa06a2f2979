import type { APIEmbed } from 'discord.js';
import type { Facts } from '../data/facts.ts';
import type { When } from '../data/when.ts';
import type { Note } from '../reminders/channels.ts';
import type { Change } from '../reminders/corrections.ts';
import { hasDay } from '../reminders/meeting.ts';
import { renderCalendar } from './calendar.ts';
import { renderTime } from './dates.ts';
import { renderEvidence, renderRevision } from './evidence.ts';
import { COLOR } from './facts.ts';
import { listed, literal } from './markdown.ts';

/** A message for a channel, as Discord takes it, before anything of transport. */
export interface ChannelMessage {
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  /** The only role that it may ping. */
  readonly roleId: string | undefined;
  readonly file: { readonly name: string; readonly text: string } | undefined;
}

/**
 * A reminder or a correction: what, when, where, who, the sentence behind it, its source, and a calendar file.
 *
 * @param key goes into the file's name: by it the message is found again after a crash
 */
export function renderReminder(facts: Facts, note: Note, key: string): ChannelMessage {
  const { record } = note.meeting;
  const { roleId } = note.subscription;
  const rows: [string, string | undefined][] = [
    ['When', renderExpected(record.when)],
    ['Where', record.where && literal(record.where)],
    ['Who', record.between.length > 0 ? literal(listed(record.between)) : undefined],
    ['About', record.topics.length > 0 ? literal(listed(record.topics)) : undefined],
    ['Link', record.url],
  ];
  const embed: APIEmbed = {
    color: COLOR,
    author: { name: headingOf(note) },
    title: literal(record.title),
    description: [renderNews(note), renderEvidence(facts, [record], 1500)].filter(Boolean).join('\n\n'),
    fields: rows.flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    footer: { text: renderRevision(facts.revision) },
  };
  const text = renderCalendar(facts, note.meeting);
  return {
    content: roleId === undefined || note.isTest ? '' : `<@&${roleId}>`,
    embeds: [embed],
    roleId: note.isTest ? undefined : roleId,
    file: text === undefined ? undefined : { name: fileName(key), text },
  };
}

export function fileName(key: string): string {
  return `meeting-${key}.ics`;
}

/** "expected early June 2014; no day announced", and never an hour that no source gives. */
export function renderExpected(when: When): string {
  if (when.type === 'instant') return renderTime(when);
  return hasDay(when)
    ? `${renderTime(when)}; no hour announced`
    : `expected ${renderTime(when)}; no day announced`;
}

const HEADINGS: Readonly<Record<Change, string>> = {
  cancelled: 'Correction: cancelled',
  postponed: 'Correction: postponed',
  announced: 'Now announced',
  moved: 'Correction: moved',
  'on-again': 'Correction: on again',
};

function headingOf({ correction, isTest }: Note): string {
  if (isTest) return 'A test: this is what a reminder looks like';
  return correction === undefined ? 'Reminder' : HEADINGS[correction.change];
}

function renderNews({ correction, lateSince, meeting: { record } }: Note): string {
  const late = lateSince === undefined ? [] : [`*Late: this was due ${renderStamp(lateSince)}.*`];
  return [...(correction === undefined ? [] : [renderChange(correction, record.when)]), ...late].join('\n');
}

function renderChange({ change, told }: { change: Change; told: string }, when: When): string {
  switch (change) {
    case 'cancelled':
      return 'This meeting is cancelled.';
    case 'postponed':
      return 'This meeting is postponed; no new time is announced.';
    case 'announced':
      return `This meeting is now announced for ${renderTime(when)}.`;
    case 'on-again':
      return `This meeting takes place after all: ${renderExpected(when)}.`;
    case 'moved':
      return `This meeting has moved. Before: ${renderTold(told)}. Now: ${renderExpected(when)}.`;
  }
}

/** What a channel had been told, from the ledger's key of it. */
function renderTold(told: string): string {
  const [from = '', to] = told.split('/');
  if (to === undefined) return renderStamp(Temporal.Instant.from(from));
  if (from === to) return from;
  return `${from === '..' ? 'open' : from} to ${to === '..' ? 'open' : to}`;
}

function renderStamp(instant: Temporal.Instant): string {
  const seconds = Math.floor(instant.epochMilliseconds / 1000);
  return `<t:${seconds}:F> (<t:${seconds}:R>)`;
}
