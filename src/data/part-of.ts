import { type Amount, canContain, sameUnit } from './amount.ts';
import { renderAmount } from './amount-render.ts';
import { ByText } from './by-text.ts';
import { findCircles, NO_PARENT } from './circles.ts';
import type { FileReport } from './file-report.ts';
import type { Path } from './formats/yaml.ts';
import { ReferenceAdvice } from './reference-advice.ts';
import { type Steps, VALUES_A_STEP } from './steps.ts';

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

/** What each assistance is part of, by id: the id of that. */
export interface Parents {
  get(id: string): string | undefined;
}

/** The drafts, and of each the place of what it is part of. */
interface Links {
  readonly drafts: readonly PartDraft[];
  readonly parents: Int32Array;
}

/**
 * Resolves every `partOf` to an id, and reports those that lead nowhere, go in a circle, or cannot hold their parts' money. Yields
 * wherever it can be interrupted.
 */
export function* linkParts(drafts: readonly PartDraft[], known: Known): Steps<Parents> {
  const byId = yield* ByText.of(drafts, ({ id }) => id);
  const parents = yield* findParents(drafts, byId, known);
  for (const circle of yield* findCircles(parents)) reportCircle(circle, drafts);
  yield* checkAll({ drafts, parents });
  return {
    get: (id) => {
      const place = byId.placeOf(id);
      return place === undefined ? undefined : drafts[parents[place] ?? NO_PARENT]?.id;
    },
  };
}

function* findParents(
  drafts: readonly PartDraft[],
  byId: ByText<PartDraft>,
  known: Known,
): Steps<Int32Array> {
  const parents = new Int32Array(drafts.length).fill(NO_PARENT);
  const advice = new ReferenceAdvice(drafts, byId);
  for (const [place, draft] of drafts.entries()) {
    if (place % VALUES_A_STEP === 0) yield;
    const id = wholeIdOf(draft);
    if (id === undefined) continue;
    const parent = byId.placeOf(id);
    if (parent !== undefined) parents[place] = parent;
    else if (!known.unreadable.has(folderOf(id))) yield* reportUnknown(draft, id, { known, advice });
  }
  return parents;
}

/** The id of what it is part of, as it is written: of what may not be there. */
export function wholeIdOf({ partOf, sourceId }: PartDraft): string | undefined {
  return partOf === undefined ? undefined : resolveReference(partOf, sourceId);
}

/** The full id that a reference in one source's file means. */
export function resolveReference(reference: string, sourceId: string): string {
  return reference.includes('/') ? reference : `${sourceId}/${reference}`;
}

function folderOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function* reportUnknown(
  draft: PartDraft,
  id: string,
  { known, advice }: { readonly known: Known; readonly advice: ReferenceAdvice },
): Steps<void> {
  const problem = known.engagementIds.has(id)
    ? `“${draft.partOf}” is an engagement, and only assistance contains money`
    : `there is no assistance “${draft.partOf}”`;
  draft.report.add([...draft.path, 'partOf'], problem, yield* advice.advise(draft, id));
}

/** A circle may go through all rows of a table: so many links of it are told. */
const LINKS_TOLD = 20;

function reportCircle(circle: readonly number[], drafts: readonly PartDraft[]): void {
  const [first] = circle;
  const draft = first === undefined ? undefined : drafts[first];
  const told = circle.slice(0, LINKS_TOLD).map((place) => drafts[place]?.id);
  const chain = [...told, ...(told.length < circle.length ? ['…'] : []), draft?.id].join(' is part of ');
  draft?.report.add(
    [...draft.path, 'partOf'],
    `goes in a circle: ${chain}`,
    'remove partOf from one of them',
  );
}

function* checkAll(links: Links): Steps<void> {
  for (const [place, draft] of links.drafts.entries()) {
    if (place % VALUES_A_STEP === 0) yield;
    const { amount, items, path } = draft;
    if (amount) yield* checkMoney({ draft, path, amount }, containersOf(place, links));
    for (const item of items) {
      if (item.amount === undefined) continue;
      const containers = insideOut(draft, containersOf(place, links));
      yield* checkMoney({ draft, path: item.path, amount: item.amount }, containers);
    }
  }
}

function* insideOut(draft: PartDraft, containers: Iterable<PartDraft>): Generator<PartDraft> {
  yield draft;
  yield* containers;
}

/** Nearest first. Ends where a circle would begin again. */
function* containersOf(place: number, { drafts, parents }: Links): Generator<PartDraft> {
  const seen = new Set([place]);
  let next = parents[place] ?? NO_PARENT;
  for (let draft = drafts[next]; draft !== undefined && !seen.has(next); draft = drafts[next]) {
    yield draft;
    seen.add(next);
    next = parents[next] ?? NO_PARENT;
  }
}

interface Money {
  readonly draft: PartDraft;
  readonly path: Path;
  readonly amount: Amount;
}

/** One fault is enough: the nearest container that cannot hold the amount. */
function* checkMoney({ draft, path, amount }: Money, containers: Iterable<PartDraft>): Steps<void> {
  let looked = 0;
  for (const container of containers) {
    looked += 1;
    if (looked % VALUES_A_STEP === 0) yield;
    const whole = container.amount;
    const problem = whole && misfit(amount, whole, container.id);
    if (problem === undefined) continue;
    draft.report.add(
      [...path, 'amount'],
      problem,
      'check both, or remove partOf if the one is not part of the other',
    );
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
