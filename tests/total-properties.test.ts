import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Amount, isExact, sumAmounts } from '../src/data/amount.ts';
import { type Assistance, type Facts, KINDS, type Kind } from '../src/data/facts.ts';
import type { Counted, Total } from '../src/data/total.ts';
import { assistance, factsOf } from './fixtures/facts.ts';
import { totalAssistance } from './fixtures/total.ts';

// A world whose truth is known. Thing number i owns the one dollar bit 2^i; what it comes to is its own bit and those of all
// that is inside it. Sources tell of it truthfully but not fully. Money counted twice, or lost, is then a wrong bit.

interface Told {
  readonly published: boolean;
  readonly pricedItem: boolean;
  readonly kind: Kind;
  readonly parent: number;
}
type World = readonly { readonly parents: readonly number[]; readonly told: readonly Told[] }[];

const SIZE = 9;

function worldOf(kinds: fc.Arbitrary<Kind>, maxParents: number): fc.Arbitrary<World> {
  const told = fc.record({
    published: fc.boolean(),
    pricedItem: fc.boolean(),
    kind: kinds,
    parent: fc.nat(3),
  });
  const thing = (index: number) => {
    const parents =
      index === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat(index - 1), { maxLength: maxParents });
    return fc.record({ parents, told: fc.array(told, { minLength: maxParents, maxLength: 3 }) });
  };
  return fc
    .integer({ min: 1, max: SIZE })
    .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => thing(index))));
}

const oneKind = fc.constant<Kind>('announced');
const anyKind = fc.constantFrom<Kind>('approved', 'announced', 'delivered');

function dollars(minor: bigint, currency = 'USD'): Amount {
  const bound = { minor, open: false, about: false };
  return { unit: { type: 'money', currency }, low: bound, high: bound };
}

/** The bits of each thing: its own and those of all that is inside it. */
function truthOf(world: World): bigint[] {
  const bits = world.map((_, index) => 1n << BigInt(index));
  // Parents come before their parts, so that from the last to the first each is complete when it is handed up.
  for (const [index, { parents }] of [...world.entries()].reverse()) {
    for (const parent of parents) bits[parent] = (bits[parent] ?? 0n) | (bits[index] ?? 0n);
  }
  return bits;
}

/** Fact number j of a thing is told by source j; each of the thing's wholes is named by one source at least. */
function tell(world: World): Facts {
  const bits = truthOf(world);
  const records = world.flatMap(({ parents, told }, index) =>
    told.map(({ published, pricedItem, kind, parent: choice }, j) => {
      const parent = parents[j];
      const tellings = parent === undefined ? 0 : (world[parent]?.told.length ?? 0);
      return assistance({
        id: `s${j}/t${index}`,
        kind,
        subject: `t${index}`,
        amount: published ? dollars(bits[index] ?? 0n) : undefined,
        partOf: parent === undefined ? undefined : `s${choice % tellings}/t${parent}`,
        items: pricedItem ? [{ name: 'goods', amount: dollars(1n << BigInt(index)) }] : [],
      });
    }),
  );
  return factsOf({ assistance: records });
}

/** The bits that a fact gives a figure for: all of its thing, or by its items the thing's own. */
function bitsTold(world: World, { id, amount, items }: Assistance): bigint {
  const index = Number(id.split('/t')[1]);
  if (amount) return truthOf(world)[index] ?? 0n;
  return items.length > 0 ? 1n << BigInt(index) : 0n;
}

function union(world: World, records: readonly Assistance[]): bigint {
  return records.reduce((bits, record) => bits | bitsTold(world, record), 0n);
}

/** Some of the facts, in any order, some of them twice. */
const picks = fc.array(fc.nat(), { maxLength: 3 * SIZE });

function pick(facts: Facts, numbers: readonly number[]): Assistance[] {
  return numbers.flatMap((number) => facts.assistance[number % facts.assistance.length] ?? []);
}

function countedIn(total: Total): Counted[] {
  return total.sums.flatMap(({ counted }) => counted);
}

test('where each thing is in one whole at most, a total is every selected dollar once', () => {
  fc.assert(
    fc.property(worldOf(oneKind, 1), picks, (world, numbers) => {
      const facts = tell(world);
      const selection = pick(facts, numbers);
      const { sums } = totalAssistance(facts, selection);
      const bits = union(world, selection);
      expect(sums.map(({ amount }) => amount)).toEqual(bits > 0n ? [dollars(bits)] : []);
    }),
    { numRuns: 400 },
  );
});

