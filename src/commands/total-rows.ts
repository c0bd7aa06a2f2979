import type { Amount } from '../data/amount.ts';
import { AssistanceSet } from '../data/assistance-set.ts';
import type { Facts } from '../data/facts.ts';
import { keepInSteps } from '../data/lists-in-steps.ts';
import { forEach, type Steps } from '../data/steps.ts';
import { type Sum, type Total, totalSteps } from '../data/total.ts';
import type { View } from '../replies/view.ts';
import type { Group, Grouping } from './total-groups.ts';

/** A group with what `/total` says of it. */
export interface Counted {
  readonly group: Group;
  readonly total: Total;
  /** Told in words alone: its bar would leave the others no length. */
  readonly isUndrawn?: boolean;
}

/** So many groups have a row of their own, and so many bars are drawn. Months of one bar each take one line each. */
const LIMITS = {
  groups: { rows: 10, bars: 16 },
  months: { rows: 12, bars: 24 },
  plainMonths: { rows: 36, bars: 40 },
} as const;

/** The groups to show, in order, and the others as one. All kinds are shown. */
export function* chooseRows(view: View, groups: readonly Group[], grouping: Grouping): Steps<Counted[]> {
  const { facts } = view;
  const counted: Counted[] = [];
  for (const group of groups) counted.push({ group, total: yield* totalSteps(facts, group.members) });
  if (grouping === 'kind') return counted;
  if (grouping === 'month') return yield* chooseMonths(view, counted);
  const ranked = rankBySize(counted);
  const shown = takeWhatFits(ranked, LIMITS.groups);
  return [...shown, ...(yield* joinOthers(view, shown, ranked.slice(shown.length), grouping))];
}

/** The newest months, and the earlier ones in a sentence: a chart that goes on for years is no picture. */
function* chooseMonths({ facts, language }: View, counted: readonly Counted[]): Steps<Counted[]> {
  const months = counted.filter(({ group }) => !group.isStretch && !group.isRest);
  const isPlain = counted.every(({ total }) => total.sums.length <= 1);
  const shown = takeWhatFits(months.toReversed(), isPlain ? LIMITS.plainMonths : LIMITS.months);
  const hidden = months.slice(0, months.length - shown.length);
  const first = shown.at(-1);
  if (hidden.length === 0 || first === undefined) return [...counted];
  const united = yield* AssistanceSet.of(
    facts,
    hidden.map(({ group }) => group.members),
  );
  const members = yield* united.list();
  const group = { name: language.t('chart.before', { month: first.group.name }), members };
  const joined = { group, total: yield* totalSteps(facts, members), isUndrawn: true };
  return [joined, ...counted.filter((row) => !hidden.includes(row))];
}

/** Largest first, each by the currency in which it stands highest; then those without a figure, then the rest. */
function rankBySize(counted: readonly Counted[]): Counted[] {
  const best = new Map<Counted, number>();
  const currencies = new Set(counted.flatMap(({ total }) => total.sums.map(currencyOf)));
  for (const currency of currencies) {
    for (const [rank, row] of sortBySize(counted, currency).entries()) {
      best.set(row, Math.min(rank, best.get(row) ?? rank));
    }
  }
  const rankOf = (row: Counted) => best.get(row) ?? Number.MAX_SAFE_INTEGER;
  return counted.toSorted((a, b) => restLast(a, b) || rankOf(a) - rankOf(b));
}

/** Those with a figure in the currency, by the largest of it. */
function sortBySize(rows: readonly Counted[], currency: string): Counted[] {
  const sized = rows.flatMap((row) => {
    const amounts = sumsIn(row, currency).map(({ amount }) => amount);
    const [largest] = amounts.sort((a, b) => compareSize(b, a));
    return largest ? [{ row, largest }] : [];
  });
  return sized.sort((a, b) => compareSize(b.largest, a.largest)).map(({ row }) => row);
}

function restLast(a: Counted, b: Counted): number {
  return Number(a.group.isRest ?? false) - Number(b.group.isRest ?? false);
}

/** What is sure decides; then what is possible, where no end is the most. */
function compareSize(a: Amount, b: Amount): number {
  const byLeast = Number(a.low.minor - b.low.minor);
  if (byLeast !== 0 || a.high === b.high) return byLeast;
  if (a.high === undefined || b.high === undefined) return a.high === undefined ? 1 : -1;
  return Number(a.high.minor - b.high.minor);
}

