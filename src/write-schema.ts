import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { calendarFile } from './data/calendar-schema.ts';
import { factsFile } from './data/schema.ts';
import { tableFile } from './data/table-schema.ts';

const FOLDER = join(import.meta.dirname, '..', 'facts');

/** What the JSON Schemas describe by which editors complete and check what people write, by name of file. */
export const SCHEMAS: ReadonlyMap<string, z.ZodObject> = new Map<string, z.ZodObject>([
  ['facts.schema.json', factsFile],
  ['table.schema.json', tableFile],
  ['calendar.schema.json', calendarFile],
]);

const USAGE = 'Usage: npm run schema [-- --check]';

/** JSON Schema for editors. Draft 7 is what the YAML language server reads best. */
export function editorSchema(schema: z.ZodObject): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-07' });
}

/** The text of a schema's file. */
export function renderSchema(schema: z.ZodObject): string {
  return `${JSON.stringify(editorSchema(schema), undefined, 2)}\n`;
}

/**
 * Writes the JSON Schemas into `folder`, or with `--check` only compares.
 *
 * @returns exit code: 0, 1 for a stale file, 2 for arguments that are not understood
 */
export async function writeSchemas(args: readonly string[], folder = FOLDER): Promise<0 | 1 | 2> {
  const [option, ...more] = args;
  if (more.length > 0 || (option !== undefined && option !== '--check')) {
    console.error(USAGE);
    return 2;
  }
  const stale: string[] = [];
  for (const [name, schema] of SCHEMAS) {
    const file = join(folder, name);
    const text = renderSchema(schema);
    if (option === undefined) await writeFile(file, text);
    else if ((await readIfThere(file)) !== text) stale.push(file);
  }
  for (const file of stale)
    console.error(`${file} is not what src/data says. Run npm run schema and commit it.`);
  return stale.length > 0 ? 1 : 0;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

if (import.meta.main) process.exitCode = await writeSchemas(process.argv.slice(2));
