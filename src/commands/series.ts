import type { Engagement, Facts } from '../data/facts.ts';
import { isOver } from '../data/when.ts';
import type { Ref } from './lookup.ts';

/** Meetings that follow each other in a list and are one series, by the first of them. */
export interface MeetingGroup {
  readonly first: Engagement;
  readonly others: readonly Engagement[];
}

/** A series stands where its first meeting does, once: a weekly call must not fill every page. */
export function groupBySeries(meetings: readonly Engagement[]): MeetingGroup[] {
  const groups = Map.groupBy(meetings, ({ id, seriesId }) => seriesId ?? `${id} alone`);
  return [...groups.values()].flatMap(([first, ...others]) => (first ? [{ first, others }] : []));
}

/** Lets one of the meetings of a series that are called the same stand for all, where there are any. */
export function oneOfEachSeries(facts: Facts): { accept?: (record: Ref) => boolean } {
  if (!facts.hasSeries) return {};
  return { accept: ({ type, id }) => type !== 'engagement' || facts.isFirstAlike(facts.getEngagement(id)) };
}

/** Of those that are alike it the next, or the last where all are over. */
export function nextAlike(facts: Facts, engagement: Engagement, now: Temporal.Instant): Engagement {
  const alike = facts.alike(engagement);
  return alike.find(({ when }) => !isOver(when, now, 'UTC')) ?? alike.at(-1) ?? engagement;
}