function takeWhatFits(ranked: readonly Counted[], limit: { rows: number; bars: number }): Counted[] {
  const shown: Counted[] = [];
  let bars = 0;
  for (const row of ranked) {
    bars += Math.max(1, row.total.sums.length);
    if (shown.length > 0 && (shown.length === limit.rows || bars > limit.bars)) break;
    shown.push(row);
  }
  // One more takes no more room than “the other one”.
  return ranked.length - shown.length === 1 ? [...ranked] : shown;
}

export interface Placed {
  readonly row: Counted;
  /** How many of the rows around contain it. */
  readonly depth: number;
}

/** The rows of one currency's panel, largest first, and what is inside another under it. */
export function orderForPanel(rows: readonly Counted[], currency: string): Placed[] {
  const sized = sortBySize(rows, currency);
  const unsized = rows.filter((row) => !sized.includes(row));
  return nest([...sized, ...unsized].sort(restLast), 0);
}

function nest(rows: readonly Counted[], depth: number): Placed[] {
  const outermost = rows.filter((row) => !rows.some((other) => isInside(row, other)));
  return outermost.flatMap((row) => {
    const inside = rows.filter((other) => isInside(other, row));
    return [{ row, depth }, ...nest(inside, depth + 1)];
  });
}

function isInside({ group: inner }: Counted, { group: outer }: Counted): boolean {
  return inner !== outer && inner.partyId !== undefined && outer.parties?.has(inner.partyId) === true;
}

/** What no shown row has counted already, as one selection: the rules of a total hold in it as in any. */
function* joinOthers(
  { facts, language: { t } }: View,
  shown: readonly Counted[],
  hidden: readonly Counted[],
  grouping: 'program' | 'recipient',
): Steps<Counted[]> {
  const inShown = yield* AssistanceSet.of(
    facts,
    shown.map(({ group }) => group.members),
  );
  const left = new AssistanceSet(facts);
  const others: Counted[] = [];
  for (const row of hidden) {
    const own = yield* keepInSteps(row.group.members, (member) => !inShown.has(member));
    if (own.length > 0) others.push(row);
    yield* forEach(own, (member) => left.add(member));
  }
  const members = yield* left.list();
  if (members.length === 0) return [];
  const named = others.filter(({ group }) => !group.isRest).length;
  const rest = others.filter(({ group }) => group.isRest).map(({ group }) => group.name.toLowerCase());
  const key = grouping === 'program' ? 'chart.otherPrograms' : 'chart.otherRecipients';
  const names = [...(named > 0 ? [t(key, { count: named })] : []), ...rest];
  const name = names.reduce((others, other) => t('chart.joined', { others, rest: other }));
  const group = { name, members, isRest: true };
  return [{ group, total: yield* totalSteps(facts, members) }];
}

export function currencyOf({ amount: { unit } }: Pick<Sum, 'amount'>): string {
  return unit.type === 'money' ? unit.currency : unit.noun;
}

export function sumsIn({ total }: Counted, currency: string): Sum[] {
  return total.sums.filter((sum) => currencyOf(sum) === currency);
}

/**
 * Whether some money is in two rows, or in a row and in something larger: then the rows come to more than the whole. Yields wherever
 * it can be interrupted.
 */
export function* shareMoney(facts: Facts, whole: Total, rows: readonly Counted[]): Steps<boolean> {
  if (whole.sums.some(({ overlaps }) => overlaps.length > 0)) return true;
  // Of each fact what it is counted as: the number of that, from 1.
  const countedAs = new Int32Array(facts.assistance.length);
  let count = 0;
  for (const { counted } of whole.sums) {
    yield* forEach(counted, ({ assistance, sameAs }) => {
      count += 1;
      countedAs[facts.placeOf(assistance)] = count;
      for (const told of sameAs) countedAs[facts.placeOf(told)] = count;
    });
  }
  // Of each of those the row that has it: the number of that, from 1.
  const rowOf = new Int32Array(count + 1);
  let isShared = false;
  for (const [index, { total }] of rows.entries()) {
    for (const { counted } of total.sums) {
      yield* forEach(counted, ({ assistance }) => {
        const number = countedAs[facts.placeOf(assistance)] ?? 0;
        const row = rowOf[number] ?? 0;
        isShared ||= number === 0 || (row !== 0 && row !== index + 1);
        rowOf[number] = index + 1;
      });
    }
    if (isShared) return true;
  }
  return false;
}
