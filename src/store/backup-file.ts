import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { UserError } from '../errors.ts';

/**
 * A backup is one text file, a line of JSON each: the header; for each table its name and columns, then its rows; the end
 * with the number of rows and the SHA-256 of every byte before it.
 *
 * Rows are text that the database made and the database reads, so that no number or time passes through JavaScript.
 */
const FORMAT = 1;

const header = z.object({
  backup: z.literal('tranche'),
  format: z.number(),
  made: z.string(),
  home: z.enum(['pglite', 'postgres']),
  migrations: z.array(z.object({ number: z.number(), name: z.string(), hash: z.string() })).min(1),
});
const table = z.object({ table: z.string(), columns: z.array(z.string()) });
const end = z.object({
  end: z.literal('tranche'),
  rows: z.number(),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  sha256: z.string(),
});

export type Header = z.infer<typeof header>;
export type TableStart = z.infer<typeof table>;
export type End = z.infer<typeof end>;

/** A row stands behind a letter of its own, so that no content of it is taken for a line of ours. */
const ROW = 'r';

export function renderHeader(fields: Omit<Header, 'backup' | 'format'>): string {
  return JSON.stringify({ backup: 'tranche', format: FORMAT, ...fields });
}

export function renderRow(json: string): string {
  return ROW + json;
}

/** Counts and hashes the lines of a backup; its last line says what came out. */
export class LineHash {
  readonly #hash: Hash = createHash('sha256');
  rows = 0;

  add(line: string): void {
    this.#hash.update(line).update('\n');
    if (line.startsWith(ROW)) this.rows += 1;
  }

  end(sequences: End['sequences']): string {
    return JSON.stringify({ end: 'tranche', rows: this.rows, sequences, sha256: this.#hash.digest('hex') });
  }

  matches({ rows, sha256 }: End): boolean {
    return rows === this.rows && sha256 === this.#hash.digest('hex');
  }
}

export type Part = { readonly table: TableStart } | { readonly row: string };

/**
 * Reads a backup from its beginning to its end, and checks that it is whole.
 *
 * @param onPart called for each table and row as it is read, before it is known that the file is whole
 * @throws UserError if the file is not a backup, was cut short or altered, or is of a newer format
 */
export async function readBackup(
  file: string,
  onPart: (part: Part, header: Header) => Promise<void> | void,
): Promise<{ header: Header; end: End }> {
  const hash = new LineHash();
  let first: Header | undefined;
  let last: End | undefined;
  for await (const line of readLines(file)) {
    if (last !== undefined) throw altered(file);
    if (first === undefined) {
      first = parseHeader(file, line);
    } else if (line.startsWith(ROW)) {
      await onPart({ row: line.slice(ROW.length) }, first);
    } else {
      const json = parseJson(line);
      last = end.safeParse(json).data;
      if (last !== undefined) continue;
      const parsed = table.safeParse(json);
      if (!parsed.success) throw altered(file);
      await onPart({ table: parsed.data }, first);
    }
    hash.add(line);
  }
  if (first === undefined) throw notABackup(file);
  if (last === undefined) {
    throw new UserError(
      `The backup ${file} was cut short: its end is missing. Use another one; nothing was restored.`,
    );
  }
  if (!hash.matches(last)) throw altered(file);
  return { header: first, end: last };
}

function parseHeader(file: string, line: string): Header {
  const parsed = header.safeParse(parseJson(line));
  if (!parsed.success) throw notABackup(file);
  if (parsed.data.format !== FORMAT) {
    throw new UserError(`The backup ${file} was made by a newer Tranche. Restore it with that version.`);
  }
  return parsed.data;
}

function notABackup(file: string): UserError {
  return new UserError(`${file} is not a backup of Tranche. Give a file that npm run backup made.`);
}

function altered(file: string): UserError {
  return new UserError(
    `The backup ${file} was altered or damaged: its checksum is not that of its content. Use another one; nothing was restored.`,
  );
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Lines end in a line feed and nothing else: `readline` would also split at the line separators that a text may hold. */
async function* readLines(file: string): AsyncGenerator<string> {
  let rest = '';
  const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 });
  try {
    for await (const chunk of stream) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw new UserError(`The backup ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  if (rest !== '') yield rest;
}
