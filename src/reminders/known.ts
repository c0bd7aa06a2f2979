import type { Engagement, Facts } from '../data/facts.ts';
import type { Search } from '../search/search.ts';
import { type Meeting, meetingsOf, stateOf } from './meeting.ts';

/** What is known of the meetings of one loaded state of the facts. */
export interface Known {
  readonly facts: Facts;
  readonly meetings: readonly Meeting[];
  readonly byRecord: ReadonlyMap<string, Meeting>;
  readonly current: readonly { engagementId: string; meetingId: string; state: string }[];
  readonly matches: (search: string) => ReadonlySet<string>;
}

/** Works out what reminders need to know of facts. */
export function know(facts: Facts, search: Search): Known {
  const meetings = meetingsOf(facts);
  const byRecord = new Map(meetings.flatMap((meeting) => meeting.ids.map((id) => [id, meeting] as const)));
  const current = [...byRecord].map(([engagementId, meeting]) => ({
    engagementId,
    meetingId: meeting.id,
    state: stateOf(meeting.record),
  }));
  const found = new Map<string, ReadonlySet<string>>();
  const matches = (text: string) => {
    const known =
      found.get(text) ??
      new Set(findMeetings(facts, search, text).flatMap(({ id }) => byRecord.get(id)?.id ?? []));
    found.set(text, known);
    return known;
  };
  return { facts, meetings, byRecord, current, matches };
}

/** A guess is good enough to answer with, but not to ping people for. */
function findMeetings(facts: Facts, search: Search, text: string): readonly Engagement[] {
  const { hits } = search.find(text, { types: ['engagement'], limit: 1000 });
  const sure = hits.filter(({ tier }) => tier !== 'fuzzy');
  return sure.flatMap(({ record }) => facts.alike(facts.getEngagement(record.id)));
}
