/**
 * What an amount counts: money in a currency, or things.
 *
 * Money is kept in minor units by ISO 4217 (cents for USD); things in thousandths, so that "2.5 tons" is
 * exact.
 */
export type Unit =
  | { readonly type: 'money'; readonly currency: string }
  | { readonly type: 'things'; readonly noun: string };

/**
 * One end of an amount. `about`: the source itself is not sure of the figure. `open`: the figure itself is
 * not reached.
 */
export interface Bound {
  readonly minor: bigint;
  readonly open: boolean;
  readonly about: boolean;
}

/**
 * An interval with its wording. Only money taken back is below zero: an exact figure that a sum takes off. No `high`: nothing is known above. `low` is zero, closed and sure where
 * nothing is known below.
 *
 * Never empty: `low.minor` is not above `high.minor`, and where they are equal neither is open unless one is
 * about.
 */
export interface Amount {
  readonly unit: Unit;
  readonly low: Bound;
  readonly high: Bound | undefined;
}

/** The low end where nothing is known below. */
export const ZERO: Bound = { minor: 0n, open: false, about: false };

/** How far a figure called "about" may be from the truth before we call it wrong: twice or half. */
const ABOUT_FACTOR = 2n;

export function sameUnit({ unit: a }: Pick<Amount, 'unit'>, { unit: b }: Pick<Amount, 'unit'>): boolean {
  if (a === b) return true;
  if (a.type === 'money') return b.type === 'money' && a.currency === b.currency;
  return b.type === 'things' && a.noun === b.noun;
}

export function sameBound(a: Bound | undefined, b: Bound | undefined): boolean {
  if (!a || !b) return a === b;
  return a.minor === b.minor && a.open === b.open && a.about === b.about;
}

export function sameAmount(a: Amount, b: Amount): boolean {
  return sameUnit(a, b) && sameBound(a.low, b.low) && sameBound(a.high, b.high);
}

/** One figure that the source is sure of. */
export function isExact({ low, high }: Amount): boolean {
  return high !== undefined && low.minor === high.minor && isPlain(low) && isPlain(high);
}

/** True where no value can lie between the ends: reversed, or one point that is excluded. */
export function isEmpty(low: Bound, high: Bound | undefined): boolean {
  if (!high || low.minor < high.minor) return false;
  if (low.minor > high.minor) return true;
  return (low.open || high.open) && !low.about && !high.about;
}

/**
 * The amount of both together.
 *
 * @throws RangeError if they count different things
 */
export function addAmounts(a: Amount, b: Amount): Amount {
  assertSameUnit(a, b);
  return {
    unit: a.unit,
    low: combine(a.low, b.low, a.low.minor + b.low.minor),
    high: a.high && b.high && combine(a.high, b.high, a.high.minor + b.high.minor),
  };
}

/** @throws RangeError if the list is empty or its members count different things */
export function sumAmounts(amounts: readonly Amount[]): Amount {
  if (amounts.length === 0) throw new RangeError('The sum of no amounts has no unit.');
  return amounts.reduce(addAmounts);
}

/**
 * What remains of `whole` without `part`, never below zero.
 *
 * The least that remains is the least of the whole without the most of the part: where the part has no known
 * end, nothing is sure to remain.
 *
 * @throws RangeError if they count different things
 */
export function subtractAmount(whole: Amount, part: Amount): Amount {
  assertSameUnit(whole, part);
  const low = part.high && combine(whole.low, part.high, whole.low.minor - part.high.minor);
  const high = whole.high && combine(whole.high, part.low, whole.high.minor - part.low.minor);
  return {
    unit: whole.unit,
    low: low && low.minor >= 0n ? low : ZERO,
    // Nothing remains: zero itself is then reached, whatever was said of the two figures.
    high: high && high.minor <= 0n ? { minor: 0n, open: false, about: high.about } : high,
  };
}

/**
 * The smallest interval that holds both, to show two sources that disagree.
 *
 * @throws RangeError if they count different things
 */
export function hullOfAmounts(a: Amount, b: Amount): Amount {
  assertSameUnit(a, b);
  return {
    unit: a.unit,
    low: widest(a.low, b.low, (one, other) => one < other),
    high: a.high && b.high && widest(a.high, b.high, (one, other) => one > other),
  };
}

/**
 * False where the least of `part` certainly exceeds the most of `whole`, so that one source or the other is
 * misread. A figure called "about" is given the benefit of the doubt up to twice or half.
 *
 * @throws RangeError if they count different things
 */
export function canContain(whole: Amount, part: Amount): boolean {
  assertSameUnit(whole, part);
  if (!whole.high) return true;
  const most = whole.high.minor * (whole.high.about ? ABOUT_FACTOR : 1n);
  const least = part.low.about ? part.low.minor / ABOUT_FACTOR : part.low.minor;
  return least < most || (least === most && !part.low.open && !whole.high.open);
}

/**
 * A total order, for sorting: by unit, then by the least, then by the most (unknown is greatest).
 * Zero only for the same amount.
 */
export function compareAmounts(a: Amount, b: Amount): number {
  // The rows of a table share what they say alike.
  if (a === b) return 0;
  return (
    compare(unitKey(a.unit), unitKey(b.unit)) ||
    compare(a.low.minor, b.low.minor) ||
    compare(a.low.open, b.low.open) ||
    compare(a.high === undefined, b.high === undefined) ||
    compare(a.high?.minor ?? 0n, b.high?.minor ?? 0n) ||
    compare(b.high?.open ?? false, a.high?.open ?? false) ||
    compare(a.low.about, b.low.about) ||
    compare(a.high?.about ?? false, b.high?.about ?? false)
  );
}

function isPlain({ open, about }: Bound): boolean {
  return !open && !about;
}

function unitKey(unit: Unit): string {
  return unit.type === 'money' ? `money ${unit.currency}` : `things ${unit.noun}`;
}

/** @throws RangeError if they count different things */
export function assertSameUnit(a: Pick<Amount, 'unit'>, b: Pick<Amount, 'unit'>): void {
  if (sameUnit(a, b)) return;
  throw new RangeError(`Amounts of different units do not combine: ${unitKey(a.unit)}, ${unitKey(b.unit)}.`);
}

function combine(a: Bound, b: Bound, minor: bigint): Bound {
  return { minor, open: a.open || b.open, about: a.about || b.about };
}

function widest(a: Bound, b: Bound, isWider: (one: bigint, other: bigint) => boolean): Bound {
  if (a.minor !== b.minor) return isWider(a.minor, b.minor) ? a : b;
  return { minor: a.minor, open: a.open && b.open, about: a.about || b.about };
}

function compare<T extends string | bigint | boolean>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