test('where sources put one thing into several wholes, a total is every dollar once, or a range that holds that', () => {
  let overlapping = 0;
  fc.assert(
    fc.property(worldOf(oneKind, 3), picks, (world, numbers) => {
      const facts = tell(world);
      const selection = pick(facts, numbers);
      const bits = union(world, selection);
      for (const { amount, overlaps } of totalAssistance(facts, selection).sums) {
        if (overlaps.every((overlap) => overlap.amount)) expect(amount).toEqual(dollars(bits));
        expect(amount.low.minor).toBeLessThanOrEqual(bits);
        expect(amount.high?.minor).toBeGreaterThanOrEqual(bits);
        if (overlaps.length > 0 && isExact(amount)) overlapping++;
      }
    }),
    { numRuns: 600 },
  );
  expect(overlapping).toBeGreaterThan(5);
});

test('of every counted thing, what is itemized and what remains make up the whole, each dollar once', () => {
  let itemizedOnce = 0;
  fc.assert(
    fc.property(worldOf(oneKind, 1), picks, (world, numbers) => {
      const facts = tell(world);
      for (const counted of countedIn(totalAssistance(facts, pick(facts, numbers)))) {
        const [itemized] = counted.itemized;
        expect(counted.exceeds).toBe(false);
        if (!itemized) continue;
        itemizedOnce++;
        const whole = bitsTold(world, counted.assistance);
        const inside = facts.assistance.reduce((bits, record) => {
          const all = bitsTold(world, { ...record, amount: dollars(1n) });
          if ((all & whole) !== all) return bits;
          // Of the thing itself only the items are a part.
          return bits | bitsTold(world, all === whole ? { ...record, amount: undefined } : record);
        }, 0n);
        expect(itemized.amount).toEqual(dollars(inside));
        expect(counted.remaining).toEqual(dollars(whole ^ inside));
      }
    }),
    { numRuns: 300 },
  );
  expect(itemizedOnce).toBeGreaterThan(50);
});

