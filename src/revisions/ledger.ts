import type { Facts } from '../data/facts.ts';
import { ToldError } from '../i18n/told-error.ts';
import type { Queryable, Store } from '../store/store.ts';
import { addAudit } from './audit.ts';

/** How a revision came to be. `start`: from the folder, where the store had none. */
export type How = 'start' | 'reload' | 'upload' | 'rollback';

/** How many records of each type. */
export interface Counts {
  readonly sources: number;
  readonly assistance: number;
  readonly items: number;
  readonly engagements: number;
  readonly programs: number;
  readonly parties: number;
}

export function countRecords(facts: Facts): Counts {
  return {
    sources: facts.sources.length,
    assistance: facts.assistance.length,
    items: facts.items.length,
    engagements: facts.engagements.length,
    programs: facts.programs.length,
    parties: facts.parties.length,
  };
}

/** A state of the facts that was served at some time, or is. */
export interface KeptRevision {
  readonly number: number;
  /** Hash of its files. */
  readonly content: string;
  readonly madeAt: Temporal.Instant;
  /** See `actors.ts`. */
  readonly madeBy: string;
  readonly how: How;
  readonly why: string | undefined;
  readonly pinned: boolean;
  readonly counts: Counts;
}

/** What is made known to every process: the number of the revision to serve. */
export const CHANNEL = 'facts';
/** So many revisions are kept, and those that are pinned. */
export const KEPT_REVISIONS = 20;

interface Row {
  number: number;
  content: string;
  made_at: Date;
  made_by: string;
  how: How;
  why: string | null;
  pinned: boolean;
  counts: Counts;
}

const COLUMNS = 'number, content, made_at, made_by, how, why, pinned, counts';

function toRevision({ made_at, made_by, why, ...row }: Row): KeptRevision {
  return { ...row, madeAt: made_at.toTemporalInstant(), madeBy: made_by, why: why ?? undefined };
}

/** The revision that every process is to serve; none before the first start. */
export async function findCurrent(db: Queryable): Promise<KeptRevision | undefined> {
  const rows = await db.query<Row>(`SELECT ${COLUMNS} FROM fact_revisions ORDER BY number DESC LIMIT 1`);
  return rows.map(toRevision)[0];
}

/** @throws Error before the first start: whoever asks serves one */
export async function getCurrent(db: Queryable): Promise<KeptRevision> {
  const current = await findCurrent(db);
  if (current === undefined) throw new Error('The store has no revision, though this process serves one.');
  return current;
}

/** @throws UserError if it is not kept */
export async function getRevision(db: Queryable, number: number): Promise<KeptRevision> {
  const [row] = await db.query<Row>(`SELECT ${COLUMNS} FROM fact_revisions WHERE number = $1`, [number]);
  if (row === undefined) throw await notKept(db, number);
  return toRevision(row);
}

async function notKept(db: Queryable, number: number): Promise<ToldError> {
  const kept = (await listRevisions(db)).map((revision) => revision.number).join(', ');
  return new ToldError((t) => t('admin.notKept', { number, kept }));
}

/** The newest first. */
export async function listRevisions(db: Queryable): Promise<KeptRevision[]> {
  const rows = await db.query<Row>(`SELECT ${COLUMNS} FROM fact_revisions ORDER BY number DESC`);
  return rows.map(toRevision);
}

export type NewRevision = Pick<KeptRevision, 'content' | 'madeAt' | 'madeBy' | 'how' | 'why' | 'counts'>;

/**
 * Makes a revision the one to serve, and tells every process, in one transaction: all of it or nothing.
 *
 * @param base number of the revision that it follows; 0 for the first
 * @param within does more in the same transaction
 * @returns its number, or undefined where another has followed `base` meanwhile
 */
export async function addRevision(
  store: Store,
  base: number,
  fresh: NewRevision,
  within: (tx: Queryable, number: number) => Promise<void> = async () => undefined,
): Promise<number | undefined> {
  return store.transaction(async (tx) => {
    // Readers go on; another that adds waits, and then sees this one.
    await tx.query('LOCK TABLE fact_revisions IN EXCLUSIVE MODE');
    const current = await findCurrent(tx);
    if ((current?.number ?? 0) !== base) return undefined;
    const number = base + 1;
    const { content, madeAt, madeBy, how, why, counts } = fresh;
    await tx.query(
      `INSERT INTO fact_revisions (number, content, made_at, made_by, how, why, counts)
       VALUES ($1, $2, $3::timestamptz, $4, $5, $6, $7::jsonb)`,
      [number, content, madeAt, madeBy, how, why, counts],
    );
    await tx.query('DELETE FROM fact_revisions WHERE number <= $1 AND NOT pinned', [number - KEPT_REVISIONS]);
    await addAudit(tx, {
      ...{ at: madeAt, actor: madeBy, action: how, outcome: 'done', revision: number, detail: why },
    });
    await within(tx, number);
    await tx.query('SELECT pg_notify($1, $2)', [CHANNEL, String(number)]);
    return number;
  });
}

/** @throws UserError if it is not kept */
export async function setPinned(db: Queryable, number: number, pinned: boolean): Promise<void> {
  const rows = await db.query('UPDATE fact_revisions SET pinned = $2 WHERE number = $1 RETURNING number', [
    number,
    pinned,
  ]);
  if (rows.length === 0) throw await notKept(db, number);
}
