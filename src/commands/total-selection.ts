import type { Assistance, Facts, Item } from '../data/facts.ts';
import { overlap, type Period, type When } from '../data/when.ts';

/** The facts that a question is about. `partly`: of its period, only a part; `undated`: nobody says when. */
export interface Selection {
  readonly within: readonly Assistance[];
  readonly partly: readonly Assistance[];
  readonly undated: readonly Assistance[];
}

/** A part that names no recipient goes where what contains it goes. */
export function recipientOf(facts: Facts, assistance: Assistance): string | undefined {
  return [assistance, ...facts.ancestorsOf(assistance.id)].find(({ to }) => to !== undefined)?.to;
}

/** A fact that only partly falls into the period is not added: its source does not say how much of it does. */
export function selectByTime(
  facts: Facts,
  candidates: readonly Assistance[],
  period: Period | undefined,
): Selection {
  if (period === undefined) return { within: candidates, partly: [], undated: [] };
  const groups = Map.groupBy(candidates, (assistance) => placeInTime(facts, assistance, period));
  return {
    within: groups.get('within') ?? [],
    partly: groups.get('partly') ?? [],
    undated: groups.get('undated') ?? [],
  };
}

function placeInTime(
  facts: Facts,
  assistance: Assistance,
  period: Period,
): 'within' | 'partly' | 'none' | 'undated' {
  const when = whenOf(facts, assistance);
  if (when !== undefined) return overlap(when, period);
  const { published } = facts.getSource(assistance.sourceId);
  const isBefore =
    period.from === undefined && period.to && Temporal.PlainDate.compare(published, period.to) <= 0;
  return isBefore ? 'within' : 'undated';
}

/** A part with no time of its own has the time of what contains it. */
function whenOf(facts: Facts, assistance: Assistance): When | undefined {
  return [assistance, ...facts.ancestorsOf(assistance.id)].find(({ when }) => when !== undefined)?.when;
}

export function inPeriod(facts: Facts, items: readonly Item[], period: Period | undefined): Item[] {
  if (period === undefined) return [...items];
  return items.filter((item) => {
    const when = item.when ?? whenOf(facts, facts.assistanceOf(item));
    return when === undefined || overlap(when, period) !== 'none';
  });
}
