import { type Amount, canContain, sameUnit } from './amount.ts';
import { renderAmount } from './amount-render.ts';
import { findCircles } from './circles.ts';
import type { FileReport } from './file-report.ts';
import type { Path } from './formats/yaml.ts';
import { findNearestWord } from './nearest-word.ts';

/** What the checks need of an assistance, which may have faults of its own. */
export interface PartDraft {
  /** `folder/id` */
  readonly id: string;
  readonly sourceId: string;
  readonly report: Pick<FileReport, 'add'>;
  readonly path: Path;
  /** As written: `id`, or `folder/id`. */
  readonly partOf: string | undefined;
  readonly amount: Amount | undefined;
  readonly items: readonly { readonly path: Path; readonly amount: Amount | undefined }[];
}

/** What else a reference may name by mistake. */
export interface Known {
  readonly engagementIds: ReadonlySet<string>;
  /** Sources that could not be read: what they hold is not known, so a reference to it is no fault of its own. */
  readonly unreadable: ReadonlySet<string>;
}

type Drafts = ReadonlyMap<string, PartDraft>;
type IdsBySource = ReadonlyMap<string, readonly string[]>;
type Parents = ReadonlyMap<string, string | undefined>;

/** Resolves every `partOf` to an id, and reports those that lead nowhere, go in a circle, or cannot hold their parts' money. */
export function linkParts(drafts: Drafts, known: Known): Parents {
  const idsBySource = groupIds(drafts);
  const parents = new Map(
    drafts.values().map((draft) => [draft.id, parentOf(draft, drafts, idsBySource, known)]),
  );
  for (const circle of findCircles(parents)) reportCircle(circle, drafts);
  for (const draft of drafts.values()) {
    const containers = containersOf(draft, drafts, parents);
    if (draft.amount) checkMoney(draft, [...draft.path, 'amount'], draft.amount, containers);
    for (const { path, amount } of draft.items) {
      if (amount) checkMoney(draft, [...path, 'amount'], amount, [draft, ...containers]);
    }
  }
  return parents;
}

function groupIds(drafts: Drafts): IdsBySource {
  const ids = new Map<string, string[]>();
  for (const { id, sourceId } of drafts.values()) {
    const local = id.slice(sourceId.length + 1);
    if (local.includes('/')) continue;
    const known = ids.get(sourceId);
    if (known) known.push(local);
    else ids.set(sourceId, [local]);
  }
  return ids;
}

/** The full id that a reference in one source's file means. */
export function resolveReference(reference: string, sourceId: string): string {
  return reference.includes('/') ? reference : `${sourceId}/${reference}`;
}

function parentOf(
  draft: PartDraft,
  drafts: Drafts,
  idsBySource: IdsBySource,
  known: Known,
): string | undefined {
  if (draft.partOf === undefined) return undefined;
  const id = resolveReference(draft.partOf, draft.sourceId);
  if (drafts.has(id)) return id;
  const [folder = ''] = id.split('/');
  if (known.unreadable.has(folder)) return undefined;
  const problem = known.engagementIds.has(id)
    ? `“${draft.partOf}” is an engagement, and only assistance contains money`
    : `there is no assistance “${draft.partOf}”`;
  draft.report.add([...draft.path, 'partOf'], problem, adviseReference(draft, id, idsBySource));
  return undefined;
}

/** Folder and id are compared apart: beside a long folder, any two ids would look alike. */
function adviseReference({ sourceId }: PartDraft, id: string, idsBySource: IdsBySource): string {
  const [folder = '', local = ''] = id.split('/');
  const source = idsBySource.has(folder) ? folder : (findNearestWord(folder, idsBySource.keys()) ?? folder);
  const ids = idsBySource.get(source) ?? [];
  const meant = ids.includes(local) ? local : findNearestWord(local, ids);
  if (meant !== undefined) return `did you mean “${source === sourceId ? meant : `${source}/${meant}`}”?`;
  const elsewhere = idsBySource.keys().find((other) => idsBySource.get(other)?.includes(local));
  if (elsewhere !== undefined) return `did you mean “${elsewhere}/${local}”?`;
  return 'write the id of an assistance in this file, or folder/id of one in another source';
}

function reportCircle(circle: readonly string[], drafts: Drafts): void {
  const draft = drafts.get(circle[0] ?? '');
  const chain = [...circle, circle[0]].join(' is part of ');
  draft?.report.add(
    [...draft.path, 'partOf'],
    `goes in a circle: ${chain}`,
    'remove partOf from one of them',
  );
}

/** Nearest first. Ends where a circle would begin again. */
function containersOf(draft: PartDraft, drafts: Drafts, parents: Parents): PartDraft[] {
  const found = new Set<PartDraft>();
  let next = drafts.get(parents.get(draft.id) ?? '');
  while (next && next !== draft && !found.has(next)) {
    found.add(next);
    next = drafts.get(parents.get(next.id) ?? '');
  }
  return [...found];
}

/** One fault is enough: the nearest container that cannot hold the amount. */
function checkMoney(draft: PartDraft, path: Path, amount: Amount, containers: readonly PartDraft[]): void {
  for (const container of containers) {
    const problem = container.amount && misfit(amount, container.amount, container.id);
    if (problem === undefined) continue;
    draft.report.add(path, problem, 'check both, or remove partOf if the one is not part of the other');
    return;
  }
}

/** Why a part cannot be inside a whole; undefined where it can. */
export function misfit(part: Amount, whole: Amount, wholeId: string): string | undefined {
  if (!sameUnit(part, whole))
    return `${renderAmount(part)} is not in the currency of ${wholeId}, which contains it: ${renderAmount(whole)}`;
  if (canContain(whole, part)) return undefined;
  return `${renderAmount(part)} is more than all of ${wholeId}, which contains it: ${renderAmount(whole)}`;
}
