import {
  type Amount,
  addAmounts,
  canContain,
  isExact,
  sameAmount,
  sameUnit,
  subtractAmount,
} from '../amount.ts';
import { AssistanceMap } from '../assistance-map.ts';
import { type Assistance, type Facts, type Item, KINDS, type Kind } from '../facts.ts';
import { joinLists } from '../lists-in-steps.ts';
import { LongList } from '../long-list.ts';
import type { Steps } from '../steps.ts';
import {
  allCellsOf,
  type Cell,
  countSteps,
  type Figure,
  groupByUnit,
  hullOf,
  itemFiguresOf,
} from './count.ts';
import type { Nesting, Thing } from './nesting.ts';
import { sumSteps } from './overlap.ts';
import { PlainCell } from './plain-cell.ts';

/** What is known of a thing, of one kind, and what of it its parts explain. */
export interface Entry {
  /** Of the facts that tell of it, the one from the newest source that gives a figure. */
  readonly assistance: Assistance;
  /** From the lowest figure to the highest where sources disagree; absent where none is published. */
  readonly amount: Amount | undefined;
  /** The source gives items' amounts and none for the whole: this is their sum, and `parts` are beside it, not in it. */
  readonly fromItems: boolean;
  /** The other facts of the kind about the same thing. */
  readonly sameAs: readonly Assistance[];
  /** All figures, where two or more differ; else empty. */
  readonly disagreement: readonly Figure[];
  /** Where sources contradict each other so that each of these would contain the others: those, taken as one thing. */
  readonly circular: readonly Assistance[];
  /** The items with an amount of their own, in every fact that tells of it. */
  readonly pricedItems: readonly Item[];
  /** Direct parts, one for each thing and kind; theirs are inside them. From all facts, selected or not. */
  readonly parts: readonly Part[];
  /** What parts and priced items come to, each dollar once: by kind and currency, never to be added across. */
  readonly itemized: readonly Itemized[];
  /**
   * What is not itemized. Absent where nothing is itemized, where that is of several kinds or currencies, and where the figures
   * tell nothing of it: parts that exceed the whole, or bounds too wide.
   */
  readonly remaining: Amount | undefined;
  /** The parts certainly come to more than the whole: a source is wrong or misread. */
  readonly exceeds: boolean;
}

export type Part = Entry;

export interface Itemized {
  readonly kind: Kind;
  readonly amount: Amount;
}

type Breakdown = Pick<Entry, 'pricedItems' | 'parts' | 'itemized'>;

/** Tells of things with their parts. Keeps what it has worked out; made for one answer. */
export class Breakdowns {
  readonly #facts: Facts;
  readonly #nesting: Nesting;
  /** By the first fact of each thing. */
  readonly #known: AssistanceMap<Breakdown>;

  constructor(facts: Facts, nesting: Nesting) {
    this.#facts = facts;
    this.#nesting = nesting;
    this.#known = new AssistanceMap(facts);
  }

  /** Yields wherever it can be interrupted: it may have all rows of a table inside. */
  *describe(cell: Cell): Steps<Entry & { readonly amount: Amount }> {
    const { thing, amount, fromItems, silent } = cell;
    if (cell instanceof PlainCell) return cell;
    const [{ assistance }, ...others] = cell.figures;
    const breakdown = yield* this.#breakdownOf(thing);
    const itemized = fromItems ? [] : breakdown.itemized;
    const exceeds = itemized.some(
      (part) => sameUnit(amount, part.amount) && !canContain(amount, part.amount),
    );
    return {
      ...breakdown,
      assistance,
      amount,
      fromItems,
      sameAs: this.#facts.inOrder([...others.map((figure) => figure.assistance), ...silent]),
      disagreement: others.some((other) => !sameAmount(other.amount, cell.figures[0].amount))
        ? cell.figures
        : [],
      circular: circularIn(thing),
      itemized,
      remaining: exceeds ? undefined : remainingOf(amount, itemized),
      exceeds,
    };
  }

