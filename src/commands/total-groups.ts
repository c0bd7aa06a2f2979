import { type Assistance, KINDS } from '../data/facts.ts';
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

export function groupAssistance(
  view: View,
  selection: readonly Assistance[],
  grouping: Grouping,
): readonly Group[] {
  const groups = GROUPERS[grouping](view, selection);
  return groups.filter(({ members }) => members.length > 0);
}

type Grouper = (view: View, selection: readonly Assistance[]) => readonly Group[];

const GROUPERS: Readonly<Record<Grouping, Grouper>> = {
  kind: groupByKind,
  program: groupByProgram,
  recipient: groupByRecipient,
  month: groupByMonth,
};

function groupByKind({ language: { t } }: View, selection: readonly Assistance[]): Group[] {
  const byKind = Map.groupBy(selection, ({ kind }) => kind);
  return KINDS.map((kind) => ({ name: capitalize(t(`kinds.${kind}`)), members: byKind.get(kind) ?? [] }));
}

function groupByProgram({ facts, language: { t } }: View, selection: readonly Assistance[]): Group[] {
  const selected = new Set(selection);
  const groups = facts.programs.map(({ id, name }) => {
    return { name, members: facts.assistanceUnder(id).filter((assistance) => selected.has(assistance)) };
  });
  const named = new Set(groups.flatMap(({ members }) => members));
  const rest = selection.filter((assistance) => !named.has(assistance));
  return [...groups, { name: t('chart.noProgram'), members: rest, isRest: true }];
}

function groupByRecipient({ facts, language: { t } }: View, selection: readonly Assistance[]): Group[] {
  const byParty = Map.groupBy(selection, (assistance) => recipientOf(facts, assistance));
  const named = facts.parties.filter(({ id }) => byParty.has(id));
  const groups = named.map(({ id, name }) => {
    const parties = facts.partiesWithin(id);
    return { name, members: [...parties].flatMap((part) => byParty.get(part) ?? []), partyId: id, parties };
  });
  const rest = { name: t('chart.noRecipient'), members: byParty.get(undefined) ?? [], isRest: true };
  return [...groups, rest];
}
