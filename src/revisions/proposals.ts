import type { Queryable } from '../store/store.ts';
import { toKept } from './audit.ts';
import type { Counts, How } from './ledger.ts';

/** What somebody was shown, and may apply. Its content is in the store, so it can be applied after a restart, by any process. */
export interface Proposal {
  readonly id: number;
  /** Hash of the files that would be served. */
  readonly content: string;
  /** Number of the revision that it was compared with. */
  readonly base: number;
  readonly how: Exclude<How, 'start'>;
  readonly why: string | undefined;
  /** Of an upload: the sources that it brings. The others are those of the revision. */
  readonly sources: readonly string[] | undefined;
  readonly counts: Counts;
  readonly madeBy: string;
  /** Number of the revision that it became. */
  readonly appliedAs: number | undefined;
}

/** How long somebody has to look at a preview. */
const KEPT = { hours: 24 };

export async function addProposal(
  db: Queryable,
  proposal: Omit<Proposal, 'id' | 'appliedAs'>,
  now: Temporal.Instant,
): Promise<Proposal> {
  await db.query('DELETE FROM fact_proposals WHERE expires_at <= $1::timestamptz', [now]);
  const { content, base, how, why, sources, counts, madeBy } = proposal;
  const [added] = await db.query<{ id: number }>(
    `INSERT INTO fact_proposals (content, base, how, why, sources, counts, made_by, made_at, expires_at)
     VALUES ($1, $2, $3, $4, $5::text[], $6::jsonb, $7, $8::timestamptz, $9::timestamptz) RETURNING id`,
    [content, base, how, why && toKept(why), sources, counts, madeBy, now, now.add(KEPT)],
  );
  if (added === undefined) throw new Error('An insert returned no row.');
  return { ...proposal, id: added.id, appliedAs: undefined };
}

/** One that is not too old. */
export async function findProposal(
  db: Queryable,
  id: number,
  now: Temporal.Instant,
): Promise<Proposal | undefined> {
  const [row] = await db.query<{
    content: string;
    base: number;
    how: Proposal['how'];
    why: string | null;
    sources: string[] | null;
    counts: Counts;
    made_by: string;
    applied_as: number | null;
  }>(
    `SELECT content, base, how, why, sources, counts, made_by, applied_as FROM fact_proposals
     WHERE id = $1 AND expires_at > $2::timestamptz`,
    [id, now],
  );
  if (row === undefined) return undefined;
  const { why, sources, made_by: madeBy, applied_as: appliedAs, ...rest } = row;
  return {
    ...rest,
    id,
    madeBy,
    why: why ?? undefined,
    sources: sources ?? undefined,
    appliedAs: appliedAs ?? undefined,
  };
}

/** @returns whether it is still there: it may have been cancelled meanwhile */
export async function markApplied(db: Queryable, id: number, revision: number): Promise<boolean> {
  const rows = await db.query('UPDATE fact_proposals SET applied_as = $2 WHERE id = $1 RETURNING id', [
    id,
    revision,
  ]);
  return rows.length > 0;
}

/** @returns whether there was something to take back */
export async function removeProposal(db: Queryable, id: number): Promise<boolean> {
  const rows = await db.query(
    'DELETE FROM fact_proposals WHERE id = $1 AND applied_as IS NULL RETURNING id',
    [id],
  );
  return rows.length > 0;
}
