import { type Assistance, KINDS } from '../data/facts.ts';
import { groupInSteps, joinLists } from '../data/lists-in-steps.ts';
import type { Steps } from '../data/steps.ts';
import { capitalize } from '../replies/markdown.ts';
import type { View } from '../replies/view.ts';
import { groupByMonth } from './total-months.ts';
import { recipientOf } from './total-selection.ts';

export const GROUPINGS = ['kind', 'program', 'recipient', 'month'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/**
 * A row of a chart: the records that `/total` is about where its filter is this group's.
 *
 * Groups may share records: what belongs to a recipient is counted with it, and has a group of its own.
 */
export interface Group {
  readonly name: string;
  readonly members: readonly Assistance[];
  /** What has to be said of all of its records: "no program named". It comes last, whatever it amounts to. */
  readonly isRest?: boolean;
  /** Of a recipient: its id, and those of all that belong to it, which are counted with it. */
  readonly partyId?: string;
  readonly parties?: ReadonlySet<string>;
  /** Of months: it is none, but a time that its source gives roughly or that goes over several. */
  readonly isStretch?: boolean;
}

/** Yields wherever it can be interrupted: a table may give a million records. */
export function* groupAssistance(
  view: View,
  selection: readonly Assistance[],
  grouping: Grouping,
): Steps<readonly Group[]> {
  const groups = yield* GROUPERS[grouping](view, selection);
  return groups.filter(({ members }) => members.length > 0);
}

type Grouper = (view: View, selection: readonly Assistance[]) => Steps<readonly Group[]>;

const GROUPERS: Readonly<Record<Grouping, Grouper>> = {
  kind: groupByKind,
  program: groupByProgram,
  recipient: groupByRecipient,
  month: groupByMonth,
};

function* groupByKind({ language: { t } }: View, selection: readonly Assistance[]): Steps<Group[]> {
  const byKind = yield* groupInSteps(selection, ({ kind }) => kind);
  return KINDS.map((kind) => ({ name: capitalize(t(`kinds.${kind}`)), members: byKind.get(kind) ?? [] }));
}

function* groupByProgram({ facts, language: { t } }: View, selection: readonly Assistance[]): Steps<Group[]> {
  const byProgram = yield* groupInSteps(selection, (assistance) => facts.programIdOf(assistance));
  const groups = facts.programs.map(({ id, name }) => ({ name, members: byProgram.get(id) ?? [] }));
  const rest = byProgram.get(undefined) ?? [];
  return [...groups, { name: t('chart.noProgram'), members: rest, isRest: true }];
}

function* groupByRecipient(
  { facts, language: { t } }: View,
  selection: readonly Assistance[],
): Steps<Group[]> {
  const byParty = yield* groupInSteps(selection, (assistance) => recipientOf(facts, assistance));
  const groups: Group[] = [];
  for (const { id, name } of facts.parties) {
    if (!byParty.has(id)) continue;
    const parties = facts.partiesWithin(id);
    const members = yield* joinLists([...parties], (part) => byParty.get(part) ?? []);
    groups.push({ name, members, partyId: id, parties });
  }
  const rest = { name: t('chart.noRecipient'), members: byParty.get(undefined) ?? [], isRest: true };
  return [...groups, rest];
}
