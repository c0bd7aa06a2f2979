import type { Assistance, Facts } from '../data/facts.ts';
import { datesOf } from '../data/when.ts';
import { renderMonth, renderWhen } from '../data/when-render.ts';
import { capitalize } from '../replies/markdown.ts';
import type { Group } from './total-groups.ts';
import { selectByTime } from './total-selection.ts';

/** So many stretches of time have a row of their own: the newest. */
const STRETCHES = 5;

/** A group with where it stands in time; without a start it comes last. */
interface Dated extends Group {
  readonly from: Temporal.PlainDate | undefined;
}

/**
 * One group a month, of what fell wholly into it: what `/total` answers between its first and its last day.
 *
 * What stretches over more than a month, and what its source dates only about, is put into no month: it has rows of its own,
 * in the words of its source. A record without a date goes with what contains it.
 */
export function groupByMonth(facts: Facts, selection: readonly Assistance[]): Group[] {
  const sure = selection.filter(({ when }) => when?.type !== 'dates' || !when.approximate);
  const months = [...new Set(sure.map(monthOf).filter((month) => month !== undefined))];
  const dated = months.map((month) => groupIn(facts, sure, Temporal.PlainYearMonth.from(month)));
  const placed = new Set(dated.flatMap(({ members }) => members));
  const left = selection.filter((assistance) => !placed.has(assistance));
  const { stretches, undated } = groupStretches(facts, left);
  return [...[...dated, ...joinStretches(stretches)].sort(earlierFirst), undated];
}

/** "2014-03", where all of it fell into that month. */
function monthOf({ when }: Assistance): string | undefined {
  if (when === undefined) return undefined;
  const { from, to } = datesOf(when);
  const month = from?.toPlainYearMonth();
  return from && to && month?.equals(to.toPlainYearMonth()) ? month.toString() : undefined;
}

function groupIn(facts: Facts, records: readonly Assistance[], month: Temporal.PlainYearMonth): Dated {
  const from = month.toPlainDate({ day: 1 });
  const to = month.toPlainDate({ day: month.daysInMonth });
  return { name: renderMonth(from), members: selectByTime(facts, records, { from, to }).within, from };
}

/** By what their sources say of the time; an undated part goes with the nearest that contains it. */
function groupStretches(
  facts: Facts,
  records: readonly Assistance[],
): { stretches: Dated[]; undated: Group } {
  const left = new Set(records);
  const whenOf = (assistance: Assistance) => {
    const chain = [assistance, ...facts.ancestorsOf(assistance.id).filter((outer) => left.has(outer))];
    return chain.find(({ when }) => when !== undefined)?.when;
  };
  const groups = Map.groupBy(records, (assistance) => {
    const when = whenOf(assistance);
    return when && capitalize(renderWhen(when));
  });
  const undated = { name: 'No date stated', members: groups.get(undefined) ?? [], isRest: true };
  const stretches = [...groups].flatMap(([name, members]) => {
    const [first] = members;
    if (name === undefined || first === undefined) return [];
    const when = whenOf(first);
    return [{ name, members, isStretch: true, from: when && datesOf(when).from }];
  });
  return { stretches, undated };
}

function joinStretches(stretches: readonly Dated[]): Dated[] {
  const ordered = stretches.toSorted(earlierFirst);
  if (ordered.length <= STRETCHES) return ordered;
  const joined = ordered.splice(0, ordered.length - STRETCHES + 1);
  const name = `${joined.length} earlier stretches of time`;
  const members = joined.flatMap((stretch) => stretch.members);
  return [{ name, members, isStretch: true, from: joined[0]?.from }, ...ordered];
}

function earlierFirst({ from: a }: Dated, { from: b }: Dated): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return Temporal.PlainDate.compare(a, b);
}
