import type { Amount } from './amount.ts';
import { sameAmount, sameUnit } from './amount.ts';
import { fieldChanges, hasMoved, isChanged, type RecordOf, type RecordType, TYPES } from './diff-fields.ts';
import { type Facts, KINDS, type Kind } from './facts.ts';
import { runAtOnce, type Steps } from './steps.ts';
import { type KindSum, sumAll } from './totals/all.ts';

/** A record that came or went. */
export interface Listed {
  readonly type: RecordType;
  readonly id: string;
  readonly title: string;
}

/** One field of a record, in words. Absent: the record has none. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Changed extends Listed {
  readonly changes: readonly [FieldChange, ...FieldChange[]];
}

/** What all facts of a kind come to in one currency. Absent: there are none. */
export interface TotalChange {
  readonly kind: Kind;
  readonly before: Amount | undefined;
  readonly after: Amount | undefined;
}

/** So many of each sort are listed: more lines help nobody, and of a large table all rows may have changed. */
export const MOST_LISTED = 20_000;

/** How many records, by their types. */
export type TypeCounts = ReadonlyMap<RecordType, number>;

/** What differs between two loaded states. Records are the same where their ids are. */
export interface Diff {
  /** The first `MOST_LISTED`, in the order of the state that has them. */
  readonly added: readonly Listed[];
  readonly removed: readonly Listed[];
  readonly changed: readonly Changed[];
  /** Of all. */
  readonly counts: { readonly added: TypeCounts; readonly removed: TypeCounts; readonly changed: TypeCounts };
  /** How many facts say the same, and their source says it in another place. */
  readonly moved: number;
  /** For every kind and currency that either has, each dollar once; those that differ and those that do not. */
  readonly totals: readonly TotalChange[];
}

const LISTS: { readonly [Type in RecordType]: (facts: Facts) => readonly RecordOf[Type][] } = {
  source: (facts) => facts.sources,
  program: (facts) => facts.programs,
  party: (facts) => facts.parties,
  assistance: (facts) => facts.assistance,
  item: (facts) => facts.items,
  engagement: (facts) => facts.engagements,
};

const FINDERS: {
  readonly [Type in RecordType]: (facts: Facts, id: string) => RecordOf[Type] | undefined;
} = {
  source: (facts, id) => facts.findSource(id),
  program: (facts, id) => facts.findProgram(id),
  party: (facts, id) => facts.findParty(id),
  assistance: (facts, id) => facts.findAssistance(id),
  item: (facts, id) => facts.findItem(id),
  engagement: (facts, id) => facts.findEngagement(id),
};

export function diffFacts(before: Facts, after: Facts): Diff {
  return runAtOnce(diffSteps(before, after));
}

/** As `diffFacts`; yields wherever it can be interrupted. */
export function* diffSteps(before: Facts, after: Facts): Steps<Diff> {
  const added = new Found<Listed>();
  const removed = new Found<Listed>();
  const changed = new Found<Changed>();
  let moved = 0;
  for (const type of TYPES) {
    for (const record of LISTS[type](after)) {
      yield;
      const old = FINDERS[type](before, record.id);
      if (old === undefined) added.add(type, () => list(type, record));
      else if (isChanged(type, [old, record]))
        changed.add(type, () => compare({ before, after }, type, [old, record]));
      else if (hasMoved(old, record)) moved += 1;
    }
    for (const record of LISTS[type](before)) {
      yield;
      if (FINDERS[type](after, record.id) === undefined) removed.add(type, () => list(type, record));
    }
  }
  const totals = matchTotals(yield* sumAll(before), yield* sumAll(after));
  const counts = { added: added.counts, removed: removed.counts, changed: changed.counts };
  return { added: added.listed, removed: removed.listed, changed: changed.listed, counts, moved, totals };
}

/** All are counted, the first are kept. */
class Found<Entry> {
  readonly listed: Entry[] = [];
  readonly counts = new Map<RecordType, number>();

  add(type: RecordType, make: () => Entry): void {
    this.counts.set(type, (this.counts.get(type) ?? 0) + 1);
    if (this.listed.length < MOST_LISTED) this.listed.push(make());
  }
}

/** Nothing that anybody could be told differs. */
export function isEmptyDiff({ added, removed, changed }: Diff): boolean {
  return added.length + removed.length + changed.length === 0;
}

/** Whether all facts of a kind come to something else. */
export function hasChanged({ before, after }: TotalChange): boolean {
  return !before || !after || !sameAmount(before, after);
}

function compare<Type extends RecordType>(
  facts: { readonly before: Facts; readonly after: Facts },
  type: Type,
  records: readonly [RecordOf[Type], RecordOf[Type]],
): Changed {
  const [first, ...rest] = fieldChanges(type, facts, records);
  if (first === undefined) throw new Error('What has changed has a field that did.');
  return { ...list(type, records[1]), changes: [first, ...rest] };
}

function list(type: RecordType, record: RecordOf[RecordType]): Listed {
  return { type, id: record.id, title: 'title' in record ? record.title : record.name };
}

/** By kind in the order of `KINDS`, then those that were there before first. */
function matchTotals(before: readonly KindSum[], after: readonly KindSum[]): TotalChange[] {
  return KINDS.flatMap((kind) => {
    const [old, now] = [before, after].map((sums) => sums.filter((sum) => sum.kind === kind));
    const kept = (old ?? []).map(({ amount }) => ({
      kind,
      before: amount,
      after: sameIn(now ?? [], amount),
    }));
    const fresh = (now ?? []).filter(({ amount }) => sameIn(old ?? [], amount) === undefined);
    return [...kept, ...fresh.map(({ amount }) => ({ kind, before: undefined, after: amount }))];
  });
}

function sameIn(sums: readonly KindSum[], amount: Amount): Amount | undefined {
  return sums.find((sum) => sameUnit(sum.amount, amount))?.amount;
}
