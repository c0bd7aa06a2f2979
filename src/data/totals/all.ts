import { type Amount, sameUnit } from '../amount.ts';
import { AmountSum } from '../amount-sum.ts';
import { AssistanceSet } from '../assistance-set.ts';
import type { Assistance, Facts, Kind } from '../facts.ts';
import { LongList } from '../long-list.ts';
import { forEach, type Steps } from '../steps.ts';
import { countSteps } from './count.ts';
import { Nesting } from './nesting.ts';
import { sumSteps } from './overlap.ts';

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
  const seen = new AssistanceSet(facts);
  const sums: { readonly kind: Kind; readonly unit: Amount['unit']; readonly sum: AmountSum }[] = [];
  const add = ({ kind, amount }: KindSum) => {
    const known = sums.find((one) => one.kind === kind && sameUnit(one, amount));
    if (known) known.sum.add(amount);
    else sums.push({ kind, unit: amount.unit, sum: new AmountSum(amount) });
  };
  for (const assistance of facts.assistance) {
    yield;
    const { kind, amount } = assistance;
    // So it is with nearly every row of a table.
    if (amount && facts.standsAlone(assistance)) {
      add({ kind, amount });
      continue;
    }
    if (seen.has(assistance)) continue;
    const family = yield* facts.inOrderSteps(yield* familyOf(facts, assistance, seen));
    // What one family is made of is forgotten before the next: of many it is more than can be kept.
    const nesting = new Nesting(facts);
    const { cells } = yield* countSteps(nesting, family);
    for (const sum of yield* sumSteps(nesting, cells)) add(sum);
  }
  return sums.map(({ kind, sum }) => ({ kind, amount: sum.amount }));
}

/** All that it is part of, contains or tells of too, directly or not. */
function* familyOf(facts: Facts, first: Assistance, seen: AssistanceSet): Steps<readonly Assistance[]> {
  const family = LongList.of(first);
  seen.add(first);
  const meet = (relative: Assistance) => {
    if (seen.has(relative)) return;
    seen.add(relative);
    family.push(relative);
  };
  const subjects = new Set<string | undefined>([undefined]);
  for (let place = 0; place < family.length; place += 1) {
    const member = family.at(place) ?? first;
    const { partOf, subject } = member;
    if (partOf !== undefined) meet(facts.getAssistance(partOf));
    yield* forEach(facts.childrenOf(member), meet);
    if (!subjects.has(subject)) yield* forEach(facts.tellingsOf(member), meet);
    subjects.add(subject);
    yield;
  }
  return yield* family.joined();
}
