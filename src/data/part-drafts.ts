import { ByText } from './by-text.ts';
import type { SourceRecords } from './formats/format.ts';
import { joinLists, keepInSteps } from './lists-in-steps.ts';
import { LongList } from './long-list.ts';
import { type PartDraft, wholeIdOf } from './part-of.ts';
import type { Assistance } from './records.ts';
import { forEach, type Steps } from './steps.ts';

type Found = Pick<SourceRecords, 'assistance' | 'drafts'>;

/** All that is part of something, or may be what others are part of. Yields wherever it can be interrupted. */
export function* draftParts(found: readonly Found[]): Steps<readonly PartDraft[]> {
  const drafts = yield* joinLists(found, (one) => one.drafts);
  const parts = yield* keepInSteps(drafts, ({ partOf }) => partOf !== undefined);
  if (parts.length === 0) return drafts;
  const wholes = yield* draftWholes(found, parts);
  return yield* joinLists([drafts, wholes], (list) => list);
}

/** A row that is part of nothing has no draft of its own, until something is part of it. */
function* draftWholes(found: readonly Found[], parts: readonly PartDraft[]): Steps<readonly PartDraft[]> {
  const byWhole = yield* ByText.of(parts, (part) => wholeIdOf(part) ?? '');
  const wholes = new LongList<PartDraft>();
  for (const { assistance, drafts } of found) {
    // Where all have drafts, none is wanting.
    if (drafts.length >= assistance.length) continue;
    yield* forEach(assistance, (record) => {
      if (record.partOf === undefined && byWhole.placeOf(record.id) !== undefined)
        wholes.push(draftOfRow(record));
    });
  }
  return yield* wholes.joined();
}

/** @param record has no faults of its own, and none as a part */
function draftOfRow({ id, sourceId, amount }: Assistance): PartDraft {
  return { id, sourceId, amount, report: { add: () => {} }, path: [], partOf: undefined, items: [] };
}
