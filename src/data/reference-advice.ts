import type { ByText } from './by-text.ts';
import { LongList } from './long-list.ts';
import { nearestWordSteps } from './nearest-word.ts';
import type { PartDraft } from './part-of.ts';
import { forEach, type Steps } from './steps.ts';

/** So many ids are compared with references, in all: a table may have a million rows, each with another mistake. */
const MOST_COMPARED = 2_000_000;

const NOTHING_NEAR = 'write the id of an assistance in this file, or folder/id of one in another source';

type IdsBySource = ReadonlyMap<string, LongList<string>>;

/** Says what references that lead nowhere were probably meant to be. */
export class ReferenceAdvice {
  readonly #drafts: readonly PartDraft[];
  readonly #byId: ByText<PartDraft>;
  #idsBySource: IdsBySource | undefined;
  #compared = 0;
  /** What was said last: a table may name what is not there in each of its rows. */
  #last: { readonly sourceId: string; readonly id: string; readonly advice: string } | undefined;

  constructor(drafts: readonly PartDraft[], byId: ByText<PartDraft>) {
    this.#drafts = drafts;
    this.#byId = byId;
  }

  /** @param id that the reference means */
  *advise({ sourceId }: PartDraft, id: string): Steps<string> {
    if (this.#last?.id === id && this.#last.sourceId === sourceId) return this.#last.advice;
    const meant = this.#compared < MOST_COMPARED ? yield* this.#findMeant(id) : undefined;
    const written = meant?.source === sourceId ? meant.local : `${meant?.source}/${meant?.local}`;
    const advice = meant === undefined ? NOTHING_NEAR : `did you mean “${written}”?`;
    this.#last = { sourceId, id, advice };
    return advice;
  }

  /** Folder and id are compared apart: beside a long folder, any two ids would look alike. */
  *#findMeant(id: string): Steps<{ readonly source: string; readonly local: string } | undefined> {
    const [folder = '', local = ''] = id.split('/');
    this.#idsBySource ??= yield* groupIds(this.#drafts);
    const idsBySource = this.#idsBySource;
    const isThere = (source: string) => this.#byId.placeOf(`${source}/${local}`) !== undefined;
    const source = idsBySource.has(folder)
      ? folder
      : ((yield* nearestWordSteps(folder, idsBySource.keys())) ?? folder);
    if (isThere(source)) return { source, local };
    const ids = idsBySource.get(source) ?? [];
    this.#compared += ids.length;
    const nearest = yield* nearestWordSteps(local, ids);
    if (nearest !== undefined) return { source, local: nearest };
    const elsewhere = idsBySource.keys().find(isThere);
    return elsewhere === undefined ? undefined : { source: elsewhere, local };
  }
}

function* groupIds(drafts: readonly PartDraft[]): Steps<IdsBySource> {
  const ids = new Map<string, LongList<string>>();
  yield* forEach(drafts, ({ id, sourceId }) => {
    const local = id.slice(sourceId.length + 1);
    // It has no id of its own.
    if (local.includes('/')) return;
    const known = ids.get(sourceId) ?? new LongList<string>();
    ids.set(sourceId, known);
    known.push(local);
  });
  return ids;
}
