import type { Facts } from '../data/facts.ts';
import { ENGLISH } from '../i18n/language.ts';
import type { Standing } from '../reminders/desk.ts';
import { renderLeads } from '../reminders/leads.ts';
import { outcomeOf } from './ledger.ts';

/** Every subscription with its next reminder and its last entries, as plain text for an operator. Times are in UTC. */
export function renderReport(facts: Facts, standings: readonly Standing[]): string {
  if (standings.length === 0) return 'No channel is reminded of meetings.';
  return standings.map((standing) => renderStanding(facts, standing)).join('\n\n');
}

function renderStanding(facts: Facts, { subscription, next, entries }: Standing): string {
  const { id, serverId, channelId, leads, search, pausedBy, pausedReason, pausedAt } = subscription;
  const what = search === '' ? 'all meetings' : `meetings like “${search}”`;
  const paused = `paused by ${pausedBy === 'admin' ? 'its admin' : 'Discord'}${pausedAt ? ` since ${at(pausedAt)}` : ''}${pausedReason ? `: ${pausedReason}` : ''}`;
  const coming = next === undefined ? 'none' : `${at(next.slot.dueAt)} for ${next.meeting.record.title}`;
  const lines = entries.map((entry) => {
    const title = facts.findEngagement(entry.engagementId)?.title ?? entry.engagementId;
    return `  ${entry.isCorrection ? 'correction, ' : ''}${title}: ${outcomeOf(ENGLISH, entry, at)}`;
  });
  return [
    `#${id} server ${serverId}, channel ${channelId}: ${renderLeads(leads)} before, ${what}`,
    `  next: ${pausedBy === undefined ? coming : paused}`,
    ...(lines.length > 0 ? lines : ['  nothing has been due yet']),
  ].join('\n');
}

/** "2026-03-19 08:00" */
function at(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'minute' }).replace('T', ' ').replace('Z', '');
}
