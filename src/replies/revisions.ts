import type { Facts, Source } from '../data/facts.ts';
import { renderFault } from '../errors.ts';
import { discordIdOf } from '../revisions/actors.ts';
import type { AuditEntry } from '../revisions/audit.ts';
import type { Status } from '../revisions/desk.ts';
import type { FolderState } from '../revisions/folder.ts';
import type { Counts, KeptRevision } from '../revisions/ledger.ts';
import type { Process } from '../revisions/processes.ts';
import { renderDay } from './dates.ts';
import { renderInstant } from './ledger.ts';
import { counted, literal, truncate } from './markdown.ts';

// What is said of revisions, for Discord and for the command line: the words are the same, how they are set differs.

export interface Style {
  readonly time: (instant: Temporal.Instant) => string;
  /** Who did something, from what the store keeps of them. */
  readonly actor: (actor: string) => string;
  /** Words of others. */
  readonly text: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly code: (text: string) => string;
}

export const DISCORD: Style = {
  time: renderInstant,
  actor: (actor) => mapped(discordIdOf(actor), (id) => `<@${id}>`) ?? literal(actor),
  text: literal,
  strong: (text) => `**${text}**`,
  code: (text) => `\`${text}\``,
};

/** Times are in UTC. */
export const PLAIN: Style = {
  time: (instant) => instant.toString({ smallestUnit: 'second' }),
  actor: (actor) => mapped(discordIdOf(actor), (id) => `Discord user ${id}`) ?? actor,
  text: (text) => text,
  strong: (text) => text,
  code: (text) => text,
};

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
  return {
    lead: [
      `${HOW_WORDS[how]} ${style.time(madeAt)} by ${style.actor(madeBy)}${why === undefined ? '' : `: ${style.text(why)}`}`,
      countWords(counts),
      folderWords(folder, style),
    ],
    sections: [
      {
        title: 'Problems',
        lines: [...processes.flatMap((one) => problemsOf(one, style)), ...faultsOf(folder, style)],
      },
      {
        title: 'Sources, newest first',
        lines: facts.sources.map((source) => sourceLine(source, today, style)),
      },
      { title: 'Processes', lines: processes.map((one) => processLine(one, one.id === processId, style)) },
    ],
  };
}

const HOW_WORDS: Readonly<Record<KeptRevision['how'], string>> = {
  start: 'Read from the folder',
  reload: 'Reloaded',
  upload: 'Uploaded',
  rollback: 'Rolled back',
};

function folderWords({ type }: FolderState, { code }: Style): string {
  switch (type) {
    case 'same':
      return `The folder ${code('FACTS_DIR')} holds the same.`;
    case 'differs':
      return `The folder ${code('FACTS_DIR')} holds something else: ${code('/facts reload')} shows what.`;
    case 'unreadable':
      return `The folder ${code('FACTS_DIR')} cannot be read. The store has all that is served.`;
  }
}

function problemsOf({ host, pid, revision, failed, silentFor }: Process, { text }: Style): string[] {
  const name = `• ${text(host)}, process ${pid},`;
  const minutes = Math.round(silentFor / 60);
  return [
    ...(failed
      ? [
          `${name} serves revision ${revision}: it could not load ${failed.revision}: ${text(truncate(failed.reason, 200))}`,
        ]
      : []),
    ...(silentFor > SILENT_AFTER_SECONDS ? [`${name} has not been seen for ${minutes} minutes`] : []),
  ];
}

function faultsOf(folder: FolderState, { text }: Style): string[] {
  if (folder.type !== 'unreadable') return [];
  return folder.faults.map((fault) => `• ${text(truncate(renderFault(fault), 300))}`);
}

function processLine({ host, pid, revision, silentFor }: Process, isThis: boolean, { text }: Style): string {
  const seen = isThis ? 'this one' : `seen ${counted(Math.max(0, Math.round(silentFor)), 'second')} ago`;
  return `• ${text(host)}, process ${pid}: revision ${revision} (${seen})`;
}

function sourceLine(
  { title, publisher, published }: Source,
  today: Temporal.PlainDate,
  { text }: Style,
): string {
  return `• ${text(truncate(title, 120))}, ${text(publisher)}, ${renderDay(published)} (${ageOf(published, today)})`;
}

/** "12 years old", "3 days old" */
function ageOf(day: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const { years, months, days } = day.until(today, { largestUnit: 'year' });
  if (years > 0) return `${counted(years, 'year')} old`;
  if (months > 0) return `${counted(months, 'month')} old`;
  return days > 0 ? `${counted(days, 'day')} old` : 'of today';
}

function countWords({ sources, assistance, items, engagements }: Counts): string {
  return [
    counted(sources, 'source'),
    counted(assistance, 'record of assistance', 'records of assistance'),
    counted(items, 'item'),
    counted(engagements, 'meeting'),
  ].join(', ');
}

/** "7 4 June 2014, reload by ana: why, pinned (1 source, …, 3f2a9c1d)" */
export function revisionLine(revision: KeptRevision, { time, actor, text, strong }: Style): string {
  const { number, madeAt, madeBy, how, why, pinned, counts, content } = revision;
  const reason = why === undefined ? '' : `: ${text(why)}`;
  const pin = pinned ? ', pinned' : '';
  return `${strong(String(number))} ${time(madeAt)}, ${how} by ${actor(madeBy)}${reason}${pin} (${countWords(counts)}, ${content.slice(0, 8)})`;
}

/** "4 June 2014 ana: reload of revision 7, refused (why)" */
export function auditLine(entry: AuditEntry, { time, actor, text }: Style): string {
  const { action, outcome, revision, detail } = entry;
  const what = `${action}${revision === undefined ? '' : ` of revision ${revision}`}`;
  const end = outcome === 'done' ? '' : `, ${outcome}`;
  const why = detail === undefined ? '' : ` (${text(truncate(detail, 150))})`;
  return `${time(entry.at)} ${actor(entry.actor)}: ${what}${end}${why}`;
}

/** All of it as plain text. */
export function historyText(history: {
  readonly revisions: readonly KeptRevision[];
  readonly audit: readonly AuditEntry[];
}): string {
  const revisions = history.revisions.map((one) => revisionLine(one, PLAIN));
  return [...revisions, '', ...history.audit.map((entry) => auditLine(entry, PLAIN))].join('\n');
}
