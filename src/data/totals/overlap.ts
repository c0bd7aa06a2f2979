import { type Amount, addAmounts, compareAmounts, isEmpty, sameUnit, subtractAmount } from '../amount.ts';
import { AmountSum } from '../amount-sum.ts';
import { AssistanceMap } from '../assistance-map.ts';
import { type Assistance, KINDS, type Kind } from '../facts.ts';
import { LongList } from '../long-list.ts';
import { sortInSteps } from '../sort-in-steps.ts';
import { forEach, type Steps } from '../steps.ts';
import { allCellsOf, type Cell } from './count.ts';
import type { Nesting, Thing } from './nesting.ts';
import { PlainCell } from './plain-cell.ts';

/** Something that several counted things contain, so that their plain sum would hold its money more than once. */
export interface Overlap {
  readonly assistance: Assistance;
  /** Absent where no source gives one: then only the largest of what is counted is sure. */
  readonly amount: Amount | undefined;
  readonly containedIn: readonly Assistance[];
}

/** Cells of one kind and unit, with their sum. */
export interface CellSum {
  readonly kind: Kind;
  readonly amount: Amount;
  /** Largest first. */
  readonly cells: readonly Cell[];
  readonly overlaps: readonly Overlap[];
}

/** One sum for each kind and unit: in the order of `KINDS`, then largest first. Yields wherever it can be interrupted. */
export function* sumSteps(nesting: Nesting, cells: Iterable<Cell>): Steps<CellSum[]> {
  const groups: Group[] = [];
  yield* forEach(cells, (cell) => {
    const { kind, amount } = cell;
    const group = groups.find((one) => one.kind === kind && sameUnit(one, amount));
    if (group) addTo(group, cell);
    else groups.push(groupOf(cell));
  });
  const sums: CellSum[] = [];
  for (const kind of KINDS) {
    const ofKind: CellSum[] = [];
    for (const group of groups) {
      if (group.kind === kind) ofKind.push({ kind, ...(yield* addOnce(nesting, group)) });
    }
    sums.push(...ofKind.sort(largestFirst));
  }
  return sums;
}

/** Cells of one kind and unit, in the order in which they are given. */
interface Group {
  readonly kind: Kind;
  readonly unit: Amount['unit'];
  readonly cells: LongList<Cell>;
  readonly sum: AmountSum;
}

function groupOf(cell: Cell): Group {
  const { kind, amount } = cell;
  return { kind, unit: amount.unit, cells: LongList.of(cell), sum: new AmountSum(amount) };
}

function addTo({ cells, sum }: Group, cell: Cell): void {
  cells.push(cell);
  sum.add(cell.amount);
}

type Counted = Pick<CellSum, 'amount' | 'cells' | 'overlaps'>;

/**
 * Two sources may put one thing into two different things that are both counted. Its money is then in both figures, and is
 * taken out of the sum again. By inclusion and exclusion, from the outside in, so that what is inside such a thing is not
 * taken out twice.
 */
function* addOnce(nesting: Nesting, group: Group): Steps<Counted> {
  const plain = group.sum.amount;
  const cells = yield* sortLargest(group.cells);
  const shared = yield* findShared(nesting, cells);
  const corrections = correct(nesting, shared, plain);
  const overlaps = corrections.map(({ thing, cell }) => ({
    assistance: cell?.figures[0].assistance ?? thing.members[0],
    amount: cell?.amount,
    containedIn: (shared.get(thing) ?? []).map(({ figures: [{ assistance }] }) => assistance),
  }));
  return { amount: corrections.length > 0 ? apply(corrections, plain, cells) : plain, cells, overlaps };
}

/** What lies inside two or more of the counted things, with those. */
function* findShared(nesting: Nesting, cells: readonly Cell[]): Steps<Map<Thing, Cell[]>> {
  const containers = new AssistanceMap<Cell[]>(nesting.facts);
  const parts = new LongList<Thing>();
  for (const cell of cells) {
    yield;
    // A sum of items' amounts contains nothing but those items, and what is plain nothing at all.
    if (cell instanceof PlainCell || cell.fromItems) continue;
    yield* forEach(yield* nesting.inside(cell.thing), (part) => {
      const known = containers.get(part.members[0]);
      if (known) known.push(cell);
      else {
        containers.set(part.members[0], [cell]);
        parts.push(part);
      }
    });
  }
  const shared = new Map<Thing, Cell[]>();
  yield* forEach(parts, (part) => {
    const found = containers.get(part.members[0]) ?? [];
    if (found.length > 1) shared.set(part, found);
  });
  return shared;
}

interface Correction {
  readonly thing: Thing;
  readonly cell: Cell | undefined;
  /** How often its amount has to be added to the sum, or taken out where negative, to be in it once. */
  readonly times: number;
}

function correct(nesting: Nesting, shared: ReadonlyMap<Thing, Cell[]>, { unit }: Amount): Correction[] {
  const known = new Map<Thing, Correction>();
  const correctionOf = (thing: Thing): Correction => {
    const found = known.get(thing);
    if (found) return found;
    const stated = allCellsOf(thing, thing.members).filter(({ fromItems }) => !fromItems);
    const cell = stated.find(({ amount }) => sameUnit(amount, { ...amount, unit }));
    const outer = nesting
      .around(thing)
      .filter((other) => shared.has(other))
      .map(correctionOf);
    const inOuter = outer.reduce((sum, { cell: stating, times }) => sum + (stating ? times : 0), 0);
    const correction = { thing, cell, times: 1 - (shared.get(thing)?.length ?? 0) - inOuter };
    known.set(thing, correction);
    return correction;
  };
  return [...shared.keys()].map(correctionOf).filter(({ times }) => times !== 0);
}

/** Never below the largest that is counted, which is in the sum whatever it shares. */
function apply(corrections: readonly Correction[], plain: Amount, [largest]: readonly Cell[]): Amount {
  const least = largest?.amount.low ?? plain.low;
  const widest = { ...plain, low: least };
  let amount = plain;
  for (const { cell, times } of corrections.toSorted((a, b) => b.times - a.times)) {
    if (!cell) return widest;
    const change = times > 0 ? addAmounts : subtractAmount;
    for (let count = Math.abs(times); count > 0; count--) amount = change(amount, cell.amount);
  }
  const low = amount.low.minor < least.minor ? least : amount.low;
  // Shared parts larger than what contains them: the sources contradict each other, and nothing narrower is sure.
  return isEmpty(low, amount.high) ? widest : { ...amount, low };
}

/** By `largestFirst`, of which what is compared most is worked out once: comparing amounts as they are takes longest of all. */
function* sortLargest(cells: LongList<Cell>): Steps<readonly Cell[]> {
  const least = new Float64Array(cells.length);
  yield* forEach(cells, ({ amount }, place) => {
    least[place] = Number(amount.low.minor);
  });
  const compare = (a: number, b: number) => {
    const [one, other] = [least[a] ?? 0, least[b] ?? 0];
    if (one !== other) return other - one;
    const [first, second] = [cells.at(a), cells.at(b)];
    return first && second ? largestFirst(first, second) : 0;
  };
  const order = yield* sortInSteps(cells.length, compare);
  const sorted = new Array<Cell>(cells.length);
  yield* forEach(order, (from, place) => {
    const cell = cells.at(from);
    if (cell) sorted[place] = cell;
  });
  return sorted;
}

function largestFirst(a: { readonly amount: Amount }, b: { readonly amount: Amount }): number {
  const byLeast = Number(b.amount.low.minor - a.amount.low.minor);
  return byLeast || compareAmounts(b.amount, a.amount);
}
