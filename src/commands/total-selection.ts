import type { Assistance, Facts, Item } from '../data/facts.ts';
import { LongList } from '../data/long-list.ts';
import { forEach, type Steps } from '../data/steps.ts';
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
export function* rowsOf(facts: Facts, items: readonly Item[]): Steps<readonly Assistance[] | undefined> {
  const [first] = items;
  if (first === undefined || items.length <= FEWEST_ROWS) return undefined;
  const { name } = first;
  const wholes = new Array<Assistance>(items.length);
  let areRows = true;
  yield* forEach(items, (item, place) => {
    const whole = facts.assistanceOf(item);
    wholes[place] = whole;
    areRows &&= item.name === name && whole.items.length === 1;
  });
  return areRows ? wholes : undefined;
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
  const placer = new Placer(facts, period);
  const within = new LongList<Assistance>();
  const found = { within, partly: [] as Assistance[], undated: [] as Assistance[] };
  const wholes = new Set<Assistance>();
  yield* forEach(candidates, (assistance) => {
    const place = placer.place(assistance, assistance.when);
    if (place !== 'none') found[place].push(assistance);
    if (place === 'within' && !facts.standsAlone(assistance)) wholes.add(assistance);
  });
  const undated: Assistance[] = [];
  yield* forEach(found.undated, (assistance) => {
    const isInside = facts.ancestorsOf(assistance.id).some((ancestor) => wholes.has(ancestor));
    if (isInside) within.push(assistance);
    else if (!placer.isToldBefore(assistance)) undated.push(assistance);
  });
  return { within: yield* within.joined(), partly: found.partly, undated };
}

/** An item in a period, as far as its source says when. */
export interface PlacedItem {
  readonly item: Item;
  readonly place: 'within' | 'partly' | 'undated';
}

/** Those in the period, or all where there is none. Yields wherever it can be interrupted. */
export function* placeItems(
  facts: Facts,
  items: readonly Item[],
  period: Period | undefined,
): Steps<readonly PlacedItem[]> {
  const placer = period && new Placer(facts, period);
  const placed = new LongList<PlacedItem>();
  yield* forEach(items, (item) => {
    const assistance = facts.assistanceOf(item);
    const place = placer?.place(assistance, item.when ?? assistance.when) ?? 'within';
    const isOut = place === 'none' || (place === 'undated' && placer?.isToldBefore(assistance));
    if (!isOut) placed.push({ item, place });
  });
  return yield* placed.joined();
}

/** So many times are remembered: more than a table has days. */
const MOST_TIMES = 50_000;

type Place = 'within' | 'partly' | 'none' | 'undated';

/**
 * Places facts in a period. What it worked out of a time it remembers: the rows of a table share theirs, and two dates that are
 * compared are two more objects, of a sort that garbage collection takes long over.
 */
class Placer {
  readonly #facts: Facts;
  readonly #period: Period;
  readonly #times = new Map<When, Place>();
  readonly #undated = new Map<string, Place>();
  readonly #toldBefore = new Map<string, boolean>();

  constructor(facts: Facts, period: Period) {
    this.#facts = facts;
    this.#period = period;
  }

  place({ sourceId }: Assistance, when: When | undefined): Place {
    if (when === undefined) return remember(this.#undated, sourceId, () => this.#placeUndated(sourceId));
    if (this.#times.size > MOST_TIMES) this.#times.clear();
    return remember(this.#times, when, () => overlap(when, this.#period));
  }

  /** What a source tells of had happened when it was published: it is in no time that begins later. */
  isToldBefore({ sourceId }: Assistance): boolean {
    return remember(this.#toldBefore, sourceId, () => {
      const { published } = this.#facts.getSource(sourceId);
      const { from } = this.#period;
      return from !== undefined && Temporal.PlainDate.compare(published, from) < 0;
    });
  }

  #placeUndated(sourceId: string): Place {
    const { published } = this.#facts.getSource(sourceId);
    const { from, to } = this.#period;
    const isBefore = from === undefined && to && Temporal.PlainDate.compare(published, to) <= 0;
    return isBefore ? 'within' : 'undated';
  }
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
