import type { Engagement, Facts } from '../data/facts.ts';
import type { When } from '../data/when.ts';

/** One meeting, however many sources tell of it. */
export interface Meeting {
  /** The id of the record that told of it first: it stays when later sources tell of it too. */
  readonly id: string;
  /** The ids of all its records. */
  readonly ids: readonly string[];
  /** What the newest source says. */
  readonly record: Engagement;
}

/** Records with one subject are one meeting, told by the newest source. In the order of `facts.engagements`. */
export function meetingsOf(facts: Facts): Meeting[] {
  const rank = new Map(facts.sources.map(({ id }, i) => [id, i]));
  const age = ({ sourceId }: Engagement) => rank.get(sourceId) ?? 0;
  const oldestFirst = (a: Engagement, b: Engagement) => age(b) - age(a) || (a.id < b.id ? -1 : 1);
  const groups = Map.groupBy(facts.engagements, ({ id, subject }) => subject ?? `${id} alone`);
  return [...groups.values()].map((group) => {
    const records = group.toSorted(oldestFirst);
    const [oldest, newest] = [records[0], records.at(-1)];
    if (oldest === undefined || newest === undefined) throw new Error('A group of records is empty.');
    return { id: oldest.id, ids: records.map(({ id }) => id), record: newest };
  });
}

/**
 * What a channel is told of a meeting, as a key: its start (`2014-06-04T07:00:00Z`, or days such as `2014-06-01/2014-06-10`),
 * or that it is off. Two that differ are worth a correction.
 */
export function stateOf({ when, status }: Pick<Engagement, 'when' | 'status'>): string {
  return status === 'cancelled' || status === 'postponed' ? status : startKey(when);
}

export function startKey(when: When): string {
  if (when.type === 'instant') return when.start.toInstant().toString();
  return `${when.from ?? '..'}/${when.to ?? '..'}`;
}

/** Whether a source gives the day itself. "Early June", "June 2014" and "about 4 June" do not. */
export function hasDay(when: When): boolean {
  if (when.type === 'instant') return true;
  if (when.from === undefined || when.approximate) return false;
  if (when.precision === 'day') return true;
  return when.precision === 'range' && when.says === undefined && when.to !== undefined;
}

/**
 * From when on a reminder of it is pointless: its start, or, where no hour is known, the end of its last day in `zone`.
 * A window with an open end counts as a month.
 */
export function endOfUse(when: When, zone: string): Temporal.Instant {
  if (when.type === 'instant') return when.start.toInstant();
  const last = hasDay(when) ? when.from : (when.to ?? when.from?.add({ months: 1 }));
  if (last === undefined) return Temporal.Instant.fromEpochMilliseconds(0);
  return last.add({ days: 1 }).toZonedDateTime(zone).toInstant();
}
