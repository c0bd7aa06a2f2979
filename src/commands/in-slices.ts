import type { Facts } from '../data/facts.ts';
import { runAtOnce, runPaced, type Steps } from '../data/steps.ts';
import type { Recent } from './recent.ts';

/** Of more facts an answer is worked out in slices, while others are answered. */
const MOST_AT_ONCE = 2_000;

/** What is worked out of facts: at once, or of many in slices. */
export function workOutOf<Value>({ assistance }: Facts, work: Steps<Value>): Value | Promise<Value> {
  return assistance.length <= MOST_AT_ONCE ? runAtOnce(work) : runPaced(work);
}

/** What was worked out lately, else what is worked out now. */
export function recall<Value>(
  recent: Recent<Facts, Value | Promise<Value>>,
  facts: Facts,
  key: string,
  work: () => Steps<Value>,
): Value | Promise<Value> {
  return recent.get(facts, key, () => {
    const value = workOutOf(facts, work());
    // Whoever asked is told; the next one may ask anew.
    if (value instanceof Promise) value.catch(() => recent.forget(facts, key));
    return value;
  });
}
