import type { Facts } from '../data/facts.ts';
import type { Entry } from '../reminders/entries.ts';
import type { SkipReason } from '../reminders/plan.ts';
import { literal, truncate } from './markdown.ts';

export const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  began: 'the meeting had begun before it could be sent',
  paused: 'the subscription was paused',
  refused: 'Discord refused it',
  changed: 'the meeting moved or was cancelled first',
  gone: 'the meeting is no longer among the facts',
  'announced-later': 'the meeting became known after it was due, and a later message told of it',
};

/** Sent later than this after it was due, it is called late. */
const LATE_AFTER_MS = 60_000;

/** How one reminder ended, in words: "sent", "sent late", "skipped: why", "failing since when". */
export function outcomeOf(
  entry: Pick<Entry, 'state' | 'reason' | 'dueAt' | 'settledAt' | 'failingSince' | 'lastError'>,
  renderTime: (instant: Temporal.Instant) => string,
): string {
  const { state, reason, dueAt, settledAt, failingSince, lastError } = entry;
  if (state === 'skipped') {
    const words = Object.entries(SKIP_WORDS).find(([key]) => key === reason)?.[1] ?? reason ?? '';
    return `skipped: ${words}, was due ${renderTime(dueAt)}`;
  }
  if (state === 'sent' && settledAt !== undefined) {
    const isLate = settledAt.epochMilliseconds - dueAt.epochMilliseconds > LATE_AFTER_MS;
    return isLate
      ? `sent late, ${renderTime(settledAt)}, was due ${renderTime(dueAt)}`
      : `sent ${renderTime(settledAt)}`;
  }
  if (failingSince === undefined) return `under way, due ${renderTime(dueAt)}`;
  return `failing since ${renderTime(failingSince)}: ${lastError ?? 'no reason given'}; it is tried again`;
}

/** One line of the ledger, for Discord. */
export function renderEntry(facts: Facts, entry: Entry): string {
  const title = facts.findEngagement(entry.engagementId)?.title ?? entry.engagementId;
  const what = `${entry.isCorrection ? 'Correction: ' : ''}${literal(truncate(title, 80))}`;
  return `${what}: ${outcomeOf({ ...entry, lastError: entry.lastError && literal(entry.lastError) }, renderInstant)}`;
}

export function renderInstant(instant: Temporal.Instant): string {
  return `<t:${Math.floor(instant.epochMilliseconds / 1000)}:f>`;
}
