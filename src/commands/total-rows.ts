import type { Amount } from '../data/amount.ts';
import type { Assistance, Facts } from '../data/facts.ts';
import { type Sum, type Total, totalAssistance } from '../data/total.ts';
import type { Group, Grouping } from './total-groups.ts';

/** A group with what `/total` says of it. */
export interface Counted {
  readonly group: Group;
  readonly total: Total;
  /** How many of the shown groups contain it. */
  readonly depth: number;
}

/** So many groups have a row of their own, and so many bars are drawn. */
const ROWS = 10;
const BARS = 16;

const NOUNS: Readonly<Record<Grouping, string>> = {
  kind: 'kinds',
  program: 'programs',
  recipient: 'recipients',
  month: 'months',
};

/** The groups to show, in order, and the others as one. Kinds and months keep their own order; all of them are shown. */
export function chooseRows(facts: Facts, groups: readonly Group[], grouping: Grouping): Counted[] {
  const counted = groups.map((group) => ({
    group,
    total: totalAssistance(facts, group.members),
    depth: 0,
  }));
  if (grouping === 'kind' || grouping === 'month') return counted;
  const ranked = rankBySize(counted);
  const shown = takeWhatFits(ranked);
  const hidden = ranked.slice(shown.length);
  return [...nest(shown), ...joinOthers(facts, shown, hidden, NOUNS[grouping])];
}

/** Largest first, each by the currency and kind in which it stands highest; then those without a figure, then the rest. */
function rankBySize(counted: readonly Counted[]): Counted[] {
  const best = new Map<Counted, number>();
  const sums = counted.flatMap((row) => row.total.sums.map((sum) => ({ row, sum })));
  for (const group of Map.groupBy(sums, ({ sum }) => `${sum.kind} ${currencyOf(sum)}`).values()) {
    const ordered = group.toSorted((a, b) => compareSize(b.sum.amount, a.sum.amount));
    for (const [rank, { row }] of ordered.entries()) {
      best.set(row, Math.min(rank, best.get(row) ?? rank));
    }
  }
  const rankOf = (row: Counted) => best.get(row) ?? Number.MAX_SAFE_INTEGER;
  return counted.toSorted((a, b) => {
    return Number(a.group.isRest ?? false) - Number(b.group.isRest ?? false) || rankOf(a) - rankOf(b);
  });
}

/** What is sure decides; then what is possible, where no end is the most. */
function compareSize(a: Amount, b: Amount): number {
  const byLeast = Number(a.low.minor - b.low.minor);
  if (byLeast !== 0 || a.high === b.high) return byLeast;
  if (a.high === undefined || b.high === undefined) return a.high === undefined ? 1 : -1;
  return Number(a.high.minor - b.high.minor);
}

function takeWhatFits(ranked: readonly Counted[]): Counted[] {
  const shown: Counted[] = [];
  let bars = 0;
  for (const row of ranked) {
    bars += Math.max(1, row.total.sums.length);
    if (shown.length > 0 && (shown.length === ROWS || bars > BARS)) break;
    shown.push(row);
  }
  // One more takes no more room than “the other one”.
  return ranked.length - shown.length === 1 ? [...ranked] : shown;
}

/** What is inside another stands under it. */
function nest(shown: readonly Counted[]): Counted[] {
  const insides = new Map(shown.map((row) => [row, new Set(row.group.members)]));
  const isInside = (inner: Counted, outer: Counted) =>
    inner !== outer &&
    inner.group.members.length < outer.group.members.length &&
    inner.group.members.every((member) => insides.get(outer)?.has(member));
  const place = (rows: readonly Counted[], depth: number): Counted[] => {
    const outermost = rows.filter((row) => !rows.some((other) => isInside(row, other)));
    return outermost.flatMap((row) => [
      { ...row, depth },
      ...place(
        rows.filter((other) => isInside(other, row)),
        depth + 1,
      ),
    ]);
  };
  return place(shown, 0);
}

/** What no shown row has counted already, as one selection: the rules of a total hold in it as in any. */
function joinOthers(
  facts: Facts,
  shown: readonly Counted[],
  hidden: readonly Counted[],
  noun: string,
): Counted[] {
  const inShown = new Set(shown.flatMap(({ group }) => group.members));
  const isLeft = (member: Assistance) => !inShown.has(member);
  const others = hidden.filter(({ group }) => group.members.some(isLeft));
  const members = [...new Set(others.flatMap(({ group }) => group.members.filter(isLeft)))];
  if (members.length === 0) return [];
  const named = others.filter(({ group }) => !group.isRest).length;
  const rest = others.filter(({ group }) => group.isRest).map(({ group }) => group.name.toLowerCase());
  const name = [named > 0 ? `The other ${named} ${noun}` : '', ...rest].filter(Boolean).join(', and ');
  const group = { name, members, isRest: true };
  return [{ group, total: totalAssistance(facts, members), depth: 0 }];
}

export function currencyOf({ amount: { unit } }: Pick<Sum, 'amount'>): string {
  return unit.type === 'money' ? unit.currency : unit.noun;
}

/** Whether some money is in two rows, or in a row and in something larger: then the rows come to more than the whole. */
export function shareMoney(whole: Total, rows: readonly Counted[]): boolean {
  if (whole.sums.some(({ overlaps }) => overlaps.length > 0)) return true;
  const cells = new Map(
    whole.sums.flatMap(({ counted }) =>
      counted.flatMap((entry) => [entry.assistance, ...entry.sameAs].map((told) => [told, entry] as const)),
    ),
  );
  const seen = new Set<unknown>();
  for (const { total } of rows) {
    const counted = total.sums.flatMap((sum) => sum.counted.map(({ assistance }) => cells.get(assistance)));
    const distinct = new Set(counted);
    if (distinct.has(undefined) || [...distinct].some((cell) => seen.has(cell))) return true;
    for (const cell of distinct) seen.add(cell);
  }
  return false;
}