test('with several kinds, no dollar is in one sum twice, and every sum is of one kind and currency', () => {
  fc.assert(
    fc.property(worldOf(anyKind, 1), picks, (world, numbers) => {
      const facts = tell(world);
      for (const { kind, amount, counted } of totalAssistance(facts, pick(facts, numbers)).sums) {
        const bits = counted.map((entry) => bitsTold(world, entry.assistance));
        expect(amount).toEqual(dollars(bits.reduce((all, some) => all | some, 0n)));
        for (const entry of counted) {
          expect([entry.assistance, ...entry.sameAs].every((record) => record.kind === kind)).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});

// Facts that no careful source would write: figures that contradict each other, two currencies, wholes inside their parts.

const wildAmount = fc.record({
  unit: fc.constantFrom('USD', 'EUR').map((currency) => ({ type: 'money' as const, currency })),
  low: fc.record({ minor: fc.bigInt(1n, 50n), open: fc.boolean(), about: fc.boolean() }),
  high: fc.constant(undefined),
});
const wildExact = fc
  .tuple(fc.bigInt(1n, 50n), fc.constantFrom('USD', 'EUR'))
  .map(([minor, currency]) => dollars(minor, currency));
const maybeAmount = fc.option(fc.oneof(wildAmount, wildExact), { nil: undefined });

const wildFacts: fc.Arbitrary<Facts> = fc
  .array(
    fc.record({
      amount: maybeAmount,
      kind: anyKind,
      subject: fc.option(fc.constantFrom('p', 'q', 'r'), { nil: undefined }),
      parent: fc.nat(),
      isPart: fc.boolean(),
      prices: fc.array(maybeAmount, { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((drafts) => {
    const records = drafts.map(({ parent, isPart, prices, ...draft }, index) => {
      const partOf = isPart && index > 0 ? `x/${parent % index}` : undefined;
      const items = prices.map((amount, number) => ({ name: `item ${number}`, amount }));
      return assistance({ ...draft, id: `x/${index}`, partOf, items });
    });
    return factsOf({ assistance: records });
  });

/** What a renderer would show, with the records by their ids. */
function gist(total: Total): unknown {
  return JSON.parse(
    JSON.stringify(total, (key, value) => {
      if (typeof value === 'bigint') return `${value}`;
      return key === 'assistance' ? value.id : value;
    }),
  );
}

test('the order of the selection, and a fact in it twice, change nothing', () => {
  const selections = wildFacts.chain((facts) => {
    const chosen = fc.subarray([...facts.assistance]);
    return chosen.chain((some) =>
      fc.record({
        facts: fc.constant(facts),
        some: fc.constant(some),
        shuffled: fc.shuffledSubarray([...some, ...some], { minLength: 2 * some.length }),
      }),
    );
  });
  fc.assert(
    fc.property(selections, ({ facts, some, shuffled }) => {
      expect(gist(totalAssistance(facts, shuffled))).toEqual(gist(totalAssistance(facts, some)));
    }),
    { numRuns: 300 },
  );
});

test('however sources contradict each other, every selected fact is accounted for once', () => {
  fc.assert(
    fc.property(wildFacts, picks, (facts, numbers) => {
      const selection = new Set(pick(facts, numbers));
      const total = totalAssistance(facts, [...selection]);
      const inSums = countedIn(total).flatMap((entry) => [
        ...(entry.fromItems ? [] : [entry.assistance]),
        ...entry.sameAs.filter(({ amount }) => amount || !entry.fromItems),
      ]);
      // Items priced in two currencies put their fact into two sums, by its nature.
      const fromItems = new Set(
        countedIn(total).flatMap((entry) => (entry.fromItems ? [entry.assistance, ...entry.sameAs] : [])),
      );
      const named = [...total.contained, ...total.countedByParts, ...total.unpublished];
      const accounted = [...inSums, ...fromItems, ...named.map((entry) => entry.assistance)];
      expect(accounted.map(({ id }) => id).sort()).toEqual([...selection].map(({ id }) => id).sort());
      for (const { assistance: record, containedIn } of total.contained) {
        expect(containedIn.length).toBeGreaterThan(0);
        expect(selection.isSupersetOf(new Set(containedIn))).toBe(true);
        expect(record.amount ?? record.items.find(({ amount }) => amount)).toBeDefined();
      }
      for (const { assistance: record } of total.unpublished) expect(record.amount).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

/** Every figure of every selected fact, added with no thought, by kind and currency. */
function naiveSums(selection: ReadonlySet<Assistance>): Map<string, Amount> {
  const figures = [...selection].flatMap(({ kind, amount, items }) =>
    [amount, ...items.map((item) => item.amount)].flatMap((figure) => (figure ? [{ kind, figure }] : [])),
  );
  const groups = Map.groupBy(figures, ({ kind, figure }) => keyOf(kind, figure));
  return new Map(
    groups.entries().map(([key, group]) => [key, sumAmounts(group.map(({ figure }) => figure))]),
  );
}

function keyOf(kind: Kind, { unit }: Amount): string {
  return `${kind} ${unit.type === 'money' ? unit.currency : unit.noun}`;
}

test('no sum exceeds the plain sum of what is selected, there is one for each kind and currency, and they are in order', () => {
  fc.assert(
    fc.property(wildFacts, picks, (facts, numbers) => {
      const selection = new Set(pick(facts, numbers));
      const naive = naiveSums(selection);
      const { sums } = totalAssistance(facts, [...selection]);
      for (const { kind, amount } of sums) {
        const most = naive.get(keyOf(kind, amount));
        expect(amount.low.minor).toBeLessThanOrEqual(most?.low.minor ?? 0n);
        if (most?.high) expect(amount.high?.minor).toBeLessThanOrEqual(most.high.minor);
      }
      expect(new Set(sums.map(({ kind, amount }) => keyOf(kind, amount))).size).toBe(sums.length);
      const order = sums.map(({ kind }) => KINDS.indexOf(kind));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      for (const [key] of naive) {
        const [kind] = key.split(' ');
        const isCounted = sums.some((sum) => sum.kind === kind);
        const isContained = totalAssistance(facts, [...selection]).contained.some(
          (entry) => entry.assistance.kind === kind,
        );
        expect(isCounted || isContained).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('selecting a fact without a figure changes no sum', () => {
  fc.assert(
    fc.property(wildFacts, picks, (facts, numbers) => {
      const selection = pick(facts, numbers);
      const isSilent = ({ amount, items }: Assistance) => !amount && !items.some((item) => item.amount);
      const amounts = (records: readonly Assistance[]) =>
        totalAssistance(facts, records).sums.map(({ kind, amount, counted }) => {
          return { kind, amount, counted: counted.map((entry) => entry.assistance.id) };
        });
      expect(amounts([...selection, ...facts.assistance.filter(isSilent)])).toEqual(amounts(selection));
    }),
    { numRuns: 300 },
  );
});

test('a chain of 1,100 parts, longer than the stack is deep, is told whole', () => {
  const records = Array.from({ length: 1100 }, (_, index) =>
    assistance({
      id: `x/${index}`,
      amount: dollars(2000n - BigInt(index)),
      partOf: index === 0 ? undefined : `x/${index - 1}`,
    }),
  );
  const facts = factsOf({ assistance: records });
  const [counted] = countedIn(totalAssistance(facts, records.slice(0, 1)));
  let [part] = counted?.parts ?? [];
  let depth = 0;
  for (; part; [part] = part.parts) depth++;
  expect([counted?.remaining, depth]).toEqual([dollars(1n), 1099]);
});
