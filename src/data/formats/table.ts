import { DataError, type Fault } from '../../errors.ts';
import { Pace } from '../pace.ts';
import type { Reading } from '../read-records.ts';
import { tableFile } from '../table-schema.ts';
import { RowFaults } from '../tables/row-faults.ts';
import { TableRows } from '../tables/table-rows.ts';
import { readCsv } from './csv.ts';
import { type Format, NOTHING, type SourceRecords } from './format.ts';
import type { SourceFile } from './source-file.ts';

/** A table, and what its columns mean. Each row is a fact, and its evidence. */
export const table: Format = {
  head: 'table.yaml',
  schema: tableFile,
  largestHead: 1,
  bodies: ['table.csv', 'table.tsv'],
  largestBody: 1024,
  similar: /^(?:table\.(?:ya?ml|json)|.*\.(?:csv|tsv|xlsx?|ods))$/i,

  async openBody(file, path) {
    return { faults: [], readRecords: (reading) => readTable(file, path, reading) };
  },
};

async function readTable(file: SourceFile, path: string, reading: Reading): Promise<SourceRecords> {
  const { value, report } = reading.source;
  const mapping = tableFile.safeParse(value).data;
  // Of a table.yaml that is wrong itself, nobody knows what it says of the rows.
  if (mapping === undefined || report.faults.length > 0) return NOTHING;
  const faults = new RowFaults(path);
  const rows = new TableRows({ path, mapping, reading, faults });
  const separator = mapping.table?.separator ?? (path.endsWith('.tsv') ? '\t' : ',');
  const broken = await readRows(readCsv(file.pieces(), { path, separator }), rows);
  const found = rows.finish(broken.length === 0 && report.faults.length === 0);
  return {
    ...NOTHING,
    ...found,
    faults: [...broken, ...faults.all()],
    draftFaults: () => rows.draftFaults(),
  };
}

/** @returns why the table cannot be read to its end */
async function readRows(read: AsyncIterable<string[]>, rows: TableRows): Promise<readonly Fault[]> {
  const pace = new Pace();
  try {
    for await (const cells of read) {
      if (!rows.add(cells)) break;
      if (pace.isDue) await pace.rest();
    }
    return [];
  } catch (error) {
    if (error instanceof DataError) return error.faults;
    throw error;
  }
}
