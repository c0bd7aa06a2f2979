import { APPLICATION_NAME, type Queryable } from './store.ts';

/** How many processes of ours are connected to the database: at least the one that asks. */
export async function countProcesses(db: Queryable): Promise<number> {
  const [row] = await db.query<{ processes: number }>(
    `select count(distinct application_name)::int as processes from pg_stat_activity
     where datname = current_database() and application_name like $1`,
    [`${APPLICATION_NAME} %`],
  );
  return Math.max(1, row?.processes ?? 1);
}
