import type { Amount } from './amount.ts';
import { AssistanceMap } from './assistance-map.ts';
import { AssistanceSet } from './assistance-set.ts';
import type { Assistance, Facts, Item, Kind } from './facts.ts';
import { joinLists } from './lists-in-steps.ts';
import { forEach, type Steps, VALUES_A_STEP } from './steps.ts';
import { Breakdowns, type Entry } from './totals/breakdown.ts';
import { allCellsOf, type Cell, type Count, countSteps, type Figure } from './totals/count.ts';
import { Nesting, type Thing } from './totals/nesting.ts';
import { type Overlap, sumSteps } from './totals/overlap.ts';
import { PlainCell } from './totals/plain-cell.ts';

/**
 * Every selected fact is in it exactly once: counted, the same as a counted one, contained in a counted one, counted by its
 * parts, or unpublished. Only a fact whose items are priced in several currencies is counted once in each.
 */
export interface Total {
  /** One for each kind and currency: in the order of `KINDS`, then largest first. Never to be added across. */
  readonly sums: readonly Sum[];
  /** Have a figure, but a counted fact contains it. */
  readonly contained: readonly Contained[];
  /** Have no figure of their own, but parts of them are counted. */
  readonly countedByParts: readonly CountedByParts[];
  /** Have no figure at all, inside a counted fact or not: to be named, never to be shown as zero. */
  readonly unpublished: readonly Unpublished[];
}

export interface Sum {
  readonly kind: Kind;
  readonly amount: Amount;
  /** Largest first. */
  readonly counted: readonly Counted[];
  /** What more than one of `counted` contains; `amount` has it once. */
  readonly overlaps: readonly Overlap[];
}

export interface Counted extends Entry {
  readonly amount: Amount;
  /** The nearest thing with an amount that contains it and is not selected. */
  readonly within: Figure | undefined;
  /** Facts of the kind about the same thing that give a figure and are not selected. */
  readonly elsewhere: readonly Assistance[];
}

export interface Contained {
  readonly assistance: Assistance;
  /** What is counted and contains it; several where sources put it into different things. */
  readonly containedIn: readonly Assistance[];
}

export interface CountedByParts {
  readonly assistance: Assistance;
  readonly parts: readonly Assistance[];
}

export interface Unpublished {
  readonly assistance: Assistance;
  /** The nearest thing with an amount that contains it, selected or not: the money it shares. */
  readonly within: Figure | undefined;
  /** Facts about the same thing that do give a figure: from another source, or of another kind. */
  readonly elsewhere: readonly Assistance[];
}

/**
 * Adds up what is selected, each dollar once, by kind and currency. The order of the selection does not matter.
 *
 * Facts outside the selection are never added; they say what contains what, and are named where they bear on the answer.
 *
 * Yields wherever it can be interrupted.
 *
 * @throws Error if a selected fact is not among the facts
 */
export function* totalSteps(facts: Facts, selection: readonly Assistance[]): Steps<Total> {
  const nesting = new Nesting(facts);
  const ordered = yield* facts.inOrderSteps(selection);
  const count = yield* countSteps(nesting, ordered);
  const describe = yield* describerOf(facts, nesting, ordered);
  const sums: Sum[] = [];
  for (const { cells, ...sum } of yield* sumSteps(nesting, count.cells)) {
    sums.push({ ...sum, counted: yield* describeAll(cells, describe) });
  }
  const namesOf = yield* namerOf(facts, count);
  const contained: Contained[] = [];
  for (const { assistance, within } of count.contained) {
    yield;
    contained.push({ assistance, containedIn: yield* namesOf(within) });
  }
  const countedByParts: CountedByParts[] = [];
  const unpublished: Unpublished[] = [];
  for (const { assistance } of count.unpublished) {
    yield;
    const parts = yield* namesOf(yield* nesting.inside(nesting.thingOf(assistance)));
    if (parts.length > 0) countedByParts.push({ assistance, parts });
    else unpublished.push(describeUnpublished(nesting, assistance));
  }
  return { sums, contained, countedByParts, unpublished };
}

type Describe = (cell: Cell) => Steps<Counted>;

