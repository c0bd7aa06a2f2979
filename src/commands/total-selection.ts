import type { Assistance, Facts, Item } from '../data/facts.ts';
import { LongList } from '../data/long-list.ts';
import type { Steps } from '../data/steps.ts';
import { overlap, type Period, type When } from '../data/when.ts';

/** The facts that a question is about. `partly`: of its period, only a part; `undated`: nobody says when. */
export interface Selection {
  readonly within: readonly Assistance[];
  readonly partly: readonly Assistance[];
  readonly undated: readonly Assistance[];
}

/** As many items of one name as are told one by one. */
const FEWEST_ROWS = 8;

/**
 * The facts behind many items of one name, where each is all that its fact lists: then the fact's money is the item's, and can be
 * added up, as the rows of a table can. Undefined where the items have to be told one by one.
 */
export function rowsOf(facts: Facts, items: readonly Item[]): readonly Assistance[] | undefined {
  const [first] = items;
  if (first === undefined || items.length <= FEWEST_ROWS) return undefined;
  const wholes = items.map((item) => facts.assistanceOf(item));
  const isAlone = wholes.every((whole) => whole.items.length === 1);
  return isAlone && items.every(({ name }) => name === first.name) ? wholes : undefined;
}

/** A part that names no recipient goes where what contains it goes. */
export function recipientOf(facts: Facts, assistance: Assistance): string | undefined {
  if (assistance.to !== undefined || assistance.partOf === undefined) return assistance.to;
  return facts.ancestorsOf(assistance.id).find(({ to }) => to !== undefined)?.to;
}

/**
 * A fact that only partly falls into the period is not added: its source does not say how much of it does. One with no date
 * of its own goes with what contains it, and is otherwise left out by name: money appropriated in one year is spent in others.
 */
export function* selectByTime(
  facts: Facts,
  candidates: readonly Assistance[],
  period: Period | undefined,
): Steps<Selection> {
  if (period === undefined) return { within: candidates, partly: [], undated: [] };
  const found = {
    within: new LongList<Assistance>(),
    partly: [] as Assistance[],
    undated: [] as Assistance[],
  };
  for (const assistance of candidates) {
    const place = placeInTime(facts, assistance, assistance.when, period);
    if (place !== 'none') found[place].push(assistance);
    yield;
  }
  const within = found.undated.length === 0 ? new Set<Assistance>() : new Set(found.within);
  const [inside, undated] = partition(found.undated, ({ id }) =>
    facts.ancestorsOf(id).some((ancestor) => within.has(ancestor)),
  );
  for (const assistance of inside) found.within.push(assistance);
  return {
    within: yield* found.within.joined(),
    partly: found.partly,
    undated: undated.filter((assistance) => !isToldBefore(facts, assistance, period)),
  };
}

/** An item in a period, as far as its source says when. */
export interface PlacedItem {
  readonly item: Item;
  readonly place: 'within' | 'partly' | 'undated';
}

export function placeItems(facts: Facts, items: readonly Item[], period: Period | undefined): PlacedItem[] {
  return items.flatMap((item) => {
    const assistance = facts.assistanceOf(item);
    const place = period ? placeInTime(facts, assistance, item.when ?? assistance.when, period) : 'within';
    const isOut = place === 'none' || (place === 'undated' && isToldBefore(facts, assistance, period));
    return isOut ? [] : [{ item, place }];
  });
}

/** What a source tells of had happened when it was published: it is in no time that begins later. */
function isToldBefore(facts: Facts, { sourceId }: Assistance, period: Period | undefined): boolean {
  const { published } = facts.getSource(sourceId);
  return period?.from !== undefined && Temporal.PlainDate.compare(published, period.from) < 0;
}

function placeInTime(
  facts: Facts,
  { sourceId }: Assistance,
  when: When | undefined,
  period: Period,
): 'within' | 'partly' | 'none' | 'undated' {
  if (when !== undefined) return overlap(when, period);
  const { published } = facts.getSource(sourceId);
  const isBefore =
    period.from === undefined && period.to && Temporal.PlainDate.compare(published, period.to) <= 0;
  return isBefore ? 'within' : 'undated';
}

function partition<T>(values: readonly T[], isFirst: (value: T) => boolean): [T[], T[]] {
  return [values.filter(isFirst), values.filter((value) => !isFirst(value))];
}
