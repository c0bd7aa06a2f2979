import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { type Queryable, SCHEMA, type Store } from './store.ts';

const MIGRATIONS_DIR = join(import.meta.dirname, '..', '..', 'migrations');

/** Any number, as long as every Tranche uses it: two processes that start at once bring the tables up one after the other. */
const ADVISORY_LOCK = 7_268_247;

/** https://www.postgresql.org/docs/18/errcodes-appendix.html */
const INSUFFICIENT_PRIVILEGE = '42501';

export interface Migration {
  readonly number: number;
  /** Name of its file, such as `0001-store.sql`. */
  readonly name: string;
  /** SHA-256 of its text, in hex. */
  readonly hash: string;
}

interface MigrationFile extends Migration {
  readonly sql: string;
}

/** A migration as the store remembers it. */
interface Applied extends Migration {
  readonly applied_at: Date;
}

/**
 * Brings the tables up to date: all migrations not yet applied, in one transaction.
 *
 * @throws UserError if the store is from a newer Tranche, or an applied migration was edited
 */
export async function migrate(store: Store, folder = MIGRATIONS_DIR): Promise<void> {
  const files = await readMigrations(folder);
  await store.transaction((tx) => migrateWithin(tx, files));
}

/** As `migrate`, inside a transaction of the caller's. */
export async function migrateWithin(tx: Queryable, files: readonly MigrationFile[]): Promise<void> {
  await lock(tx);
  await createSchema(tx);
  const applied = await tx.query<Applied>(
    'select number, name, hash, applied_at from migrations order by number',
  );
  checkApplied(applied, files);
  for (const { sql, number, name, hash } of files.slice(applied.length)) {
    await tx.query(sql);
    await tx.query('insert into migrations (number, name, hash) values ($1, $2, $3)', [number, name, hash]);
  }
}

/** Asks before it creates: a role that may use the schema need not be allowed to create one. */
async function createSchema(tx: Queryable): Promise<void> {
  const [found] = await tx.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [
    `${SCHEMA}.migrations`,
  ]);
  if (found?.exists === true) return;
  await ensureSchema(tx, SCHEMA);
  await tx.query(`
    create table migrations (
      number int primary key,
      name text not null,
      hash text not null,
      applied_at timestamptz not null default now()
    );
  `);
}

/**
 * Makes a schema where there is none. Not by "if not exists", for which PostgreSQL wants the right to create one even where
 * there is nothing to create.
 */
export async function ensureSchema(tx: Queryable, schema: string): Promise<void> {
  await lock(tx);
  const [found] = await tx.query('select 1 from pg_namespace where nspname = $1', [schema]);
  if (found !== undefined) return;
  try {
    await tx.query(`create schema ${schema}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE)) throw error;
    throw new UserError(
      'The role in DATABASE_URL may not create a schema. Have the owner of the database run, with its name for ROLE: ' +
        'create schema tranche authorization ROLE; create schema pgboss authorization ROLE;',
      { cause: error },
    );
  }
}

/** Until the transaction ends. */
async function lock(tx: Queryable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
}

/** What was applied must be how the files begin, word for word. */
function checkApplied(applied: readonly Applied[], files: readonly Migration[]): void {
  for (const [index, { name, hash, applied_at }] of applied.entries()) {
    const file = files[index];
    if (file === undefined) {
      throw new UserError(
        `The store was last used by a newer Tranche: it has ${name}, which this version does not know. ` +
          'Start that version, or restore a backup made before it.',
      );
    }
    if (file.name !== name) {
      throw new UserError(
        `The store has ${name} where this version has ${file.name}. Migrations are only added at the end: number ` +
          'the new one after those already applied.',
      );
    }
    if (file.hash !== hash) {
      throw new UserError(
        `migrations/${name} was changed after it was applied on ${applied_at.toISOString().slice(0, 10)}. ` +
          'Put it back as it was, and write the change as a new migration.',
      );
    }
  }
}

/**
 * The migrations of a folder, in order.
 *
 * @throws UserError if a name or a number is not as it should be
 */
export async function readMigrations(folder = MIGRATIONS_DIR): Promise<readonly MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map((name, index) => readMigration(folder, name, index + 1)));
}

async function readMigration(folder: string, name: string, number: number): Promise<MigrationFile> {
  if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(name) || Number(name.slice(0, 4)) !== number) {
    throw new UserError(
      `migrations/${name} should be number ${number}: name it ${String(number).padStart(4, '0')}-what-it-does.sql`,
    );
  }
  // A checkout on Windows may have other line ends; the migration is the same.
  const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
  return { number, name, sql, hash: createHash('sha256').update(sql).digest('hex') };
}
