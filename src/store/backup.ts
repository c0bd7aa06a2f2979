import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { type End, type Header, LineHash, renderHeader, renderRow } from './backup-file.ts';
import { type Queryable, SCHEMA, type Store } from './store.ts';

const ROWS_AT_ONCE = 500;

export interface BackupReport {
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Writes what the store holds at one moment into a new file; on the disk and whole when this resolves, else not there.
 *
 * pg-boss's own tables stay out: its jobs are worked out again from ours.
 *
 * @throws UserError if the file exists or cannot be written
 */
export async function backUp(store: Store, file: string, now: Temporal.Instant): Promise<BackupReport> {
  const unfinished = join(dirname(file), `.${basename(file)}.unfinished`);
  const handle = await create(file, unfinished);
  try {
    const report = await store.transaction((tx) => writeAll(tx, store.home, handle, now));
    await handle.sync();
    await handle.close();
    await rename(unfinished, file);
    await syncFolder(dirname(file));
    return report;
  } catch (error) {
    await handle.close();
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function create(file: string, unfinished: string): Promise<FileHandle> {
  try {
    // Made under its name first: what is there is not written over, also not when it appears at this moment.
    await (await open(file, 'wx', 0o600)).close();
    await rm(file);
    return await open(unfinished, 'w', 0o600);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'it is there already; give a new name' : message;
    throw new UserError(`The backup cannot be written to ${file}: ${why}`, { cause: error });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

async function writeAll(
  tx: Queryable,
  home: Store['home'],
  file: FileHandle,
  now: Temporal.Instant,
): Promise<BackupReport> {
  await tx.query('set transaction isolation level repeatable read, read only');
  const hash = new LineHash();
  let bytes = 0;
  const write = async (lines: readonly string[]) => {
    for (const line of lines) hash.add(line);
    bytes += (await file.write(lines.map((line) => `${line}\n`).join(''))).bytesWritten;
  };
  const migrations = await tx.query<Header['migrations'][number]>(
    'select number, name, hash from migrations order by number',
  );
  await write([renderHeader({ made: now.toString({ smallestUnit: 'second' }), home, migrations })]);
  const tables = await findTables(tx);
  for (const table of tables) {
    await write([JSON.stringify({ table: table.name, columns: table.columns })]);
    for await (const rows of readRows(tx, table)) await write(rows.map(renderRow));
  }
  bytes += (await file.write(`${hash.end(await readSequences(tx))}\n`)).bytesWritten;
  return { tables: tables.length, rows: hash.rows, bytes };
}

export interface Table {
  readonly name: string;
  /** Those that can be written: a generated column is not. */
  readonly columns: readonly string[];
  /** Of each column, such as `numeric(10,2)`. */
  readonly types: readonly string[];
}

/** The tables of ours; without `migrations`, which the header of a backup has. */
export function findTables(tx: Queryable): Promise<Table[]> {
  return tx.query(
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns,
       array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) as types
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> 'migrations' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname order by c.relname`,
    [SCHEMA],
  );
}

/** Each row as a JSON array of what the database writes for its columns, null where it has no value. */
async function* readRows(tx: Queryable, { name, columns }: Table): AsyncGenerator<string[]> {
  const texts = columns.map((column) => `${quoteColumn(column)}::text`).join(', ');
  await tx.query(
    `declare backup no scroll cursor for select json_build_array(${texts})::text as row from ${quoteName(name)}`,
  );
  for (;;) {
    const rows = await tx.query<{ row: string }>(`fetch ${ROWS_AT_ONCE} from backup`);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await tx.query('close backup');
}

/** Where identities and serials stand. One never used has no value, and keeps none. */
function readSequences(tx: Queryable): Promise<End['sequences']> {
  return tx.query(
    `select sequencename::text as name, last_value::text as value from pg_sequences
     where schemaname = $1 and last_value is not null order by sequencename`,
    [SCHEMA],
  );
}

export function quoteName(name: string): string {
  return `${SCHEMA}.${quoteColumn(name)}`;
}

export function quoteColumn(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