function* describerOf(facts: Facts, nesting: Nesting, ordered: readonly Assistance[]): Steps<Describe> {
  const breakdowns = new Breakdowns(facts, nesting);
  // What is alone is elsewhere of nothing.
  const selected = new AssistanceSet(facts);
  yield* forEach(ordered, (assistance) => {
    if (!nesting.isAlone(assistance)) selected.add(assistance);
  });
  return function* (cell) {
    return { ...(yield* breakdowns.describe(cell)), ...outside(nesting, cell, selected) };
  };
}

function* describeAll(cells: readonly Cell[], describe: Describe): Steps<readonly Counted[]> {
  const described = new Array<Counted>(cells.length);
  for (const [place, cell] of cells.entries()) {
    if (place % VALUES_A_STEP === 0) yield;
    described[place] = cell instanceof PlainCell ? cell : yield* describe(cell);
  }
  return described;
}

/** What things are counted as. Of what stands alone nobody asks: it contains nothing, and nothing contains it. */
function* namerOf(
  facts: Facts,
  { cells }: Count,
): Steps<(things: readonly Thing[]) => Steps<readonly Assistance[]>> {
  const countedAs = new AssistanceMap<Assistance[]>(facts);
  yield* forEach(cells, (cell) => {
    if (cell instanceof PlainCell) return;
    const { thing } = cell;
    if (thing.alone) return;
    const names = countedAs.get(thing.members[0]);
    if (names) names.push(nameOf(cell));
    else countedAs.set(thing.members[0], [nameOf(cell)]);
  });
  return function* (things) {
    const names = yield* joinLists(things, ({ members: [first] }) => countedAs.get(first) ?? []);
    return names.length === 0 ? [] : yield* facts.inOrderSteps(names);
  };
}

const OUTSIDE_NOTHING = { within: undefined, elsewhere: [] };

function nameOf({ figures: [{ assistance }] }: Cell): Assistance {
  return assistance;
}

function outside(
  nesting: Nesting,
  { thing, kind }: Cell,
  selected: AssistanceSet,
): Pick<Counted, 'within' | 'elsewhere'> {
  if (thing.alone) return OUTSIDE_NOTHING;
  const elsewhere = thing.members.filter(
    (member) => member.kind === kind && member.amount && !selected.has(member),
  );
  return { within: findEnclosing(nesting, thing), elsewhere };
}

function describeUnpublished(nesting: Nesting, assistance: Assistance): Unpublished {
  const thing = nesting.thingOf(assistance);
  const elsewhere = thing.members.filter(({ amount }) => amount);
  return { assistance, within: findEnclosing(nesting, thing), elsewhere };
}

/** The nearest thing around with an amount stated for itself, and that amount. */
function findEnclosing(nesting: Nesting, thing: Thing): Figure | undefined {
  const [cell] = nesting
    .around(thing)
    .flatMap((outer) => allCellsOf(outer, outer.members))
    .filter(({ fromItems }) => !fromItems);
  return cell && { assistance: nameOf(cell), amount: cell.amount };
}

/** An item's own money where the source gives it, else the money that it shares with others. */
interface ItemShare {
  readonly item: Item;
  readonly assistance: Assistance;
  /** How many items that assistance lists, this one included. */
  readonly sharedWith: number;
  /** Money stated for this item alone. */
  readonly figure: Amount | undefined;
  /** The nearest money that contains the item's: its assistance's own, another source's for the same, or what contains that. */
  readonly shared: Figure | undefined;
}

export function shareOfItem(facts: Facts, item: Item): ItemShare {
  const assistance = facts.assistanceOf(item);
  const nesting = new Nesting(facts);
  const thing = nesting.thingOf(assistance);
  const told = [
    assistance,
    ...thing.members.toSorted((a, b) => rankFor(assistance, a) - rankFor(assistance, b)),
  ];
  const own = told.find(({ amount }) => amount);
  const shared = own?.amount ? { assistance: own, amount: own.amount } : findEnclosing(nesting, thing);
  return { item, assistance, sharedWith: assistance.items.length, figure: item.amount, shared };
}

/** Another source's figure of the same kind says more than one of another kind. */
function rankFor({ kind }: Assistance, other: Assistance): number {
  return other.kind === kind ? 0 : 1;
}