  /** A thing of which no fact of the kind gives a figure. */
  *#describeUnpublished(
    thing: Thing,
    [assistance, ...sameAs]: readonly [Assistance, ...Assistance[]],
  ): Steps<Entry> {
    const breakdown = yield* this.#breakdownOf(thing);
    const circular = circularIn(thing);
    const unknown = {
      amount: undefined,
      fromItems: false,
      disagreement: [],
      remaining: undefined,
      exceeds: false,
    };
    return { ...breakdown, ...unknown, assistance, sameAs, circular };
  }

  *#breakdownOf(thing: Thing): Steps<Breakdown> {
    const known = this.#known.get(thing.members[0]);
    if (known) return known;
    // The innermost first, so that no chain of parts is too long for the stack.
    for (const part of (yield* this.#nesting.inside(thing)).toReversed()) {
      yield;
      const [first] = part.members;
      if (!this.#known.get(first)) this.#known.set(first, yield* this.#breakDown(part));
    }
    const breakdown = yield* this.#breakDown(thing);
    this.#known.set(thing.members[0], breakdown);
    return breakdown;
  }

  *#breakDown(thing: Thing): Steps<Breakdown> {
    const children = yield* this.#nesting.childrenOf(thing);
    return {
      pricedItems: thing.members.flatMap(({ items }) => items.filter(({ amount }) => amount)),
      // So it is with nearly every part.
      parts: children.length === 0 ? [] : yield* this.#describeParts(children),
      itemized: yield* this.#itemize(thing),
    };
  }

  *#describeParts(things: readonly Thing[]): Steps<readonly Part[]> {
    const parts = new LongList<Part>();
    for (const thing of things) {
      yield;
      for (const part of yield* this.#partsFor(thing)) parts.push(part);
    }
    return yield* parts.joined();
  }

  *#partsFor(thing: Thing): Steps<Part[]> {
    const cells = allCellsOf(thing, thing.members);
    const parts: Part[] = [];
    for (const cell of cells) parts.push(yield* this.describe(cell));
    for (const kind of KINDS) {
      if (cells.some((cell) => cell.kind === kind)) continue;
      const [first, ...rest] = thing.members.filter((member) => member.kind === kind);
      if (first) parts.push(yield* this.#describeUnpublished(thing, [first, ...rest]));
    }
    return parts;
  }

  *#sumOf(things: readonly Thing[]): Steps<readonly Itemized[]> {
    const members = yield* joinLists(things, (thing) => thing.members);
    const { cells } = yield* countSteps(this.#nesting, yield* this.#facts.inOrderSteps(members));
    return yield* sumSteps(this.#nesting, cells);
  }

  /** The parts are counted as any selection is, so that what is part of a part, or told by two sources, is in it once. */
  *#itemize(thing: Thing): Steps<Itemized[]> {
    // Below a part with an amount of its own nothing more is counted.
    const parts = yield* this.#nesting.inside(thing, ({ members }) => !members.some(({ amount }) => amount));
    const sums = parts.length === 0 ? [] : yield* this.#sumOf(parts);
    const all = [...sums, ...itemSumsOf(thing)];
    return KINDS.flatMap((kind) => {
      const groups = groupByUnit(all.filter((sum) => sum.kind === kind));
      return groups.map(([first, ...rest]) => {
        return { kind, amount: rest.reduce((sum, { amount }) => addAmounts(sum, amount), first.amount) };
      });
    });
  }
}

/** What the items of one thing come to, by kind and currency. Two sources' lists are two tellings, not to be added. */
function itemSumsOf({ members }: Thing): Itemized[] {
  return KINDS.flatMap((kind) => {
    const figures = itemFiguresOf(members.filter((member) => member.kind === kind));
    return groupByUnit(figures).map((group) => ({ kind, amount: hullOf(group) }));
  });
}

function remainingOf(whole: Amount, [only, ...more]: readonly Itemized[]): Amount | undefined {
  if (!only || more.length > 0 || !sameUnit(whole, only.amount)) return undefined;
  const remaining = subtractAmount(whole, only.amount);
  return isKnown(remaining) ? remaining : undefined;
}

/** False where the bounds say nothing: any amount at all, or a zero that only rough figures lead to. */
function isKnown(amount: Amount): boolean {
  const { low, high } = amount;
  return high ? high.minor > 0n || isExact(amount) : low.minor > 0n || low.open;
}

function circularIn({ circular, members }: Thing): readonly Assistance[] {
  return circular ? members : [];
}
