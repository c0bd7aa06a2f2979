import { AssistanceSet } from '../data/assistance-set.ts';
import type { Assistance } from '../data/facts.ts';
import { groupInSteps, joinLists, keepInSteps } from '../data/lists-in-steps.ts';
import { LongList } from '../data/long-list.ts';
import { forEach, type Steps } from '../data/steps.ts';
import { datesOf, type When } from '../data/when.ts';
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
export function* groupByMonth(view: View, selection: readonly Assistance[]): Steps<Group[]> {
  const sure = yield* keepInSteps(selection, ({ when }) => when?.type !== 'dates' || !when.approximate);
  const dated = yield* groupWithin(view, sure);
  const placed = yield* AssistanceSet.of(
    view.facts,
    dated.map(({ members }) => members),
  );
  const left = yield* keepInSteps(selection, (assistance) => !placed.has(assistance));
  const { stretches, undated } = yield* groupStretches(view, left);
  const shown = yield* joinStretches(view.language, stretches);
  return [...[...dated, ...shown].sort(earlierFirst), undated];
}

/** "2014-03", where all of it fell into that month. */
function monthOf(when: When): string | undefined {
  const { from, to } = datesOf(when);
  const month = from?.toPlainYearMonth();
  return from && to && month?.equals(to.toPlainYearMonth()) ? month.toString() : undefined;
}

/** All months at once: to select each by itself takes seconds where a table has thousands of records. */
function* groupWithin({ facts, language }: View, records: readonly Assistance[]): Steps<Dated[]> {
  const selected = yield* AssistanceSet.of(facts, [records]);
  const byMonth = new Map<string, LongList<Assistance>>();
  yield* forEach(records, (record) => {
    for (const month of monthsOf(record)) {
      const group = byMonth.get(month);
      if (group) group.push(record);
      else byMonth.set(month, LongList.of(record));
    }
  });
  const groups: Dated[] = [];
  for (const [month, members] of byMonth) {
    const from = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
    groups.push({ name: language.month(from), members: yield* members.joined(), from });
  }
  return groups;

  /** Its own; without a date, those of what contains it. */
  function monthsOf({ id, when }: Assistance): Iterable<string> {
    const around = when === undefined ? facts.ancestorsOf(id).filter((outer) => selected.has(outer)) : [];
    const times = when === undefined ? around.map((outer) => outer.when) : [when];
    return new Set(times.flatMap((time) => (time && monthOf(time)) ?? []));
  }
}

/** By what their sources say of the time; an undated part goes with the nearest that contains it. */
function* groupStretches(
  { facts, language }: View,
  records: readonly Assistance[],
): Steps<{ stretches: Dated[]; undated: Group }> {
  const left = yield* AssistanceSet.of(facts, [records]);
  const whenOf = (assistance: Assistance) => {
    const { id, when } = assistance;
    if (when !== undefined) return when;
    const around = facts.ancestorsOf(id).filter((outer) => left.has(outer));
    return around.find((outer) => outer.when !== undefined)?.when;
  };
  const groups = yield* groupInSteps(records, (assistance) => {
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

function* joinStretches({ t }: Language, stretches: readonly Dated[]): Steps<Dated[]> {
  const ordered = stretches.toSorted(earlierFirst);
  if (ordered.length <= STRETCHES) return ordered;
  const joined = ordered.splice(0, ordered.length - STRETCHES + 1);
  const name = t('chart.earlier', { count: joined.length });
  const members = yield* joinLists(joined, (stretch) => stretch.members);
  return [{ name, members, isStretch: true, from: joined[0]?.from }, ...ordered];
}

function earlierFirst({ from: a }: Dated, { from: b }: Dated): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return Temporal.PlainDate.compare(a, b);
}
