import type { Assistance } from '../data/facts.ts';
import { datesOf } from '../data/when.ts';
import type { Language } from '../i18n/language.ts';
import { capitalize } from '../replies/markdown.ts';
import type { View } from '../replies/view.ts';
import type { Group } from './total-groups.ts';

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
export function groupByMonth(view: View, selection: readonly Assistance[]): Group[] {
  const sure = selection.filter(({ when }) => when?.type !== 'dates' || !when.approximate);
  const dated = groupWithin(view, sure);
  const placed = new Set(dated.flatMap(({ members }) => members));
  const left = selection.filter((assistance) => !placed.has(assistance));
  const { stretches, undated } = groupStretches(view, left);
  return [...[...dated, ...joinStretches(view.language, stretches)].sort(earlierFirst), undated];
}

/** "2014-03", where all of it fell into that month. */
function monthOf({ when }: Assistance): string | undefined {
  if (when === undefined) return undefined;
  const { from, to } = datesOf(when);
  const month = from?.toPlainYearMonth();
  return from && to && month?.equals(to.toPlainYearMonth()) ? month.toString() : undefined;
}

/** All months at once: to select each by itself takes seconds where a table has thousands of records. */
function groupWithin({ facts, language }: View, records: readonly Assistance[]): Dated[] {
  const months = new Map(records.map((assistance) => [assistance, monthOf(assistance)]));
  const byMonth = Map.groupBy(records, (assistance) => months.get(assistance));
  const undated = records.filter(({ when }) => when === undefined);
  for (const part of undated) {
    const around = new Set(facts.ancestorsOf(part.id).map((outer) => months.get(outer)));
    for (const month of around) if (month !== undefined) byMonth.get(month)?.push(part);
  }
  return [...byMonth].flatMap(([month, members]) => {
    if (month === undefined) return [];
    const from = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
    return [{ name: language.month(from), members, from }];
  });
}

/** By what their sources say of the time; an undated part goes with the nearest that contains it. */
function groupStretches(
  { facts, language }: View,
  records: readonly Assistance[],
): { stretches: Dated[]; undated: Group } {
  const left = new Set(records);
  const whenOf = (assistance: Assistance) => {
    const chain = [assistance, ...facts.ancestorsOf(assistance.id).filter((outer) => left.has(outer))];
    return chain.find(({ when }) => when !== undefined)?.when;
  };
  const groups = Map.groupBy(records, (assistance) => {
    const when = whenOf(assistance);
    return when && capitalize(language.when(when));
  });
  const undated = { name: language.t('chart.noDate'), members: groups.get(undefined) ?? [], isRest: true };
  const stretches = [...groups].flatMap(([name, members]) => {
    const [first] = members;
    if (name === undefined || first === undefined) return [];
    const when = whenOf(first);
    return [{ name, members, isStretch: true, from: when && datesOf(when).from }];
  });
  return { stretches, undated };
}

function joinStretches({ t }: Language, stretches: readonly Dated[]): Dated[] {
  const ordered = stretches.toSorted(earlierFirst);
  if (ordered.length <= STRETCHES) return ordered;
  const joined = ordered.splice(0, ordered.length - STRETCHES + 1);
  const name = t('chart.earlier', { count: joined.length });
  const members = joined.flatMap((stretch) => stretch.members);
  return [{ name, members, isStretch: true, from: joined[0]?.from }, ...ordered];
}

function earlierFirst({ from: a }: Dated, { from: b }: Dated): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return Temporal.PlainDate.compare(a, b);
}
