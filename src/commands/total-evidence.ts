import type { Assistance, Facts } from '../data/facts.ts';
import { type Counted, shareOfItem, type Total } from '../data/total.ts';
import type { Evidenced } from '../replies/evidence.ts';
import type { PlacedItem } from './total-selection.ts';

/** More of one sum is never shown. */
const TURNS = 20;

/** The first of each list, then the second of each: every sum has some of its evidence shown. */
export function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const turns = Array.from({ length: TURNS }, (_, turn) => turn);
  const first = turns.flatMap((turn) => lists.flatMap((list) => list.slice(turn, turn + 1)));
  return [...first, ...lists.flatMap((list) => list.slice(TURNS))];
}

/** What is behind every figure shown, then behind what has none. */
export function evidenceOf(
  countedFacts: readonly Counted[],
  total: Total,
  uncounted: readonly Assistance[],
): Evidenced[] {
  // Of many sums, what the largest of each consists of is told before the smaller ones.
  const firsts = total.sums.length > 1 ? total.sums.length : countedFacts.length;
  const contained = total.contained.map(({ assistance }) => assistance);
  const parts = countedFacts.flatMap((entry) =>
    entry.parts.filter(({ amount }) => amount).map(({ assistance }) => assistance),
  );
  const unpublished = total.unpublished.flatMap(({ assistance, within }) =>
    total.sums.length === 0 && within ? [assistance, within.assistance] : [assistance],
  );
  return [
    ...countedFacts.slice(0, firsts).flatMap(behindFigure),
    ...parts,
    ...contained,
    ...countedFacts.slice(firsts).flatMap(behindFigure),
    ...unpublished,
    ...uncounted,
  ];
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
