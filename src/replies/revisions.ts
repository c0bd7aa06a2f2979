import type { Facts, Source } from '../data/facts.ts';
import { renderFault } from '../errors.ts';
import type { Language } from '../i18n/language.ts';
import { AT_START, COMMAND_LINE, discordIdOf, WATCH } from '../revisions/actors.ts';
import type { AuditEntry } from '../revisions/audit.ts';
import type { Status } from '../revisions/desk.ts';
import type { FolderState } from '../revisions/folder.ts';
import type { Counts, KeptRevision } from '../revisions/ledger.ts';
import type { Process } from '../revisions/processes.ts';
import {
  CHANGED_MEANWHILE,
  FOLDER_CHANGED,
  mendingOf,
  OTHER_MEANWHILE,
  revisionOf,
} from '../revisions/reasons.ts';
import { renderInstant } from './ledger.ts';
import { literal, truncate } from './markdown.ts';

// What is said of revisions, for Discord and for the command line: the words are the same, how they are set differs.

interface Style {
  readonly language: Language;
  readonly time: (instant: Temporal.Instant) => string;
  /** Who did something, from what the store keeps of them. */
  readonly actor: (actor: string) => string;
  /** Words of others. */
  readonly text: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly code: (text: string) => string;
  /** What shows how the folder differs, where the reader is. */
  readonly reloadCommand: string;
}

export function discordStyle(language: Language): Style {
  return {
    language,
    time: renderInstant,
    actor: (actor) => mapped(discordIdOf(actor), (id) => `<@${id}>`) ?? literal(wordActor(language, actor)),
    text: literal,
    strong: (text) => `**${text}**`,
    code: (text) => `\`${text}\``,
    reloadCommand: language.t('status.reloadCommand'),
  };
}

/** Times are in UTC. */
export function plainStyle(language: Language): Style {
  return {
    language,
    time: (instant) => instant.toString({ smallestUnit: 'second' }),
    actor: (actor) =>
      mapped(discordIdOf(actor), (id) => language.t('history.actors.user', { id })) ??
      wordActor(language, actor),
    text: (text) => text,
    strong: (text) => text,
    code: (text) => text,
    reloadCommand: 'npm run facts -- diff',
  };
}

function wordActor({ t }: Language, actor: string): string {
  if (actor === AT_START) return t('history.actors.start');
  if (actor === COMMAND_LINE) return t('history.actors.commandLine');
  return actor === WATCH ? t('history.actors.watch') : actor;
}

/** Why something was done: where nobody said it, in the reader's language. */
export function wordReason({ t }: Language, reason: string): string {
  if (reason === FOLDER_CHANGED) return t('history.reasons.folder');
  if (reason === CHANGED_MEANWHILE) return t('history.reasons.changedMeanwhile');
  if (reason === OTHER_MEANWHILE) return t('history.reasons.otherMeanwhile');
  const mending = mendingOf(reason);
  if (mending !== undefined) return t('history.reasons.faults', { ...mending });
  return mapped(revisionOf(reason), (number) => t('history.reasons.backTo', { number })) ?? reason;
}

function mapped(id: string | undefined, words: (id: string) => string): string | undefined {
  return id === undefined ? undefined : words(id);
}

/** A process says every minute that it is alive. */
const SILENT_AFTER_SECONDS = 150;

export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What is served, since when and by whom, how old it is, and what is wrong. */
export function describeStatus(
  { current, processes, folder, processId }: Status,
  facts: Facts,
  now: Temporal.Instant,
  style: Style,
): { readonly lead: readonly string[]; readonly sections: readonly Section[] } {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate();
  const { how, madeAt, madeBy, why, counts } = current;
  const { t } = style.language;
  const said = { how: t(`status.${how}`), at: style.time(madeAt), actor: style.actor(madeBy) };
  return {
    lead: [
      why === undefined
        ? t('status.lead', said)
        : t('status.leadWhy', { ...said, why: style.text(wordReason(style.language, why)) }),
      countWords(style.language, counts),
      folderWords(folder, style),
    ],
    sections: [
      {
        title: t('status.problems'),
        lines: [...processes.flatMap((one) => problemsOf(one, style)), ...faultsOf(folder, style)],
      },
      {
        title: t('status.sources'),
        lines: facts.sources.map((source) => sourceLine(source, today, style)),
      },
      {
        title: t('status.processes'),
        lines: processes.map((one) => processLine(one, one.id === processId, style)),
      },
    ],
  };
}

function folderWords({ type }: FolderState, { code, reloadCommand, language: { t } }: Style): string {
  const folder = code('FACTS_DIR');
  switch (type) {
    case 'same':
      return t('status.folderSame', { folder });
    case 'differs':
      return t('status.folderDiffers', { folder, command: code(reloadCommand) });
    case 'unreadable':
      return t('status.folderUnreadable', { folder });
  }
}

