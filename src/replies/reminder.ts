import type { APIEmbed } from 'discord.js';
import type { When } from '../data/when.ts';
import type { Language } from '../i18n/language.ts';
import type { Note } from '../reminders/channels.ts';
import type { Change } from '../reminders/corrections.ts';
import { hasDay } from '../reminders/meeting.ts';
import { renderCalendar } from './calendar.ts';
import { renderTime } from './dates.ts';
import { renderEvidence, renderRevision } from './evidence.ts';
import { COLOR } from './facts.ts';
import { literal } from './markdown.ts';
import type { View } from './view.ts';

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
export function renderReminder(view: View, note: Note, key: string): ChannelMessage {
  const { facts, language } = view;
  const { t } = language;
  const { record } = note.meeting;
  const { roleId } = note.subscription;
  const rows: [string, string | undefined][] = [
    [t('reminder.when'), renderExpected(language, record.when)],
    [t('reminder.where'), record.where && literal(record.where)],
    [t('reminder.who'), record.between.length > 0 ? literal(language.list(record.between)) : undefined],
    [t('reminder.about'), record.topics.length > 0 ? literal(language.list(record.topics)) : undefined],
    [t('reminder.link'), record.url],
  ];
  const embed: APIEmbed = {
    color: COLOR,
    author: { name: headingOf(language, note) },
    title: literal(record.title),
    description: [renderNews(language, note), renderEvidence(view, [record], 1500)]
      .filter(Boolean)
      .join('\n\n'),
    fields: rows.flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    footer: { text: renderRevision(language, facts.revision) },
  };
  const text = renderCalendar(view, note.meeting);
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
export function renderExpected(language: Language, time: When): string {
  const when = renderTime(language, time);
  if (time.type === 'instant') return when;
  return language.t(hasDay(time) ? 'reminder.noHour' : 'reminder.noDay', { when });
}

function headingOf({ t }: Language, { correction, isTest }: Note): string {
  if (isTest) return t('reminder.test');
  return correction === undefined ? t('reminder.heading') : t(`reminder.headings.${correction.change}`);
}

function renderNews(language: Language, { correction, lateSince, meeting: { record } }: Note): string {
  const late = lateSince === undefined ? [] : [language.t('reminder.late', { due: renderStamp(lateSince) })];
  return [
    ...(correction === undefined ? [] : [renderChange(language, correction, record.when)]),
    ...late,
  ].join('\n');
}

function renderChange(
  language: Language,
  { change, told }: { change: Change; told: string },
  when: When,
): string {
  const { t } = language;
  switch (change) {
    case 'cancelled':
      return t('reminder.cancelled');
    case 'postponed':
      return t('reminder.postponed');
    case 'announced':
      return t('reminder.announced', { when: renderTime(language, when) });
    case 'on-again':
      return t('reminder.onAgain', { when: renderExpected(language, when) });
    case 'moved':
      return t('reminder.moved', {
        before: renderTold(language, told),
        now: renderExpected(language, when),
      });
  }
}

/** What a channel had been told, from the ledger's key of it. */
function renderTold({ t }: Language, told: string): string {
  const [from = '', to] = told.split('/');
  if (to === undefined) return renderStamp(Temporal.Instant.from(from));
  if (from === to) return from;
  const open = (day: string) => (day === '..' ? t('reminder.open') : day);
  return t('reminder.days', { from: open(from), to: open(to) });
}

function renderStamp(instant: Temporal.Instant): string {
  const seconds = Math.floor(instant.epochMilliseconds / 1000);
  return `<t:${seconds}:F> (<t:${seconds}:R>)`;
}
