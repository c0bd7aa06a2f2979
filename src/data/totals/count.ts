import { type Amount, hullOfAmounts, sameUnit, sumAmounts } from '../amount.ts';
import { AssistanceMap } from '../assistance-map.ts';
import { type Assistance, KINDS, type Kind } from '../facts.ts';
import { LongList } from '../long-list.ts';
import { forEach, type Steps } from '../steps.ts';
import type { Nesting, Thing } from './nesting.ts';
import { PlainCell } from './plain-cell.ts';

/** What one fact states, in one unit. */
export interface Figure {
  readonly assistance: Assistance;
  readonly amount: Amount;
}

/** All that is stated about one thing, of one kind, in one unit. */
export interface Cell {
  readonly thing: Thing;
  readonly kind: Kind;
  /** From the lowest figure to the highest, where they differ. */
  readonly amount: Amount;
  /** In the order of `facts.assistance`. */
  readonly figures: readonly [Figure, ...Figure[]];
  /** Facts of the kind about the thing that state no figure; with the first unit only. */
  readonly silent: readonly Assistance[];
  /** No fact states an amount, but items do: the figures are the sums of those. */
  readonly fromItems: boolean;
}

/** A fact that is in no cell, and all selected things with an amount of their own that contain it, nearest first. */
export interface Left {
  readonly assistance: Assistance;
  readonly within: readonly Thing[];
}

/** Where each selected fact went: into a cell, left out because a counted thing contains it, or without a figure. */
export interface Count {
  readonly cells: LongList<Cell>;
  readonly contained: readonly Left[];
  readonly unpublished: readonly Left[];
}

/**
 * Counts each dollar of the selection once: nothing that is inside a counted thing is counted beside it, whatever the kinds,
 * and all facts about one thing make one figure for each kind and unit.
 *
 * Only an amount that a fact states for itself contains its parts. A sum of items' amounts contains those items and nothing
 * else, and a fact without an amount hides nothing.
 *
 * Yields wherever it can be interrupted.
 *
 * @param selection in the order of `facts.assistance`, each fact once
 */
export function* countSteps(nesting: Nesting, selection: readonly Assistance[]): Steps<Count> {
  // By the first fact of each thing.
  const selected = new AssistanceMap<Assistance[]>(nesting.facts);
  const stating = new AssistanceMap<true>(nesting.facts);
  yield* forEach(selection, (assistance) => {
    if (nesting.isAlone(assistance)) return;
    const [first] = nesting.thingOf(assistance).members;
    const members = selected.get(first);
    if (members) members.push(assistance);
    else selected.set(first, [assistance]);
    if (assistance.amount) stating.set(first, true);
  });
  const count = { cells: new LongList<Cell>(), contained: [] as Left[], unpublished: [] as Left[] };
  yield* forEach(selection, (assistance) => {
    const plain = plainOf(nesting, assistance);
    if (plain) return count.cells.push(plain);
    const thing = nesting.thingOf(assistance);
    if (thing.alone) return countThing(count, thing, [assistance], []);
    const members = selected.get(thing.members[0]);
    // Where its first fact stands, and there alone.
    selected.set(thing.members[0], undefined);
    if (members) countThing(count, thing, members, around(nesting, thing, stating));
  });
  return count;
}

function plainOf(nesting: Nesting, assistance: Assistance): PlainCell | undefined {
  const { amount, items } = assistance;
  if (!amount || !nesting.isAlone(assistance)) return undefined;
  return items.some((item) => item.amount) ? undefined : new PlainCell(assistance);
}

/** The outermost of these is in nothing, so it is counted: what is inside any of them is inside a counted thing. */
function around(nesting: Nesting, thing: Thing, stating: AssistanceMap<true>): Thing[] {
  return nesting.around(thing).filter(({ members: [first] }) => stating.get(first));
}

function countThing(
  count: { readonly cells: LongList<Cell>; readonly contained: Left[]; readonly unpublished: Left[] },
  thing: Thing,
  members: readonly Assistance[],
  within: readonly Thing[],
): void {
  for (const [kind, told] of Map.groupBy(members, (member) => member.kind)) {
    const cells = cellsOf(thing, kind, told);
    if (within.length === 0) for (const cell of cells) count.cells.push(cell);
    if (within.length === 0 && cells.length > 0) continue;
    for (const assistance of told) {
      const hasFigure = figuresOf([assistance]).length > 0;
      (hasFigure ? count.contained : count.unpublished).push({ assistance, within });
    }
  }
}

/** What some facts about one thing state, by kind in the order of `KINDS`, and by unit. */
export function allCellsOf(thing: Thing, told: readonly Assistance[]): Cell[] {
  return KINDS.flatMap((kind) =>
    cellsOf(
      thing,
      kind,
      told.filter((member) => member.kind === kind),
    ),
  );
}

/** The sums of the items' amounts, each fact's by unit. */
export function itemFiguresOf(told: readonly Assistance[]): Figure[] {
  return told.flatMap((assistance) => {
    const priced = assistance.items.flatMap(({ amount }) => (amount ? [{ assistance, amount }] : []));
    return groupByUnit(priced).map((figures) => ({ assistance, amount: sumAmounts(figures.map(amountOf)) }));
  });
}

/** One figure where all agree, else from the lowest to the highest. */
export function hullOf([first, ...rest]: readonly [Figure, ...Figure[]]): Amount {
  return rest.map(amountOf).reduce(hullOfAmounts, first.amount);
}

/** In the order in which each unit first appears. */
export function groupByUnit<T extends { readonly amount: Amount }>(entries: readonly T[]): [T, ...T[]][] {
  const groups: [T, ...T[]][] = [];
  for (const entry of entries) {
    const group = groups.find(([first]) => sameUnit(first.amount, entry.amount));
    if (group) group.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

function cellsOf(thing: Thing, kind: Kind, told: readonly Assistance[]): Cell[] {
  const all = figuresOf(told);
  const fromItems = !told.some(({ amount }) => amount);
  const stating = new Set(all.map(({ assistance }) => assistance));
  const silent = told.filter((member) => !stating.has(member));
  return groupByUnit(all).map((figures, index) => {
    return { thing, kind, amount: hullOf(figures), figures, silent: index === 0 ? silent : [], fromItems };
  });
}

/** What the facts state for themselves; where none does, what their items come to. */
function figuresOf(told: readonly Assistance[]): Figure[] {
  const stated = told.flatMap((assistance) => {
    return assistance.amount ? [{ assistance, amount: assistance.amount }] : [];
  });
  return stated.length > 0 ? stated : itemFiguresOf(told);
}

function amountOf({ amount }: { readonly amount: Amount }): Amount {
  return amount;
}
