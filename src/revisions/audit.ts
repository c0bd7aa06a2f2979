import type { Logger } from 'pino';
import type { Queryable, Store } from '../store/store.ts';
import type { How } from './ledger.ts';

/** What somebody did to the facts, or tried to. */
export interface AuditEntry {
  readonly at: Temporal.Instant;
  /** See `actors.ts`. */
  readonly actor: string;
  readonly action: How | 'preview' | 'cancel' | 'export' | 'pin' | 'unpin';
  /** `refused`: it had changed meanwhile; `failed`: what was to be loaded has faults. */
  readonly outcome: 'done' | 'refused' | 'failed';
  /** That was made, or that it was about. */
  readonly revision: number | undefined;
  readonly detail: string | undefined;
}

/** Older ones are forgotten. */
const KEPT_ENTRIES = 2_000;
const LONGEST_TEXT = 500;

/** Words of others as the database takes them: it has no place for NUL, and no use for a book. */
export function toKept(text: string): string {
  return text.replaceAll('\0', '\uFFFD').slice(0, LONGEST_TEXT).toWellFormed();
}

export async function addAudit(db: Queryable, entry: AuditEntry): Promise<void> {
  const { at, actor, action, outcome, revision, detail } = entry;
  const [added] = await db.query<{ id: number }>(
    `INSERT INTO fact_audit (at, actor, action, outcome, revision, detail)
     VALUES ($1::timestamptz, $2, $3, $4, $5, $6) RETURNING id`,
    [at, actor, action, outcome, revision, detail && toKept(detail)],
  );
  if (added !== undefined) await db.query('DELETE FROM fact_audit WHERE id <= $1', [added.id - KEPT_ENTRIES]);
}

/** Writes into the audit and the log that somebody did something now. */
export async function note(
  { store, now, log }: { readonly store: Store; readonly now: () => Temporal.Instant; readonly log: Logger },
  actor: string,
  {
    action,
    outcome = 'done',
    revision,
    detail,
  }: Pick<AuditEntry, 'action'> & Partial<Pick<AuditEntry, 'outcome' | 'revision' | 'detail'>>,
): Promise<void> {
  await addAudit(store, { at: now(), actor, action, outcome, revision, detail });
  log.info({ actor, action, outcome, revision }, 'facts');
}

/** The newest first. */
export async function listAudit(db: Queryable, limit: number): Promise<AuditEntry[]> {
  const rows = await db.query<{
    at: Date;
    actor: string;
    action: AuditEntry['action'];
    outcome: AuditEntry['outcome'];
    revision: number | null;
    detail: string | null;
  }>('SELECT at, actor, action, outcome, revision, detail FROM fact_audit ORDER BY id DESC LIMIT $1', [
    limit,
  ]);
  return rows.map(({ at, revision, detail, ...row }) => ({
    ...row,
    at: at.toTemporalInstant(),
    revision: revision ?? undefined,
    detail: detail ?? undefined,
  }));
}