function problemsOf(
  { host, pid, revision, failed, silentFor }: Process,
  { text, language: { t } }: Style,
): string[] {
  const name = { host: text(host), pid };
  const problems: string[] = [];
  if (failed) {
    const reason = text(truncate(failed.reason, 200));
    problems.push(t('status.failed', { ...name, revision, failed: failed.revision, reason }));
  }
  if (silentFor > SILENT_AFTER_SECONDS) {
    problems.push(t('status.silent', { ...name, minutes: Math.round(silentFor / 60) }));
  }
  return problems;
}

function faultsOf(folder: FolderState, { text }: Style): string[] {
  if (folder.type !== 'unreadable') return [];
  return folder.faults.map((fault) => `• ${text(truncate(renderFault(fault), 300))}`);
}

function processLine(
  { host, pid, revision, silentFor }: Process,
  isThis: boolean,
  { text, language: { t } }: Style,
): string {
  const seen = isThis ? t('status.thisOne') : t('status.seen', { count: Math.max(0, Math.round(silentFor)) });
  return t('status.process', { host: text(host), pid, revision, seen });
}

function sourceLine(
  { title, publisher, published }: Source,
  today: Temporal.PlainDate,
  { text, language }: Style,
): string {
  return language.t('status.source', {
    title: text(truncate(title, 120)),
    publisher: text(publisher),
    day: language.day(published),
    age: ageOf(language, published, today),
  });
}

/** "12 years old", "3 days old". The clock of the playground stands before the days of its sources. */
function ageOf({ t }: Language, day: Temporal.PlainDate, today: Temporal.PlainDate): string {
  if (Temporal.PlainDate.compare(day, today) > 0) return t('status.notYet');
  const { years, months, days } = day.until(today, { largestUnit: 'year' });
  if (years > 0) return t('status.years', { count: years });
  if (months > 0) return t('status.months', { count: months });
  return days > 0 ? t('status.days', { count: days }) : t('status.ofToday');
}

function countWords({ t }: Language, { sources, assistance, items, engagements }: Counts): string {
  return [
    t('count.source', { count: sources }),
    t('count.assistance', { count: assistance }),
    t('count.item', { count: items }),
    t('count.meeting', { count: engagements }),
  ].join(', ');
}

/** "7 4 June 2014, reload by ana: why, pinned (1 source, …, 3f2a9c1d)" */
export function revisionLine(revision: KeptRevision, { time, actor, text, strong, language }: Style): string {
  const { t } = language;
  const { number, madeAt, madeBy, how, why, pinned, counts, content } = revision;
  const reason = why === undefined ? '' : `: ${text(wordReason(language, why))}`;
  return t('history.revision', {
    number: strong(String(number)),
    at: time(madeAt),
    how: t(`history.hows.${how}`),
    actor: actor(madeBy),
    more: `${reason}${pinned ? t('history.pinned') : ''}`,
    counts: countWords(language, counts),
    hash: content.slice(0, 8),
  });
}

const HOWS: readonly KeptRevision['how'][] = ['start', 'reload', 'upload', 'rollback'];

/** What is previewed is no revision yet: it is kept which one was served then. */
function headKey(action: AuditEntry['action']) {
  return action === 'preview' ? 'history.entryWhile' : 'history.entryOf';
}

/** "4 June 2014 ana: reload of revision 7, refused (why)" */
export function auditLine(entry: AuditEntry, { time, actor, text, language }: Style): string {
  const { t } = language;
  const { action, outcome, revision, detail } = entry;
  const said = { at: time(entry.at), actor: actor(entry.actor), what: t(`history.actions.${action}`) };
  const head = revision === undefined ? t('history.entry', said) : t(headKey(action), { ...said, revision });
  const end = outcome === 'done' ? '' : `, ${t(`history.outcomes.${outcome}`)}`;
  // Of a preview it is kept how what was previewed would be put in.
  const how = HOWS.find((one) => one === detail);
  const words =
    how === undefined
      ? detail && text(truncate(wordReason(language, detail), 150))
      : t(`history.hows.${how}`);
  const why = words === undefined ? '' : ` (${words})`;
  return `${head}${end}${why}`;
}

/** All of it as plain text. */
export function historyText(
  language: Language,
  history: { readonly revisions: readonly KeptRevision[]; readonly audit: readonly AuditEntry[] },
): string {
  const style = plainStyle(language);
  const revisions = history.revisions.map((one) => revisionLine(one, style));
  return [...revisions, '', ...history.audit.map((entry) => auditLine(entry, style))].join('\n');
}
