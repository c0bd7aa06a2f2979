import type { Assistance, Facts } from '../data/facts.ts';
import { type Counted, shareOfItem, type Total } from '../data/total.ts';
import type { Evidenced } from '../replies/evidence.ts';
import type { PlacedItem } from './total-selection.ts';

/** More of one sum is never shown. */
const TURNS = 20;

/** The first of each list, then the second of each: every sum has some of its evidence shown. */
export function* inTurn<T>(lists: readonly (readonly T[])[]): Generator<T> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const list of lists) yield* list.slice(turn, turn + 1);
  }
  for (const list of lists) {
    for (let place = TURNS; place < list.length; place += 1) yield* list.slice(place, place + 1);
  }
}

/** What is behind every figure shown, then behind what has none. Undefined now and then, where a look at many gives none. */
export function* evidenceOf(
  total: Total,
  uncounted: readonly (readonly Assistance[])[],
): Generator<Evidenced | undefined> {
  const { sums, contained, unpublished } = total;
  const counted = sums.map((sum) => sum.counted);
  // Of many sums, what the largest of each consists of is told before the smaller ones.
  const firsts = sums.length > 1 ? sums.length : Number.POSITIVE_INFINITY;
  yield* behindFigures(counted, 0, firsts);
  for (const { parts } of inTurn(counted)) {
    yield undefined;
    for (const { amount, assistance } of parts) if (amount) yield assistance;
  }
  for (const { assistance } of contained) yield assistance;
  yield* behindFigures(counted, firsts, Number.POSITIVE_INFINITY);
  for (const { assistance, within } of unpublished) {
    yield assistance;
    if (sums.length === 0 && within) yield within.assistance;
  }
  for (const list of uncounted) yield* list;
}

function* behindFigures(
  counted: readonly (readonly Counted[])[],
  from: number,
  to: number,
): Generator<Evidenced | undefined> {
  let place = 0;
  for (const entry of inTurn(counted)) {
    if (place >= to) return;
    if (place >= from) yield* behindFigure(entry);
    else yield undefined;
    place += 1;
  }
}

function behindFigure({ assistance, disagreement, within, elsewhere }: Counted): Evidenced[] {
  const others = disagreement.map((figure) => figure.assistance);
  return [assistance, ...others, ...(within === undefined ? [] : [within.assistance]), ...elsewhere];
}

/** An item's sentence, and the one behind the money that it shares where that is another. */
export function evidenceOfItems(facts: Facts, placed: readonly PlacedItem[]): Evidenced[] {
  return placed
    .flatMap(({ item }) => [item, shareOfItem(facts, item).shared?.assistance])
    .filter((record) => record !== undefined);
}
