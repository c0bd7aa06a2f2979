import type { Language } from '../i18n/language.ts';
import type { Entry } from '../reminders/entries.ts';
import type { SkipReason } from '../reminders/plan.ts';
import { literal, truncate } from './markdown.ts';
import type { View } from './view.ts';

const SKIP_REASONS: Readonly<Record<SkipReason, true>> = {
  began: true,
  paused: true,
  refused: true,
  changed: true,
  gone: true,
  'announced-later': true,
};

function isSkipReason(reason: string): reason is SkipReason {
  return Object.hasOwn(SKIP_REASONS, reason);
}

/** Sent later than this after it was due, it is called late. */
const LATE_AFTER_MS = 60_000;

/** How one reminder ended, in words: "sent", "sent late", "skipped: why", "failing since when". */
export function outcomeOf(
  { t }: Language,
  entry: Pick<Entry, 'state' | 'reason' | 'dueAt' | 'settledAt' | 'failingSince' | 'lastError'>,
  renderTime: (instant: Temporal.Instant) => string,
): string {
  const { state, reason, dueAt, settledAt, failingSince, lastError } = entry;
  if (state === 'skipped') {
    const why = reason !== undefined && isSkipReason(reason) ? t(`ledger.${reason}`) : (reason ?? '');
    return t('ledger.skipped', { why, due: renderTime(dueAt) });
  }
  if (state === 'sent' && settledAt !== undefined) {
    const isLate = settledAt.epochMilliseconds - dueAt.epochMilliseconds > LATE_AFTER_MS;
    const at = renderTime(settledAt);
    return isLate ? t('ledger.sentLate', { at, due: renderTime(dueAt) }) : t('ledger.sent', { at });
  }
  if (failingSince === undefined) return t('ledger.underWay', { due: renderTime(dueAt) });
  const error = lastError ?? t('remind.noReason');
  return t('ledger.failing', { since: renderTime(failingSince), error });
}

/** One line of the ledger, for Discord. */
export function renderEntry({ facts, language }: View, entry: Entry): string {
  const { t } = language;
  const title = facts.findEngagement(entry.engagementId)?.title ?? entry.engagementId;
  const shown = literal(truncate(title, 80));
  const what = entry.isCorrection ? t('ledger.correction', { title: shown }) : shown;
  const said = { ...entry, lastError: entry.lastError && literal(entry.lastError) };
  return t('ledger.entry', { what, outcome: outcomeOf(language, said, renderInstant) });
}

export function renderInstant(instant: Temporal.Instant): string {
  return `<t:${Math.floor(instant.epochMilliseconds / 1000)}:f>`;
}
