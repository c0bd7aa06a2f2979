import { type Amount, addAmounts } from '../amount.ts';
import type { Assistance, Facts, Kind } from '../facts.ts';
import { countOnce, groupByUnit } from './count.ts';
import { Nesting } from './nesting.ts';
import { sumCells } from './overlap.ts';

/** What all facts of one kind and currency come to, each dollar once. */
export interface KindSum {
  readonly kind: Kind;
  readonly amount: Amount;
}

/**
 * The total of all facts, for each kind and currency, family by family: what contains nothing of each other and tells of
 * nothing in common can be counted apart. Yields wherever it can be interrupted.
 */
export function* sumAll(facts: Facts): Generator<void, readonly KindSum[]> {
  const nesting = new Nesting(facts);
  const seen = new Set<Assistance>();
  let sums: readonly KindSum[] = [];
  for (const assistance of facts.assistance) {
    if (seen.has(assistance)) continue;
    const family = yield* familyOf(facts, assistance, seen);
    const { cells } = countOnce(nesting, family.length === 1 ? family : facts.inOrder(family));
    if (cells.length > 0) sums = addSums(sums, sumCells(nesting, cells));
    yield;
  }
  return sums;
}

/** All that it is part of, contains or tells of too, directly or not. */
function* familyOf(facts: Facts, first: Assistance, seen: Set<Assistance>): Generator<void, Assistance[]> {
  const family = [first];
  seen.add(first);
  // The list grows while it is walked.
  for (const member of family) {
    const parent = member.partOf === undefined ? [] : [facts.getAssistance(member.partOf)];
    for (const relative of [...parent, ...facts.childrenOf(member.id), ...facts.sameSubject(member)]) {
      if (seen.has(relative)) continue;
      seen.add(relative);
      family.push(relative);
    }
    yield;
  }
  return family;
}

function addSums(sums: readonly KindSum[], more: readonly KindSum[]): readonly KindSum[] {
  const byKind = Map.groupBy([...sums, ...more], ({ kind }) => kind);
  return [...byKind].flatMap(([kind, all]) =>
    groupByUnit(all).map(([one, ...rest]) => ({
      kind,
      amount: rest.reduce((sum, { amount }) => addAmounts(sum, amount), one.amount),
    })),
  );
}
