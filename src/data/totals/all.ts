import { type Amount, sameUnit } from '../amount.ts';
import { AmountSum } from '../amount-sum.ts';
import type { Assistance, Facts, Kind } from '../facts.ts';
import type { Steps } from '../steps.ts';
import { countOnce } from './count.ts';
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
export function* sumAll(facts: Facts): Steps<readonly KindSum[]> {
  const nesting = new Nesting(facts);
  const seen = new Set<Assistance>();
  const sums: { readonly kind: Kind; readonly unit: Amount['unit']; readonly sum: AmountSum }[] = [];
  const add = ({ kind, amount }: KindSum) => {
    const known = sums.find((one) => one.kind === kind && sameUnit(one, amount));
    if (known) known.sum.add(amount);
    else sums.push({ kind, unit: amount.unit, sum: new AmountSum(amount) });
  };
  for (const assistance of facts.assistance) {
    yield;
    // So it is with nearly every row of a table.
    if (facts.standsAlone(assistance) && assistance.amount) {
      add({ kind: assistance.kind, amount: assistance.amount });
      continue;
    }
    if (seen.has(assistance)) continue;
    const family = yield* familyOf(facts, assistance, seen);
    const { cells } = countOnce(nesting, family.length === 1 ? family : facts.inOrder(family));
    for (const sum of sumCells(nesting, cells)) add(sum);
  }
  return sums.map(({ kind, sum }) => ({ kind, amount: sum.amount }));
}

/** All that it is part of, contains or tells of too, directly or not. */
function* familyOf(facts: Facts, first: Assistance, seen: Set<Assistance>): Steps<Assistance[]> {
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
