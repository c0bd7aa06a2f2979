import { UserError } from '../errors.ts';
import { findTables, quoteColumn, quoteName, type Table } from './backup.ts';
import { type Header, readBackup, type TableStart } from './backup-file.ts';
import { type Migration, migrateWithin, readMigrations } from './migrate.ts';
import { APPLICATION_NAME, type Queryable, SCHEMA, type Store } from './store.ts';

/** How much JSON goes to the database at once. */
const BATCH_CHARACTERS = 1 << 20;

export interface RestoreOptions {
  /** Throw away what the store holds. */
  readonly replace: boolean;
  readonly now: Temporal.Instant;
  readonly migrationsDir?: string;
}

export interface RestoreReport {
  readonly header: Header;
  readonly rows: number;
}

/**
 * Fills the store from a backup of either home: all of it or, at any fault, nothing. A backup of an older Tranche is brought
 * up to date on the way.
 *
 * @throws UserError if the file is not whole, is from a newer Tranche, the store is not empty, or another process uses it
 */
export async function restore(
  store: Store,
  file: string,
  { replace, now, migrationsDir }: RestoreOptions,
): Promise<RestoreReport> {
  const { header } = await readBackup(file, () => undefined);
  const files = await readMigrations(migrationsDir);
  checkLevel(file, header, files);
  return store.transaction(async (tx) => {
    await refuseOthers(tx);
    if (!replace) await refuseFull(tx, file);
    await tx.query(`drop schema if exists ${SCHEMA} cascade`);
    await migrateWithin(tx, files.slice(0, header.migrations.length));
    const rows = await load(tx, file);
    await migrateWithin(tx, files);
    await tx.query(
      `insert into meta (key, value) values ('restored', $1)
       on conflict (key) do update set value = excluded.value`,
      [{ at: now.toString(), made: header.made, from: header.home }],
    );
    return { header, rows };
  });
}

function checkLevel(file: string, { migrations }: Header, files: readonly Migration[]): void {
  for (const [index, { name, hash }] of migrations.entries()) {
    const known = files[index];
    if (known?.name === name && known.hash === hash) continue;
    throw new UserError(
      `The backup ${file} has ${name}, which this version of Tranche does not know: it was made by a newer one. ` +
        'Restore it with that version; nothing was restored.',
    );
  }
}

async function refuseOthers(tx: Queryable): Promise<void> {
  const [others] = await tx.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and application_name like $1
       and application_name <> current_setting('application_name')`,
    [`${APPLICATION_NAME} %`],
  );
  if (others === undefined || others.count === 0) return;
  throw new UserError(
    'A bot is using this database. Stop every process of it, restore, and start them again.',
  );
}

async function refuseFull(tx: Queryable, file: string): Promise<void> {
  for (const { name } of await findTables(tx)) {
    if (name === 'meta') continue;
    const [found] = await tx.query(`select 1 from ${quoteName(name)} limit 1`);
    if (found === undefined) continue;
    throw new UserError(
      `The store is not empty. To throw away what it holds: npm run restore -- ${file} --replace. ` +
        'A backup of it first costs little: npm run backup -- FILE',
    );
  }
}

/** @returns how many rows */
async function load(tx: Queryable, file: string): Promise<number> {
  const resume = await suspendChecks(tx);
  const loader = new Loader(tx, await findTables(tx));
  const { end } = await readBackup(file, (part) =>
    'table' in part ? loader.startTable(part.table) : loader.add(part.row),
  );
  await loader.flush();
  for (const { name, value } of end.sequences) {
    await tx.query('select setval($1::regclass, $2::bigint)', [quoteName(name), value]);
  }
  await resume();
  return end.rows;
}

/**
 * Empties the tables of what migrations put there, and takes away foreign keys and triggers while rows come in any order.
 *
 * @returns puts them back; what the rows break then fails
 */
async function suspendChecks(tx: Queryable): Promise<() => Promise<void>> {
  const tables = (await findTables(tx)).map(({ name }) => quoteName(name));
  const keys = await tx.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = $1::regnamespace and conparentid = 0`,
    [SCHEMA],
  );
  for (const { table, name } of keys) await tx.query(`alter table ${table} drop constraint ${name}`);
  await tx.query(`truncate ${tables.join(', ')}`);
  for (const table of tables) await tx.query(`alter table ${table} disable trigger user`);
  return async () => {
    for (const table of tables) await tx.query(`alter table ${table} enable trigger user`);
    for (const { table, name, definition } of keys) {
      await tx.query(`alter table ${table} add constraint ${name} ${definition}`);
    }
  };
}

/** Sends rows to the database in batches. */
class Loader {
  readonly #tx: Queryable;
  readonly #tables: ReadonlyMap<string, Table>;
  #insert: string | undefined;
  #rows: string[] = [];
  #characters = 0;

  constructor(tx: Queryable, tables: readonly Table[]) {
    this.#tx = tx;
    this.#tables = new Map(tables.map((table) => [table.name, table]));
  }

  async startTable({ table, columns }: TableStart): Promise<void> {
    await this.flush();
    const known = this.#tables.get(table);
    const types = columns.map((column) => known?.types[known.columns.indexOf(column)]);
    const values = types.map((type, index) => `(fields->>${index})::${type}`);
    this.#insert = `insert into ${quoteName(table)} (${columns.map(quoteColumn).join(', ')}) overriding system value
      select ${values.join(', ')} from json_array_elements($1::json) as fields`;
  }

  async add(row: string): Promise<void> {
    this.#rows.push(row);
    this.#characters += row.length;
    if (this.#characters > BATCH_CHARACTERS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#rows.length === 0) return;
    if (this.#insert === undefined) throw new Error('a row before the first table');
    await this.#tx.query(this.#insert, [`[${this.#rows.join(',')}]`]);
    this.#rows = [];
    this.#characters = 0;
  }
}
